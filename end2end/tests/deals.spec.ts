import { randomUUID } from "node:crypto";

import type { Locator, Page } from "@playwright/test";

import { expect, test } from "../fixtures/journey.ts";
import type { Person } from "../fixtures/office.ts";

test("a deal is carried from stage to stage, and the sums follow", async ({ page, office, open, isMobile, words }) => {
  const seller = await office.seller();
  const id = await deal(seller, "Tea for the harbour");
  await open(seller, "/deals");
  const card = page.locator(`[data-card="${id}"]`);
  await expect(column(page, "prospect").locator(`[data-card="${id}"]`)).toBeVisible();
  const sum = column(page, "qualify").locator(".kcol__sum b");
  const before = await sum.textContent();

  if (isMobile) await carryByTouch(page, card);
  else await carryByMouse(page, card, column(page, "qualify"));

  await expect(column(page, "qualify").locator(`[data-card="${id}"]`)).toBeVisible();
  await expect(sum).not.toHaveText(before ?? "");
  const toast = page.getByRole("status").filter({ hasText: "Tea for the harbour" });
  await expect(toast).toContainText(await office.field("deal", "stage", "qualify"));
  await toast.getByRole("button").click();
  await expect(column(page, "prospect").locator(`[data-card="${id}"]`)).toBeVisible();
  await expect(sum).toHaveText(before ?? "");
  await expect(page.getByRole("status").filter({ hasText: words("deals.undone") })).toBeVisible();
});

test("the menu of a card moves it too, and a loss asks for its reason", async ({ page, office, open, words }) => {
  const seller = await office.seller();
  const name = `Tea for the north ${randomUUID().slice(0, 4)}`;
  const id = await deal(seller, name);
  await open(seller, "/deals");
  await moveByMenu(page, name, await office.field("deal", "stage", "lost"), words);
  const sheet = page.getByRole("dialog", { name: words("deals.lost_title", { name }) });
  const lost = sheet.getByRole("button", { name: words("deals.mark_lost") });
  await lost.click();
  await expect(sheet.getByRole("alert")).toHaveText(words("problems.required"));
  await sheet.getByRole("button", { name: words("common.cancel") }).click();
  await expect(column(page, "prospect").locator(`[data-card="${id}"]`)).toHaveCount(1);

  await moveByMenu(page, name, await office.field("deal", "stage", "lost"), words);
  await sheet.getByRole("button", { name: await office.field("deal", "lost_reason", "price"), exact: true }).click();
  await sheet.getByRole("textbox", { name: words("deals.lost_note") }).fill("Two yuan too dear");
  await lost.click();
  await expect(sheet).toBeHidden();
  await expect(column(page, "lost").locator(`[data-card="${id}"]`)).toContainText("Two yuan too dear");
  await expect(async () => {
    const { record } = await seller.call<{ record: { values: Record<string, { text?: string }> } }>("record", { object: "deal", id });
    expect(record.values["lost_reason"]?.text).toBe("price");
  }).toPass();
});

test("a keyboard lifts a card, carries it and drops it", async ({ page, office, open, isMobile }) => {
  test.skip(isMobile, "a phone has no keyboard");
  const seller = await office.seller();
  const id = await deal(seller, "Tea for the south");
  await open(seller, "/deals");
  const card = page.locator(`[data-card="${id}"] article`);
  await card.focus();
  await card.press("Space");
  await expect(page.locator(`[data-card="${id}"]`)).toHaveAttribute("data-lifted", "");
  await card.press("ArrowRight");
  await card.press("Escape");
  await expect(column(page, "prospect").locator(`[data-card="${id}"]`)).toBeVisible();
  await expect(page.locator("[data-lifted]")).toHaveCount(0);
  await card.press("Space");
  await card.press("ArrowRight");
  await card.press("Space");
  await expect(column(page, "qualify").locator(`[data-card="${id}"]`)).toBeVisible();
  await expect(card).toBeFocused();
  await card.press("Enter");
  await page.waitForURL(new RegExp(`/deals/${id}`));
});

test("the page of a deal leads it along its path to won", async ({ page, office, open, words }) => {
  const seller = await office.seller();
  const id = await deal(seller, "Tea for the east");
  await open(seller, `/deals/${id}`);
  const path = page.getByRole("list", { name: words("deals.stage_path") });
  const step = async (stage: string) => path.getByRole("listitem").filter({ hasText: await office.field("deal", "stage", stage) });
  await expect(await step("prospect")).toHaveAttribute("aria-current", "step");
  await (await step("proposal")).getByRole("button").click();
  await expect(await step("proposal")).toHaveAttribute("aria-current", "step");
  await page.getByRole("button", { name: words("deals.mark_won") }).click();
  await expect(await step("won")).toHaveAttribute("aria-current", "step");
  await expect(page.getByText(words("deals.moved", { name: "Tea for the east", from: await office.field("deal", "stage", "proposal"), to: await office.field("deal", "stage", "won") }))).toBeVisible();
  await expect(page.getByRole("button", { name: words("deals.reopen") })).toBeVisible();
  await page.reload();
  await expect(await step("won")).toHaveAttribute("aria-current", "step");
});

function column(page: Page, stage: string): Locator {
  return page.locator(`[data-lane="${stage}"]`).and(page.locator("section"));
}

async function deal(seller: Person, name: string): Promise<string> {
  const amount = { money: { parts: 486_000_000, currency: "CNY" } };
  const close = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  return seller.make("deal", { name: { text: name }, stage: { text: "prospect" }, amount, close_date: { date: close } });
}

async function moveByMenu(page: Page, name: string, stage: string, words: (key: string, values?: Record<string, string>) => string): Promise<void> {
  await page.getByRole("button", { name: words("lists.menu_of", { name }) }).click();
  await page.getByRole("menuitemradio", { name: stage, exact: true }).click();
}

/** Presses, moves in steps as a hand does, and lets go. */
async function carryByMouse(page: Page, card: Locator, to: Locator): Promise<void> {
  const from = await card.boundingBox();
  const target = await to.boundingBox();
  if (!from || !target) throw new Error("nothing to carry, or nowhere to");
  await page.mouse.move(from.x + 40, from.y + from.height - 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + from.height, { steps: 4 });
  await page.mouse.move(target.x + target.width / 2, target.y + 160, { steps: 12 });
  await expect(to).toHaveAttribute("data-drop", "");
  await page.mouse.up();
}

/** A swipe to the right, which takes a card one stage on. */
async function carryByTouch(page: Page, card: Locator): Promise<void> {
  const box = await card.boundingBox();
  if (!box) throw new Error("nothing to swipe");
  const session = await page.context().newCDPSession(page);
  const y = box.y + box.height - 12;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y }] });
  await touch("touchStart", box.x + 60);
  for (let by = 10; by <= 200; by += 10) await touch("touchMove", box.x + 60 + by);
  await touch("touchEnd");
  await session.detach();
}

