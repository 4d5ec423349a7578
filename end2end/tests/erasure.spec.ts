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
    const office = new Office(server, language);
    const boss = await office.boss();
    const email = "zebulon@quartermaine.example";
    const contact = await boss.make("contact", {
      name: { text: "Zebulon Quartermaine" },
      email: { text: email },
    });
    await boss.make("contact", { name: { text: "Stays Here" } });
    const account = await boss.make("account", { name: { text: "Brightwater Foods" } });
    await boss.make("invoice", {
      account: { link: { id: account } },
      contact: { link: { id: contact } },
      issued_on: { date: "2026-03-05" },
    });
    await boss.sitDownAt(context);
    await page.goto(`${server.address}/settings/backups`);
    await alive(page);
    await page.getByRole("button", { name: words("backups.make"), exact: true }).click();
    // The schedule makes another one meanwhile, in which the person may be missing already.
    const backup = page
      .getByRole("listitem")
      .filter({ hasText: words("backups.tested_restored") })
      .filter({ hasText: words("backups.by_hand") });
    await expect(backup.first()).toBeVisible({ timeout: 60_000 });

    await page.goto(`${server.address}/contacts/${contact}`);
    await alive(page);
    await page.locator("#main").getByRole("button", { name: words("records.more"), exact: true }).click();
    await page.getByRole("menuitem", { name: words("privacy.menu") }).click();
    const dialog = page.getByRole("dialog").filter({ hasText: words("privacy.ask") });
    await expect(dialog.getByText(words("privacy.records"))).toBeVisible();
    const { many } = await office.object("invoice");
    await dialog.getByLabel(words("privacy.years_of", { what: many })).fill("12");
    await expect(dialog.getByText(/2038/)).toBeVisible();
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

    // Nobody brings the person in again, until it is allowed.
    const back = { name: { text: "Zebulon Quartermaine" }, email: { text: email.toUpperCase() } };
    await expect(boss.make("lead", back)).rejects.toThrow(/erased/i);
    await page.getByRole("button", { name: words("privacy.allow"), exact: true }).click();
    const allow = page.getByRole("dialog").filter({ hasText: words("privacy.allow_ask") });
    await allow.getByLabel(words("privacy.allow_why")).fill("A customer again");
    await accessible();
    await allow.getByRole("button", { name: words("privacy.allow_act"), exact: true }).click();
    await expect(page.getByText(/A customer again/)).toBeVisible();

    await page.goto(`${server.address}/settings/backups`);
    await alive(page);
    await backup.first().getByRole("button", { name: words("backups.restore"), exact: true }).click();
    forgive(/./);
    const act = page.getByRole("dialog").getByRole("button", { name: words("backups.restore_act"), exact: true });
    await act.waitFor();
    await expect(async () => {
      // Refused while the schedule makes one.
      if (await act.isVisible()) await act.click({ timeout: 2_000 });
      await expect(page).toHaveURL(/\/sign-in/, { timeout: 20_000 });
    }).toPass({ timeout: 120_000 });
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
