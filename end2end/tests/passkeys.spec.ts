import { randomUUID } from "node:crypto";

import type { CDPSession, Page } from "@playwright/test";

import { codeOf } from "../fixtures/codes.ts";
import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";
import type { Words } from "../fixtures/words.ts";

const PASSWORD = "three green boats at noon";

/** A device that keeps passkeys, within the browser. */
class Device {
  private constructor(
    private readonly session: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async at(page: Page): Promise<Device> {
    const session = await page.context().newCDPSession(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Device(session, authenticatorId);
  }

  /** Whether its person is there and touches it when it asks. */
  async touched(enabled: boolean): Promise<void> {
    await this.session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId: this.authenticatorId, enabled });
  }
}

/** Passkeys belong to a name, and the servers of the journeys are numbers: this browser calls its own localhost. */
function named(address: string, path = ""): string {
  return `${address.replace("127.0.0.1", "localhost")}${path}`;
}

async function signIn(page: Page, words: Words, address: string, email: string): Promise<void> {
  await page.goto(named(address, "/sign-in"));
  await alive(page);
  await page.getByLabel(words("sign_in.email")).fill(email);
  await page.locator("#password").fill(PASSWORD);
  await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in(\?|$)/);
}

async function addPasskey(page: Page, words: Words, address: string, name: string): Promise<void> {
  await page.goto(named(address, "/settings/security"));
  await alive(page);
  await page.getByRole("button", { name: words("settings.passkey_add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words("settings.passkey_name")).fill(name);
  await dialog.getByRole("button", { name: words("settings.passkey_add") }).click();
  await expect(page.getByRole("listitem").filter({ hasText: name })).toBeVisible();
}

/** Presses the button for a passkey. The device is touched only from then on: a page that offers passkeys by itself waited till now. */
async function showPasskey(page: Page, device: Device, label: string): Promise<void> {
  const button = page.getByRole("button", { name: label, exact: true });
  await expect(button).toBeEnabled();
  await device.touched(true);
  // By then the page that offers passkeys by itself may be on its way.
  await button.click({ timeout: 5_000 }).catch(() => undefined);
}

async function newcomer(boss: { call<T>(endpoint: string, body: object): Promise<T> }, role: string): Promise<{ id: string; email: string; name: string }> {
  const name = `Kim ${mark()}`;
  const email = `${randomUUID().slice(0, 8)}@example.com`;
  const id = await boss.call<string>("add_user", { member: { name, email, role, team: null, password: PASSWORD } });
  return { id, email, name };
}

test("a passkey is added, opens the door alone, proves who one is, and is renamed and removed", async ({ page, office, words, server, forgive }) => {
  test.setTimeout(120_000);
  // The first answer to a sensitive deed without a new proof.
  forgive(/403/);
  const device = await Device.at(page);
  const { email } = await newcomer(await office.boss(), "salesperson");
  await signIn(page, words, server.address, email);
  const name = `Phone ${mark()}`;
  await addPasskey(page, words, server.address, name);

  await page.context().clearCookies();
  await device.touched(false);
  await page.goto(named(server.address, "/sign-in?next=%2Fsettings%2Fsecurity"));
  await alive(page);
  await showPasskey(page, device, words("sign_in.by_passkey"));
  await expect(page).toHaveURL(/\/settings\/security/);
  await alive(page);
  const row = page.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText(words("settings.passkey_used"));

  await row.getByRole("button", { name: words("settings.passkey_rename"), exact: true }).click();
  const other = `Key ${mark()}`;
  await page.getByRole("dialog").getByLabel(words("settings.passkey_name")).fill(other);
  await page.getByRole("dialog").getByRole("button", { name: words("settings.passkey_rename"), exact: true }).click();
  const renamed = page.getByRole("listitem").filter({ hasText: other });
  await expect(renamed).toBeVisible();

  // As if the last proof were long ago.
  let isFirst = true;
  await page.route("**/api/remove_passkey", async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    return route.fulfill({ status: 403, contentType: "application/json", body: JSON.stringify({ Refused: "prove_again" }) });
  });
  await renamed.getByRole("button", { name: words("settings.passkey_remove"), exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: words("settings.passkey_remove"), exact: true }).click();
  const proof = page.getByRole("dialog", { name: words("sign_in.prove") });
  await proof.getByRole("button", { name: words("sign_in.prove_passkey") }).click();
  await expect(renamed).toHaveCount(0);
});

test("after the password a passkey takes the place of the code, and administrators remove a lost one", async ({ page, office, words, server, open, forgive }) => {
  test.setTimeout(120_000);
  // The page is still open when its person is signed out under it.
  forgive(/401/);
  const device = await Device.at(page);
  const boss = await office.boss();
  const { email, name } = await newcomer(boss, "service");
  await signIn(page, words, server.address, email);
  const key = `Phone ${mark()}`;
  await addPasskey(page, words, server.address, key);
  await page.getByRole("button", { name: words("settings.codes_set_up") }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("img", { name: words("sign_in.square") })).toBeVisible();
  const secret = await dialog.locator("code").innerText();
  await dialog.getByLabel(words("settings.first_code")).fill(codeOf(secret));
  await dialog.getByRole("button", { name: words("settings.codes_turn_on") }).click();
  await dialog.getByRole("button", { name: words("settings.codes_kept") }).click();

  await page.context().clearCookies();
  await device.touched(false);
  await signIn(page, words, server.address, email);
  await expect(page).toHaveURL(/\/sign-in\/code/);
  await alive(page);
  await expect(page.locator("#code")).toBeVisible();
  await showPasskey(page, device, words("sign_in.passkey_as_code"));
  await expect(page).not.toHaveURL(/\/sign-in/);

  await page.context().clearCookies();
  await open(boss, "/settings/users");
  const row = page.getByRole("row").filter({ hasText: email });
  await row.getByRole("button", { name: words("settings.set_password") }).click();
  await page.getByRole("dialog").getByRole("button", { name: words("settings.passkey_remove"), exact: true }).click();
  await expect(page.getByText(words("settings.has_no_passkeys", { name }))).toBeVisible();
});

test("where the house is reached by a number instead of its name nobody is offered a passkey", async ({ page, office, words, open }) => {
  await open(await office.seller(), "/settings/security");
  await expect(page.getByText(words("settings.passkey_no_site"))).toBeVisible();
  await expect(page.getByRole("button", { name: words("settings.passkey_add") })).toHaveCount(0);
});
