import { alive, expect, test } from "../fixtures/journey.ts";

test("the server is alive and ready", async ({ request }) => {
  expect((await request.get("/healthz")).status()).toBe(200);
  expect((await request.get("/readyz")).status()).toBe(200);
});

test("the first page comes to life in the browser's language", async ({ page, language }) => {
  await page.goto("/");
  await alive(page);
  await expect(page.locator("html")).toHaveAttribute("lang", language === "zh" ? /^zh/ : /^en/);
  await expect(page).toHaveTitle(/.+/);
});

test("the scripts of a page may be kept for ever", async ({ page }) => {
  const files: { path: string; cache: string }[] = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/pkg/")) {
      files.push({ path: pathname, cache: response.headers()["cache-control"] ?? "" });
    }
  });
  await page.goto("/");
  await alive(page);
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const { path, cache } of files) expect(cache, path).toContain("immutable");
});
