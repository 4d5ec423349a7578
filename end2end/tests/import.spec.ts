import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";

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

test("words are matched, a cell is mended, blanks are filled, and undoing keeps what somebody changed since", async ({
  page,
  office,
  open,
  words,
  language,
}) => {
  const boss = await office.boss();
  const own = `${language}${Date.now()}`;
  const [here, coming] = [`Loom Works ${own}`, `Reed Mill ${own}`];
  const id = await boss.make("account", { name: { text: here }, email: { text: `loom-${own}@example.com` } });
  const rows = [
    "Name,E-mail,WeChat,Level",
    `${here} renamed,loom-${own}@example.com,loom-${own},Gold`,
    `${coming},reed-${own}@example,reed-${own},Gold`,
  ];
  const buffer = Buffer.from(`${rows.join("\n")}\n`);
  await open(boss, "/import?object=account");
  await page.locator("input[type=file]").setInputFiles({ name: "mills.csv", mimeType: "text/csv", buffer });
  await page.waitForURL(/\/import\/[0-9a-f-]{36}/);

  // A word of the file that is no choice becomes one that is there.
  await page.getByRole("button", { name: words("imports.words_open", { count: 1 }) }).click();
  const matching = page.getByRole("dialog", { name: words("imports.words_of", { header: "Level" }) });
  const becomes = matching.getByRole("combobox", { name: words("imports.word_becomes", { word: "Gold" }) });
  await becomes.selectOption({ label: await office.field("account", "level", "a") });
  await matching.getByRole("button", { name: words("imports.words_done"), exact: true }).click();
  await expect(page.getByRole("button", { name: words("imports.words"), exact: true })).toBeVisible();
  await page.getByRole("radio", { name: words("imports.fill"), exact: true }).click();
  await page.getByRole("button", { name: words("imports.check"), exact: true }).click();
  await expect(page.getByText(words("imports.group_mend", { count: 1 }))).toBeVisible({ timeout: 30_000 });

  // What is typed into a cell outlives the page, and is checked before anything goes in.
  const cell = () => page.getByRole("textbox", { name: words("imports.mend_cell", { header: "E-mail", line: 3 }) });
  await expect(cell()).toHaveValue(`reed-${own}@example`);
  await cell().fill(`reed-${own}@example.com`);
  await page.reload();
  await alive(page);
  await expect(cell()).toHaveValue(`reed-${own}@example.com`);
  await page.getByRole("button", { name: words("imports.check_mends", { count: 1 }) }).click();
  await expect(page.getByText(words("imports.mended", { count: 1 }))).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: words("imports.start", { count: 2 }) }).click();
  await expect(page.getByText(words("imports.done", { count: 2 }))).toBeVisible({ timeout: 30_000 });

  type Seen = { record: { version: number; values: Record<string, unknown> } };
  const seen = async () => (await boss.call<Seen>("record", { object: "account", id })).record;
  const filled = await seen();
  expect(filled.values).toMatchObject({
    name: { text: here },
    wechat: { text: `loom-${own}` },
    level: { text: "a" },
  });

  // Somebody changes one of the filled fields; undoing takes the other one back.
  const { wechat } = filled.values;
  await boss.call("update", {
    change: { object: "account", id, version: filled.version, values: { wechat: { text: `by-hand-${own}` } }, base: { wechat } },
  });
  await page.getByRole("button", { name: words("imports.undo"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: words("imports.undo_ask", { name: "mills.csv" }) });
  await expect(dialog).toContainText(words("imports.undo_updated", { count: 1 }));
  await dialog.getByRole("button", { name: words("imports.undo"), exact: true }).click();
  await expect(page.getByText(words("imports.undone"), { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("heading", { name: words("imports.kept_title") })).toBeVisible();
  const since = words("imports.p_changed_since", { field: await office.field("account", "wechat") });
  await expect(page.getByText(since)).toBeVisible();
  const { values } = await seen();
  expect(values["wechat"]).toEqual({ text: `by-hand-${own}` });
  expect(values["level"] ?? "empty").toBe("empty");
});

test("a mapping is kept under a name, applied to the next file, and taken off", async ({ page, office, open, words, language }) => {
  const boss = await office.boss();
  const own = `${language}${Date.now()}`;
  const headers = [`Who ${own}`, `Where ${own}`];
  const send = async (name: string) => {
    await open(boss, "/import?object=account");
    const buffer = Buffer.from(`${headers.join(",")}\n${name},https://example.com\n`);
    await page.locator("input[type=file]").setInputFiles({ name: "odd.csv", mimeType: "text/csv", buffer });
    await page.waitForURL(/\/import\/[0-9a-f-]{36}/);
  };
  const into = (header: string) => page.getByRole("combobox", { name: words("imports.field_for", { header }) });
  await send(`Spindle ${own}`);
  await into(headers[0] ?? "").selectOption("name");
  await page.getByRole("button", { name: words("imports.mappings"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: words("imports.mappings") });
  await dialog.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(dialog.getByText(words("problems.required"))).toBeVisible();
  await dialog.getByRole("textbox", { name: words("imports.mapping_name") }).fill(`Fair ${own}`);
  await dialog.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(dialog.getByText(`Fair ${own}`, { exact: true })).toBeVisible();

  await send(`Bobbin ${own}`);
  const applied = page.getByText(words("imports.mapping_applied", { name: `Fair ${own}` }));
  await expect(applied).toBeVisible();
  await expect(into(headers[0] ?? "")).toHaveValue("name");
  await page.getByRole("button", { name: words("imports.mapping_off"), exact: true }).click();
  await expect(applied).toBeHidden();
  await page.getByRole("button", { name: words("imports.mappings"), exact: true }).click();
  await dialog.getByRole("button", { name: words("imports.mapping_forget", { name: `Fair ${own}` }) }).click();
  await expect(dialog.getByText(`Fair ${own}`, { exact: true })).toBeHidden();
});

test("two files that belong together go in as one, in the order that links them, and are taken back", async ({
  page,
  office,
  open,
  words,
  language,
  accessible,
}) => {
  const boss = await office.boss();
  const own = `${language}${Date.now()}`;
  const companies = [`Account Name,Website`, `Warp ${own},https://warp.example.com`, `Weft ${own},https://weft.example.com`];
  const people = [`Contact Name,E-mail,Account Name`, `Ada ${own},ada-${own}@example.com,Weft ${own}`];
  const csv = (name: string, rows: string[]) => ({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(`${rows.join("\n")}\n`),
  });
  await open(boss, "/import");
  // The people come first: the order is found by what points to what.
  await page.locator("input[type=file]").setInputFiles([csv("Contacts.csv", people), csv("Accounts.csv", companies)]);
  await page.waitForURL(/\/import\/set\/[0-9a-f-]{36}/, { timeout: 30_000 });
  const parts = page.locator(".import__part");
  await expect(parts).toHaveCount(2);
  await expect(parts.nth(0)).toContainText("Accounts.csv");
  await expect(parts.nth(1)).toContainText("Contacts.csv");
  await expect(parts.nth(1)).toContainText(words("imports.goes_after", { names: words("imports.quoted", { name: "Accounts.csv" }) }));
  await accessible();

  await page.getByRole("button", { name: words("imports.check_all"), exact: true }).click();
  const start = page.getByRole("button", { name: words("imports.start", { count: 3 }) });
  await expect(start).toBeVisible({ timeout: 30_000 });
  await start.click();
  await expect(parts.nth(1)).toContainText(words("imports.state_done"), { timeout: 30_000 });
  const undo = page.getByRole("button", { name: words("imports.undo_all"), exact: true });
  await expect(undo).toBeVisible({ timeout: 30_000 });

  type Found = { records: { values: Record<string, unknown> }[] };
  const found = (object: string, sought: string) =>
    boss.call<Found>("list", { query: { object, filters: [], sort: null, words: sought, after: null, rows: 50 } });
  const [ada] = (await found("contact", `Ada ${own}`)).records;
  expect(JSON.stringify(ada?.values["account"])).toContain("id");

  await undo.click();
  const dialog = page.getByRole("dialog", { name: words("imports.undo_all_ask", { count: 2 }) });
  await expect(dialog).toContainText(words("imports.undo_created", { count: 3 }));
  await dialog.getByRole("button", { name: words("imports.undo_all"), exact: true }).click();
  await expect(parts.nth(0)).toContainText(words("imports.state_undone"), { timeout: 30_000 });
  await expect(parts.nth(1)).toContainText(words("imports.state_undone"));
  expect((await found("account", `Weft ${own}`)).records).toEqual([]);
});

test("a folder is let go over the page: its tables go in, also those of folders in it", async ({ page, office, open, words, isMobile }) => {
  test.skip(isMobile, "nothing is dragged there");
  const boss = await office.boss();
  const own = mark();
  const folder = mkdtempSync(join(tmpdir(), "rapport-dropped-"));
  mkdirSync(join(folder, "people"));
  writeFileSync(join(folder, "Accounts.csv"), `Account Name,Website\nLoom ${own},https://loom.example.com\n`);
  writeFileSync(join(folder, "people", "Contacts.csv"), `Contact Name,E-mail,Account Name\nIda ${own},ida-${own}@example.com,Loom ${own}\n`);
  writeFileSync(join(folder, "notes.png"), "no table");
  await open(boss, "/import");
  const place = await page.locator(".import__drop").boundingBox();
  const { x, y } = { x: (place?.x ?? 0) + 20, y: (place?.y ?? 0) + 20 };
  const tools = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await tools.send("Input.dispatchDragEvent", { type, x, y, data });
  }
  await page.waitForURL(/\/import\/set\/[0-9a-f-]{36}/, { timeout: 30_000 });
  const parts = page.locator(".import__part");
  await expect(parts).toHaveCount(2);
  await expect(parts.nth(0)).toContainText("Accounts.csv");
  await expect(parts.nth(1)).toContainText("Contacts.csv");
  rmSync(folder, { recursive: true });
});

test("a sheet of companies, people and deals becomes a file for each, linked", async ({ page, office, open, words }) => {
  const boss = await office.boss();
  const own = mark();
  const rows = [
    "Company Name,Company Website,Contact Name,Contact E-mail,Deal Name,Deal Amount",
    `Kiln ${own},https://kiln.example.com,Eva ${own},eva-${own}@example.com,Bricks ${own},1200`,
    `Kiln ${own},https://kiln.example.com,Max ${own},max-${own}@example.com,Tiles ${own},800`,
  ];
  await open(boss, "/import?object=account");
  await page.locator("input[type=file]").setInputFiles({ name: "everything.csv", mimeType: "text/csv", buffer: Buffer.from(`${rows.join("\n")}\n`) });
  await page.waitForURL(/\/import\/[0-9a-f-]{36}/);
  await page.getByRole("button", { name: words("imports.split"), exact: true }).click();
  await page.waitForURL(/\/import\/set\/[0-9a-f-]{36}/, { timeout: 30_000 });
  const parts = page.locator(".import__part");
  await expect(parts).toHaveCount(3);
  await page.getByRole("button", { name: words("imports.check_all"), exact: true }).click();
  // One company, two people, two deals.
  const start = page.getByRole("button", { name: words("imports.start", { count: 5 }) });
  await expect(start).toBeVisible({ timeout: 30_000 });
  await start.click();
  await expect(page.getByRole("button", { name: words("imports.undo_all"), exact: true })).toBeVisible({ timeout: 30_000 });

  type Found = { records: { id: string; values: Record<string, { id?: string }> }[] };
  const found = (object: string, sought: string) =>
    boss.call<Found>("list", { query: { object, filters: [], sort: null, words: sought, after: null, rows: 50 } });
  const { records: kilns } = await found("account", `Kiln ${own}`);
  expect(kilns).toHaveLength(1);
  const { records: tiles } = await found("deal", `Tiles ${own}`);
  expect(JSON.stringify(tiles[0]?.values["account"])).toContain(kilns[0]?.id);
});
