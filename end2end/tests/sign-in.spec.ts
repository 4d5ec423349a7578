import type { Page } from "@playwright/test";

import { codeOf } from "../fixtures/codes.ts";
import { alive, expect, test } from "../fixtures/journey.ts";
import type { Person } from "../fixtures/office.ts";
import type { Words } from "../fixtures/words.ts";
import { mark } from "../fixtures/mark.ts";

const PASSWORD = "three green boats at noon";

/** A colleague of this journey alone, with a password. */
async function newcomer(boss: Person, role: string): Promise<{ id: string; email: string; name: string }> {
  const name = `Kim ${mark()}`;
  const email = `${mark()}@example.com`;
  const id = await boss.call<string>("add_user", { member: { name, email, role, team: null, password: PASSWORD } });
  return { id, email, name };
}

async function signIn(page: Page, words: Words, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await alive(page);
  await page.getByLabel(words("sign_in.email")).fill(email);
  await page.locator("#password").fill(password);
  await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
}

test("codes are set up, asked for at the door, and a recovery code helps when the telephone is lost", async ({ page, office, words, forgive }) => {
  // Its person is signed out under a page that is open and listens.
  forgive(/422|401/);
  const { email } = await newcomer(await office.boss(), "salesperson");
  await signIn(page, words, email, PASSWORD);
  await expect(page).not.toHaveURL(/\/sign-in/);
  await page.goto("/settings/security");
  await alive(page);
  await page.getByRole("button", { name: words("settings.codes_set_up") }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("img", { name: words("sign_in.square") })).toBeVisible();
  const secret = await dialog.locator("code").innerText();
  await dialog.getByLabel(words("settings.first_code")).fill("000000");
  await dialog.getByRole("button", { name: words("settings.codes_turn_on") }).click();
  await expect(dialog.getByText(words("problems.wrong_code"))).toBeVisible();
  await dialog.getByLabel(words("settings.first_code")).fill(codeOf(secret, -1));
  await dialog.getByRole("button", { name: words("settings.codes_turn_on") }).click();
  const shown = dialog.getByRole("list").locator("code");
  await expect(shown).toHaveCount(10);
  const codes = await shown.allInnerTexts();
  await dialog.getByRole("button", { name: words("settings.codes_kept") }).click();
  await expect(page.getByText(words("settings.codes_left", { count: 10 }))).toBeVisible();

  await page.context().clearCookies({ name: "rapport" });
  await signIn(page, words, email, PASSWORD);
  await expect(page).toHaveURL(/\/sign-in\/code/);
  await page.locator("#code").fill(codeOf(secret));
  await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);

  await page.context().clearCookies({ name: "rapport" });
  await signIn(page, words, email, PASSWORD);
  await expect(page).toHaveURL(/\/sign-in\/code/);
  await page.locator("#code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
  await page.goto("/settings/security");
  await expect(page.getByText(words("settings.codes_left", { count: 9 }))).toBeVisible();
});

test("an invitation lets somebody choose a password, once", async ({ page, browser, office, words, open, baseURL }) => {
  const boss = await office.boss();
  const name = `Ada ${mark()}`;
  const email = `${mark()}@example.com`;
  await boss.call("add_user", { member: { name, email, role: "service", team: null, password: "" } });
  await open(boss, "/settings/users");
  const row = page.getByRole("row").filter({ hasText: email });
  await row.getByRole("button", { name: words("settings.set_password") }).click();
  await page.getByRole("button", { name: words("settings.link_make") }).click();
  const link = await page.getByLabel(words("settings.link"), { exact: true }).inputValue();
  expect(link.startsWith(`${baseURL}/link/`)).toBe(true);

  const guest = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await guest.goto(link);
  await alive(guest);
  await guest.locator("#password").fill("password123");
  await guest.locator("form button[type=submit]").click();
  await expect(guest.locator("#password-error")).toBeVisible();
  await guest.locator("#name").fill(`${name} Lee`);
  await guest.locator("#password").fill(PASSWORD);
  await guest.locator("form button[type=submit]").click();
  await expect(guest).not.toHaveURL(/\/link\//);
  await guest.goto(link);
  await expect(guest.locator("#password")).toHaveCount(0);
  await guest.context().close();
});

test("where the organisation asks for codes an app is set up at the door", async ({ page, office, words }) => {
  const boss = await office.boss();
  const { email } = await newcomer(boss, "marketing");
  await boss.call("save_sign_in_rules", { rules: { remembered: 5, codes_for_all: false, codes_for: ["marketing"] } });
  await signIn(page, words, email, PASSWORD);
  await expect(page.getByRole("heading", { name: words("sign_in.enrol_title") })).toBeVisible();
  await alive(page);
  const secret = await page.locator("code").first().innerText();
  await page.locator("#code").fill(codeOf(secret));
  await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
  await page.getByRole("button", { name: words("sign_in.go_on") }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
  await boss.call("save_sign_in_rules", { rules: { remembered: 5, codes_for_all: false, codes_for: [] } });
});

test("a sensitive deed asks who one is and then goes on with what was typed", async ({ page, office, words, open, forgive }) => {
  forgive(/403|422/);
  const boss = await office.boss();
  await open(boss, "/settings/api-keys");
  let isFirst = true;
  // As if the last proof were long ago: the first answer is the one that the server gives then.
  await page.route("**/api/add_api_key", async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    return route.fulfill({ status: 403, contentType: "application/json", body: JSON.stringify({ Refused: "prove_again" }) });
  });
  const name = `Key ${mark()}`;
  await page.getByRole("button", { name: words("api_keys.add") }).click();
  await page.getByLabel(words("api_keys.name")).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: words("api_keys.add") }).click();
  const proof = page.getByRole("dialog", { name: words("sign_in.prove") });
  await proof.locator("#proof").fill("not it, I am afraid");
  await proof.getByRole("button", { name: words("sign_in.prove_go") }).click();
  await expect(proof.getByText(words("sign_in.prove_wrong"))).toBeVisible();
  await proof.locator("#proof").fill(boss.password);
  await proof.getByRole("button", { name: words("sign_in.prove_go") }).click();
  await expect(page.getByText(words("api_keys.made_hint"))).toBeVisible();
  await page.getByRole("button", { name: words("api_keys.done") }).click();
  await expect(page.getByText(name)).toBeVisible();
});

test("a sign-in with another browser is told, and all other sessions are ended", async ({ page, office, words, server }) => {
  const { email } = await newcomer(await office.boss(), "salesperson");
  await signIn(page, words, email, PASSWORD);
  await expect(page).not.toHaveURL(/\/sign-in/);
  await fetch(`${server.address}/api/sign_in`, {
    method: "POST",
    headers: { origin: server.address, "user-agent": "Mozilla/5.0 (iPhone) Safari/604.1" },
    body: new URLSearchParams({ email, password: PASSWORD }),
    redirect: "manual",
  });
  await page.goto("/settings/security");
  await alive(page);
  await expect(page.getByText(words("shell.new_device", { device: "Safari, iPhone" }))).toBeVisible();
  await page.getByRole("button", { name: words("settings.end_others") }).click();
  await expect(page.getByText(words("settings.only_session"))).toBeVisible();
  await page.getByRole("button", { name: words("shell.it_was_me") }).click();
  await expect(page.getByText(words("shell.new_device", { device: "Safari, iPhone" }))).toBeHidden();
});
