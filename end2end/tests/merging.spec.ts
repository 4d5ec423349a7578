import { readFileSync } from "node:fs";

import { alive, expect, test } from "../fixtures/journey.ts";
import { literally } from "../fixtures/words.ts";
import { mark } from "../fixtures/mark.ts";


test("two customers become one from a record's menu, the old address leads on, and they are parted again", async ({
  page,
  office,
  open,
  words,
  accessible,
}) => {
  const boss = await office.boss();
  const own = mark();
  const [stays, goes] = [`Umbra ${own}`, `Umbra Optics ${own}`];
  const into = await boss.make("account", { name: { text: stays } });
  const other = await boss.make("account", { name: { text: goes }, website: { text: `umbra-${own}.example` } });
  const contact = await boss.make("contact", { name: { text: `Li ${own}` }, account: { link: { id: other } } });

  await open(boss, `/accounts/${into}`);
  await page.getByRole("button", { name: words("records.more"), exact: true }).first().click();
  await page.getByRole("menuitem", { name: words("merging.merge_with") }).click();
  const dialog = page.getByRole("dialog", { name: words("merging.merge_named", { name: stays }) });
  await dialog.getByRole("combobox").fill(goes);
  await dialog.getByRole("option", { name: literally(goes) }).first().click();
  await dialog.getByRole("button", { name: words("merging.compare"), exact: true }).click();
  await page.waitForURL(/\/merge\/account\?ids=/);

  const name = page.getByRole("radiogroup", { name: await office.field("account", "name"), exact: true });
  await expect(name.getByRole("radio")).toHaveCount(2);
  await expect(name.getByRole("radio", { name: literally(stays) }).first()).toBeChecked();
  await name.getByRole("radio", { name: literally(stays) }).first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(name.getByRole("radio", { name: literally(goes) })).toBeChecked();
  await expect(page.getByText(words("merging.related_move", { count: 1, name: stays }))).toBeVisible();
  const website = page.getByRole("radiogroup", { name: await office.field("account", "website"), exact: true });
  await expect(website).toHaveCount(0);
  await page.getByRole("switch", { name: words("merging.show_all") }).check();
  await expect(website).toBeVisible();
  await accessible();

  await page.getByRole("button", { name: words("merging.merge_count", { count: 2 }), exact: true }).click();
  await page.waitForURL(new RegExp(`/accounts/${into}$`));
  const toast = page.getByRole("status").filter({ hasText: words("merging.became_one", { count: 2 }) });
  await expect(toast).toBeVisible();
  await expect(page.getByRole("heading", { name: literally(goes) }).first()).toBeVisible();

  await page.goto(`/accounts/${other}`);
  await page.waitForURL(new RegExp(`/accounts/${into}\\?was=${other}`));
  await alive(page);
  await expect(page.getByText(words("merging.became_part_of", { name: goes }))).toBeVisible();
  const note = page.getByRole("note").filter({ hasText: boss.name });
  await accessible();
  await note.getByRole("button", { name: words("common.undo"), exact: true }).click();
  await expect(note).toHaveCount(0);
  await expect(page.getByRole("heading", { name: literally(stays) }).first()).toBeVisible();
  await page.goto(`/contacts/${contact}`);
  await alive(page);
  await expect(page.locator(`a[href="/accounts/${other}"]`).first()).toBeVisible();
});

test("somebody changes a record meanwhile: the choices stay, and the merge goes on", async ({ page, office, open, words, forgive }) => {
  forgive(/409/);
  const boss = await office.boss();
  const own = mark();
  const [one, two] = [`Nox ${own}`, `Nox Ltd ${own}`];
  const ids = [await boss.make("account", { name: { text: one } }), await boss.make("account", { name: { text: two } })];
  await open(boss, `/merge/account?ids=${ids.join(",")}`);
  const name = page.getByRole("radiogroup", { name: await office.field("account", "name"), exact: true });
  await name.getByRole("radio", { name: literally(two) }).check();
  await boss.call("update", {
    change: { object: "account", id: ids[1], version: 1, values: { website: { text: `nox-${own}.example` } }, base: {} },
  });
  const merge = page.getByRole("button", { name: words("merging.merge_count", { count: 2 }), exact: true });
  await merge.click();
  await expect(page.getByText(words("merging.outdated", { name: boss.name }))).toBeVisible();
  await expect(name.getByRole("radio", { name: literally(two) })).toBeChecked();
  await merge.click();
  await page.waitForURL(new RegExp(`/accounts/${ids[0]}$`));
  await expect(page.getByRole("heading", { name: literally(two) }).first()).toBeVisible();
});

test("likely duplicates are shown with their reasons, noted as not the same, and taken to the merge", async ({
  page,
  office,
  open,
  words,
  accessible,
}) => {
  const boss = await office.boss();
  const own = mark();
  const email = `${own}@example.com`;
  const person = `Twin ${own}`;
  for (const company of ["A", "B"]) {
    await boss.make("lead", { name: { text: person }, company: { text: `${company} ${own}` }, email: { text: email } });
  }
  await open(boss, "/duplicates/lead");
  const group = page.getByRole("region").filter({ hasText: email });
  await expect(async () => {
    // Likenesses are noted a moment after the records.
    await page.reload();
    await expect(group).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await alive(page);
  await expect(group.getByText(words("merging.same_email", { value: email }))).toBeVisible();
  await accessible();

  await group.getByRole("button", { name: words("merging.not_the_same") }).click();
  await expect(group).toHaveCount(0);
  const toast = page.getByRole("status").filter({ hasText: words("merging.noted") });
  await toast.getByRole("button").click();
  await expect(group).toBeVisible();
  await group.getByRole("link", { name: words("merging.merge_count", { count: 2 }) }).click();
  await page.waitForURL(/\/merge\/lead\?ids=/);
  await expect(page.getByRole("radiogroup", { name: words("merging.stays") }).getByRole("radio")).toHaveCount(2);
});

test("the configuration is downloaded, a changed file compared, and applied as a whole", async ({
  page,
  office,
  open,
  words,
  accessible,
  forgive,
}) => {
  forgive(/422/);
  const boss = await office.boss();
  await open(boss, "/settings/configuration");
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: words("merging.download"), exact: true }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^rapport-configuration-.*\.json$/);
  const file = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(file.rapport).toBe(1);

  const choose = async (name: string, text: string) =>
    page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await choose("wrong.json", "{}");
  await expect(page.getByText(words("merging.not_a_configuration", { name: "wrong.json" }))).toBeVisible();

  const key = `floors_${mark()}`;
  const field = { key, kind: "integer", label: { en: `Floors ${key}`, zh: `楼层 ${key}` }, stored: "" };
  file.fields ??= {};
  file.fields.account = { ...file.fields.account, [key]: { ...field, kind: "choice" } };
  await choose("faulty.json", JSON.stringify(file));
  await expect(page.getByText(words("merging.mend_first", { count: 1 }))).toBeVisible();
  await expect(page.getByRole("button", { name: words("merging.apply"), exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: words("merging.other_file"), exact: true }).click();

  file.fields.account[key] = field;
  await choose("good.json", JSON.stringify(file));
  const part = page.locator("details").filter({ hasText: `account.${key}` });
  await part.locator("summary").click();
  await expect(part.getByText('"kind": "integer"')).toBeVisible();
  await accessible();
  await page.getByRole("button", { name: words("merging.apply"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(words("merging.apply_added", { count: 1 }))).toBeVisible();
  await dialog.getByRole("button", { name: words("merging.apply"), exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: words("merging.applied") })).toBeVisible();
  await choose("good.json", JSON.stringify(file));
  await expect(page.getByText(words("merging.equal"))).toBeVisible();
});
