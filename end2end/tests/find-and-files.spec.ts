import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";

import { alive, expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";

test("search finds a customer by the initials of its pinyin and by a piece of its phone", async ({
  page,
  office,
  open,
  words,
}) => {
  const seller = await office.seller();
  const phone = `137${randomInt(10_000_000, 99_999_999)}`;
  const name = "苏州启明电子";
  const id = await seller.make("account", { name: { text: name }, phone: { text: phone } });
  await open(seller, "/");
  const find = async (query: string) => {
    await page.getByRole("button", { name: words("shell.search"), exact: true }).click();
    const palette = page.getByRole("dialog", { name: words("shell.search") });
    await palette.getByRole("combobox").fill(query);
    return palette.getByRole("option").filter({ hasText: name }).first();
  };
  await (await find("szqm")).click();
  await page.waitForURL(/\/accounts\/[0-9a-f-]{36}/);
  await page.goto("/");
  await alive(page);
  const found = await find(phone.slice(3, 9));
  await expect(found).toBeVisible();
  await found.click();
  await page.waitForURL(new RegExp(`/accounts/${id}`));
  await expect(page.getByRole("heading", { name }).first()).toBeVisible();
});

test("a picture is put on a record, seen and fetched, and goes with an undo", async ({ page, office, open, words }) => {
  const seller = await office.seller();
  const id = await seller.make("account", { name: { text: `Weir ${mark()}` } });
  await open(seller, `/accounts/${id}?tab=files`);
  const picture = "../public/icons/icon-192.png";
  await page.locator("input[type=file]").setInputFiles(picture);
  const file = page.getByRole("listitem").filter({ hasText: "icon-192.png" });
  const preview = file.getByRole("img", { name: words("records.preview", { name: "icon-192.png" }) });
  await expect(preview).toBeVisible();
  await expect.poll(() => preview.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const downloading = page.waitForEvent("download");
  await file.getByRole("link", { name: words("records.download_name", { name: "icon-192.png" }) }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("icon-192.png");
  expect(readFileSync(await download.path())).toEqual(readFileSync(picture));
  await file.getByRole("button", { name: words("records.delete_name", { name: "icon-192.png" }) }).click();
  await expect(file).toHaveCount(0);
  const toast = page.getByRole("status").filter({ hasText: words("records.file_deleted", { name: "icon-192.png" }) });
  await toast.getByRole("button").click();
  await expect(file).toBeVisible();
});

test("a salesperson does not see a colleague's customer, by no way", async ({ page, office, open, words, forgive }) => {
  const [seller, colleague] = [await office.seller(), await office.colleague()];
  const name = `Secret Quay ${mark()}`;
  const id = await colleague.make("account", { name: { text: name } });
  await open(seller, "/accounts");
  await expect(page.getByText(name)).toHaveCount(0);
  forgive(/404/);
  const answer = await page.goto(`/accounts/${id}`);
  expect(answer?.status()).toBe(404);
  await alive(page);
  await expect(page.getByRole("main").getByText(words("records.gone"), { exact: true })).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
  expect((await page.request.get(`/files/account/${id}`)).status()).toBeGreaterThanOrEqual(400);
  const hits = await seller.call<unknown[]>("search", { words: name });
  expect(JSON.stringify(hits)).not.toContain(name);
});
