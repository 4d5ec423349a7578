import { expect, test } from "../fixtures/journey.ts";
import { mark } from "../fixtures/mark.ts";

test.use({ javaScriptEnabled: false });

test("without scripts one signs in, reads the list and a record", async ({ page, office, words }) => {
  const seller = await office.seller();
  const name = `Lock ${mark()}`;
  const id = await seller.make("account", { name: { text: name }, region: { text: "Ningbo" } });

  await page.goto("/accounts");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel(words("sign_in.email")).fill(seller.email);
  await page.locator("#password").fill("not the password");
  await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText(words("problems.wrong_sign_in"))).toBeVisible();
  await page.getByLabel(words("sign_in.email")).fill(seller.email);
  await page.locator("#password").fill(seller.password);
  await page.getByRole("button", { name: words("sign_in.submit"), exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);

  await page.goto(`/accounts?q=${encodeURIComponent(name)}`);
  const link = page.getByRole("grid").getByRole("link", { name });
  await expect(link).toBeVisible();
  await link.click();
  await expect(page).toHaveURL(new RegExp(`/accounts/${id}`));
  await expect(page.getByRole("heading", { name }).first()).toBeVisible();
  await page.goto(`/accounts/${id}?tab=details`);
  await expect(page.getByText("Ningbo").first()).toBeVisible();

  await page.locator("[popovertarget]:visible").last().click();
  await page.locator('.menu:visible a[href="/products"]').click();
  await expect(page).toHaveURL(/\/products/);
});
