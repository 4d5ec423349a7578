import type { Locator, Page } from "@playwright/test";

import { alive, expect, test } from "../fixtures/journey.ts";
import type { Words } from "../fixtures/words.ts";
import { mark } from "../fixtures/mark.ts";

/** The open palette, its line of words and its lines. */
function paletteOf(page: Page, words: Words): { palette: Locator; line: Locator; group: (label: string) => Locator } {
  const palette = page.getByRole("dialog", { name: words("shell.search") });
  return {
    palette,
    line: palette.getByRole("combobox"),
    group: (label) => palette.getByRole("group", { name: new RegExp(`^${label}`) }),
  };
}

async function openPalette(page: Page, words: Words) {
  await page.keyboard.press("Control+k");
  const parts = paletteOf(page, words);
  await expect(parts.line).toBeFocused();
  return parts;
}

const only = (page: Page) => test.skip(page.viewportSize()!.width < 700, "keys are for keyboards");

test("the palette leads to every page and back to records opened last", async ({ page, office, open, words }) => {
  only(page);
  const seller = await office.seller();
  const name = `Lantern ${mark()}`;
  const id = await seller.make("account", { name: { text: name } });
  await open(seller, `/accounts/${id}`);
  await page.goto("/");
  await alive(page);
  const { palette, line, group } = await openPalette(page, words);
  await expect(group(words("search.recent")).getByRole("option", { name })).toBeVisible();
  await line.fill(words("settings.security"));
  await expect(group(words("search.pages")).getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/settings\/security/);
  await expect(palette).toHaveCount(0);
});

test("a record is acted on from the palette: marked, and found among the favourites", async ({
  page,
  office,
  open,
  words,
}) => {
  only(page);
  const seller = await office.seller();
  const name = `Harbour ${mark()}`;
  const id = await seller.make("account", { name: { text: name } });
  await open(seller, "/");
  const { palette, line, group } = await openPalette(page, words);
  await line.fill(name);
  const found = group((await office.object("account")).many).getByRole("option").filter({ hasText: name });
  await expect(found).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Tab");
  await expect(palette.getByRole("option", { name: words("search.star") })).toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await expect(line).toHaveValue(name);
  await page.keyboard.press("Tab");
  await line.fill(words("search.star"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: words("search.starred", { name }) })).toBeVisible();
  await openPalette(page, words);
  await group(words("search.favourites")).getByRole("option", { name }).click();
  await page.waitForURL(new RegExp(`/accounts/${id}`));
});

test("a misspelt name is found by what is near it", async ({ page, office, open, words, accessible }) => {
  only(page);
  const seller = await office.seller();
  const name = "Windermere Castings";
  await seller.make("account", { name: { text: name } });
  await open(seller, "/");
  const { palette, line } = await openPalette(page, words);
  await expect(async () => {
    await line.fill("");
    await line.fill("windremere");
    await expect(palette.getByText(words("search.near"))).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(palette.getByRole("option").filter({ hasText: name }).first()).toBeVisible();
  await accessible();
  await line.fill("qqqqxzzzz");
  await expect(palette.getByText(words("search.nothing", { query: "qqqqxzzzz" }))).toBeVisible();
});

test("commands are found by the initials of their pinyin", async ({ page, office, open, words, language }) => {
  only(page);
  test.skip(language !== "zh", "names of commands are Chinese in Chinese only");
  await open(await office.seller(), "/");
  const { palette, line } = await openPalette(page, words);
  await line.fill(">tcdl");
  await expect(palette.getByRole("option", { name: words("search.sign_out") })).toBeVisible();
});

test("keys are listed, lead to pages, and single ones can be turned off", async ({ page, office, open, words }) => {
  only(page);
  await open(await office.seller(), "/");
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: words("shell.keys"), exact: true });
  await expect(list.getByText(words("search.keys_tickets"))).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.waitForURL(/\/tickets/);
  await page.goto("/settings");
  await alive(page);
  const toggle = page.getByRole("switch", { name: words("search.single_keys") });
  await expect(toggle).toBeChecked();
  await toggle.click();
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  await page.keyboard.press("?");
  await expect(list).toHaveCount(0);
  await openPalette(page, words);
  await page.keyboard.press("Escape");
  await toggle.click();
  await expect(toggle).toBeChecked();
});
