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
  test.setTimeout(300_000);
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
    // The schedule may make one meanwhile; this one is kept whatever it makes.
    const row = page
      .getByRole("listitem")
      .filter({ hasText: words("backups.tested_restored") })
      .filter({ hasText: words("backups.by_hand") });
    await expect(row.first()).toBeVisible({ timeout: 60_000 });
    await expect(make).toBeVisible({ timeout: 60_000 });
    await accessible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, "nothing scrolls sideways").toBeLessThanOrEqual(0);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      row.first().getByRole("link", { name: words("backups.download") }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^rapport-\d{8}-\d{6}\.\d{3}-hand\.tar\.gz$/);

    const [kept] = words("backups.kept_until", { day: "@" }).split("@");
    await expect(row.first().getByText(kept?.trim() ?? "")).toBeVisible();

    // Somebody takes it away, and the list on the screen does not know it yet.
    server.takeAway("backups", download.suggestedFilename());
    const dialog = page.getByRole("dialog");
    const ask = row.first().getByRole("button", { name: words("backups.restore"), exact: true });
    forgive(/backup_preview/);
    await ask.click();
    await expect(dialog.getByText(words("backups.gone"))).toBeVisible();
    await expect(row).toHaveCount(0);
    await dialog.getByRole("button", { name: words("common.cancel"), exact: true }).click();
    await expect(make).toBeVisible({ timeout: 60_000 });
    await make.click();
    await expect(row.first()).toBeVisible({ timeout: 60_000 });

    await boss.make("account", { name: { text: "Lost Harbour" } });
    await ask.click();
    await expect(dialog.getByText("2 → 1")).toBeVisible();
    // Pages and live updates are away for a while.
    forgive(/./);
    const act = dialog.getByRole("button", { name: words("backups.restore_act"), exact: true });
    await expect(async () => {
      // Refused while the schedule makes one.
      if (await act.isVisible()) await act.click({ timeout: 2_000 });
      await expect(page).toHaveURL(/\/sign-in/, { timeout: 20_000 });
    }).toPass({ timeout: 120_000 });

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
