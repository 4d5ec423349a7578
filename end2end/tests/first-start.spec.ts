import { alive, expect, test } from "../fixtures/journey.ts";
import { Server } from "../fixtures/server.ts";

const PASSWORD = "a sentence about tea";

// The set-up is over once somebody uses it, so each of these has a server to itself.
test.describe("the first start", () => {
  let fresh: Server;

  test.beforeEach(async () => {
    fresh = await Server.start();
  });

  // Checked here, since nothing of the page may be on its way when its server goes.
  test.afterEach(async ({ page, accessible }) => {
    await accessible();
    await page.goto("about:blank");
    await fresh.stop();
  });

  test("leads from the link on the console to a board of sample data", async ({ page, words }) => {
    await setUp(page, words, fresh);
    await page.getByRole("button", { name: words("setup.sample") }).click();
    await alive(page);
    await expect(page.getByText(words("shell.sample_data"))).toBeVisible({ timeout: 30_000 });
    await page.goto(`${fresh.address}/deals`);
    await alive(page);
    await expect(page.locator("[data-card]").first()).toBeVisible();
  });

  test("closes behind the first person, who then has a session, a look and a password", async ({
    page,
    words,
    language,
    forgive,
    isMobile,
  }) => {
    const link = await setUp(page, words, fresh);
    await page.getByRole("button", { name: words("setup.empty") }).click();
    await page.waitForURL(`${fresh.address}/`);
    await alive(page);
    await page.goto(`${fresh.address}/deals`);
    await alive(page);
    await expect(page.getByRole("link", { name: words("records.import") }).first()).toBeVisible();

    forgive(/404|401|422/);
    await page.goto(link);
    await expect(page.getByText(words("setup.done_title"))).toBeVisible();

    await page.goto(fresh.address);
    await alive(page);
    const menu = async () => {
      const own = isMobile
        ? page.getByRole("button", { name: words("common.more"), exact: true })
        : page.getByRole("button", { name: words("shell.your_menu", { name: "Maya" }) });
      await own.click();
    };
    await menu();
    await page.getByRole("menuitem", { name: words("shell.sign_out") }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto(link);
    await expect(page.getByText(words("setup.closed_title"))).toBeVisible();
    await page.getByRole("link", { name: words("setup.to_sign_in") }).click();
    await page.waitForURL(/\/sign-in/);
    await alive(page);

    await page.getByLabel(words("sign_in.email")).fill("maya@example.com");
    await page.locator("#password").fill("not the password");
    await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
    await expect(page.getByRole("alert").filter({ hasText: words("problems.wrong_sign_in") })).toBeVisible();
    await page.locator("#password").fill(PASSWORD);
    await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
    await page.waitForURL(`${fresh.address}/`);
    await alive(page);

    await menu();
    const kept = page.waitForResponse(/save_preferences/);
    await page.getByRole("menuitemradio", { name: words("shell.theme_dark"), exact: true }).click();
    await kept;
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await alive(page);
    await menu();
    const reloaded = page.waitForEvent("load");
    await page.getByRole("menuitemradio", { name: language === "zh" ? "English" : "中文" }).click();
    await reloaded;
    await expect(page.locator("html")).toHaveAttribute("lang", language === "zh" ? /^en/ : /^zh/);
    await alive(page);
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("lang", language === "zh" ? /^en/ : /^zh/);
    await alive(page);
  });

  test("takes a password that can be changed", async ({ page, words, forgive }) => {
    await setUp(page, words, fresh);
    forgive(/422/);
    await page.goto(`${fresh.address}/settings/security`);
    await alive(page);
    const change = page.getByRole("button", { name: words("settings.change_password") });
    await page.locator("#settings-current").fill("not my password");
    await page.locator("#settings-new").fill("another sentence about tea");
    await change.click();
    await expect(page.locator("#settings-current-error")).toHaveText(words("problems.wrong_password"));
    await page.locator("#settings-current").fill(PASSWORD);
    await change.click();
    await expect(page.getByRole("status").filter({ hasText: words("settings.password_changed") })).toBeVisible();
  });
});

type Page = import("@playwright/test").Page;
type Words = import("../fixtures/words.ts").Words;

/** Goes through the set-up as far as the question what to begin with; returns the link. */
async function setUp(page: Page, words: Words, fresh: Server): Promise<string> {
  const link = /https?:\/\/\S+\/setup\?token=[^\s"]+/.exec(fresh.printed())?.[0];
  if (!link) throw new Error(`no link on the console:\n${fresh.printed()}`);
  await page.goto(link);
  await alive(page);
  await page.getByRole("button", { name: words("setup.next") }).click();
  const make = page.getByRole("button", { name: words("setup.make") });
  const box = (key: string) => page.getByRole("textbox", { name: words(key), exact: true });
  await box("setup.organisation").fill("Harbour Tea");
  await box("setup.your_name").fill("Maya");
  await box("setup.your_email").fill("maya@example.com");
  await page.locator("#password").fill(PASSWORD);
  await make.click();
  await expect(page.getByRole("button", { name: words("setup.empty") })).toBeVisible({ timeout: 20_000 });
  return link;
}
