import { randomUUID } from "node:crypto";

import type { Page } from "@playwright/test";

import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";
import type { Person } from "../fixtures/office.ts";
import { literally, type Words } from "../fixtures/words.ts";

const PASSWORD = "three green boats at noon";

type Newcomer = { id: string; email: string; name: string };

/** A colleague of this journey alone, with a password: nobody else looks as somebody else in their session. */
async function newcomer(boss: Person, role: string): Promise<Newcomer> {
  const name = `Kim ${mark()}`;
  const email = `${randomUUID().slice(0, 8)}@example.com`;
  await boss.call("prove", { secret: boss.password });
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

/** The row of a user, wherever in the list of users it stands. */
async function openSeeing(page: Page, words: Words, name: string): Promise<void> {
  await page.goto("/settings/users");
  await alive(page);
  await page.getByRole("button", { name: words("roles.seeing_of", { name }), exact: true }).click();
}

test("an administrator looks as a salesperson, changes nothing, and ends it", async ({ page, office, words, accessible, forgive }) => {
  test.slow();
  const boss = await office.boss();
  const own = mark();
  const [chief, seller] = [await newcomer(boss, "administrator"), await newcomer(boss, "salesperson")];
  const hers = await boss.make("account", { name: { text: `Hers ${own}` }, owner: { link: { id: seller.id } } });
  await boss.make("account", { name: { text: `Others ${own}` } });
  await signIn(page, words, chief.email);

  await openSeeing(page, words, seller.name);
  await page.getByRole("menuitem", { name: words("roles.look_as"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("textarea").fill("The list looks empty to them");
  await dialog.locator("button[type=submit]").click();
  const banner = page.locator("[data-simulation]");
  await expect(banner).toBeVisible();
  await expect(banner).toContainText(seller.name);
  await alive(page);

  await page.goto("/accounts");
  await alive(page);
  await expect(banner).toBeVisible();
  await expect(page.getByText(`Hers ${own}`).first()).toBeVisible();
  await expect(page.getByText(`Others ${own}`)).toHaveCount(0);
  await accessible();

  await page.goto(`/accounts/${hers}`);
  await alive(page);
  await expect(page.getByText(`Hers ${own}`).first()).toBeVisible();
  await expect(banner).toBeVisible();
  // What the page does not offer is refused, too.
  forgive(/403/);
  const refused = await page.request.post("/api/delete", { data: { object: "account", id: hers } });
  expect(refused.status()).toBe(403);
  expect(await refused.text()).toContain("only_looking");

  await banner.getByRole("button", { name: words("shell.looking_end"), exact: true }).click();
  await expect(page).toHaveURL(/\/settings\/users/);
  await alive(page);
  await expect(banner).toHaveCount(0);
  await page.goto("/accounts");
  await alive(page);
  await expect(page.getByText(`Others ${own}`).first()).toBeVisible();

  await page.goto("/audit?action=simulation_began");
  await alive(page);
  await expect(page.locator("#main").getByText(literally(chief.name)).filter({ visible: true }).first()).toBeVisible();
});

test("who can see a record is told with what gives it to them", async ({ page, office, open, words, accessible }) => {
  test.slow();
  const boss = await office.boss();
  const own = mark();
  const seller = await newcomer(boss, "salesperson");
  const other = await newcomer(boss, "salesperson");
  const id = await boss.make("account", { name: { text: `Client ${own}` }, owner: { link: { id: seller.id } } });
  await open(boss, `/accounts/${id}`);
  await page.getByRole("button", { name: words("records.more"), exact: true }).first().click();
  await page.getByRole("menuitem", { name: words("who.menu"), exact: true }).click();
  const drawer = page.getByRole("dialog");
  const row = drawer.getByRole("listitem").filter({ hasText: seller.name });
  const role = await office.field("user", "role", "salesperson");
  await expect(row.first()).toContainText(words("who.role_own", { role }));
  await expect(row.first()).toContainText(words("who.owner"));
  await expect(drawer.getByText(other.name)).toHaveCount(0);
  await row.first().locator("summary").click();
  await expect(row.first().getByRole("table")).toBeVisible();
  await accessible();
  await drawer.getByLabel(words("who.find")).fill(other.name);
  const found = drawer.getByRole("listitem").filter({ hasText: other.name });
  await expect(found).toContainText(words("who.nothing"));
});
