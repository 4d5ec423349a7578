import type { Page } from "@playwright/test";

import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";
import { Office, staff } from "../fixtures/office.ts";
import { Provider } from "../fixtures/provider.ts";
import { Server } from "../fixtures/server.ts";
import type { Words } from "../fixtures/words.ts";

// What is set here is set for everybody, so each journey has a server of its own.

async function setUp(page: Page, words: Words, server: Server, provider: Provider, name: string): Promise<void> {
  await page.goto(`${server.address}/settings/sign-in`);
  await alive(page);
  await expect(page.getByLabel(words("providers.back"))).toHaveValue(`${server.address}/api/provider_return`);
  await page.getByRole("button", { name: words("providers.add"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words("providers.name")).fill(name);
  await dialog.getByLabel(words("providers.issuer")).fill(`${provider.issuer}/elsewhere`);
  await dialog.getByRole("button", { name: words("providers.try_out") }).click();
  await expect(dialog.getByText(words("problems.no_provider"))).toBeVisible();
  await dialog.getByLabel(words("providers.issuer")).fill(provider.issuer);
  await dialog.getByRole("button", { name: words("providers.try_out") }).click();
  await expect(dialog.getByText(words("providers.found", { host: "127.0.0.1", count: 1 }))).toBeVisible();
  await dialog.getByLabel(words("providers.client_id")).fill(provider.clientId);
  await dialog.locator("#provider-secret").fill(provider.secret);
  await dialog.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(page.getByRole("listitem").filter({ hasText: name })).toContainText(words("providers.on"));
}

async function goThere(page: Page, words: Words, server: Server, name: string, press: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${server.address}/sign-in?next=%2Fsettings%2Fsecurity`);
  await alive(page);
  await page.getByRole("link", { name: words("sign_in.by_provider", { name }) }).click();
  await page.getByRole("link", { name: press, exact: true }).click();
  await alive(page);
}

test("a provider is tried and added, and who it vouches for comes in", async ({ page, context, language, words, forgive }) => {
  test.setTimeout(120_000);
  // The try at the wrong address.
  forgive(/422/);
  const [server, provider, name] = [await Server.start(staff(language)), await Provider.start(), `Wharf ${mark()}`];
  try {
    const office = new Office(server, language);
    await (await office.boss()).sitDownAt(context);
    await setUp(page, words, server, provider, name);
    const seller = await office.seller();

    provider.person = { subject: "one", email: seller.email, isVerified: true };
    await goThere(page, words, server, name, "Continue");
    await expect(page).toHaveURL(/\/settings\/security/);
    await expect(page.getByRole("listitem").filter({ hasText: name })).toContainText(seller.email);

    await goThere(page, words, server, name, "Cancel");
    await expect(page.getByRole("heading", { name: words("sign_in.denied_title") })).toBeVisible();
    await expect(page.getByRole("link", { name: words("sign_in.provider_again") })).toBeVisible();

    provider.person = { subject: "two", email: "nobody@elsewhere.example", isVerified: true };
    await goThere(page, words, server, name, "Continue");
    await expect(page.getByRole("heading", { name: words("sign_in.unknown_title") })).toBeVisible();

    provider.person = { subject: "three", email: seller.email, isVerified: false };
    await goThere(page, words, server, name, "Continue");
    await expect(page.getByRole("heading", { name: words("sign_in.unverified_title") })).toBeVisible();
  } finally {
    provider.stop();
    await server.stop();
  }
});

test("who is linked with a provider switches passwords off, and the command line brings them back", async ({ page, context, language, words, forgive }) => {
  test.setTimeout(120_000);
  forgive(/422/);
  const [server, provider, name] = [await Server.start(staff(language)), await Provider.start(), `Wharf ${mark()}`];
  try {
    const office = new Office(server, language);
    await (await office.boss()).sitDownAt(context);
    await setUp(page, words, server, provider, name);
    await expect(page.getByRole("button", { name: words("providers.passwords_end") })).toBeDisabled();

    provider.person = { subject: "boss", email: "private@elsewhere.example", isVerified: false };
    await page.goto(`${server.address}/settings/security`);
    await alive(page);
    await page.getByRole("button", { name: words("providers.link", { name }) }).click();
    await page.getByRole("link", { name: "Continue", exact: true }).click();
    await expect(page).toHaveURL(/\/settings\/security/);
    await expect(page.getByRole("listitem").filter({ hasText: name })).toBeVisible();

    await page.goto(`${server.address}/settings/sign-in`);
    await alive(page);
    await page.getByRole("button", { name: words("providers.passwords_end") }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(words("providers.without", { without: 2, people: 3 }));
    await dialog.getByRole("button", { name: words("providers.passwords_end") }).click();
    await expect(page.getByRole("button", { name: words("providers.passwords_begin") })).toBeVisible();

    await page.context().clearCookies();
    await page.goto(`${server.address}/sign-in`);
    await alive(page);
    await expect(page.getByRole("link", { name: words("sign_in.by_provider", { name }) })).toBeVisible();
    await expect(page.locator("#password")).toHaveCount(0);
    await goThere(page, words, server, name, "Continue");
    await expect(page).toHaveURL(/\/settings\/security/);
    await expect(page.getByText(words("providers.kept"))).toBeVisible();

    server.run("user", "allow-passwords");
    await page.context().clearCookies();
    await page.goto(`${server.address}/sign-in`);
    await alive(page);
    await expect(page.locator("#password")).toBeVisible();
  } finally {
    provider.stop();
    await server.stop();
  }
});
