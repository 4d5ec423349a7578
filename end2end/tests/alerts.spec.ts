import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";

type RuleSetup = { rule: string; is_on: boolean; number: number; minutes: number; exempt: string[] };
type Setup = { rules: RuleSetup[]; hours: object };

test("many denied requests raise an alert that the administrator sees at once and settles", async ({
  page,
  office,
  open,
  words,
  forgive,
}) => {
  const boss = await office.boss();
  await open(boss, "/settings/alerts");
  await expect(page.getByRole("heading", { name: words("alerts.rules"), exact: true })).toBeVisible();

  // What cannot be is told at its field.
  forgive(/422/);
  const denied = page.getByRole("group", { name: words("alerts.denied"), exact: true });
  await denied.getByLabel(words("alerts.number"), { exact: true }).fill("0");
  await page.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(denied.getByRole("alert")).toBeVisible();
  await denied.getByLabel(words("alerts.number"), { exact: true }).fill("5");
  await page.getByRole("button", { name: words("alerts.try_out") }).click();
  await expect(denied.getByRole("status")).toBeVisible();
  await page.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(page.getByText(words("settings.rules_saved"))).toBeVisible();

  // Somebody asks for what is not theirs, again and again.
  const seller = await office.seller();
  for (let tries = 0; tries < 6; tries++) {
    await expect(seller.call("sample_data", {})).rejects.toThrow("403");
  }
  const line = page.getByRole("link", { name: words("alerts.look"), exact: true });
  await expect(line).toBeVisible({ timeout: 10_000 });
  await line.click();
  await page.waitForURL(/state=open/);
  await alive(page);
  const row = page.getByRole("listitem").filter({ hasText: words("alerts.denied") }).filter({ hasText: seller.name });
  await expect(row.first()).toBeVisible();

  const note = mark();
  await row.first().getByRole("button", { name: words("alerts.settle"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: words("alerts.settle") });
  await dialog.getByLabel(words("alerts.note"), { exact: true }).fill(note);
  await dialog.getByRole("button", { name: words("alerts.settle"), exact: true }).click();
  await expect(dialog).toBeHidden();
  await page.goto("/settings/alerts?state=settled");
  await alive(page);
  await expect(page.getByText(note)).toBeVisible();

  // It leads to where it stands in the log.
  await page.getByRole("listitem").filter({ hasText: note }).getByRole("link", { name: words("alerts.in_log") }).click();
  await page.waitForURL(/\/audit\?.*action=denied/);
  await alive(page);
  await expect(page.locator("table summary").first()).toContainText(words("audit.denied"));

  // Other journeys of this server are to go on as before.
  const setup = await boss.call<Setup>("alert_setup", {});
  const rules = setup.rules.map((rule) => (rule.rule === "denied" ? { ...rule, number: 50 } : rule));
  await boss.call("save_alerts", { setup: { ...setup, rules } });
});

test("who may not read the log sees no alerts", async ({ page, office, open, words }) => {
  await open(await office.seller(), "/settings/alerts");
  await expect(page.getByText(words("settings.for_administrators"), { exact: true })).toBeVisible();
});
