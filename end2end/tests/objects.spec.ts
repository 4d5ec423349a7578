import { type Wanted, addObject, describe, machineFields } from "../fixtures/describing.ts";
import { alive, expect, test } from "../fixtures/journey.ts";
import { literally } from "../fixtures/words.ts";
import { mark as newMark } from "../fixtures/mark.ts";

test("an administrator describes an object, lays it out and keeps a first record of it", async ({
  page,
  office,
  open,
  words,
  language,
  isMobile,
  accessible,
}) => {
  test.slow();
  const boss = await office.boss();
  const mark = newMark();
  const [one, many] = language === "zh" ? [`设备${mark}`, `设备库${mark}`] : [`Equipment ${mark}`, `Machines ${mark}`];
  await open(boss, "/settings/objects");
  await addObject(page, words, {
    one: { en: `Equipment ${mark}`, zh: `设备${mark}` },
    many: { en: `Machines ${mark}`, zh: `设备库${mark}` },
  });
  // It stands in the menu at once.
  const path = `/machines_${mark}`;
  if (!isMobile) {
    const menu = page.getByRole("navigation", { name: words("shell.main_menu") });
    await menu.getByRole("button", { name: words("shell.more_pages"), exact: true }).click();
    await expect(menu.getByRole("menuitem", { name: many })).toHaveAttribute("href", path);
    await page.keyboard.press("Escape");
  }

  const account = await office.object("account");
  const fields: Wanted[] = [
    ...machineFields(words, account.one),
    { kind: "user", en: "Engineer", zh: "工程师" },
    {
      kind: "formula",
      en: "Days run",
      zh: "运行天数",
      more: async (dialog) => {
        const formula = dialog.getByRole("textbox", { name: words("describing.formula") });
        await formula.fill("hours / twenty");
        await expect(dialog.getByText(words("describing.trouble_field", { field: "twenty" }))).toBeVisible();
        await formula.fill("hours / 24");
        await expect(dialog.getByText(words("describing.no_example"))).toBeVisible();
      },
    },
    {
      kind: "counted",
      en: "Number",
      zh: "编号",
      more: async (dialog) => {
        await dialog.getByRole("textbox", { name: words("describing.pattern") }).fill("EQ-{0000}");
        await expect(dialog.getByText(/EQ-0007/).first()).toBeVisible();
      },
    },
  ];
  for (const wanted of fields) await describe(page, words, one, wanted);
  const table = page.getByRole("table");
  for (const wanted of fields) {
    await expect(table.getByRole("link", { name: language === "zh" ? wanted.zh : wanted.en, exact: true })).toBeVisible();
  }
  await accessible();

  await page.getByRole("link", { name: words("describing.layout"), exact: true }).click();
  await expect(page).toHaveURL(/\/layout$/);
  const name = (wanted: Wanted | undefined) => (language === "zh" ? wanted?.zh : wanted?.en) ?? "";
  const [serial, state] = [name(fields[0]), name(fields[1])];
  const publish = page.getByRole("button", { name: words("describing.publish"), exact: true });
  await expect(publish).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: words("describing.add_section"), exact: true }).click();
  const english = page.getByLabel(words("describing.label_en")).locator("visible=true");
  await english.fill("Machine");
  await page.getByLabel(words("describing.label_zh")).locator("visible=true").fill("机器");
  if (isMobile) await page.getByRole("dialog").getByRole("button", { name: words("common.close") }).click();
  const section = language === "zh" ? "机器" : "Machine";
  const card = page.getByRole("group", { name: section, exact: true });
  for (const label of [serial, state]) {
    await page.getByRole("button", { name: words("describing.menu_of", { name: label }), exact: true }).locator("visible=true").click();
    await page.getByRole("menuitemradio", { name: section, exact: true }).click();
    await expect(card.getByRole("group", { name: label, exact: true })).toBeVisible();
  }
  // By keyboard: the second field goes before the first, and an undo brings it back.
  const tile = card.getByRole("group", { name: state, exact: true });
  const order = () => card.locator(".fieldtile").evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("aria-label")));
  await tile.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText(words("describing.position_in", { zone: section, position: 1, of: 2 }))).toBeAttached();
  await page.keyboard.press("Space");
  await expect.poll(order).toEqual([state, serial]);
  await page.keyboard.press("Control+z");
  await expect.poll(order).toEqual([serial, state]);
  await accessible();
  await publish.click();
  await expect(page.getByRole("status").filter({ hasText: words("describing.published", { name: one }) })).toBeVisible();
  await expect(publish).toHaveAttribute("aria-disabled", "true");

  // No restart, no reload: the object has its pages.
  await open(boss, `${path}?new=1`);
  const form = page.getByRole("dialog", { name: words("records.new", { object: language === "zh" ? one : `equipment ${mark}` }) });
  await expect(form.getByRole("group", { name: section })).toBeVisible();
  await form.getByRole("textbox").first().fill(`Press ${mark}`);
  await form.getByRole("textbox", { name: serial }).fill(`SN-${mark}`);
  await form.getByLabel(state, { exact: true }).selectOption({ label: language === "zh" ? "运行" : "Running" });
  await form.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(page.getByText(`Press ${mark}`).first()).toBeVisible();
  await page.goto(path);
  await alive(page);
  await expect(page.getByText(`Press ${mark}`).first()).toBeVisible();
});

test("a field dragged by the mouse lands where it is dropped", async ({ page, office, open, words, language, isMobile }) => {
  test.skip(isMobile, "a phone holds to drag; the menu does the same there");
  const boss = await office.boss();
  const mark = newMark();
  const label = { en: `Crate ${mark}`, zh: `木箱${mark}` };
  const made = await boss.call<{ key: string }>("add_object", {
    new: { label, plural: { en: `Crates ${mark}`, zh: `木箱库${mark}` }, icon: "package", hue: 55, followed: false },
  });
  await open(boss, `/settings/objects/${made.key}/layout`);
  const owner = language === "zh" ? "负责人" : "Owner";
  const own = page.locator("[data-zone^=section-]").getByRole("group", { name: owner, exact: true });
  await expect(own).toBeVisible();
  const palette = page.locator("[data-zone=palette]");
  const [from, to] = [await own.boundingBox(), await palette.boundingBox()];
  if (!from || !to) throw new Error("the tile or the palette is not there");
  await page.mouse.move(from.x + 60, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + 20, { steps: 8 });
  await expect(page.locator(".lift")).toBeVisible();
  await page.mouse.up();
  await expect(palette.getByRole("group", { name: owner, exact: true })).toBeVisible();
  await expect(own).toBeHidden();
  await page.getByRole("button", { name: words("common.undo"), exact: true }).click();
  await expect(own).toBeVisible();
});

test("of two administrators who describe one field, the second keeps what they typed", async ({
  page,
  office,
  open,
  words,
  forgive,
}) => {
  const boss = await office.boss();
  const mark = newMark();
  const plain = { en: `Pallet ${mark}`, zh: `托盘${mark}` };
  const { key } = await boss.call<{ key: string }>("add_object", {
    new: { label: plain, plural: { en: `Pallets ${mark}`, zh: `托盘库${mark}` }, icon: "package", hue: 150, followed: false },
  });
  const field = { key: "", kind: "text", label: { en: "Wood", zh: "木材" } };
  await boss.call("save_field", { change: { object: key, field, version: 0 } });
  await open(boss, `/settings/objects/${key}/fields/wood`);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel(words("describing.label_en"))).toHaveValue("Wood");
  await dialog.getByLabel(words("describing.label_en")).fill("Kind of wood");

  const known = await boss.call<{ field: object; version: number }>("described_field", { object: key, key: "wood" });
  const theirs = { ...known.field, label: { en: "Wood", zh: "木种" } };
  await boss.call("save_field", { change: { object: key, field: theirs, version: known.version } });

  forgive(/409/);
  await dialog.getByRole("button", { name: words("common.save"), exact: true }).click();
  await dialog.getByRole("button", { name: words("describing.load_again"), exact: true }).click();
  await expect(dialog.getByLabel(words("describing.label_zh"))).toHaveValue("木种");
  await expect(dialog.getByLabel(words("describing.label_en"))).toHaveValue("Kind of wood");
  await dialog.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(dialog).toBeHidden();

  // Put away with an undo, and the rule of the object refuses what it should.
  await open(boss, `/settings/objects/${key}/rules/new`);
  const rule = page.getByRole("dialog", { name: words("describing.add_rule") });
  await rule.getByRole("textbox", { name: words("describing.must_be_true") }).fill('wood != "balsa"');
  await rule.getByLabel(words("describing.message_en")).fill("Too soft");
  await rule.getByLabel(words("describing.message_zh")).fill("太软");
  await rule.getByRole("button", { name: words("common.save"), exact: true }).click();
  await expect(rule).toBeHidden();
  await expect(page.getByText('wood != "balsa"')).toBeVisible();
  await page.getByRole("button", { name: words("describing.put_away"), exact: true }).click();
  const toast = page.getByRole("status").filter({ hasText: words("describing.rule_gone") });
  await toast.getByRole("button", { name: literally(words("common.undo")) }).click();
  await expect(page.getByRole("link", { name: /Too soft|太软/ })).toBeVisible();
});
