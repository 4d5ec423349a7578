import type { Locator, Page } from "@playwright/test";

import { expect, test } from "../fixtures/journey.ts";
import type { Person } from "../fixtures/office.ts";
import { mark as newMark } from "../fixtures/mark.ts";

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
  const name = `Tea for the north ${newMark()}`;
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

test("an administrator adds a pipeline, whose stage asks for a field; a card that goes there is asked for it", async ({
  page,
  office,
  open,
  words,
  language,
  isMobile,
  accessible,
}) => {
  test.slow();
  const boss = await office.boss();
  const mark = newMark();
  const label = { en: `Renewals ${mark}`, zh: `续约${mark}` };
  await open(boss, "/settings/objects/deal/fields/stage");
  const editor = page.getByRole("dialog", { name: await office.field("deal", "stage") });
  await editor.getByRole("button", { name: words("describing.add_pipeline") }).click();
  const adding = page.getByRole("dialog", { name: words("describing.add_pipeline") });
  await adding.locator("#pipeline-en").fill(label.en);
  await adding.locator("#pipeline-zh").fill(label.zh);
  await adding.getByRole("button", { name: words("describing.add_pipeline") }).click();
  await expect(adding).toBeHidden();

  const stages = await pipelineOf(boss, label.en);
  const proposal = stages.find(({ key }) => key.startsWith("proposal"));
  if (!proposal) throw new Error("the stages were not copied");
  const name = proposal.label[language];
  await editor.getByRole("button", { name: words("describing.stage_of", { name }), exact: true }).click();
  const competitor = await office.field("deal", "competitor");
  await editor.locator(".describing__stage").getByRole("combobox").fill(competitor);
  await page.getByRole("option", { name: competitor, exact: true }).click();
  await accessible();
  await editor.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(editor).toBeHidden();

  const seller = await office.seller();
  const [first] = stages;
  const title = `Tea again ${mark}`;
  const id = await seller.make("deal", { name: { text: title }, stage: { text: first?.key ?? "" } });
  await seller.make("deal", { name: { text: `Coffee ${mark}` }, stage: { text: "prospect" } });
  await open(seller, "/deals");
  await expect(column(page, "prospect")).toBeVisible();
  await page.getByRole("combobox", { name: await office.field("deal", "pipeline") }).selectOption({ label: label[language] });
  await expect(page).toHaveURL(/f=pipeline\.is\./);
  await expect(column(page, "prospect")).toHaveCount(0);
  await expect(column(page, first?.key ?? "").locator(`[data-card="${id}"]`)).toBeVisible();

  const sheet = page.getByRole("dialog", { name: words("lists.asked_title", { name: title, stage: name }) });
  if (isMobile) {
    await moveByMenu(page, title, name, words);
  } else {
    const card = page.locator(`[data-card="${id}"] article`);
    await card.focus();
    await card.press("Space");
    for (const { key } of stages.slice(1)) {
      await card.press("ArrowRight");
      if (key === proposal.key) break;
    }
    await card.press("Space");
  }
  await accessible();
  await sheet.getByRole("button", { name: words("common.cancel") }).click();
  await expect(column(page, first?.key ?? "").locator(`[data-card="${id}"]`)).toBeVisible();

  await moveByMenu(page, title, name, words);
  await sheet.getByRole("button", { name: words("lists.asked_act", { stage: name }) }).click();
  await expect(sheet.getByRole("alert")).toHaveText(words("problems.required"));
  await sheet.getByRole("textbox", { name: competitor }).fill("Acme");
  await sheet.getByRole("button", { name: words("lists.asked_act", { stage: name }) }).click();
  await expect(sheet).toBeHidden();
  await expect(column(page, proposal.key).locator(`[data-card="${id}"]`)).toBeVisible();
  await expect(async () => {
    const { record } = await seller.call<{ record: { values: Record<string, { text?: string }> } }>("record", { object: "deal", id });
    expect([record.values["stage"]?.text, record.values["competitor"]?.text]).toEqual([proposal.key, "Acme"]);
  }).toPass();

  // Its page shows the path of its own pipeline, and asks in the same way.
  const other = await seller.make("deal", { name: { text: `${title} too` }, stage: { text: first?.key ?? "" } });
  await open(seller, `/deals/${other}`);
  const path = page.getByRole("list", { name: words("deals.stage_path") });
  await expect(path.getByRole("listitem")).toHaveCount(stages.filter(({ outcome }) => outcome !== "lost").length);
  await path.getByRole("button", { name: new RegExp(name) }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: competitor }).fill("Acme");
  await page.getByRole("dialog").getByRole("button", { name: words("lists.asked_act", { stage: name }) }).click();
  await expect(path.getByRole("listitem").filter({ hasText: name })).toHaveAttribute("aria-current", "step");
});

test("a customer's page tells what is paid, due and overdue today, each currency for itself", async ({ page, office, open, words, isMobile }) => {
  test.skip(isMobile, "on a phone the sums stand below the timeline");
  const seller = await office.seller();
  const account = await seller.make("account", { name: { text: `Sums ${newMark()}` } });
  const link = { link: { id: account } };
  const money = (units: number, currency: string) => ({ money: { parts: units * 10_000, currency } });
  const day = (days: number) => ({ date: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10) });
  await seller.make("payment_plan", { name: { text: "First" }, account: link, due: day(-9), amount: money(80_000, "CNY") });
  await seller.make("payment_plan", { name: { text: "Second" }, account: link, due: day(9), amount: money(40_000, "CNY") });
  await seller.make("payment_plan", { name: { text: "Abroad" }, account: link, due: day(-2), amount: money(900, "USD") });
  await open(seller, `/accounts/${account}`);
  const block = page.locator("section.block").filter({ has: page.getByRole("heading", { name: words("records.sums") }) });
  await expect(block).toContainText("120,000");
  await expect(block).toContainText("80,000");
  await expect(block).toContainText("900");
  await block.getByRole("link").last().click();
  await expect(page).toHaveURL(/payment-plans.*overdue/);
  await expect(page.getByText("Second")).toHaveCount(0);
});

type Stage = { key: string; label: { en: string; zh: string }; pipeline?: string; outcome?: string };

/** The stages of a pipeline, by its English name. */
async function pipelineOf(boss: Person, name: string): Promise<Stage[]> {
  const { objects } = await boss.call<{ objects: { key: string; fields: { key: string; choices?: Stage[] }[] }[] }>("catalogue", {});
  const fields = objects.find(({ key }) => key === "deal")?.fields ?? [];
  const choices = (key: string) => fields.find((field) => field.key === key)?.choices ?? [];
  const pipeline = choices("pipeline").find(({ label }) => label.en === name)?.key;
  return choices("stage").filter((stage) => stage.pipeline === pipeline);
}

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

