import { readFileSync } from "node:fs";

import { alive, expect, test } from "../fixtures/journey.ts";
import { Office, staff } from "../fixtures/office.ts";
import { Server } from "../fixtures/server.ts";

test("a sign-in, a change and an export are found in the log", async ({ page, office, open, words }) => {
  const boss = await office.boss();
  const name = `Umbra ${Date.now()}`;
  const id = await boss.make("account", { name: { text: name } });
  await boss.call("update", {
    change: { object: "account", id, version: 1, values: { name: { text: `${name} AG` } }, base: { name: { text: name } } },
  });
  await open(boss, "/audit?action=signed_in");
  await expect(page.locator("summary", { hasText: words("audit.signed_in") }).first()).toBeVisible();
  await open(boss, "/audit");
  const accounts = await office.object("account");
  const changed = page.locator("summary", { hasText: `${words("audit.updated")}: ${accounts.one}` }).first();
  await changed.click();
  await expect(page.getByText(`${name} AG`).first()).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: words("audit.export") }).click();
  const file = await (await download).path();
  expect(readFileSync(file, "utf8")).toContain(id);

  await page.getByLabel(words("audit.what"), { exact: true }).selectOption("exported");
  await page.getByRole("button", { name: words("audit.search"), exact: true }).click();
  await page.waitForURL(/action=exported/);
  await alive(page);
  await expect(page.locator("table summary").first()).toContainText(words("audit.exported"));
});

test("who may not read the log is told so", async ({ page, office, open, words }) => {
  await open(await office.seller(), "/audit");
  await expect(page.getByText(words("settings.for_administrators"))).toBeVisible();
});

test("a row that was edited by hand is told, by the command and on the page", async ({ page, context, words, language, accessible }) => {
  test.slow();
  const server = await Server.start(staff(language));
  try {
    await expect(async () => expect(server.run("audit", "verify")).toContain("; 0 wait")).toPass({ timeout: 20_000 });
    server.run("audit", "heads", "heads.txt");
    expect(server.run("audit", "verify", "--heads", "heads.txt")).toContain("whole");
    const boss = await new Office(server, language).boss();
    await boss.sitDownAt(context);
    await page.goto(`${server.address}/audit`);
    await alive(page);
    await expect(page.getByRole("status").filter({ hasText: words("audit.verified") })).toBeVisible();
    await expect(page.getByText(words("audit.broken"))).toHaveCount(0);

    server.byHand("UPDATE event SET actor = 'Mallory' WHERE seq IN (1, 3)");
    // The first place that is broken, although there are two.
    expect(server.fails("audit", "verify")).toContain("event 1 was changed");
    await page.reload();
    await alive(page);
    const told = page.getByText(words("audit.broken"));
    await expect(told).toContainText(words("audit.damage_changed"));
    await expect(told).toContainText(`${words("audit.event")} 1,`);
    await accessible();
  } finally {
    await server.stop();
  }
});
