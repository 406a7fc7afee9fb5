// The same in a stock Firefox, by WebDriver BiDi: the corpus, a case typed in, a table, the element, the file from disk.
// Playwright drives only a Firefox of its own making; puppeteer drives the one people have.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { corpus } from "../../test/corpus-files.js";
import { DIST, serve } from "./browser.js";
import { csv, NOW } from "./tables.js";

const FIREFOX = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => path && existsSync(path));
const skip = FIREFOX ? false : "no Firefox here: `apt-get install firefox-esr`, or name one in FIREFOX";

let browser, page, server, root;
let faults = [];
before(async () => {
  if (skip) return;
  browser = await puppeteer.launch({
    browser: "firefox", executablePath: FIREFOX, headless: true,
    env: { ...process.env, TZ: "America/Los_Angeles" }, extraPrefsFirefox: { "intl.accept_languages": "zh-CN" },
  });
  server = await serve();
  root = await serve(new URL("../../", import.meta.url).pathname, { "/blank.html": "<!doctype html><title>corpus</title>" });
});
after(async () => { await browser?.close(); server?.close(); root?.close(); });

/** A new page at a fixed moment. */
async function visit(url, now, width = 1280, height = 900) {
  await page?.close();
  page = await browser.newPage();
  faults = [];
  page.on("pageerror", (problem) => faults.push(String(problem)));
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  await page.evaluateOnNewDocument((fixed) => { Date.now = () => fixed; }, Date.parse(now));
  await page.setViewport({ width, height });
  await page.goto(url);
}
const click = (selector) => page.locator(selector).click();
const text = async (selector) => (await (await page.waitForSelector(selector)).evaluate((element) => element.textContent)).trim();
/** Into a field as if typed; fields of days and times differ between browsers in their keys. */
const fill = (selector, value) => page.$eval(selector, (field, typed) => {
  if (field.type === "checkbox" || field.type === "radio") field.checked = typed;
  else field.value = typed;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}, value);

test("the corpus in Firefox", { skip }, async (t) => {
  await visit(`${root.url}blank.html`, NOW);
  const { count, wrong } = await page.evaluate(async (told) => {
    const aftersales = await import("/npm/browser.js");
    const { runCorpus } = await import("/test/corpus.js");
    await aftersales.default();
    return runCorpus(aftersales, JSON.parse(told));
  }, JSON.stringify(corpus()));
  t.diagnostic(`${count} cases in ${await browser.version()}`);
  assert.ok(count > 0);
  assert.deepEqual(wrong, []);
});

/** `urgent-caps-the-analysis` of the procedure's worked examples. */
for (const [lang, width, day] of [["zh", 390, "9月30日"], ["en", 1280, "30 Sep"]]) {
  test(`a case typed in: ${lang}, ${width} wide`, { skip }, async () => {
    await visit(server.url, "2026-09-29T02:00:00Z", width);
    if (lang === "en") await click(".langs button[lang=en]");
    await page.locator("#query").fill("ZJHP-3-WI-QD-004");
    await click("[data-procedure=zjhp-complaint-return]");
    await page.waitForSelector("#opened");
    await fill("#opened", "2026-09-28");
    await fill("#opened + input", "09:30");
    await page.$$eval(".intake details, .progress details", (all) => all.forEach((one) => { one.open = true; }));
    await fill("#fact-kind", "complaint");
    await fill("#fact-center-kind", "domestic");
    await click("[data-event=submit] .tick");
    await page.waitForSelector("form.draft");
    await fill("#draft-by", "center");
    await page.$eval('input[name="draft-goods-returned"]', (yes) => yes.click());
    for (const form of ["slip", "schedule-sheet"]) await page.$eval(`form.draft input[value="${form}"]`, (box) => { if (!box.checked) box.click(); });
    await fill("#draft-at", "2026-09-28");
    await fill("#draft-at + input", "14:00");
    await click("form.draft button.primary");
    await page.waitForFunction(() => !document.querySelector("form.draft"));
    await page.$$eval(".progress details", (all) => all.forEach((one) => { one.open = true; }));
    await click("[data-approval=urgent-track][data-role=leadership]");
    await page.waitForSelector("form.draft");
    await fill("#draft-at", "2026-09-29");
    await fill("#draft-at + input", "09:10");
    await click("form.draft button.primary");
    assert.equal(await text("[data-limit=solve-urgent] .day"), day);
    assert.equal(await page.$eval("[data-limit=solve-urgent]", (one) => one.dataset.standing), "due soon");
    assert.equal(await text("[data-limit=analyse] .day"), day);
    await page.waitForSelector(".node.lit[data-state=slip-submitted]");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, "nothing sticks out sideways");
    assert.deepEqual(faults, []);
  });
}

test("a table", { skip }, async () => {
  await visit(`${server.url}#many`, NOW);
  const place = mkdtempSync(join(tmpdir(), "table-"));
  writeFileSync(join(place, "list.csv"), csv());
  await (await page.waitForSelector("#table-file")).uploadFile(join(place, "list.csv"));
  await click("#run");
  assert.match(await text(".row[data-row='1'] .c-due"), /^3月13日/);
  assert.deepEqual(faults, []);
  rmSync(place, { recursive: true });
});

test("the element in the example", { skip }, async () => {
  await visit(`${root.url}example/index.html`, "2026-09-29T02:00:00Z");
  await (await page.waitForSelector("case-deadlines >>> [data-limit=solve]")).evaluate((one) => one.isConnected);
  await click("[name=urgent]");
  assert.equal(await text("case-deadlines >>> [data-limit=solve-urgent] .day"), "9月30日");
  assert.deepEqual(faults, []);
});

test("the single file from disk", { skip }, async () => {
  await visit(pathToFileURL(`${DIST}aftersales.html`).href, NOW);
  await click("[data-procedure=workshop-defect-handling]");
  await page.waitForSelector(".states-svg");
  assert.ok((await page.$$(".tick")).length > 0);
  assert.deepEqual(faults, []);
});
