import { pick } from "../fixtures/builder.ts";
import { alive, expect, test } from "../fixtures/journey.ts";
import { mark as newMark } from "../fixtures/mark.ts";

test("a rule is tried out, runs, says why records stay, and is taken back as a whole", async ({
  page,
  office,
  open,
  words,
  forgive,
  accessible,
}) => {
  const boss = await office.boss();
  const mark = newMark();
  const campaign = (name: string, ends: string) =>
    boss.make("campaign", { name: { text: `${mark} ${name}` }, ends_on: { date: ends } });
  await campaign("Old fair", "2015-05-01");
  await campaign("Older fair", "2014-05-01");
  await campaign("New fair", "2026-10-01");
  await open(boss, "/settings/retention");
  await page.getByRole("button", { name: words("retention.add"), exact: true }).click();

  // What cannot be is told at its field.
  forgive(/422/);
  const dialog = page.getByRole("dialog", { name: words("retention.add"), exact: true });
  const { many } = await office.object("campaign");
  await dialog.getByLabel(words("retention.what"), { exact: true }).selectOption({ label: many });
  await dialog.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(dialog.getByRole("alert").first()).toBeVisible();
  const name = dialog.getByLabel(words("retention.name"));
  await name.fill(mark);
  await dialog.getByLabel(words("retention.date"), { exact: true }).selectOption("ends_on");
  await dialog.getByLabel(words("retention.time")).fill("5");
  await dialog.getByLabel(words("retention.unit"), { exact: true }).selectOption("years");
  await dialog.getByLabel(words("retention.deed"), { exact: true }).selectOption("bin");

  // Which of them, by the builder of lists.
  await dialog.getByRole("button", { name: words("retention.choose"), exact: true }).click();
  const choosing = page.getByRole("dialog", { name: words("retention.choose_title"), exact: true });
  const field = choosing.getByRole("combobox", { name: words("filters.field"), exact: true });
  await pick(field.last(), await office.field("campaign", "name"));
  await choosing.getByRole("textbox", { name: words("filters.value"), exact: true }).last().fill(mark);
  await expect(choosing.getByRole("status")).toContainText("3");
  await accessible();
  await choosing.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(name).toHaveValue(mark);
  await expect(dialog.getByText(mark)).toBeVisible();
  await accessible();
  await dialog.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(dialog).toBeHidden();

  // A draft is tried out before anything else.
  const rule = page.getByRole("list", { name: words("retention.rules"), exact: true }).getByRole("listitem").filter({ hasText: mark });
  await expect(rule.getByText(words("retention.draft"), { exact: true })).toBeVisible();
  await expect(rule.getByRole("button", { name: words("retention.run_now") })).toBeHidden();
  await rule.getByRole("button", { name: words("retention.preview"), exact: true }).click();
  await expect(rule.getByText(/\b2\b/).first()).toBeVisible();
  await rule.getByRole("button", { name: words("retention.switch_on"), exact: true }).click();
  await expect(rule.getByText(words("retention.on"), { exact: true })).toBeVisible();
  await accessible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, "nothing scrolls sideways").toBeLessThanOrEqual(0);

  await rule.getByRole("button", { name: words("retention.run_now"), exact: true }).click();
  const runs = page.getByRole("list", { name: words("retention.runs"), exact: true });
  const run = runs.getByRole("listitem").filter({ hasText: mark });
  await expect(run.getByText(words("retention.done"), { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(run).toContainText("2");
  const left = async () => {
    const query = { object: "campaign", filters: [{ field: "name", operator: "starts_with", value: mark }], sort: null, words: "", after: null, rows: 10 };
    return (await boss.call<{ records: unknown[] }>("list", { query })).records.length;
  };
  expect(await left()).toBe(1);

  // All of it comes back, and the rule pauses.
  await run.getByRole("button", { name: words("retention.undo"), exact: true }).click();
  await expect(run.getByText(words("retention.undone"), { exact: true })).toBeVisible({ timeout: 20_000 });
  expect(await left()).toBe(3);
  await expect(rule.getByText(words("retention.paused"), { exact: true })).toBeVisible();

  // What is there is there without scripts, too.
  await page.reload();
  await alive(page);
  await expect(run).toBeVisible();
  await rule.getByRole("button", { name: words("retention.remove"), exact: true }).click();
  await expect(rule).toBeHidden();
  await expect(run).toBeVisible();
});

test("who does not administer has nothing to do with rules", async ({ page, office, open, words }) => {
  await open(await office.seller(), "/settings/retention");
  await expect(page.getByText(words("settings.for_administrators"), { exact: true })).toBeVisible();
});
