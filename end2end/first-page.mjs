// What a browser fetches for the first page after a sign-in, in bytes as they travel: one line per file. Lines that begin
// with "later" are what it fetches by itself once the page is there and at rest.
// Usage: node first-page.mjs BASE EMAIL PASSWORD
import { chromium } from "@playwright/test";

const [base, email, password] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"],
});
// What a service worker fetches for later is not the first page.
const context = await browser.newContext({ serviceWorkers: "block" });
await context.request.post(`${base}/api/sign_in`, {
  form: { email, password },
  headers: { Origin: base },
  maxRedirects: 0,
});
const page = await context.newPage();
const network = await context.newCDPSession(page);
await network.send("Network.enable");
const names = new Map();
const sizes = new Map();
network.on("Network.requestWillBeSent", ({ requestId, request }) => names.set(requestId, new URL(request.url).pathname));
network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
  const name = names.get(requestId);
  if (name) sizes.set(name, (sizes.get(name) ?? 0) + encodedDataLength);
});
await page.goto(`${base}/`, { waitUntil: "networkidle" });
const first = new Map(sizes);
await page.waitForTimeout(10_000);
for (const [name, size] of [...first].sort((a, b) => b[1] - a[1])) {
  console.log(size, name);
}
for (const [name, size] of sizes) {
  if (!first.has(name)) console.log("later", size, name);
}
await browser.close();
