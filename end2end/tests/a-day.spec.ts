import type { Locator } from "@playwright/test";

import { alive, expect, test } from "../fixtures/journey.ts";
import { literally } from "../fixtures/words.ts";
import { mark } from "../fixtures/mark.ts";

test("a customer is added: mended at the field, warned of a double, with a contact", async ({
  page,
  office,
  open,
  words,
  language,
  forgive,
}) => {
  const seller = await office.seller();
  const known = name(language, "Old Bell");
  const number = `139${digits(8)}`;
  await seller.make("account", { name: { text: known }, phone: { text: number } });
  const account = await office.object("account");
  const contact = await office.object("contact");

  await open(seller, "/accounts");
  await page.getByRole("link", { name: words("records.new", { object: account.one }) }).first().click();
  const drawer = page.getByRole("dialog", { name: words("records.new", { object: account.one }) });
  const box = async (object: string, field: string) =>
    page.getByRole("dialog").getByRole("textbox", { name: await office.field(object, field), exact: true });
  const save = drawer.getByRole("button", { name: words("common.save"), exact: true });
  await save.click();
  await expect(drawer.getByRole("alert").filter({ hasText: words("problems.required") })).toBeVisible();
  await expect(await box("account", "name")).toBeFocused();

  const added = name(language, "New Wharf");
  await (await box("account", "name")).fill(added);
  const phone = await box("account", "phone");
  await phone.fill("139574512");
  forgive(/422/);
  await save.click();
  await expect(drawer.getByRole("alert").filter({ hasText: words("problems.phone_too_short", { count: 2 }) })).toBeVisible();
  await expect(phone).toBeFocused();
  await phone.fill(`+86 ${number.slice(0, 3)}-${number.slice(3, 7)}-${number.slice(7)}`);
  const warning = drawer.getByRole("status").filter({ hasText: words("records.twins_title") });
  await expect(warning.getByRole("link", { name: known })).toBeVisible();

  await phone.fill(`138${digits(8)}`);
  await expect(warning).toBeHidden();
  await save.click();
  await page.waitForURL(/\/accounts\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: added }).first()).toBeVisible();

  await page.getByRole("link", { name: literally(contact.many) }).and(page.locator(".rec__tabs a")).click();
  await page.locator(".rec__panel").getByRole("button", { name: words("records.new", { object: contact.one }) }).click();
  const person = name(language, "Iris Chen");
  await (await box("contact", "name")).fill(person);
  await page.getByRole("dialog").getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(page.locator(".rec__panel").getByRole("link", { name: person })).toBeVisible();
});

test("a call is logged in four touches, and its next step is done, taken back and moved", async ({
  page,
  office,
  open,
  words,
  language,
}) => {
  const seller = await office.seller();
  const customer = name(language, "Lotus Pond");
  const id = await seller.make("account", { name: { text: customer } });
  let touches = 0;
  const touch = async (what: Locator) => {
    touches += 1;
    await what.click();
  };

  await open(seller, `/accounts/${id}`);
  await touch(page.getByRole("button", { name: new RegExp(`^${words("shell.log")}( L)?$`) }));
  const log = page.getByRole("dialog", { name: words("activities.log") });
  const said = log.getByRole("textbox", { name: words("activities.what_was_said") });
  await expect(said).toBeFocused();
  await expect(log.getByText(customer)).toBeVisible();
  await page.keyboard.type(language === "zh" ? "已经看过样品，价格再议" : "Saw the samples, will talk about the price");
  await touch(log.getByRole("button", { name: await office.field("activity", "outcome", "reached"), exact: true }));
  await touch(log.getByRole("button", { name: words("activities.call_tomorrow"), exact: true }));
  await touch(log.getByRole("button", { name: words("common.save"), exact: true }));
  expect(touches).toBeLessThanOrEqual(4);

  const toast = (text: string) => page.getByRole("status").filter({ hasText: text });
  await expect(toast(words("activities.logged_for", { name: customer }))).toBeVisible();
  await expect(page.getByRole("group", { name: words("records.next_step") })).toContainText(words("activities.deed_call"));
  await expect(page.getByRole("article").or(page.locator(".tl")).filter({ hasText: /samples|样品/ }).first()).toBeVisible();

  await page.goto("/");
  await alive(page);
  const call = words("activities.deed_call");
  const row = page.getByRole("listitem").filter({ hasText: customer }).filter({ has: page.getByRole("link", { name: call, exact: true }) });
  const tick = row.getByRole("checkbox", { name: words("activities.tick", { subject: call }) });
  await tick.check();
  const done = toast(words("activities.done_toast", { subject: call }));
  await expect(done).toBeVisible();
  await done.getByRole("button", { name: literally(words("common.undo")) }).click();
  await expect(tick).not.toBeChecked();

  const before = await row.locator("time").getAttribute("datetime");
  await row.getByRole("button", { name: words("activities.menu_of", { subject: call }) }).click();
  await page.getByRole("menuitem", { name: words("activities.in_three_days") }).click();
  await expect(row.locator("time")).not.toHaveAttribute("datetime", before ?? "");
  const after = await row.locator("time").getAttribute("datetime");
  expect((Date.parse(after ?? "") - Date.parse(before ?? "")) / 86_400_000).toBe(2);
  // It shows at once; the offer to take it back says that the server has it, too.
  await expect(toast(call).getByRole("button", { name: literally(words("common.undo")) })).toBeVisible();
  await page.reload();
  await alive(page);
  await expect(row.locator("time")).toHaveAttribute("datetime", after ?? "");
});

/** A name that no other journey uses. */
function name(language: "zh" | "en", english: string): string {
  const chinese: Record<string, string> = {
    "Old Bell": "老钟楼",
    "New Wharf": "新码头",
    "Iris Chen": "陈月",
    "Lotus Pond": "荷塘",
  };
  const own = mark();
  return language === "zh" ? `${chinese[english]}${own}` : `${english} ${own}`;
}

function digits(count: number): string {
  return Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");
}
