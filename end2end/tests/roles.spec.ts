import { randomUUID } from "node:crypto";

import type { Page } from "@playwright/test";

import { alive, expect, listen, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";
import type { Person } from "../fixtures/office.ts";
import { literally, type Words } from "../fixtures/words.ts";

const PASSWORD = "three green boats at noon";

/** A colleague of this journey alone, with a password. */
async function newcomer(boss: Person, role: string): Promise<{ id: string; email: string; name: string }> {
  const name = `Kim ${mark()}`;
  const email = `${randomUUID().slice(0, 8)}@example.com`;
  const id = await boss.call<string>("add_user", { member: { name, email, role, team: null, password: PASSWORD } });
  return { id, email, name };
}

async function signIn(page: Page, words: Words, email: string): Promise<void> {
  await page.goto("/sign-in");
  await alive(page);
  await page.getByLabel(words("sign_in.email")).fill(email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

test("a role is copied, a field narrowed in it, and who gets the role does not see the field", async ({
  page,
  browser,
  server,
  office,
  open,
  words,
  accessible,
  silence,
}) => {
  test.slow();
  const boss = await office.boss();
  const own = mark();
  const kim = await newcomer(boss, "salesperson");
  const note = `Secret ${own}`;
  const id = await boss.make("account", { name: { text: `Client ${own}` }, note: { text: note }, owner: { link: { id: kim.id } } });

  await open(boss, "/settings/roles");
  await page.getByLabel(words("roles.role"), { exact: true }).selectOption("salesperson");
  await page.getByRole("button", { name: words("roles.copy"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words("roles.name")).fill(`Junior ${own}`);
  await dialog.locator("button[type=submit]").click();
  await expect(dialog).toBeHidden();
  await page.getByRole("radio", { name: words("roles.fields"), exact: true }).click();
  await page.getByLabel(words("roles.object"), { exact: true }).selectOption("account");
  const right = page.getByLabel(words("roles.right_of", { field: await office.field("account", "note") }), { exact: true });
  await right.selectOption("hidden");
  await accessible();
  await page.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(page.getByText(words("roles.saved", { name: `Junior ${own}` }))).toBeVisible();

  await page.goto("/settings/users");
  await alive(page);
  const role = page.getByLabel(words("settings.role_of", { name: kim.name }), { exact: true });
  await role.selectOption({ label: `Junior ${own}` });
  await expect(page.getByText(words("settings.role_changed", { name: kim.name, role: `Junior ${own}` }))).toBeVisible();

  const theirs = await browser.newContext({ baseURL: server.address });
  const seen = await theirs.newPage();
  listen(seen, silence);
  await signIn(seen, words, kim.email);
  await seen.goto(`/accounts/${id}`);
  await alive(seen);
  await expect(seen.getByText(`Client ${own}`).first()).toBeVisible();
  expect(await seen.content()).not.toContain(note);
  await theirs.close();
});

test("a user is added with a role that was made here and with further ones", async ({ page, office, open, words }) => {
  const boss = await office.boss();
  const own = mark();
  const made = await boss.call<{ key: string }>("copy_role", { from: "service", name: `Night ${own}` });
  await open(boss, "/settings/users");
  await page.getByRole("button", { name: words("settings.add_user"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: words("settings.add_user") });
  await dialog.getByLabel(words("settings.name"), { exact: false }).first().fill(`Noor ${own}`);
  await dialog.getByLabel(words("settings.email")).fill(`${randomUUID().slice(0, 8)}@example.com`);
  await dialog.getByLabel(words("settings.role"), { exact: true }).selectOption(made.key);
  const finance = await office.field("user", "role", "finance");
  await dialog.getByRole("button", { name: finance, exact: true }).click();
  await dialog.getByRole("button", { name: words("settings.add_user"), exact: true }).click();
  await expect(dialog).toBeHidden();
  const query = { object: "user", filters: [{ field: "name", operator: "contains", value: own }], sort: null, words: "", after: null, rows: 10 };
  const { records } = await boss.call<{ records: { values: Record<string, unknown> }[] }>("list", { query });
  expect(JSON.stringify(records[0]?.values)).toContain(made.key);
  expect(JSON.stringify(records[0]?.values)).toContain("finance");
  await expect(page.getByText(literally(`Noor ${own}`)).first()).toBeVisible();
});
