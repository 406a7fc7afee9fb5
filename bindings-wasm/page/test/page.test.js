// The page in a real Chromium: what a clerk sees, in both languages, in three time zones, on a phone and a desk.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./accessible.js";
import { launch, serve, visit } from "./browser.js";

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser.close(); server.close(); });

const LANGUAGES = [["zh-CN", "售后时限"], ["en-GB", "After-sales deadlines"]];
const SIZES = [["desktop", 1280, 900], ["phone", 390, 844]];

for (const [locale, title] of LANGUAGES) for (const [size, width, height] of SIZES) for (const colorScheme of ["light", "dark"]) {
  test(`every view is accessible: ${locale}, ${size}, ${colorScheme}`, async () => {
    const { page, faults, close } = await visit(browser, server.url, { locale, width, height, colorScheme });
    assert.equal(await page.locator("h1").innerText(), title);
    await accessible(page, "choosing a procedure");
    await page.locator("#query").fill("zzzz");
    await accessible(page, "nothing found");
    await page.locator("#query").fill("");
    await page.locator(".procedure").first().click();
    await page.locator(".states-svg").first().waitFor();
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
    for (const folded = page.locator(".why[aria-expanded=false]"); await folded.count();) await folded.first().click();
    const tick = page.locator(".tick").first();
    if (await tick.count()) await tick.click();
    await accessible(page, "a case with everything unfolded");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, "nothing sticks out sideways");
    assert.deepEqual(faults, []);
    await close();
  });
}

test("the language changes everything and keeps what was typed", async () => {
  const { page, close } = await visit(browser, server.url);
  await page.locator(".procedure").first().click();
  await page.locator("#opened").fill("2026-03-07");
  await page.getByRole("button", { name: "EN" }).click();
  assert.equal(await page.locator("#opened").inputValue(), "2026-03-07");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  // What is left of Chinese is marked as such: the document's own words, and the switch.
  const left = await page.evaluate(() => {
    const walk = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
    const out = [];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (/\p{Script=Han}/u.test(node.data) && !node.parentElement.closest("[lang^=zh]")) out.push(node.data.trim());
    }
    return out;
  });
  assert.deepEqual(left, []);
  await close();
});

test("the page keeps nothing and asks nobody", async () => {
  const { page, faults, close } = await visit(browser, server.url);
  await page.locator(".procedure").first().click();
  await page.locator("#opened").fill("2026-03-07");
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
  assert.deepEqual(kept, [0, 0, ""]);
  assert.deepEqual(faults, []);
  await close();
});
