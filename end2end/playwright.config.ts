import { defineConfig } from "@playwright/test";

// The browser comes from the system; Playwright's own download is not needed.
const launchOptions = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

// Every journey is made four times: on a desk and on a phone, in both languages.
export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  workers: Number(process.env.WORKERS ?? 2),
  // A journey that fails once and then passes is told as flaky: a small machine may be busy elsewhere.
  retries: 1,
  // The debug build is slow and the machine may be small.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["html", { open: "never" }]],
  // At the desk the trace of the first failure is kept; recording every journey would be slow where nobody can look at it.
  use: {
    launchOptions,
    trace: process.env.CI ? "on-first-retry" : "retain-on-first-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "desktop-zh", use: { ...desktop, locale: "zh-CN" } },
    { name: "desktop-en", use: { ...desktop, locale: "en-GB" } },
    { name: "phone-zh", use: { ...phone, locale: "zh-CN" } },
    { name: "phone-en", use: { ...phone, locale: "en-GB" } },
  ],
});
