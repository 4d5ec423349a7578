import { randomUUID } from "node:crypto";

import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";
import { pick } from "../fixtures/builder.ts";
import { literally } from "../fixtures/words.ts";

test("a team is added, moved by menu and by keys, refuses a circle, and comes back when it is deleted", async ({
  page,
  office,
  open,
  words,
  accessible,
}) => {
  test.slow();
  const boss = await office.boss();
  const own = mark();
  const [north, city] = [`North ${own}`, `City ${own}`];
  await boss.call("add_team", { name: north });
  await open(boss, "/settings/teams");
  await page.getByRole("button", { name: words("settings.add_team"), exact: true }).first().click();
  const adding = page.getByRole("dialog", { name: words("settings.add_team") });
  await adding.getByLabel(words("settings.team_name")).fill(city);
  await adding.locator("button[type=submit]").click();
  await expect(adding).toBeHidden();
  await page.getByRole("textbox", { name: words("teams.find") }).or(page.getByRole("searchbox", { name: words("teams.find") })).fill(own);
  const row = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect(row(city)).toBeVisible();
  await accessible();

  const menu = (name: string) => page.getByRole("button", { name: words("teams.menu_of", { name }), exact: true });
  await menu(city).click();
  await page.getByRole("menuitem", { name: words("teams.move_below"), exact: true }).click();
  const moving = page.getByRole("dialog", { name: words("teams.move_team", { name: city }) });
  await moving.getByLabel(words("teams.stands_below")).selectOption({ label: north });
  await moving.locator("button[type=submit]").click();
  await expect(page.getByText(words("teams.placed", { name: city, other: north }))).toBeVisible();
  await expect(row(city)).toContainText(words("teams.level", { level: 2 }));

  // By keys the one above is carried onto the one below: that would be a circle.
  const grip = page.getByRole("button", { name: words("describing.move_named", { name: north }), exact: true });
  await grip.focus();
  await grip.press("Space");
  await grip.press("ArrowDown");
  await grip.press("Space");
  await expect(page.getByText(words("teams.circle", { name: north, other: city }))).toBeVisible();

  await menu(city).click();
  await page.getByRole("menuitem", { name: words("teams.remove"), exact: true }).click();
  await expect(row(city)).toHaveCount(0);
  const toast = page.getByRole("status").filter({ hasText: words("teams.removed", { name: city }) });
  await toast.getByRole("button", { name: literally(words("common.undo")) }).click();
  await expect(row(city)).toContainText(words("teams.level", { level: 2 }));
});

test("everything of a colleague who leaves is handed over at once and taken back as a whole", async ({ page, office, open, words, accessible }) => {
  test.slow();
  const boss = await office.boss();
  const own = mark();
  const name = `Kim ${own}`;
  const email = `${randomUUID().slice(0, 8)}@example.com`;
  const member = { name, email, role: "salesperson", team: null, password: "three green boats at noon" };
  const kim = await boss.call<string>("add_user", { member });
  const colleague = await office.colleague();
  const accounts: string[] = [];
  for (const number of [1, 2, 3]) {
    accounts.push(await boss.make("account", { name: { text: `Client ${own} ${number}` }, owner: { link: { id: kim } } }));
  }
  await boss.make("deal", { name: { text: `Deal ${own}` }, account: { link: { id: accounts[0] ?? "" } }, owner: { link: { id: kim } } });
  const owners = async () => {
    const filters = [{ field: "name", operator: "contains", value: own }];
    const query = { object: "account", filters, sort: null, words: "", after: null, rows: 10 };
    const { records } = await boss.call<{ records: { values: { owner: { link: { text: string } } } }[] }>("list", { query });
    return records.map(({ values }) => values.owner.link.text);
  };

  await open(boss, "/settings/users");
  await page.getByRole("button", { name: words("handover.menu_of", { name }), exact: true }).click();
  await page.getByRole("menuitem", { name: words("handover.menu_deactivate"), exact: true }).click();
  const drawer = page.getByRole("dialog", { name: words("handover.deactivate_of", { name }) });
  await expect(drawer.getByText(words("handover.owns", { count: 3 }), { exact: true })).toBeVisible();
  await expect(drawer.getByText(words("handover.owns", { count: 1 }), { exact: true })).toBeVisible();
  await pick(drawer.getByRole("combobox").first(), colleague.name);
  await accessible();
  await drawer.getByRole("button", { name: words("handover.deactivate"), exact: true }).click();
  await expect(drawer.getByRole("status")).toContainText(words("handover.done", { count: 4 }));
  expect(await owners()).toEqual([colleague.name, colleague.name, colleague.name]);
  await drawer.getByRole("button", { name: words("common.close"), exact: true }).click();
  const former = page.getByRole("region", { name: words("handover.former") });
  await expect(former.getByText(name)).toBeVisible();

  const line = page.getByRole("region", { name: words("handover.recent") }).getByRole("listitem").filter({ hasText: own });
  await page.reload();
  await alive(page);
  await line.getByRole("button", { name: words("common.more"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: words("handover.line", { name, to: colleague.name }) });
  await dialog.getByRole("button", { name: words("handover.undo"), exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText(words("handover.undone", { name }));
  expect(await owners()).toEqual([name, name, name]);
  await dialog.getByRole("button", { name: words("common.close"), exact: true }).click();
  await expect(page.getByRole("button", { name: words("handover.menu_of", { name }), exact: true })).toBeVisible();
});
