import { readFileSync } from "node:fs";

import { alive, expect, test } from "../fixtures/journey.ts";

type Manifest = { name: string; start_url: string; display: string; lang: string; icons: { src: string; sizes: string; purpose: string }[] };

test("the product can be installed: its manifest and icons are there", async ({ page, office, open, language }) => {
  await open(await office.seller(), "/");
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const answer = await page.request.get(href ?? "");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toContain("application/manifest+json");
  const manifest = (await answer.json()) as Manifest;
  expect(manifest).toMatchObject({ name: "Rapport", start_url: "/", display: "standalone" });
  expect(manifest.lang.slice(0, 2)).toBe(language);
  for (const wanted of ["192x192 any", "512x512 any", "192x192 maskable"]) {
    expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toContain(wanted);
  }
  for (const { src } of manifest.icons) expect((await page.request.get(src)).status(), src).toBe(200);
});

test("without a network the page says so, and comes back with it", async ({ page, context, office, open, language, forgive }) => {
  await open(await office.seller(), "/");
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((controlled) => navigator.serviceWorker.addEventListener("controllerchange", controlled, { once: true }));
    }
  });
  forgive(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await context.setOffline(true);
  await page.goto("/accounts");
  const honest = readFileSync(`../public/offline/${language === "zh" ? "zh-CN" : "en"}.html`, "utf8");
  await expect(page.getByRole("heading", { name: /<h1>(.+)<\/h1>/.exec(honest)?.[1] ?? "", exact: true })).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await context.setOffline(false);
  // By itself, as soon as the server is there again.
  await expect(page.getByRole("navigation").first()).toBeVisible({ timeout: 20_000 });
  await alive(page);
});
