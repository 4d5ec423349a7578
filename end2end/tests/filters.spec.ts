import { openBuilder, pick } from "../fixtures/builder.ts";
import { expect, test } from "../fixtures/journey.ts";
import { literally } from "../fixtures/words.ts";
import { mark as newMark } from "../fixtures/mark.ts";

test("a filter is built of groups and related records, counted meanwhile, and taken back by the way back", async ({
  page,
  office,
  open,
  words,
}) => {
  const seller = await office.seller();
  const mark = newMark();
  const account = (name: string, level: string) =>
    seller.make("account", { name: { text: `${mark} ${name}` }, level: { text: level } });
  const [north, south] = [await account("North", "a"), await account("South", "b")];
  await account("West", "c");
  for (const [name, to] of [
    ["First", north],
    ["Second", south],
  ] as const) {
    await seller.make("deal", { name: { text: `${mark} ${name}` }, account: { link: { id: to } } });
  }

  await open(seller, `/accounts?q=${mark}`);
  const names = page.locator("a.records__name");
  await expect(names).toHaveCount(3);
  const builder = await openBuilder(page, words);
  const field = builder.getByRole("combobox", { name: words("filters.field"), exact: true });
  const value = builder.getByRole("combobox", { name: words("filters.value"), exact: true });
  const level = await office.field("account", "level");

  // Any of level A or level C.
  await builder.getByRole("button", { name: words("filters.add_group"), exact: true }).first().click();
  await pick(field.last(), level);
  await pick(value.last(), "A");
  const group = builder.getByRole("group", { name: words("filters.group"), exact: true });
  await group.getByRole("button", { name: words("filters.add_condition"), exact: true }).click();
  await pick(field.last(), level);
  await pick(value.last(), "C");
  await expect(builder.getByRole("status")).toContainText("2");
  await builder.getByRole("button", { name: words("filters.show"), exact: true }).click();
  await expect(page).toHaveURL(/t=[^&]*any/);
  await expect(names).toHaveCount(2);
  await expect(page.getByRole("group", { name: literally(words("filters.chip_any")) })).toBeVisible();

  // And one more thing: a deal.
  const again = await openBuilder(page, words);
  const deals = (await office.object("deal")).many;
  await pick(again.getByRole("combobox", { name: words("filters.field"), exact: true }).last(), deals);
  await expect(again.getByRole("group", { name: literally(deals) })).toBeVisible();
  await expect(again.getByRole("status")).toContainText("1");
  await again.getByRole("button", { name: words("filters.show"), exact: true }).click();
  await expect(names).toHaveCount(1);
  await expect(names.first()).toContainText("North");

  // What is removed comes back by the way back.
  await page
    .getByRole("group", { name: literally(deals) })
    .getByRole("button", { name: words("common.remove_filter", { field: deals }) })
    .click();
  await expect(names).toHaveCount(2);
  await page.goBack();
  await expect(names).toHaveCount(1);
});

test("deals are filtered by their customer, and what is wrong is said at the condition", async ({
  page,
  office,
  open,
  words,
}) => {
  const seller = await office.seller();
  const mark = newMark();
  const account = await seller.make("account", { name: { text: `${mark} Mill` }, industry: { text: "food" } });
  await seller.make("deal", { name: { text: `${mark} Flour` }, account: { link: { id: account } } });
  await seller.make("deal", { name: { text: `${mark} Other` } });
  await open(seller, `/deals?as=table&q=${mark}`);
  const names = page.locator("a.records__name");
  await expect(names).toHaveCount(2);

  const builder = await openBuilder(page, words);
  const path = `${await office.field("deal", "account")} › ${await office.field("account", "industry")}`;
  await pick(builder.getByRole("combobox", { name: words("filters.field"), exact: true }), path);
  await builder.getByRole("button", { name: words("filters.show"), exact: true }).click();
  await expect(builder.getByRole("alert")).toHaveText(words("problems.required"));
  const food = await office.field("account", "industry", "food");
  await pick(builder.getByRole("combobox", { name: words("filters.value"), exact: true }), food);
  await builder.getByRole("button", { name: words("filters.show"), exact: true }).click();
  await expect(page).toHaveURL(/f=account~industry\.is\.food/);
  await expect(names).toHaveCount(1);
  await expect(page.getByRole("group", { name: literally(`${path} ${words("filters.is")} ${food}`) })).toBeVisible();

  // A filter of twenty levels is refused, not left out.
  await page.goto(`/deals?as=table&t=${"any(".repeat(20)}stage.is.won${")".repeat(20)}`);
  await expect(page.getByText(words("problems.too_deep", { limit: 5 }))).toBeVisible();
});
