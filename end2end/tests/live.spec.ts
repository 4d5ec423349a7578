import { randomUUID } from "node:crypto";

import type { Browser, Page } from "@playwright/test";

import { alive, expect, listen, test } from "../fixtures/journey.ts";
import type { Person } from "../fixtures/office.ts";
import type { Server } from "../fixtures/server.ts";
import { mark } from "../fixtures/mark.ts";

/** What is promised is a second; a machine that plays many journeys at once gets some more. */
const SOON = { timeout: 4_000 };

test("a colleague's change is in the list within a second, and the focus stays", async ({ page, office, open, language }) => {
  const [seller, boss] = [await office.seller(), await office.boss()];
  const name = unlike(language, "Quiet Mill");
  const id = await seller.make("account", { name: { text: name } });
  await seller.finds("account", name, 1);
  await open(seller, `/accounts?q=${encodeURIComponent(name)}`);
  const link = page.locator(`tr[data-row="${id}"] a.records__name`);
  await expect(link).toHaveText(new RegExp(name));
  await link.focus();

  await change(boss, "account", id, { name: { text: `${name} & Sons` } });
  await expect(link).toContainText("& Sons", SOON);
  await expect(link).toBeFocused();

  await boss.call("delete", { object: "account", id });
  await expect(page.locator(`tr[data-row="${id}"]`)).toHaveCount(0, SOON);
});

test("what is new waits behind a button and moves no row", async ({ page, office, open, words, language }) => {
  const [seller, boss] = [await office.seller(), await office.boss()];
  const me = await idOf(seller);
  await seller.make("lead", { name: { text: unlike(language, "First") } });
  await open(seller, "/leads");
  const first = page.locator("tr[data-row]").first();
  const before = await first.boundingBox();
  const name = unlike(language, "Second");
  const id = await boss.make("lead", { name: { text: name }, owner: { link: { id: me } } });
  const show = page.getByRole("button", { name: words("live.new_rows", { count: 1 }) });
  await expect(show).toBeVisible(SOON);
  expect(await first.boundingBox()).toEqual(before);
  await show.click();
  await expect(page.locator(`tr[data-row="${id}"]`)).toBeVisible();
  await expect(show).toBeHidden();
});

test("a record shows what a colleague writes, and keeps what is being typed", async ({ page, office, open, words, language, forgive }) => {
  const [seller, boss] = [await office.seller(), await office.boss()];
  const id = await seller.make("account", { name: { text: unlike(language, "Two Pens") }, short_name: { text: "Ningbo" } });
  await open(seller, `/accounts/${id}?tab=details`);
  const known = await office.field("account", "short_name");
  await page.getByRole("button", { name: words("records.edit_field", { field: known }) }).click();
  const input = page.getByRole("textbox", { name: known });
  await input.fill("Hangzhou");

  await change(boss, "account", id, { short_name: { text: "Shanghai" }, industry: { text: "retail" } });
  await expect(page.getByText(words("live.changed_by", { name: "Anna Boss" }))).toBeVisible(SOON);
  await expect(input).toHaveValue("Hangzhou");
  await expect(input).toBeFocused();
  await expect(page.locator(".records__value").filter({ hasText: await office.field("account", "industry", "retail") })).toBeVisible();

  forgive(/409/);
  await page.getByRole("button", { name: words("common.save"), exact: true }).click();
  const conflict = page.getByRole("dialog", { name: words("records.conflict_title") });
  await expect(conflict).toContainText("Shanghai");
  await conflict.getByRole("button", { name: words("records.keep_choice") }).click();
  await expect(page.locator(".records__value").filter({ hasText: "Hangzhou" })).toBeVisible();
});

test("the open page of a record that becomes part of another one leads there", async ({ page, office, open, language, forgive }) => {
  // The record is asked for at an address that is no longer its own.
  forgive(/410/);
  const boss = await office.boss();
  const [stays, goes] = [unlike(language, "Umbra"), unlike(language, "Umbra Optics")];
  const into = await boss.make("account", { name: { text: stays } });
  const other = await boss.make("account", { name: { text: goes } });
  await open(boss, `/accounts/${other}`);
  await expect(page.getByRole("heading", { name: goes }).first()).toBeVisible();

  const asked = { id: randomUUID(), object: "account", into: [into, 1], others: [[other, 1]], values: {} };
  await boss.call("merge", { asked });
  await page.waitForURL(new RegExp(`/accounts/${into}\\?was=${other}`), SOON);
  await expect(page.getByRole("heading", { name: stays }).first()).toBeVisible();
});

test("a note of a colleague comes to the top of the timeline, below what is being written", async ({ page, office, open, language }) => {
  const [seller, boss] = [await office.seller(), await office.boss()];
  const id = await seller.make("account", { name: { text: unlike(language, "Long Talk") } });
  await open(seller, `/accounts/${id}?tab=timeline`);
  const note = page.locator(".composer textarea");
  await note.fill("half a sentence");
  const said = unlike(language, "They want two more");
  await boss.make("activity", { subject: { text: said }, kind: { text: "note" }, account: { link: { id } } });
  await expect(page.getByRole("feed").getByText(said).first()).toBeVisible(SOON);
  await expect(note).toHaveValue("half a sentence");
  await expect(note).toBeFocused();
});

test("a card moves when a colleague moves it", async ({ page, office, open, isMobile }) => {
  test.skip(isMobile, "a phone shows one stage at a time");
  const [seller, boss] = [await office.seller(), await office.boss()];
  const id = await seller.make("deal", { name: { text: `Tea ${mark()}` }, stage: { text: "prospect" } });
  await open(seller, "/deals");
  const in_stage = (stage: string) => page.locator(`[data-lane="${stage}"] [data-card="${id}"]`);
  await expect(in_stage("prospect")).toBeVisible();
  await change(boss, "deal", id, { stage: { text: "qualify" } });
  await expect(in_stage("qualify")).toBeVisible(SOON);
  await expect(in_stage("prospect")).toHaveCount(0);
});

test("several tabs of a browser share one stream, and the next tab takes it over", async ({ page, context, office, open, language }) => {
  const [seller, boss] = [await office.seller(), await office.boss()];
  const name = unlike(language, "Twin Doors");
  const id = await seller.make("account", { name: { text: name } });
  const streams: string[] = [];
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/live") streams.push(request.url());
  });
  const address = `/accounts?q=${encodeURIComponent(name)}`;
  await seller.finds("account", name, 1);
  await open(seller, address);
  const second = await context.newPage();
  await second.goto(address);
  await alive(second);
  await change(boss, "account", id, { name: { text: `${name} One` } });
  for (const tab of [page, second]) {
    await expect(tab.locator(`tr[data-row="${id}"]`)).toContainText("One", SOON);
  }
  expect(streams).toHaveLength(1);
  await page.goto("about:blank");
  await change(boss, "account", id, { name: { text: `${name} Two` } });
  await expect(second.locator(`tr[data-row="${id}"]`)).toContainText("Two", SOON);
  expect(streams).toHaveLength(2);
});

test("who may not see a record hears nothing of it", async ({ browser, server, office, language }) => {
  const [seller, boss] = [await office.seller(), await office.boss()];
  const complaints: string[] = [];
  const page = await seat(browser, server, await office.colleague(), complaints);
  const told: string[] = [];
  await page.exposeFunction("told", (data: string) => told.push(data));
  await page.goto("/accounts");
  await alive(page);
  await page.evaluate(() => {
    const source = new EventSource("/live");
    source.addEventListener("news", (event) => (window as unknown as { told: (data: string) => void }).told(event.data));
    return new Promise((resolve) => source.addEventListener("hello", resolve));
  });
  const id = await seller.make("account", { name: { text: unlike(language, "Closed Book") } });
  await change(boss, "account", id, { name: { text: "Closed Book II" } });
  await page.waitForTimeout(1_500);
  expect(told.join(" ")).not.toContain(id);
  expect(complaints).toEqual([]);
  await page.context().close();
});

/** A browser of its own for somebody. */
async function seat(browser: Browser, server: Server, person: Person, complaints: string[]): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.address });
  await person.sitDownAt(context);
  const page = await context.newPage();
  listen(page, complaints);
  return page;
}

/** Changes fields of a record, from whatever stands in them. */
async function change(person: Person, object: string, id: string, values: Record<string, object>): Promise<void> {
  const { record } = await person.call<{ record: { version: number; values: Record<string, unknown> } }>("record", { object, id });
  const base = Object.fromEntries(Object.keys(values).map((key) => [key, record.values[key] ?? "empty"]));
  await person.call("update", { change: { object, id, version: record.version, values, base } });
}

async function idOf(person: Person): Promise<string> {
  const { me } = await person.call<{ me: { id: string } }>("visitor", {});
  return me.id;
}

/** A name that no other journey uses. */
function unlike(language: string, words: string): string {
  return `${words} ${language} ${mark()}`;
}
