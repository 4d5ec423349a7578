import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alive, expect, test } from "../fixtures/journey.ts";
import { Office, staff } from "../fixtures/office.ts";
import { Server } from "../fixtures/server.ts";

/** A person who is forgotten, proves it, and is not brought back by yesterday's backup. The server is its own. */
test("a person is erased, the certificate verifies, and a backup does not bring them back", async ({
  page,
  context,
  words,
  language,
  forgive,
  accessible,
}, info) => {
  test.setTimeout(240_000);
  const server = await Server.start(staff(language));
  try {
    const boss = await new Office(server, language).boss();
    const email = "zebulon@quartermaine.example";
    const contact = await boss.make("contact", {
      name: { text: "Zebulon Quartermaine" },
      email: { text: email },
    });
    await boss.make("contact", { name: { text: "Stays Here" } });
    await boss.sitDownAt(context);
    await page.goto(`${server.address}/settings/backups`);
    await alive(page);
    await page.getByRole("button", { name: words("backups.make"), exact: true }).click();
    const backup = page.getByRole("listitem").filter({ hasText: words("backups.tested_restored") });
    await expect(backup.first()).toBeVisible({ timeout: 60_000 });

    await page.goto(`${server.address}/contacts/${contact}`);
    await alive(page);
    await page.locator("#main").getByRole("button", { name: words("records.more"), exact: true }).click();
    await page.getByRole("menuitem", { name: words("privacy.menu") }).click();
    const dialog = page.getByRole("dialog").filter({ hasText: words("privacy.ask") });
    await expect(dialog.getByText(words("privacy.records"))).toBeVisible();
    await accessible();
    await dialog.getByRole("button", { name: words("privacy.act"), exact: true }).click();
    await page.waitForURL(/settings\/privacy/);
    await expect(page.getByText(words("privacy.done"), { exact: true })).toBeVisible({ timeout: 30_000 });
    await accessible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, "nothing scrolls sideways").toBeLessThanOrEqual(0);

    for (const form of ["pdf", "json"] as const) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: words(`privacy.as_${form}`), exact: true }).click(),
      ]);
      const file = join(info.outputDir, `certificate.${form}`);
      await download.saveAs(file);
      expect(server.run("certificate", "verify", file, "--person", email)).toContain("GENUINE");
      const bytes = readFileSync(file);
      expect(bytes.includes("quartermaine") || bytes.includes("Zebulon"), "no personal data").toBe(false);
      // One digit of a year is another one.
      const at = bytes.indexOf(String(new Date().getFullYear()));
      bytes[at + 3] = bytes[at + 3] === 0x37 ? 0x38 : 0x37;
      writeFileSync(`${file}.changed`, bytes);
      expect(server.fails("certificate", "verify", `${file}.changed`)).toContain("NOT GENUINE");
    }

    await page.goto(`${server.address}/settings/backups`);
    await alive(page);
    await backup.first().getByRole("button", { name: words("backups.restore"), exact: true }).click();
    forgive(/./);
    await page
      .getByRole("dialog")
      .getByRole("button", { name: words("backups.restore_act"), exact: true })
      .click();
    await page.waitForURL(/\/sign-in/, { timeout: 90_000 });
    const again = await new Office(server, language).boss();
    await again.sitDownAt(context);
    await page.goto(`${server.address}/contacts`);
    await expect(page.getByText("Stays Here").first()).toBeVisible();
    await expect(page.getByText("Zebulon Quartermaine")).toHaveCount(0);
    await page.goto(`${server.address}/settings/privacy`);
    await expect(page.getByText(words("privacy.done"), { exact: true })).toBeVisible();
  } finally {
    await server.stop();
  }
});
