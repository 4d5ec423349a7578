import { randomInt, randomUUID } from "node:crypto";

import type { Page } from "@playwright/test";

import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";
import type { Person } from "../fixtures/office.ts";
import type { Words } from "../fixtures/words.ts";

const PASSWORD = "three green boats at noon";

/** A finance clerk of this journey alone, who signs in at the page. */
async function clerk(boss: Person, page: Page, words: Words): Promise<void> {
  const email = `${randomUUID().slice(0, 8)}@example.com`;
  const member = { name: `Fay ${mark()}`, email, role: "finance", team: null, password: PASSWORD };
  await boss.call("add_user", { member });
  await page.goto("/sign-in");
  await alive(page);
  await page.getByLabel(words("sign_in.email")).fill(email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/**
 * A salesperson writes a note about a customer. A finance clerk finds the customer with what an invoice needs, and the note nowhere:
 * not by searching for its words, not on the page, in a list, in the history, by a program or in a file.
 */
test("a finance clerk cannot find a note", async ({ page, server, office, words, accessible }) => {
  test.slow();
  const [secret, own] = [mark(), mark()];
  const name = `Client ${own}`;
  const phone = `138${randomInt(10_000_000, 99_999_999)}`;
  const tax = `91330200${randomInt(1_000_000, 9_999_999)}`;
  const seller = await office.seller();
  const account = await seller.make("account", {
    name: { text: name },
    phone: { text: phone },
    tax_number: { text: tax },
    note: { text: `Pays late, ${secret}` },
  });
  // The history holds both sides of a change of it.
  const base = { note: { text: `Pays late, ${secret}` } };
  const values = { note: { text: `Pays late, ${secret}, knows the mayor` } };
  await seller.call("update", { change: { object: "account", id: account, version: 1, values, base } });
  await seller.make("contract", { name: { text: `Frame ${own}` }, account: { link: { id: account } } });
  await seller.make("activity", {
    subject: { text: `Coffee, ${secret}` },
    kind: { text: "note" },
    status: { text: "done" },
    body: { text: `The mayor again, ${secret}` },
    account: { link: { id: account } },
  });
  await seller.finds("activity", secret, 1);
  await seller.finds("account", own, 1);
  await seller.finds("contract", own, 1);

  await clerk(await office.boss(), page, words);
  const clean = async () => expect(await page.content(), "the note is nowhere").not.toContain(secret);

  await page.goto(`/accounts?q=${own}`);
  await alive(page);
  await expect(page.getByText(name).first()).toBeVisible();
  await clean();
  await page.goto(`/accounts?q=${secret}`);
  await alive(page);
  await expect(page.getByText(name)).toHaveCount(0);

  const palette = page.getByRole("dialog", { name: words("shell.search") });
  await page.getByRole("button", { name: words("shell.search"), exact: true }).click();
  await palette.getByRole("combobox").fill(own);
  const found = palette.getByRole("option").filter({ hasText: name }).first();
  await expect(found).toBeVisible();
  await palette.getByRole("combobox").fill(secret);
  await expect(found).toHaveCount(0);
  await palette.getByRole("combobox").fill(own);
  await found.click();

  await page.waitForURL(new RegExp(`/accounts/${account}`));
  // The page before it held the word that was looked for.
  await page.reload();
  await alive(page);
  await expect(page.getByRole("heading", { name }).first()).toBeVisible();
  await clean();
  await page.goto(`/accounts/${account}?tab=details`);
  await alive(page);
  await expect(page.getByText(tax).first()).toBeVisible();
  await clean();
  await accessible();
  // As the server draws it, with the history of the customer.
  const drawn = await (await page.request.get(`/accounts/${account}`)).text();
  expect(drawn).toContain(name);
  expect(drawn).not.toContain(secret);
  const history = { object: "account", id: account, filter: "all", after: null };
  const told = await (await page.request.post("/api/timeline", { data: history })).text();
  expect(told).not.toContain(secret);

  const key = { name: `Books ${own}`, scopes: ["records:read"], days: 1 };
  const made = await page.request.post("/api/add_api_key", { data: { key } });
  expect(made.ok(), await made.text()).toBe(true);
  const { token } = (await made.json()) as { token: string };
  const ask = async (path: string) => {
    const answer = await fetch(`${server.address}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, text: await answer.text() };
  };
  const read = await ask(`/accounts/${account}`);
  expect(read.status).toBe(200);
  expect(JSON.parse(read.text)).toMatchObject({ name, tax_number: tax });
  expect(JSON.parse(read.text).note ?? null).toBeNull();
  const listed = await ask(`/accounts?q=${own}`);
  expect(listed.text).toContain(name);
  for (const { text } of [read, listed]) expect(text).not.toContain(secret);
  for (const path of [`/accounts?q=${secret}`, `/search?q=${secret}`]) {
    const none = await ask(path);
    expect(none.status, path).toBe(200);
    expect(none.text, path).not.toContain(account);
  }
  const filtered = await ask(`/accounts?filter=note.contains.${secret}`);
  expect(filtered.status, "no question can be asked of it").toBe(400);

  const customers = await page.request.get(`/export/account.csv?q=${own}`);
  expect(customers.status(), "customers are not taken along by finance").toBe(403);
  const contracts = await page.request.get(`/export/contract.csv?q=${own}`);
  expect(contracts.status()).toBe(200);
  const file = await contracts.text();
  expect(file).toContain(name);
  expect(file).not.toContain(secret);
});
