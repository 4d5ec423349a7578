import { alive, expect, test } from "../fixtures/journey.ts";
import { Office, staff } from "../fixtures/office.ts";
import { Server } from "../fixtures/server.ts";

/** A restore is of a whole installation, so this one has a server of its own. */
test("an administrator makes a backup, takes it along, and goes back to it", async ({
  page,
  context,
  words,
  language,
  forgive,
  accessible,
}) => {
  test.setTimeout(180_000);
  const server = await Server.start(staff(language));
  try {
    const boss = await new Office(server, language).boss();
    await boss.make("account", { name: { text: "Kept Harbour" } });
    await boss.sitDownAt(context);
    await page.goto(`${server.address}/settings/backups`);
    await alive(page);
    await expect(page.getByText(words("backups.not_encrypted"))).toBeVisible();
    const make = page.getByRole("button", { name: words("backups.make"), exact: true });
    await make.click();
    const row = page.getByRole("listitem").filter({ hasText: words("backups.tested_restored") });
    await expect(row.first()).toBeVisible({ timeout: 60_000 });
    await expect(make).toBeVisible({ timeout: 60_000 });
    await accessible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, "nothing scrolls sideways").toBeLessThanOrEqual(0);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      row.first().getByRole("link", { name: words("backups.download") }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^rapport-\d{8}-\d{6}\.\d{3}\.tar\.gz$/);

    await boss.make("account", { name: { text: "Lost Harbour" } });
    await row.first().getByRole("button", { name: words("backups.restore"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("2 → 1")).toBeVisible();
    // Pages and live updates are away for a while.
    forgive(/./);
    await dialog.getByRole("button", { name: words("backups.restore_act"), exact: true }).click();
    await page.waitForURL(/\/sign-in/, { timeout: 90_000 });

    await page.goto(`${server.address}/sign-in`);
    const again = await new Office(server, language).boss();
    await again.sitDownAt(context);
    await page.goto(`${server.address}/accounts`);
    await expect(page.getByText("Kept Harbour").first()).toBeVisible();
    await expect(page.getByText("Lost Harbour")).toHaveCount(0);
    await page.goto(`${server.address}/settings/backups`);
    const [told] = words("backups.restored", { when: "@" }).split("@");
    await expect(page.getByText(new RegExp(told ?? ""))).toBeVisible();
  } finally {
    await server.stop();
  }
});
