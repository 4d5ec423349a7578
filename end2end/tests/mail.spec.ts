import { alive, expect, test } from "../fixtures/journey.ts";
import { Mailbox } from "../fixtures/mailbox.ts";
import { Office, staff } from "../fixtures/office.ts";
import { Server } from "../fixtures/server.ts";

/** Mail is set for a whole installation, so this one has a server of its own. */
test("an administrator sets up mail, tries it out, and sees what became of each mail", async ({
  page,
  context,
  words,
  language,
  forgive,
  accessible,
}) => {
  test.setTimeout(120_000);
  // One after the other: both take a free port.
  const server = await Server.start(staff(language));
  const mailbox = await Mailbox.start();
  try {
    const boss = await new Office(server, language).boss();
    await boss.sitDownAt(context);
    await page.goto(`${server.address}/settings/mail`);
    await alive(page);
    await expect(page.getByText(words("mail.not_set_up"))).toBeVisible();
    await expect(page.getByText(words("mail.none"), { exact: true })).toBeVisible();
    await expect(page.locator("#mail-site")).toHaveValue(server.address);

    // What is wrong is said at its field.
    forgive(/422/);
    const save = page.getByRole("button", { name: words("common.save"), exact: true });
    await save.click();
    await expect(page.locator("#mail-host-error")).toBeVisible();
    await expect(page.locator("#mail-sender-address-error")).toBeVisible();
    await page.locator("#mail-tls").selectOption("none");
    await expect(page.locator("#mail-port")).toHaveValue("25");
    await accessible();

    await page.locator("#mail-host").fill("127.0.0.1");
    await page.locator("#mail-port").fill(String(mailbox.port));
    await page.locator("#mail-sender-address").fill("crm@haichuan.example");
    await save.click();
    await expect(page.getByRole("status").filter({ hasText: words("common.saved") })).toBeVisible();
    await expect(page.getByText(words("mail.not_set_up"))).toBeHidden();

    // The server's honest answer.
    mailbox.answers.push("550 5.7.1 not from here");
    const tryOut = page.getByRole("button", { name: words("mail.send_test"), exact: true });
    await expect(page.locator("#mail-test-to")).toHaveValue(boss.email);
    await tryOut.click();
    const outcome = page.getByRole("alert").filter({ hasText: words("mail.refused") });
    await expect(outcome).toContainText("550 5.7.1 not from here");
    const row = page.getByRole("listitem").filter({ hasText: boss.email });
    await expect(row).toContainText(words("mail.failed"));
    await expect(row).toContainText("550 5.7.1 not from here");
    expect(mailbox.mails).toEqual([]);

    // Sent again, it goes, and the list tells so by itself.
    await row.getByRole("button", { name: words("mail.send_again") }).click();
    await expect(row.getByText(words("mail.sent"), { exact: true })).toBeVisible({ timeout: 20_000 });
    expect(mailbox.mails).toHaveLength(1);
    expect(mailbox.mails[0]).toContain(`To: ${boss.email}`);
    await tryOut.click();
    await expect(page.getByRole("status").filter({ hasText: "250 2.0.0 taken" })).toBeVisible();
    await expect(row).toHaveCount(2);

    // Filtered and searched; both stand in the address.
    await page.getByRole("link", { name: new RegExp(`^${words("mail.failed")}`) }).click();
    await expect(page).toHaveURL(/state=failed/);
    await expect(page.getByText(words("mail.none_found"))).toBeVisible();
    await page.getByRole("link", { name: words("mail.show_all"), exact: true }).click();
    await expect(row).toHaveCount(2);
    await page.getByRole("textbox", { name: words("mail.search") }).fill("nobody@");
    await expect(page).toHaveURL(/to=nobody/);
    await expect(row).toHaveCount(0);
    await page.getByRole("textbox", { name: words("mail.search") }).fill("BOSS");
    await expect(row).toHaveCount(2);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, "nothing scrolls sideways").toBeLessThanOrEqual(0);
  } finally {
    mailbox.stop();
    await server.stop();
  }
});
