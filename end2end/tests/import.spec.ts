import { readFileSync } from "node:fs";

import { alive, expect, test } from "../fixtures/journey.ts";

// Chinese headers and cells in GB18030: 8 good rows, one without a name, one with a broken e-mail, one double.
const FILE = "data/customers-gb18030.csv";

test("a file of a Chinese office comes in, says what it found, and is taken back", async ({
  page,
  office,
  open,
  words,
}) => {
  const boss = await office.boss();
  const account = await office.object("account");
  await open(boss, "/import?object=account");
  await page.locator("input[type=file]").setInputFiles(FILE);
  await page.waitForURL(/\/import\/[0-9a-f-]{36}/);
  await expect(page.getByText("customers-gb18030.csv").first()).toBeVisible();
  await expect(page.getByText(/ GB18030 /).first()).toBeVisible();
  await expect(page.getByText(words("imports.rows", { count: 11 })).first()).toBeVisible();
  const into = (header: string) => page.getByRole("combobox", { name: words("imports.field_for", { header }) });
  await expect(into("客户名称")).toHaveValue("name");
  await expect(into("电话")).toHaveValue("phone");
  await expect(into("邮箱")).toHaveValue("email");
  await expect(into("年营业额")).toHaveValue("annual_revenue");
  await expect(page.getByText("宁波海川机械").filter({ visible: true }).first()).toBeVisible();

  await page.getByRole("button", { name: words("imports.check"), exact: true }).click();
  const start = page.getByRole("button", { name: words("imports.start", { count: 8 }) });
  await expect(start).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(words("imports.group_mend", { count: 2 }))).toBeVisible();
  await expect(page.getByText(words("imports.group_duplicates", { count: 1 }))).toBeVisible();
  const missing = words("imports.p_missing", { field: await office.field("account", "name") });
  await expect(page.getByText(missing).first()).toBeVisible();
  const broken = page.getByRole("row").filter({ hasText: words("imports.p_not_an_email") });
  await expect(broken).toContainText("台州模具");

  await start.click();
  await expect(page.getByText(words("imports.done", { count: 8 }))).toBeVisible({ timeout: 30_000 });
  const address = page.url();
  await page.getByRole("link", { name: words("imports.see_records", { object: account.many }) }).click();
  await expect(page.getByRole("link", { name: "宁波海川机械" })).toBeVisible();

  await page.goto(address);
  await alive(page);
  await page.getByRole("button", { name: words("imports.undo"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: words("imports.undo_ask", { name: "customers-gb18030.csv" }) });
  await expect(dialog).toContainText(words("imports.undo_created", { count: 8 }));
  await dialog.getByRole("button", { name: words("imports.undo"), exact: true }).click();
  await expect(page.getByText(words("imports.undone"), { exact: true })).toBeVisible({ timeout: 30_000 });
  const { records } = await boss.call<{ records: unknown[] }>("list", {
    query: { object: "account", filters: [], sort: null, words: "宁波海川", after: null, rows: 50 },
  });
  expect(records).toEqual([]);
});

test("a file that is no table says so, and nothing is sent twice", async ({ page, office, open, words, forgive }) => {
  const boss = await office.boss();
  await open(boss, "/import?object=account");
  const choose = page.locator("input[type=file]");
  forgive(/4\d\d/);
  await choose.setInputFiles({ name: "empty.csv", mimeType: "text/csv", buffer: Buffer.alloc(0) });
  await expect(page.getByText(words("imports.trouble_empty"))).toBeVisible();
  const picture = Buffer.concat([Buffer.from("\u0000\u0001\u0002 no table at all "), readFileSync("../public/icons/icon-192.png")]);
  await choose.setInputFiles({ name: "picture.csv", mimeType: "text/csv", buffer: picture });
  await expect(page.getByText(words("imports.trouble_binary"))).toBeVisible();
  const workbook = Buffer.from("PK\u0003\u0004 cut off in the middle");
  await choose.setInputFiles({ name: "broken.xlsx", mimeType: "application/octet-stream", buffer: workbook });
  await expect(page.getByText(words("imports.trouble_broken_workbook"))).toBeVisible();
  await choose.setInputFiles({ name: "headers.csv", mimeType: "text/csv", buffer: Buffer.from("Name,Phone\n") });
  await expect(page.getByText(words("imports.trouble_no_rows"))).toBeVisible();
});
