// For everybody: narrow and magnified windows, the keyboard alone, and those whom motion makes ill.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./accessible.js";
import { launch, serve, visit } from "./browser.js";

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser.close(); server.close(); });

const fits = (page) => page.evaluate(() => {
  const out = [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.right > window.innerWidth + 1 && !one.closest(".scroll, .sr, [hidden]");
  });
  return { sideways: document.documentElement.scrollWidth > window.innerWidth, out: out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)) };
});

// 1280 px at 400 % are 320; at 200 % they are 640 (WCAG 2.2, 1.4.4 and 1.4.10).
for (const width of [320, 640]) for (const locale of ["zh-CN", "en-GB"]) {
  test(`${width} px wide: ${locale}`, async () => {
    const { page, close } = await visit(browser, server.url, { locale, width, height: 512 });
    assert.deepEqual(await fits(page), { sideways: false, out: [] }, "choosing");
    await page.locator("[data-procedure=zjhp-complaint-return]").click();
    await page.locator(".states-svg").first().waitFor();
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
    for (const folded = page.locator(".why[aria-expanded=false]"); await folded.count();) await folded.first().click();
    assert.deepEqual(await fits(page), { sideways: false, out: [] }, "a case");
    await accessible(page, "a case");
    await close();
  });
}

test("by the keyboard alone: a procedure is found, a step recorded, a date explained, and the focus is always seen", async () => {
  const { page, faults, close } = await visit(browser, server.url, { locale: "en-GB" });
  const seen = async () => page.evaluate(() => {
    const at = document.activeElement;
    const label = at.closest(".segments") ? at.nextElementSibling : at;
    const { outlineStyle, outlineWidth } = getComputedStyle(label);
    return { what: `${at.tagName}#${at.id}.${at.className} ${at.type ?? ""}`, shown: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
  });
  /** Tabs on until the focus is where it is wanted, which must be seen at every stop. */
  const tabTo = async (selector) => {
    for (let n = 0; n < 200; n++) {
      await page.keyboard.press("Tab");
      const { what, shown } = await seen();
      if (what.startsWith("BODY")) continue;
      assert.ok(shown, `the focus is seen on ${what}`);
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    }
    assert.fail(`${selector} is reached`);
  };
  await tabTo("#query");
  await page.keyboard.type("ZJHP-3-WI-QD-004");
  await tabTo("[data-procedure=zjhp-complaint-return]");
  await page.keyboard.press("Enter");
  await page.locator("#opened").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "opened");
  await tabTo("[data-event] .tick");
  await page.keyboard.press("Enter");
  await page.locator("form.draft").waitFor();
  await tabTo("form.draft .buttons button:not(.primary)");
  await page.keyboard.press("Enter");
  await page.locator("form.draft").waitFor({ state: "detached" });
  await tabTo("#copy-link");
  assert.deepEqual(faults, []);
  await close();
});

test("nothing moves for those who asked for no motion", async () => {
  const { page, close } = await visit(browser, server.url, { reducedMotion: "reduce" });
  const moving = () => page.evaluate(() => [document.documentElement, ...document.querySelectorAll("body *")].filter((one) => {
    const style = getComputedStyle(one);
    return style.scrollBehavior === "smooth" || (style.transitionDuration !== "0s" && /transform|all/.test(style.transitionProperty)) || style.animationName !== "none";
  }).map((one) => one.outerHTML.slice(0, 80)).slice(0, 3));
  assert.deepEqual(await moving(), []);
  await page.locator(".procedure").first().click();
  await page.locator("#deadlines").waitFor();
  assert.deepEqual(await moving(), []);
  await close();
});
