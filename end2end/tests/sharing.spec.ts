import { randomUUID } from "node:crypto";

import type { Locator, Page } from "@playwright/test";

import { alive, expect, listen, test } from "../fixtures/journey.ts";
import type { Person } from "../fixtures/office.ts";

/** A server that plays many journeys at once takes some seconds more than the second it has. */
const SOON = { timeout: 15_000 };

test("a record is shared from its menu, seen by who has it, and taken away again", async ({ page, office, open, words, language }) => {
  const [seller, colleague] = [await office.seller(), await office.colleague()];
  const name = unlike(language, "Shared Mill");
  const id = await seller.make("account", { name: { text: name } });
  await open(seller, `/accounts/${id}`);
  const drawer = await opened(page, words("records.more"), words("sharing.share"), words("sharing.share_named", { title: name }));
  await expect(drawer.getByText(words("sharing.nobody"))).toBeVisible();
  await pick(page, drawer, words("sharing.holder"), colleague.name);
  await drawer.getByRole("radio", { name: words("sharing.edit"), exact: true }).click();
  await drawer.getByRole("button", { name: words("sharing.share"), exact: true }).click();
  const line = drawer.getByRole("listitem").filter({ hasText: colleague.name });
  await expect(line).toContainText(words("sharing.may_edit"));

  const seen = () => colleague.call("record", { object: "account", id });
  await expect.poll(() => seen().then(() => true, () => false)).toBe(true);
  await line.getByRole("button", { name: words("sharing.end"), exact: true }).click();
  await expect(drawer.getByText(words("sharing.nobody"))).toBeVisible();
  await expect.poll(() => seen().then(() => true, () => false)).toBe(false);
});

test("a grant counts down, ends by itself, and its record leaves the page without a reload", async ({ page, office, open, words, language, forgive }) => {
  // What is asked for again once the grant is over is not there.
  forgive(/404/);
  const [seller, colleague] = [await office.seller(), await office.colleague()];
  const name = unlike(language, "Three Minutes");
  const id = await seller.make("account", { name: { text: name } });
  const until = new Date(Date.now() + 25_000).toISOString();
  await grant(seller, colleague, id, until);

  await open(colleague, `/accounts/${id}`);
  await expect(page.getByRole("heading", { name }).first()).toBeVisible();
  const note = page.getByRole("status").filter({ hasText: words("sharing.seen_by_share", { name: seller.name }) });
  await expect(note).toContainText("Joint tender");
  await expect(page.locator(".sharing__left")).toContainText(/\d/);

  await expect(page.locator(".empty", { hasText: words("records.gone") })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name })).toHaveCount(0);

  await page.goto("/settings/grants");
  await alive(page);
  const ended = page.getByRole("listitem").filter({ hasText: "Joint tender" }).filter({ hasText: words("sharing.ended_time") });
  await expect(ended.first()).toBeVisible();
});

test("access is asked for from a link, approved by who may share, and tells of nothing before", async ({ page, browser, server, office, open, words, language, forgive, silence }) => {
  forgive(/404/);
  const [seller, colleague] = [await office.seller(), await office.colleague()];
  const name = unlike(language, "Asked For");
  const reason = `Fair ${randomUUID().slice(0, 6)}`;
  const id = await seller.make("account", { name: { text: name } });
  for (const link of [randomUUID(), id]) {
    await open(colleague, `/accounts/${link}`);
    await expect(page.getByRole("link", { name: words("sharing.ask") })).toBeVisible();
    await expect(page.getByText(name)).toHaveCount(0);
  }
  await page.getByRole("link", { name: words("sharing.ask") }).click();
  const dialog = page.getByRole("dialog", { name: words("sharing.ask") });
  await dialog.getByLabel(words("sharing.reason")).fill(reason);
  await dialog.getByRole("button", { name: words("sharing.ask"), exact: true }).click();
  await expect(dialog).toBeHidden();
  const waiting = page.getByRole("listitem").filter({ hasText: reason });
  await expect(waiting).toContainText(words("sharing.some_record"));

  const context = await browser.newContext({ baseURL: server.address });
  await seller.sitDownAt(context);
  const other = await context.newPage();
  listen(other, silence);
  await other.goto("/settings/grants");
  await alive(other);
  const request = other.getByRole("listitem").filter({ hasText: reason });
  await expect(request).toContainText(name);
  await request.getByRole("button", { name: words("sharing.approve"), exact: true }).click();
  await expect(request.getByRole("button", { name: words("sharing.end"), exact: true })).toBeVisible(SOON);
  await context.close();

  await page.goto(`/accounts/${id}`);
  await alive(page);
  await expect(page.getByRole("heading", { name }).first()).toBeVisible();
});

/** Opens an entry of the record's menu, and answers its drawer. */
async function opened(page: Page, menu: string, entry: string, title: string): Promise<Locator> {
  await page.getByRole("button", { name: menu, exact: true }).first().click();
  await page.getByRole("menuitem", { name: entry, exact: true }).click();
  const drawer = page.getByRole("dialog", { name: title });
  await expect(drawer).toBeVisible();
  return drawer;
}

/** Types a name into a line that finds things, and takes the first one. */
async function pick(page: Page, within: Locator, label: string, name: string): Promise<void> {
  await within.getByRole("combobox", { name: label }).fill(name);
  await page.getByRole("option", { name }).first().click();
}

async function grant(from: Person, to: Person, id: string, until: string): Promise<void> {
  const { me } = await to.call<{ me: { id: string } }>("visitor", {});
  const share = {
    object: "account",
    subject: { record: id },
    holder: { person: me.id },
    level: "see",
    reason: "Joint tender",
    until,
    ends_with: null,
  };
  await from.call("give_share", { share });
}

/** A name that no other journey uses. */
function unlike(language: string, words: string): string {
  return `${words} ${language} ${randomUUID().slice(0, 6)}`;
}
