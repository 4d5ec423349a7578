import { addObject, describe } from "../fixtures/describing.ts";
import { alive, expect, test } from "../fixtures/journey.ts";
import { mark as newMark } from "../fixtures/mark.ts";

/** What must be in no page that nobody asked to show it. */
const NUMBER = "6222021234567890";

test("a card number is masked, shown for a while to who asks, and stays when the form is saved untouched", async ({
  page,
  office,
  open,
  words,
  language,
  accessible,
}) => {
  test.slow();
  const boss = await office.boss();
  const mark = newMark();
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const one = { en: `Payee ${mark}`, zh: `收款人${mark}` };
  const many = { en: `Payees ${mark}`, zh: `收款人库${mark}` };
  await open(boss, "/settings/objects");
  await addObject(page, words, { one, many });
  const key = new URL(page.url()).pathname.split("/").pop() ?? "";
  await describe(page, words, say(one.en, one.zh), {
    kind: "text",
    en: "Card number",
    zh: "卡号",
    more: async (dialog) => {
      await dialog.getByLabel(words("describing.is_sensitive"), { exact: true }).check();
      await expect(dialog.getByText(words("describing.will_be_sealed", { count: 0 }))).toBeVisible();
    },
  });

  const name = `Wei ${mark}`;
  const id = await boss.make(key, { name: { text: name }, card_number: { text: NUMBER } });
  const path = `/payees_${mark}/${id}`;
  await page.goto(path);
  await alive(page);
  const mask = page.getByText("••••7890").locator("visible=true").first();
  await expect(mask).toBeVisible();
  expect(await page.content()).not.toContain(NUMBER);
  await accessible();

  const show = page.getByRole("button", { name: words("records.show_value"), exact: true }).locator("visible=true").first();
  await show.click();
  await expect(page.getByText(NUMBER).locator("visible=true").first()).toBeVisible();
  await page.getByRole("button", { name: words("records.hide_value"), exact: true }).locator("visible=true").first().click();
  await expect(page.getByText(NUMBER)).toHaveCount(0);
  await expect(mask).toBeVisible();

  // The form knows the mask alone, and keeps what it does not know.
  await page.goto(`${path}?edit=1`);
  await alive(page);
  const form = page.getByRole("dialog");
  await expect(form.getByPlaceholder("••••7890")).toBeVisible();
  await form.getByRole("textbox").first().fill(`${name} Li`);
  await form.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(form).toBeHidden();
  const kept = await boss.call<string>("unmask", { object: key, id, field: "card_number" });
  expect(kept).toBe(NUMBER);
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toContain(NUMBER);
});
