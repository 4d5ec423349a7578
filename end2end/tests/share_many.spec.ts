import type { Page } from "@playwright/test";

import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";
import type { Person } from "../fixtures/office.ts";

test("all that a search found is shared at once, seen by who has it, and taken back as a whole", async ({
  page,
  office,
  open,
  words,
  isMobile,
  accessible,
}) => {
  test.skip(isMobile, "all that match are chosen by the box of the head here");
  const [seller, colleague] = [await office.seller(), await office.colleague()];
  const own = mark();
  const ids = await customers(seller, own, 60);
  const seen = () => found(colleague, own);
  expect(await seen()).toBe(0);
  await open(seller, `/accounts?q=${own}&sort=name`);
  await page.getByRole("checkbox", { name: words("lists.pick_all") }).click();
  await page.getByRole("button", { name: words("lists.pick_matching", { number: 60 }) }).click();
  await share(page, words("sharing.share"));
  const drawer = page.getByRole("dialog", { name: words("lists.share_many", { number: 60 }) });
  await expect(drawer).toBeVisible();
  await accessible();
  await drawer.getByRole("button", { name: words("sharing.share"), exact: true }).click();
  await expect(drawer.getByText(words("problems.required"))).toBeVisible();
  await drawer.getByRole("combobox", { name: words("sharing.holder") }).fill(colleague.name);
  await page.getByRole("option", { name: colleague.name }).first().click();
  await drawer.getByRole("radio", { name: words("sharing.edit"), exact: true }).click();
  await drawer.getByRole("button", { name: words("sharing.share"), exact: true }).click();
  await expect(drawer).toHaveCount(0);

  const job = page.getByRole("region", { name: words("lists.jobs") });
  await expect(job.getByText(words("lists.job_shared", { count: 60 }))).toBeVisible({ timeout: 30_000 });
  await expect.poll(seen).toBe(60);
  const record = await colleague.call<{ record: { rights: { edit: boolean } } }>("record", { object: "account", id: ids[7] });
  expect(record.record.rights.edit).toBe(true);

  await job.getByRole("button", { name: words("common.undo"), exact: true }).click();
  await expect(job.getByText(words("lists.job_undone"))).toBeVisible({ timeout: 30_000 });
  await expect.poll(seen).toBe(0);
});

test("a few records are shared on the phone as on the desk, for a while and with a reason", async ({ page, office, open, words, isMobile }) => {
  const [seller, colleague] = [await office.seller(), await office.colleague()];
  const own = mark();
  await customers(seller, own, 2);
  await open(seller, `/accounts?q=${own}&sort=name`);
  const rows = page.locator("tr[data-row]");
  await expect(rows).toHaveCount(2);
  if (isMobile) {
    // A finger that rests on a row chooses it; from then on a tap does.
    await rest(page);
    await expect(page.getByText(words("lists.picked", { number: 1 }))).toBeVisible();
    await rows.nth(1).tap();
  } else {
    await page.getByRole("checkbox", { name: words("lists.pick_all") }).click();
  }
  await expect(page.getByText(words("lists.picked", { number: 2 }))).toBeVisible();
  await share(page, words("sharing.share"));
  const drawer = page.getByRole("dialog", { name: words("lists.share_many", { number: 2 }) });
  await drawer.getByRole("combobox", { name: words("sharing.holder") }).fill(colleague.name);
  await page.getByRole("option", { name: colleague.name }).first().click();
  await drawer.getByLabel(words("sharing.ends")).selectOption({ label: words("sharing.seven_days") });
  await drawer.getByLabel(words("sharing.reason")).fill(`Covers ${own}`);
  await drawer.getByRole("button", { name: words("sharing.share"), exact: true }).click();
  await expect(drawer).toHaveCount(0);
  await expect.poll(() => found(colleague, own)).toBe(2);

  // The grants stand in the list of grants, each with its reason and the time that is left.
  await page.goto("/settings/grants");
  await alive(page);
  const lines = page.getByRole("listitem").filter({ hasText: `Covers ${own}` });
  await expect(lines).toHaveCount(2);
  await expect(lines.first().locator(".sharing__left")).toContainText(/\d/);
});

test("what is asked too fast is asked again by itself, with a calm word meanwhile", async ({ page, office, open, words, forgive }) => {
  forgive(/429/);
  const seller = await office.seller();
  const own = mark();
  await customers(seller, own, 1);
  let answers = 0;
  // As if much had been asked before: the first answer is the one that the server gives then.
  await page.route("**/api/list", async (route) => {
    answers += 1;
    if (answers > 1) return route.continue();
    const headers = { "retry-after": "1" };
    const body = JSON.stringify({ Refused: { too_many: { seconds: 1 } } });
    return route.fulfill({ status: 429, headers, contentType: "application/json", body });
  });
  await open(seller, "/accounts");
  await page.getByRole("textbox", { name: words("records.find") }).fill(own);
  await expect(page.getByText(words("shell.waits", { count: 1 }))).toBeVisible();
  await expect(page.locator("tr[data-row]")).toHaveCount(1);
  await expect(page.locator("tr[data-row]")).toContainText(own);
  await expect.poll(() => answers).toBeGreaterThan(1);
});

/** Presses the button of the bar. */
async function share(page: Page, label: string): Promise<void> {
  await page.locator(".bulk").getByRole("button", { name: label, exact: true }).click();
}

/** Customers of somebody's own. */
async function customers(seller: Person, name: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < count; from += 20) {
    const some = Array.from({ length: Math.min(20, count - from) }, (_, i) => from + i);
    ids.push(...(await Promise.all(some.map((i) => seller.make("account", { name: { text: `${name} ${i}` } })))));
  }
  await seller.finds("account", name, Math.min(count, 50));
  return ids;
}

/** How many customers somebody finds by a word. */
async function found(person: Person, name: string): Promise<number> {
  const query = { object: "account", words: name };
  const total = await person.call<{ count: number }>("count_all", { query });
  return total.count;
}

/** Rests a finger on the first row. */
async function rest(page: Page): Promise<void> {
  const box = await page.locator("tr[data-row]").first().boundingBox();
  if (!box) throw new Error("there is no row");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
  await page.waitForTimeout(800);
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}
