import { openBuilder, pick } from "../fixtures/builder.ts";
import { type Wanted, addObject, describe, machineFields } from "../fixtures/describing.ts";
import { alive, expect, test } from "../fixtures/journey.ts";
import { mark as newMark } from "../fixtures/mark.ts";

/** So many machines come in as a file; every fiftieth is in repair. */
const MANY = 10_000;
const IN_REPAIR = MANY / 50;

/** The whole way of an object that an administrator describes: without code, without a restart, all by one running server. */
test("equipment is described, brought in, filtered, put on a board, changed, merged, found and read by programs", async ({
  page,
  office,
  open,
  words,
  language,
  isMobile,
  baseURL,
}) => {
  test.setTimeout(400_000);
  const boss = await office.boss();
  const mark = newMark();
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const account = await office.object("account");
  const customers = [`Harbour Works ${mark}`, `Delta Foundry ${mark}`, `Ridge Mills ${mark}`];
  const [harbour] = await Promise.all(customers.map((name) => boss.make("account", { name: { text: name } })));

  // Described.
  await open(boss, "/settings/objects");
  const called = {
    one: { en: `Equipment ${mark}`, zh: `设备${mark}` },
    many: { en: `Machines ${mark}`, zh: `设备库${mark}` },
  };
  await addObject(page, words, called);
  const key = new URL(page.url()).pathname.split("/").pop() ?? "";
  const path = `/machines_${mark}`;
  const fields: Wanted[] = [
    ...machineFields(words, account.one),
    { kind: "email", en: "Operator", zh: "操作员邮箱" },
    {
      kind: "formula",
      en: "Days run",
      zh: "运行天数",
      more: async (dialog) => dialog.getByRole("textbox", { name: words("describing.formula") }).fill("hours / 24"),
    },
  ];
  for (const wanted of fields) await describe(page, words, say(called.one.en, called.one.zh), wanted);

  // Laid out.
  await page.getByRole("link", { name: words("describing.layout"), exact: true }).click();
  const state = say("State", "状态");
  await page.getByRole("button", { name: words("describing.menu_of", { name: state }), exact: true }).locator("visible=true").click();
  await page.getByRole("menuitem", { name: words("describing.to_highlights") }).click();
  await page.getByRole("button", { name: words("describing.publish"), exact: true }).click();
  const published = words("describing.published", { name: say(called.one.en, called.one.zh) });
  await expect(page.getByRole("status").filter({ hasText: published })).toBeVisible();

  // Brought in: ten thousand from one file.
  await page.goto(`/import?object=${key}`);
  await alive(page);
  await page.locator("input[type=file]").setInputFiles({
    name: "machines.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(machines(mark, language, customers)),
  });
  await page.waitForURL(/\/import\/[0-9a-f-]{36}/);
  const into = (header: string) => page.getByRole("combobox", { name: words("imports.field_for", { header }) });
  await expect(into(say("Serial number", "序列号"))).toHaveValue("serial_number");
  await expect(into(say("Customer", "客户"))).toHaveValue("customer");
  await page.getByRole("button", { name: words("imports.check"), exact: true }).click();
  const start = page.getByRole("button", { name: words("imports.start", { count: number(MANY) }) });
  await expect(start).toBeVisible({ timeout: 90_000 });
  await start.click();
  await expect(page.getByText(words("imports.done", { count: number(MANY) }))).toBeVisible({ timeout: 120_000 });

  // Filtered, with the count while building.
  await page.goto(path);
  await alive(page);
  const builder = await openBuilder(page, words);
  await pick(builder.getByRole("combobox", { name: words("filters.field"), exact: true }).last(), state);
  await pick(builder.getByRole("combobox", { name: words("filters.value"), exact: true }).last(), say("Repair", "维修"));
  await expect(builder.getByRole("status")).toContainText(String(IN_REPAIR));
  await builder.getByRole("button", { name: words("filters.show"), exact: true }).click();
  await expect(page).toHaveURL(/state\.is\.repair|state\.any\.repair/);
  await expect(page.locator("a.records__name").first()).toBeVisible();
  const filtered = new URL(page.url());

  // On a board, by its state.
  await page.goto(`${path}?as=board&by=state`);
  await alive(page);
  const lane = (choice: string) => page.locator(`section[data-lane="${choice}"]`);
  await expect(lane("repair")).toContainText(String(IN_REPAIR));
  await expect(lane("repair").locator("[data-card]").first()).toBeAttached();

  // Changed in bulk, and all of it at once: whatever is in repair runs again.
  if (!isMobile) {
    await page.goto(`${filtered.pathname}${filtered.search}`);
    await alive(page);
    await page.getByRole("checkbox", { name: words("lists.pick_all") }).click();
    await page.getByRole("button", { name: words("lists.pick_matching", { number: IN_REPAIR }) }).click();
    await page.getByRole("button", { name: words("lists.edit_fields"), exact: true }).click();
    const drawer = page.getByRole("dialog", { name: words("lists.edit_many", { number: IN_REPAIR }) });
    await drawer.getByLabel(words("lists.choose_field")).selectOption({ label: state });
    await drawer.locator("#many-state").selectOption({ label: say("Running", "运行") });
    await drawer.getByRole("button", { name: words("lists.change"), exact: true }).click();
    const job = page.getByRole("region", { name: words("lists.jobs") });
    await expect(job.getByText(words("lists.job_changed", { count: IN_REPAIR }))).toBeVisible({ timeout: 30_000 });
  }

  // Two that are one become one.
  const found = await boss.call<{ records: { id: string }[] }>("list", {
    query: { object: key, filters: [], sort: { field: "serial_number", descending: false }, words: "", after: null, rows: 2 },
  });
  const [stays, goes] = found.records.map((record) => record.id);
  await page.goto(`/merge/${key}?ids=${stays},${goes}`);
  await alive(page);
  await page.getByRole("button", { name: words("merging.merge_count", { count: 2 }), exact: true }).click();
  await page.waitForURL(new RegExp(`${path}/${stays}$`));

  // Found by the first letters of its pinyin.
  await page.goto("/");
  await alive(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: words("shell.search") });
  await expect(async () => {
    await palette.getByRole("combobox").fill("");
    await palette.getByRole("combobox").fill(`nbylj ${mark}`);
    await expect(palette.getByRole("option").filter({ hasText: `宁波压力机 ${mark}` }).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });

  // Read by a program, with a key of its own.
  const { token } = await boss.call<{ token: string }>("add_api_key", {
    key: { name: `Reader ${mark}`, scopes: ["records:read"], days: null },
  });
  const ask = (address: string) => fetch(`${baseURL}/api/v1${path}${address}`, { headers: { authorization: `Bearer ${token}` } });
  const described = (await (await ask("/describe")).json()) as { fields: { key: string }[] };
  expect(described.fields.map((field) => field.key)).toEqual(expect.arrayContaining(["serial_number", "days_run", "customer"]));
  const answer = await ask(`?filter=customer.is.${harbour}&limit=5&total=true&fields=name,serial_number,days_run`);
  expect(answer.status).toBe(200);
  const listed = (await answer.json()) as { total: { count: number }; data: { serial_number: string }[] };
  expect(listed.data).toHaveLength(5);
  expect(listed.total.count).toBe(Math.ceil(MANY / 3));
});

/** The file: the first machine has a Chinese name, so that its sound can be asked for. */
function machines(mark: string, language: "zh" | "en", customers: string[]): string {
  const header =
    language === "zh"
      ? "名称,序列号,状态,安装日期,运行小时,价格,租赁,操作员邮箱,状况,客户"
      : "Name,Serial number,State,Installed,Hours,Price,Leased,Operator,Condition,Customer";
  const states = language === "zh" ? ["运行", "停机", "维修"] : ["Running", "Stopped", "Repair"];
  const [yes, no] = language === "zh" ? ["是", "否"] : ["Yes", "No"];
  const line = (i: number) => {
    const name = i === 0 ? `宁波压力机 ${mark}` : `Press ${mark} ${String(i).padStart(5, "0")}`;
    const state = i % 50 === 0 ? states[2] : states[i % 2];
    const day = `2024-${String((i % 12) + 1).padStart(2, "0")}-${String((i % 28) + 1).padStart(2, "0")}`;
    const serial = `SN-${mark}-${String(i).padStart(6, "0")}`;
    return [name, serial, state, day, (i * 24) % 90_000, `${100 + i}.50`, i % 2 ? yes : no, `crew${i}@example.com`, (i % 5) + 1, customers[i % 3]].join(",");
  };
  return [header, ...Array.from({ length: MANY }, (_, i) => line(i))].join("\n");
}

/** A count as pages write it. */
function number(count: number): string {
  return count.toLocaleString("en-US");
}
