import { chromium } from "playwright-core";
const base = "http://127.0.0.1:3100";
const only = process.argv[2];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu","--disable-dev-shm-usage"] });
const account = process.env.ACCOUNT, deal = process.env.DEAL;
const pages = { home: "/", accounts: "/accounts", account: "/accounts/" + account, contacts: "/contacts", deals: "/deals", deal: "/deals/" + deal, tickets: "/tickets", import: "/import",
  roles: "/settings/roles", objects: "/settings/objects", audit: "/audit", teams: "/settings/teams", backups: "/settings/backups", retention: "/settings/retention", mail:"/settings/mail", alerts: "/settings/alerts", privacy:"/settings/privacy", duplicates:"/duplicates/account", bin:"/bin", security:"/settings/security", apikeys: "/settings/api-keys", grants: "/settings/grants", users: "/settings/users", signin2: "/settings/sign-in", layout: "/settings/objects/account" };
const combos = [["desktop","light","zh-CN"],["desktop","dark","en-GB"],["phone","light","en-GB"],["phone","dark","zh-CN"]];
for (const [size, theme, locale] of combos) {
  const o = size === "desktop" ? { viewport: { width: 1440, height: 900 } } : { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
  const context = await browser.newContext({ ...o, locale, colorScheme: theme });
  const page = await context.newPage();
  page.on("console", (m) => { if (["error","warning"].includes(m.type())) console.log(size, theme, locale, m.type(), m.text().slice(0,200)); });
  page.on("pageerror", (e) => console.log("pageerror", String(e).slice(0, 300)));
  await page.goto(base + "/sign-in");
  await page.screenshot({ path: `/work/scratch/shots/${size}-${theme}-${locale}-signin.png` });
  await page.fill('input[name=email]', (locale.slice(0, 2) + "@example.com"));
  await page.fill('input[name=password]', "nine lamps by the canal");
  await page.click('button[type=submit]');
  await page.waitForURL((u) => !String(u).includes("sign-in"), { timeout: 30000 });
  await page.waitForLoadState("networkidle");
  for (const [name, path] of Object.entries(pages)) {
    if (only && !only.split(",").includes(name)) continue;
    await page.goto(base + path); await page.waitForLoadState("networkidle"); await page.waitForTimeout(300);
    await page.screenshot({ path: `/work/scratch/shots/${size}-${theme}-${locale}-${name}.png` });
  }
  await context.close();
}
await browser.close();
