import { randomUUID } from "node:crypto";

import type { Locator, Page } from "@playwright/test";

import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";
import type { Person } from "../fixtures/office.ts";
import { literally } from "../fixtures/words.ts";

test("what is changed in a list is kept as a view, found by its address, renamed and put away", async ({
  page,
  office,
  open,
  words,
  accessible,
}) => {
  const seller = await office.seller();
  const own = mark();
  await customers(seller, own, 3);
  await open(seller, `/accounts?q=${own}&sort=-name`);
  await page.getByRole("button", { name: words("lists.save_as"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: words("lists.new_view") });
  await dialog.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(dialog.getByText(words("problems.required"))).toBeVisible();
  await dialog.getByLabel(words("lists.view_name")).fill(`East ${own}`);
  await accessible();
  await dialog.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/\/accounts\?view=[0-9a-f-]{36}$/);
  const tab = page.getByRole("link", { name: literally(`East ${own}`) });
  await expect(tab).toHaveAttribute("aria-current", "page");
  await page.reload();
  await alive(page);
  await expect(names(page).first()).toContainText(`${own} 2`);
  await expect(page.getByRole("textbox", { name: words("records.find") })).toHaveValue(own);

  await page.getByRole("textbox", { name: words("records.find") }).fill(`${own} 1`);
  await expect(page).toHaveURL(/view=.*&q=/);
  await expect(names(page)).toHaveCount(1);
  await expect(tab).toHaveAttribute("aria-current", "page");
  await page.getByRole("button", { name: words("lists.more_for_view") }).click();
  await page.getByRole("menuitem", { name: words("lists.reset_view") }).click();
  await expect(names(page)).toHaveCount(3);

  const menu = page.getByRole("button", { name: words("lists.view_menu", { name: `East ${own}` }) });
  await menu.click();
  await page.getByRole("menuitem", { name: words("lists.rename_view") }).click();
  const renaming = page.getByRole("dialog", { name: words("lists.rename_view") });
  await renaming.getByLabel(words("lists.view_name")).fill(`West ${own}`);
  await renaming.getByRole("button", { name: words("common.save"), exact: true }).click();
  const renamed = page.getByRole("link", { name: literally(`West ${own}`) });
  await expect(renamed).toBeVisible();
  await page.getByRole("button", { name: words("lists.view_menu", { name: `West ${own}` }) }).click();
  await page.getByRole("menuitem", { name: words("lists.put_away") }).click();
  await expect(renamed).toHaveCount(0);
  const toast = page.getByRole("status").filter({ hasText: words("lists.view_gone", { name: `West ${own}` }) });
  await toast.getByRole("button", { name: literally(words("common.undo")) }).click();
  await expect(renamed).toBeVisible();
});

test("a view that is shared with everybody is a tab of theirs, and a gone one is said to be gone", async ({
  page,
  browser,
  server,
  office,
  open,
  words,
}) => {
  const [boss, seller] = [await office.boss(), await office.seller()];
  const own = mark();
  const id = randomUUID();
  const body = { filters: [{ field: "level", operator: "is", value: "a" }], columns: [{ field: "region", width: 200 }] };
  await boss.call("save_view", { view: { id, object: "account", name: `Ours ${own}`, sharing: "everyone", body, version: 0 } });
  await open(seller, `/accounts?view=${id}`);
  await expect(page.getByRole("link", { name: literally(`Ours ${own}`) })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("button", { name: words("lists.view_menu", { name: `Ours ${own}` }) })).toBeVisible();
  await boss.call("put_view_away", { id });
  const other = await browser.newContext({ baseURL: server.address });
  const theirs = await other.newPage();
  await seller.sitDownAt(other);
  await theirs.goto(`/accounts?view=${id}`);
  await alive(theirs);
  await expect(theirs.getByText(words("lists.view_unknown"))).toBeVisible();
  await other.close();
});

test("columns are chosen, carried by keys and made wider", async ({ page, office, open, words, isMobile, accessible }) => {
  test.skip(isMobile, "a phone has two lines in the place of columns");
  const seller = await office.seller();
  const own = mark();
  await customers(seller, own, 2);
  await open(seller, `/accounts?q=${own}`);
  const [level, region] = [await office.field("account", "level"), await office.field("account", "region")];
  await page.getByRole("button", { name: words("lists.columns"), exact: true }).click();
  const panel = page.getByRole("dialog", { name: words("lists.columns") });
  if ((await panel.getByRole("button", { name: words("lists.show_column", { field: region }) }).count()) > 0) {
    await panel.getByRole("button", { name: words("lists.show_column", { field: region }) }).click();
  }
  await expect(page.getByRole("columnheader", { name: region })).toBeVisible();
  await accessible();
  const handle = panel.getByRole("button", { name: words("lists.carry", { name: region }), exact: true });
  await handle.focus();
  await handle.press("Space");
  await handle.press("ArrowUp");
  await handle.press("Space");
  await expect(page).toHaveURL(/cols=name/);
  await page.keyboard.press("Escape");
  const grip = page.getByRole("separator", { name: words("lists.width_of", { field: region }) });
  await grip.focus();
  const before = Number(await grip.getAttribute("aria-valuenow"));
  await grip.press("Shift+ArrowRight");
  await expect(grip).toHaveAttribute("aria-valuenow", String(before + 32));
  await expect(page).toHaveURL(new RegExp(`region%3A${before + 32}`));
  await page.reload();
  await alive(page);
  await expect(page.getByRole("separator", { name: words("lists.width_of", { field: region }) })).toHaveAttribute(
    "aria-valuenow",
    String(before + 32),
  );
  await expect(page.getByRole("columnheader", { name: level }).or(page.getByRole("columnheader", { name: region })).first()).toBeVisible();
});

test("a list stands in groups that open and close", async ({ page, office, open, words, accessible }) => {
  const seller = await office.seller();
  const own = mark();
  await customers(seller, own, 4);
  await open(seller, `/accounts?q=${own}&group=level`);
  const group = page.getByRole("button", { name: /^A\s*2$/ });
  await expect(group).toHaveAttribute("aria-expanded", "true");
  await expect(names(page)).toHaveCount(4);
  await accessible();
  await group.click();
  await expect(names(page)).toHaveCount(2);
  await group.click();
  await expect(names(page)).toHaveCount(4);
});

test("a cell is changed where it stands, by press and by keys", async ({ page, office, open, words, isMobile, accessible }) => {
  test.skip(isMobile, "a phone changes records on their pages");
  const seller = await office.seller();
  const own = mark();
  const [id] = await customers(seller, own, 2);
  await open(seller, `/accounts?q=${own}&sort=name&cols=name,region,level,phone`);
  const cell = page.locator(`tr[data-row="${id}"] td[data-col="region"]`);
  await cell.dblclick();
  const input = cell.getByRole("textbox");
  await expect(input).toBeFocused();
  await input.fill("Ningbo");
  await accessible();
  const kept = page.waitForResponse(/api\/update/);
  await input.press("Enter");
  await expect(cell).toHaveText("Ningbo");
  await kept;
  await expect(cell).toBeFocused();

  await cell.press("e");
  await input.fill("Hangzhou");
  await input.press("Escape");
  await expect(cell).toHaveText("Ningbo");

  await cell.press("Enter");
  await input.fill("Shaoxing");
  const saved = page.waitForResponse(/api\/update/);
  await input.press("Tab");
  const level = page.locator(`tr[data-row="${id}"] td[data-col="level"]`);
  await expect(level.getByRole("combobox")).toBeFocused();
  await saved;
  await level.getByRole("combobox").selectOption({ label: "B" });
  const other = page.waitForResponse(/api\/update/);
  await level.getByRole("combobox").press("Enter");
  await other;
  await page.reload();
  await alive(page);
  await expect(cell).toHaveText("Shaoxing");
  await expect(level).toHaveText("B");
});

test("many records are changed at once, and taken back as a whole", async ({ page, office, open, words, isMobile, accessible }) => {
  const seller = await office.seller();
  const own = mark();
  await customers(seller, own, 60);
  await open(seller, `/accounts?q=${own}&sort=name&cols=name,region,level`);
  await expect(names(page).first()).toContainText(`${own} 0`);
  if (isMobile) {
    // A finger that rests on a row chooses it; from then on a tap does.
    await rest(page, page.locator("tr[data-row]").first());
    await expect(page.getByText(words("lists.picked", { number: 1 }))).toBeVisible();
    await page.locator("tr[data-row]").nth(1).tap();
    await expect(page.getByText(words("lists.picked", { number: 2 }))).toBeVisible();
    return;
  }
  const boxes = page.locator("tr[data-row] input[type=checkbox]");
  await boxes.nth(1).click();
  await boxes.nth(4).click({ modifiers: ["Shift"] });
  await expect(page.getByText(words("lists.picked", { number: 4 }))).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("toolbar", { name: words("lists.many") })).toHaveCount(0);

  await page.getByRole("checkbox", { name: words("lists.pick_all") }).click();
  await page.getByRole("button", { name: words("lists.pick_matching", { number: 60 }) }).click();
  await expect(page.getByText(words("lists.picked", { number: 60 }))).toBeVisible();
  await accessible();
  await page.getByRole("button", { name: words("lists.edit_fields"), exact: true }).click();
  const drawer = page.getByRole("dialog", { name: words("lists.edit_many", { number: 60 }) });
  const region = await office.field("account", "region");
  await drawer.getByLabel(words("lists.choose_field")).selectOption({ label: region });
  await drawer.getByRole("textbox", { name: region }).fill("Suzhou");
  await accessible();
  await drawer.getByRole("button", { name: words("lists.change"), exact: true }).click();
  const job = page.getByRole("region", { name: words("lists.jobs") });
  await expect(job.getByText(words("lists.job_changed", { count: 60 }))).toBeVisible();
  await expect(page.locator('td[data-col="region"]').first()).toHaveText("Suzhou");
  // The message stays while pages change.
  await page.getByRole("link", { name: (await office.object("contact")).many }).first().click();
  await page.waitForURL(/\/contacts/);
  await job.getByRole("button", { name: words("common.undo"), exact: true }).click();
  await expect(job.getByText(words("lists.job_undone"))).toBeVisible();
  await page.goBack();
  await expect(page.locator('td[data-col="region"]').first()).not.toHaveText("Suzhou");
});

test("what could not be changed is told row by row", async ({ page, office, open, words, isMobile }) => {
  test.skip(isMobile, "rows are chosen by their boxes here");
  const seller = await office.seller();
  const own = mark();
  const made = await deals(seller, own, 2);
  await open(seller, `/deals?as=table&q=${own}&cols=name,stage`);
  await page.getByRole("checkbox", { name: words("lists.pick_all") }).click();
  await page.getByRole("button", { name: words("lists.edit_fields"), exact: true }).click();
  const drawer = page.getByRole("dialog", { name: words("lists.edit_many", { number: 2 }) });
  const stage = await office.field("deal", "stage");
  await drawer.getByLabel(words("lists.choose_field")).selectOption({ label: stage });
  await drawer.locator("#many-stage").selectOption("lost");
  await drawer.getByRole("button", { name: words("lists.change"), exact: true }).click();
  const job = page.getByRole("region", { name: words("lists.jobs") });
  await job.getByRole("button", { name: words("lists.job_refused", { count: 2 }) }).click();
  const notes = page.getByRole("dialog", { name: words("lists.passed_over") });
  await expect(notes.getByRole("link")).toHaveCount(2);
  await expect(notes).toContainText(await office.field("deal", "lost_reason"));
  await expect(notes.locator(`a[href$="${made[0]}"]`)).toBeVisible();
});

test("any object is a board, and its cards are moved by menu and keys", async ({ page, office, open, words, isMobile }) => {
  const seller = await office.seller();
  const own = mark();
  const [id] = await customers(seller, own, 2);
  await open(seller, `/accounts?q=${own}&as=board&by=level`);
  const lane = (key: string) => page.locator(`section[data-lane="${key}"]`);
  await expect(lane("a").locator(`[data-card="${id}"]`)).toBeVisible();
  const name = `${own} 0`;
  await page.getByRole("button", { name: words("lists.menu_of", { name }) }).click();
  await page.getByRole("menuitemradio", { name: "C", exact: true }).click();
  await expect(lane("c").locator(`[data-card="${id}"]`)).toBeVisible();
  const toast = page.getByRole("status").filter({ hasText: name });
  await toast.getByRole("button", { name: literally(words("common.undo")) }).click();
  await expect(lane("a").locator(`[data-card="${id}"]`)).toBeVisible();
  if (isMobile) return;
  const card = page.locator(`[data-card="${id}"] article`);
  await card.focus();
  await card.press("Space");
  await card.press("ArrowRight");
  const kept = page.waitForResponse(/api\/update/);
  await card.press("Space");
  await kept;
  await expect(lane("b").locator(`[data-card="${id}"]`)).toBeVisible();
});

test("days of a calendar hold records, which go to another day", async ({ page, office, open, words, isMobile, accessible }) => {
  const seller = await office.seller();
  const own = mark();
  const [id] = await deals(seller, own, 1);
  await open(seller, `/deals?as=calendar&by=close_date&on=2027-03-10&q=${own}`);
  if (isMobile) {
    await page.locator(".cal__row").getByRole("button", { name: words("lists.menu_of", { name: `${own} 0` }) }).click();
    await page.getByRole("menuitem", { name: words("lists.day_after") }).click();
  } else {
    const entry = page.locator(`section[data-zone="2027-03-10"] [data-item="${id}"] a`);
    await expect(entry).toBeVisible();
    await accessible();
    await entry.focus();
    await entry.press("Space");
    await entry.press("ArrowRight");
    await entry.press("Space");
    await expect(page.locator(`section[data-zone="2027-03-11"] [data-item="${id}"]`)).toBeVisible();
  }
  await expect(page.getByRole("status").filter({ hasText: `${own} 0` }).first()).toBeVisible();
  await expect(async () => {
    const { record } = await seller.call<{ record: { values: Record<string, { date?: string }> } }>("record", { object: "deal", id });
    expect(record.values["close_date"]?.date).toBe("2027-03-11");
  }).toPass();
});

test("what was deleted is found in the bin and brought back", async ({ page, office, open, words, accessible }) => {
  const seller = await office.seller();
  const own = mark();
  const [id] = await customers(seller, own, 2);
  await seller.call("delete", { object: "account", id });
  await open(seller, `/bin?object=account&q=${own}`);
  const row = page.getByRole("row").filter({ hasText: `${own} 0` });
  await expect(row).toContainText(seller.name);
  await accessible();
  await row.getByRole("button", { name: words("lists.restore"), exact: true }).click();
  await expect(row).toHaveCount(0);
  const toast = page.getByRole("status").filter({ hasText: words("lists.restored_one", { name: `${own} 0` }) });
  await toast.getByRole("button", { name: words("lists.open_record"), exact: true }).click();
  await page.waitForURL(new RegExp(`/accounts/${id}`));
});

test("ten thousand rows keep the page small", async ({ page, office, open, isMobile }) => {
  test.skip(isMobile, "the same rows as on a desk");
  test.slow();
  const seller = await office.seller();
  const own = mark();
  await customers(seller, own, 700);
  await open(seller, `/accounts?q=${own}&sort=name`);
  const list = page.locator("#rows");
  await expect(async () => {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(names(page).last()).toContainText(`${own} 699`, { timeout: 300 });
  }).toPass({ timeout: 40_000 });
  expect(await page.locator("tr[data-row]").count()).toBeLessThan(500);
  await list.evaluate((element) => element.scrollTo(0, 0));
  await expect(names(page).first()).toContainText(`${own} 000`);
});

function names(page: Page): Locator {
  return page.getByRole("grid").locator("a.records__name");
}

/** Makes customers of levels A and B by turns; their names end in a number. */
async function customers(seller: Person, own: string, many: number): Promise<string[]> {
  const width = many > 99 ? 3 : 1;
  const ids: string[] = [];
  for (let from = 0; from < many; from += 40) {
    const some = Array.from({ length: Math.min(40, many - from) }, (_, i) => from + i);
    const made = some.map((i) =>
      seller.make("account", {
        name: { text: `${own} ${String(i).padStart(width, "0")}` },
        level: { text: i % 2 ? "b" : "a" },
      }),
    );
    ids.push(...(await Promise.all(made)));
  }
  await seller.finds("account", own, Math.min(many, 50));
  return ids;
}

async function deals(seller: Person, own: string, many: number): Promise<string[]> {
  const made = Array.from({ length: many }, (_, i) =>
    seller.make("deal", { name: { text: `${own} ${i}` }, stage: { text: "prospect" }, close_date: { date: "2027-03-10" } }),
  );
  const ids = await Promise.all(made);
  await seller.finds("deal", own, many);
  return ids;
}

/** Puts a finger on something and leaves it there for a while. */
async function rest(page: Page, what: Locator): Promise<void> {
  const box = await what.boundingBox();
  if (!box) throw new Error("nothing to rest on");
  const client = await page.context().newCDPSession(page);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await page.waitForTimeout(700);
  await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}
