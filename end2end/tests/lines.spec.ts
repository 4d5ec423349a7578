import { alive, expect, test } from "../fixtures/journey.ts";
import { literally } from "../fixtures/words.ts";
import { mark } from "../fixtures/mark.ts";

test("a quote gets its lines by keyboard, its total follows, and a line goes with an undo", async ({
  page,
  office,
  open,
  words,
  accessible,
}) => {
  const seller = await office.seller();
  const id = await seller.make("quote", { name: { text: `Offer ${mark()}` } });
  await open(seller, `/quotes/${id}`);
  const lines = page.getByRole("region", { name: (await office.object("quote_line")).many });
  const box = async (line: number, field: string) =>
    lines
      .getByRole("row", { name: words("records.line_number", { number: line }), exact: true })
      .getByRole("textbox", { name: literally(await office.field("quote_line", field)) });

  await lines.getByRole("button", { name: words("records.add_line") }).click();
  await (await box(1, "name")).fill("Inspection line");
  await (await box(1, "quantity")).fill("3");
  await (await box(1, "price")).fill("1200.50");
  await (await box(1, "price")).press("Enter");
  await (await box(2, "name")).fill("Training");
  await (await box(2, "price")).fill("400");
  await page.getByRole("heading", { level: 2 }).first().click();
  const facts = page.getByRole("region", { name: words("records.key_facts") });
  await expect(facts).toContainText("4,001.5");
  await accessible();

  await lines.getByRole("button", { name: words("records.line_menu", { number: 2 }) }).click();
  await page.getByRole("menuitem", { name: words("records.delete"), exact: true }).click();
  await expect(facts).toContainText("3,601.5");
  const toast = page.getByRole("status").filter({ hasText: words("records.line_deleted") });
  await toast.getByRole("button").click();
  await expect(facts).toContainText("4,001.5");

  await page.reload();
  await alive(page);
  await expect(await box(1, "quantity")).toHaveValue("3");
  await expect(await box(2, "name")).toHaveValue("Training");
});

test("a payment keeps its voucher: chosen in the form, fetched from the page, taken away", async ({
  page,
  office,
  open,
  words,
}) => {
  const boss = await office.boss();
  await open(boss, "/payments?new=1");
  const form = page.getByRole("dialog");
  await form.getByLabel(literally(await office.field("payment", "date"))).fill("2026-11-21");
  await form.getByRole("textbox", { name: literally(await office.field("payment", "amount")) }).fill("500");
  await form.locator("input[type=file]").setInputFiles("../public/icons/icon-192.png");
  await expect(form).toContainText(words("records.sent_on_saving"));
  await form.getByRole("button", { name: words("common.save"), exact: true }).click();
  await page.waitForURL(/\/payments\/[0-9a-f-]{36}/);
  await page.goto(`${new URL(page.url()).pathname}?tab=details`);
  await alive(page);
  const details = page.locator(".rec__details");
  const downloading = page.waitForEvent("download");
  await details.getByRole("link", { name: "icon-192.png" }).click();
  expect((await downloading).suggestedFilename()).toBe("icon-192.png");

  const voucher = await office.field("payment", "voucher");
  await details.getByRole("button", { name: words("records.edit_field", { field: voucher }) }).click();
  await details.getByRole("button", { name: words("records.remove_named", { name: "icon-192.png" }) }).click();
  await details.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(details.getByRole("link", { name: "icon-192.png" })).toHaveCount(0);
});

test("an address is written part by part and stands in one line", async ({ page, office, open, words }) => {
  const seller = await office.seller();
  const id = await seller.make("account", { name: { text: `Lock ${mark()}` } });
  await open(seller, `/accounts/${id}?tab=details`);
  const field = await office.field("account", "shipping_address");
  await page.getByRole("button", { name: words("records.edit_field", { field }) }).click();
  const group = page.getByRole("group", { name: field });
  await group.getByLabel(words("records.city"), { exact: true }).fill("Ningbo");
  await group.getByLabel(words("records.street"), { exact: true }).fill("88 Mingzhou Road");
  await group.getByLabel(words("records.street"), { exact: true }).press("Enter");
  await expect(page.locator(".rec__details")).toContainText(/88 Mingzhou Road, Ningbo|Ningbo 88 Mingzhou Road/);
});
