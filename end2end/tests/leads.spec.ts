import { randomUUID } from "node:crypto";

import { alive, expect, test } from "../fixtures/journey.ts";
import { literally } from "../fixtures/words.ts";
import { mark as newMark } from "../fixtures/mark.ts";

test("a lead becomes a customer, a contact and a deal, and keeps its history", async ({ page, office, open, words }) => {
  const seller = await office.seller();
  const mark = newMark();
  const [person, company] = [`Lin ${mark}`, `Harbour ${mark}`];
  const id = await seller.make("lead", {
    name: { text: person },
    company: { text: company },
    email: { text: `${mark}@example.com` },
    need: { text: "Tea for a hotel" },
  });
  await seller.call("quick_log", {
    log: { id: randomUUID(), about: { object: "lead", id }, kind: "note", text: `Met at the fair ${mark}`, next_step: null },
  });
  await open(seller, `/leads/${id}`);
  await page.getByRole("button", { name: words("leads.convert"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: words("leads.title", { name: person }) });
  await expect(dialog.getByRole("textbox", { name: await office.field("account", "name"), exact: true }).first()).toHaveValue(company);
  await dialog.getByRole("button", { name: words("leads.convert"), exact: true }).click();
  const toast = page.getByRole("status").filter({ hasText: words("leads.converted_with_deal") });
  await expect(toast).toBeVisible();
  const became = page.getByRole("status").filter({ hasText: words("leads.became") });
  await expect(became.getByRole("link", { name: company, exact: true }).first()).toHaveAttribute("href", /\/accounts\//);
  await expect(became.getByRole("link", { name: person })).toBeVisible();
  await expect(became.getByRole("link")).toHaveCount(3);
  await toast.getByRole("button", { name: words("leads.open_customer") }).click();
  await page.waitForURL(/\/accounts\//);
  await alive(page);
  await expect(page.getByRole("heading", { name: literally(company) }).first()).toBeVisible();
  await expect(page.getByText(`Met at the fair ${mark}`).first()).toBeVisible();
});
