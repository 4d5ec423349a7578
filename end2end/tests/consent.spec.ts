import { openBuilder, pick } from "../fixtures/builder.ts";
import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";

/** A purpose is made, a person agrees with a proof, withdraws, and the list of those who agreed knows it. */
test("a person agrees and withdraws, and both stay to be seen", async ({
  page,
  office,
  words,
  accessible,
  forgive,
}) => {
  test.setTimeout(120_000);
  const boss = await office.boss();
  await boss.sitDownAt(page.context());
  const name = `Letters ${mark()}`;
  const person = `Ann ${mark()}`;
  const contact = await boss.make("contact", { name: { text: person } });

  await page.goto("/settings/privacy");
  await alive(page);
  await page.getByRole("button", { name: words("consents.add_purpose"), exact: true }).click();
  const making = page.getByRole("dialog").filter({ hasText: words("consents.add_purpose") });
  forgive(/422/);
  // Nothing is filled in: each field says what is missing.
  await making.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(making.getByText(words("problems.required")).first()).toBeVisible();
  await making.getByLabel(words("consents.name_en")).fill(name);
  await making.getByLabel(words("consents.name_zh")).fill(name);
  await making.getByLabel(words("consents.wording_en")).fill("May we write to you?");
  await making.getByLabel(words("consents.wording_zh")).fill("可以给您写信吗？");
  await making.getByLabel(words("consents.mail"), { exact: true }).check();
  await accessible();
  await making.getByRole("button", { name: words("common.save"), exact: true }).click();
  const row = page.getByRole("listitem").filter({ hasText: name });
  await expect(row).toBeVisible();
  const wide = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await wide(), "nothing scrolls sideways").toBeLessThanOrEqual(0);

  await page.goto(`/contacts/${contact}?tab=consents`);
  await alive(page);
  const now = page.getByRole("region", { name: words("consents.standing") });
  const line = now.getByRole("list", { name }).getByRole("listitem");
  await expect(line.getByText(words("consents.state_not_asked"), { exact: true })).toBeVisible();
  await expect(line.getByText(words("consents.may_not"), { exact: true })).toBeVisible();
  await accessible();

  const record = async (said: string, note: string) => {
    await page.getByRole("button", { name: words("consents.record"), exact: true }).click();
    const dialog = page.getByRole("dialog").filter({ hasText: words("consents.record_title") });
    await dialog.getByLabel(words("consents.purpose")).selectOption({ label: name });
    await dialog.getByRole("radio", { name: said, exact: true }).click();
    await dialog.getByLabel(words("consents.mail"), { exact: true }).check();
    await dialog.getByLabel(words("consents.note"), { exact: true }).fill(note);
    await accessible();
    await dialog.getByRole("button", { name: words("consents.record_act"), exact: true }).click();
    await expect(dialog).toBeHidden();
  };
  await record(words("consents.does_given"), "Signed at the fair");
  await expect(line.getByText(words("consents.state_given"), { exact: true })).toBeVisible();
  await expect(line.getByText(words("consents.may"), { exact: true })).toBeVisible();
  const history = page.getByRole("list", { name: words("consents.history") });
  await expect(history.getByText("Signed at the fair")).toBeVisible();

  await page.goto("/settings/privacy");
  await alive(page);
  await row.getByRole("link", { name: words("consents.mail"), exact: true }).click();
  await expect(page).toHaveURL(/contacts\?f=consent/);
  await expect(page.getByText(person).first()).toBeVisible();

  // The same by hand, beside the fields.
  await page.goto("/contacts");
  await alive(page);
  const builder = await openBuilder(page, words);
  await pick(builder.getByRole("combobox", { name: words("filters.field"), exact: true }), words("consents.filter"));
  const what = builder.getByRole("combobox", { name: words("filters.value"), exact: true });
  await what.selectOption({ label: `${name} · ${words("consents.mail")}` });
  await expect(builder.getByRole("status")).toContainText("1");
  await accessible();
  await builder.getByRole("button", { name: words("filters.show"), exact: true }).click();
  await expect(page).toHaveURL(/contacts\?f=consent/);
  await expect(page.getByText(person).first()).toBeVisible();

  await page.goto(`/contacts/${contact}?tab=consents`);
  await alive(page);
  await record(words("consents.does_withdrawn"), "Said so on the telephone");
  await expect(line.getByText(words("consents.state_withdrawn"), { exact: true })).toBeVisible();
  await expect(history.getByRole("listitem")).toHaveCount(2);
  await expect(history.getByText("Signed at the fair")).toBeVisible();
  expect(await wide(), "nothing scrolls sideways").toBeLessThanOrEqual(0);
});
