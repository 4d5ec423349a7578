import { alive, expect, listen, test } from "../fixtures/journey.ts";
import { openBuilder, pick } from "../fixtures/builder.ts";
import { literally } from "../fixtures/words.ts";
import { mark as newMark } from "../fixtures/mark.ts";

test("a list is filtered, sorted, searched and scrolled, and the back button keeps it", async ({
  page,
  office,
  open,
  words,
  isMobile,
}) => {
  const seller = await office.seller();
  const mark = newMark();
  await Promise.all(
    Array.from({ length: 120 }, (_, i) =>
      seller.make("account", {
        name: { text: `${mark} ${String(i).padStart(3, "0")}` },
        level: { text: i % 2 ? "a" : "b" },
      }),
    ),
  );
  await open(seller, "/accounts");
  const level = await office.field("account", "level");
  const builder = await openBuilder(page, words);
  await pick(builder.getByRole("combobox", { name: words("filters.field"), exact: true }), level);
  await pick(builder.getByRole("combobox", { name: words("filters.value"), exact: true }), "A");
  await expect(builder.getByRole("status")).toContainText("60");
  await builder.getByRole("button", { name: words("filters.show"), exact: true }).click();
  await expect(page).toHaveURL(/f=level\.is\.a/);
  await expect(page.getByRole("group", { name: literally(`${level} ${words("filters.is")} A`) })).toBeVisible();

  await page.getByRole("textbox", { name: words("records.find") }).fill(mark);
  await expect(page).toHaveURL(new RegExp(`q=${mark}`));
  const names = page.getByRole("grid").locator("a.records__name");
  await expect(names.first()).toContainText(mark);
  if (isMobile) {
    // A phone has no headers to press, but a menu of the same orders.
    const order = await office.field("account", "name");
    await page.getByRole("button", { name: words("records.sort"), exact: true }).click();
    await page.getByRole("menuitemradio", { name: order, exact: true }).click();
    await expect(page).toHaveURL(/sort=name/);
    await page.getByRole("button", { name: words("records.sort"), exact: true }).click();
    await page.getByRole("menuitemradio", { name: order, exact: true }).click();
  } else {
    const header = page.getByRole("columnheader", { name: await office.field("account", "name") });
    await header.getByRole("link").click();
    await expect(header).toHaveAttribute("aria-sort", "ascending");
    await header.getByRole("link").click();
    await expect(header).toHaveAttribute("aria-sort", "descending");
  }
  await expect(page).toHaveURL(/sort=-name/);
  await expect(names.first()).toContainText(`${mark} 119`);

  await expect(async () => {
    await names.last().scrollIntoViewIfNeeded();
    await expect(names).toHaveCount(60, { timeout: 500 });
  }).toPass();
  await expect(names.last()).toContainText(`${mark} 001`);
  await names.first().scrollIntoViewIfNeeded();
  await names.first().click();
  await page.waitForURL(/\/accounts\/[0-9a-f-]{36}/);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`f=level\\.is\\.a.*q=${mark}|q=${mark}.*f=level\\.is\\.a`));
  await expect(names.first()).toContainText(`${mark} 119`);
  await expect(page.getByRole("textbox", { name: words("records.find") })).toHaveValue(mark);
});

test("a record is changed where it stands, deleted, and brought back", async ({ page, office, open, words }) => {
  const seller = await office.seller();
  const name = `Quay ${newMark()}`;
  const id = await seller.make("account", { name: { text: name } });
  await open(seller, `/accounts/${id}?tab=details`);
  const region = await office.field("account", "region");
  await page.getByRole("button", { name: words("records.edit_field", { field: region }) }).click();
  const input = page.getByRole("textbox", { name: region, exact: true });
  await expect(input).toBeFocused();
  await input.fill("Ningbo");
  const kept = page.waitForResponse(/api\/update/);
  await input.press("Enter");
  await expect(input).toBeHidden();
  await expect(page.locator(".rec__details")).toContainText("Ningbo");
  // The value shows at once; whoever leaves before the server has it is asked, which nobody does here.
  await kept;
  await page.reload();
  await alive(page);
  await expect(page.locator(".rec__details")).toContainText("Ningbo");

  await page.getByRole("link", { name: words("records.tab_timeline"), exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${id}$`));
  await page.locator("main").getByRole("button", { name: words("records.more"), exact: true }).click();
  await page.getByRole("menuitem", { name: words("records.delete"), exact: true }).click();
  const toast = page.getByRole("status").filter({ hasText: words("records.deleted", { title: name }) });
  await expect(toast).toBeVisible();
  await expect(page).toHaveURL(/\/accounts$/);
  await expect(page.getByRole("link", { name, exact: true })).toBeHidden();
  await toast.getByRole("button", { name: literally(words("common.undo")) }).click();
  await page.waitForURL(new RegExp(id));
  await expect(page.getByRole("heading", { name }).first()).toBeVisible();
});

test("two people change the same field, and the second one chooses", async ({
  page,
  browser,
  office,
  open,
  words,
  silence,
  forgive,
  server,
}) => {
  const [seller, boss] = [await office.seller(), await office.boss()];
  const name = `Pier ${newMark()}`;
  const id = await seller.make("account", { name: { text: name }, region: { text: "Ningbo" } });
  const region = await office.field("account", "region");
  const edit = words("records.edit_field", { field: region });
  await open(seller, `/accounts/${id}?tab=details`);
  // Begun before the colleague writes: what is being typed stays, whatever comes in meanwhile.
  await page.getByRole("button", { name: edit }).click();
  await page.getByRole("textbox", { name: region, exact: true }).fill("Shaoxing");

  const other = await browser.newContext({ baseURL: server.address });
  const theirs = await other.newPage();
  listen(theirs, silence);
  await boss.sitDownAt(other);
  await theirs.goto(`/accounts/${id}?tab=details`);
  await alive(theirs);
  await theirs.getByRole("button", { name: edit }).click();
  await theirs.getByRole("textbox", { name: region, exact: true }).fill("Hangzhou");
  const taken = theirs.waitForResponse(/api\/update/);
  await theirs.getByRole("textbox", { name: region, exact: true }).press("Enter");
  await expect(theirs.locator(".rec__details")).toContainText("Hangzhou");
  await expect(theirs.getByRole("textbox", { name: region, exact: true })).toBeHidden();
  await taken;
  await other.close();

  forgive(/409/);
  await page.getByRole("textbox", { name: region, exact: true }).press("Enter");
  const dialog = page.getByRole("dialog", { name: words("records.conflict_title") });
  const field = dialog.getByRole("group", { name: literally(region) });
  await expect(field).toContainText(words("records.conflict_before", { value: "Ningbo" }));
  await expect(field.getByRole("radio", { name: /Shaoxing/ })).toBeChecked();
  await field.getByRole("radio", { name: /Hangzhou/ }).check();
  await dialog.getByRole("button", { name: words("records.keep_choice") }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator(".rec__details")).toContainText("Hangzhou");
  await page.reload();
  await alive(page);
  await expect(page.locator(".rec__details")).toContainText("Hangzhou");
});

test("the back key closes what is open, and asks before typed words are lost", async ({ page, office, open, words }) => {
  await open(await office.seller(), "/contacts");
  await page.goto("/accounts");
  await alive(page);
  const dialog = page.getByRole("dialog");
  await page.keyboard.press("l");
  await expect(dialog).toBeVisible();
  await page.goBack();
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/\/accounts$/);

  await page.keyboard.press("c");
  const name = dialog.getByRole("textbox", { name: await office.field("account", "name"), exact: true });
  await name.fill(`Typed ${newMark()}`);
  await page.goBack();
  await expect(dialog.getByText(words("records.unsaved"))).toBeVisible();
  await expect(name).toHaveValue(/^Typed /);
  await dialog.getByRole("button", { name: words("records.keep_editing") }).click();
  await dialog.getByRole("button", { name: words("common.save"), exact: true }).click();
  await page.waitForURL(/\/accounts\/[0-9a-f-]{36}/);
  await page.goBack();
  await expect(page).toHaveURL(/\/accounts$/);
  await expect(dialog).toHaveCount(0);
});
