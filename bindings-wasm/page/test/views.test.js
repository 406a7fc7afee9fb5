// Going from view to view: the address says which, back goes back, and what was typed is still there.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, serve, visit } from "./browser.js";

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser.close(); server.close(); });

const current = (page) => page.locator(".views [aria-current=page]").getAttribute("href");

test("a view has an address of its own, and a case keeps while another view is looked at", async () => {
  const { page, faults, asked, close } = await visit(browser, server.url, { locale: "en-GB" });
  assert.equal(await current(page), "#one");
  await page.locator(".procedure").first().click();
  await page.locator("#opened").fill("2026-03-07");
  const before = asked.size;
  await page.getByRole("link", { name: "Many cases" }).click();
  await page.locator(".many h1").waitFor();
  assert.equal(await current(page), "#many");
  assert.ok(asked.size > before, "its code is loaded when it is shown");
  await page.goBack();
  assert.equal(await page.locator("#opened").inputValue(), "2026-03-07");
  assert.deepEqual(faults, []);
  await close();
});

test("a link to a view opens it, and a fragment of no view opens the first", async () => {
  for (const [hash, href] of [["#many", "#many"], ["#nothing", "#one"], ["", "#one"]]) {
    const { page, close } = await visit(browser, server.url, { hash });
    assert.equal(await current(page), href, hash);
    await close();
  }
});
