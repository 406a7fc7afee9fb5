// `<case-deadlines>` in pages of others: the example, a page with a strict policy, and what it says when it is told nonsense.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { corpus } from "../../test/corpus-files.js";
import { accessible } from "./accessible.js";
import { launch, serve, visit } from "./browser.js";

const HOST = (policy) => `<!doctype html><html lang="en"><head><title>a page</title><link rel="icon" href="data:,">${policy}
  <script type="module" src="/npm/element.js"></script></head><body><main><h1>A page</h1></main></body></html>`;
const STRICT = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:">`;

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve(new URL("../../", import.meta.url).pathname, { "/host.html": HOST(""), "/strict.html": HOST(STRICT) });
});
after(async () => { await browser.close(); server.close(); });

const NOW = "2026-09-29T02:00:00Z";
const open = (path, options = {}) => visit(browser, server.url, { hash: path, now: NOW, locale: "en-GB", ...options });

/** Sets properties on a new element, and gives what it says it shows: the last answer, once nothing more comes. */
const ask = (page, properties) => page.evaluate(async (given) => {
  document.querySelector("case-deadlines")?.remove();
  const element = document.createElement("case-deadlines");
  const shown = new Promise((done) => element.addEventListener("deadlines", ({ detail }) => done(detail)));
  Object.assign(element, given);
  document.querySelector("main").append(element);
  return shown;
}, properties);

for (const colorScheme of ["light", "dark"]) for (const width of [1280, 320]) {
  test(`the example: ${colorScheme}, ${width} wide`, async () => {
    const { page, faults, close } = await open("example/index.html", { colorScheme, width, timezoneId: "America/Los_Angeles" });
    const solve = page.locator("[data-limit=solve]");
    await solve.waitFor();
    assert.match(await page.locator("#deadlines-title").innerText(), /^时限/);
    await page.locator("[name=urgent]").check();
    await page.locator("[data-limit=solve-urgent]").waitFor();
    assert.equal(await page.locator("[data-limit=solve-urgent]").getAttribute("data-standing"), "due soon");
    assert.equal(await page.locator("[data-limit=solve-urgent] .day").innerText(), "9月30日");
    assert.match(await page.locator("#summary").innerText(), /^2026-0917: \d+ 项计时/);
    await page.locator("#lang").selectOption("en");
    await page.locator("[data-limit=solve-urgent]").getByText("30 Sep", { exact: true }).waitFor();
    await page.locator("[data-limit=solve-urgent] .why").click();
    await page.locator("[data-limit=solve-urgent] .month").first().waitFor();
    await accessible(page, "the example");
    const brand = await page.locator("[data-limit=solve-urgent] .why").evaluate((button) => getComputedStyle(button).color);
    assert.equal(brand, colorScheme === "light" ? "rgb(140, 47, 57)" : "rgb(240, 166, 173)", "the page's own colour");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, "nothing sticks out sideways");
    await page.getByRole("button", { name: "2026-0921" }).click();
    await page.locator("[data-limit=solve-urgent]").waitFor({ state: "detached" });
    assert.deepEqual(faults, []);
    await close();
  });
}

test("the worked examples of a procedure, by properties", async () => {
  const { page, close } = await open("host.html");
  const plain = corpus().cases.filter(({ stem, case: told }) => stem === "zjhp-complaint-return" && !told.readings && !told.strict
    && (told.event ?? []).every((one) => !one.refused && (one.event || one.sign)));
  assert.ok(plain.length > 5);
  for (const { stem, case: told } of plain) {
    const events = (told.event ?? []).map(({ sign, ...one }) => (sign ? { approval: sign, ...one } : one));
    const shown = await ask(page, { procedure: stem, opened: told.opened, facts: told.facts ?? {}, events, now: told.expect.now });
    assert.deepEqual(shown.problems, [], told.id);
    for (const wanted of (told.expect.obligation ?? []).filter((one) => one.standing !== "none")) {
      const found = shown.obligations.find((one) => one.limit.id === wanted.limit && one.n === (wanted.n ?? 1) && (!wanted.part || one.part === wanted.part));
      assert.equal(found?.standing, wanted.standing, `${told.id}: ${wanted.limit}`);
      if (wanted["last-day"]) assert.equal(found.deadline?.last_day, wanted["last-day"], `${told.id}: ${wanted.limit}`);
    }
  }
  await close();
});

test("a strict policy: styled, and nothing asked for but the core and one procedure", async () => {
  const { page, faults, asked, close } = await open("strict.html");
  await ask(page, { procedure: "OTCWI-Y-011", opened: "2026-09-28 09:30" });
  assert.equal(await page.locator("case-deadlines .card").evaluate((card) => getComputedStyle(card).borderStyle), "solid");
  assert.deepEqual([...asked].filter((name) => name.endsWith(".bin")).length, 1);
  assert.deepEqual(faults, []);
  await close();
});

test("what it cannot read or take it says, in both languages", async () => {
  const { page, close } = await open("host.html");
  const said = () => page.locator("case-deadlines [role=alert]").innerText();
  const mark = '<img src=x onerror="document.title=1">';
  const tries = [
    [{ procedure: "no-such-thing", opened: "2026-09-28" }, "procedure/unknown-procedure", /no-such-thing/, /no-such-thing/],
    [{ procedure: "OTCWI-Y-011", opened: "2026-02-30" }, null, /2026-02 has no day 30/, /2026年2月没有30日/],
    [{ procedure: "OTCWI-Y-011", opened: "2026-09-28", events: [{ event: mark, at: "2026-09-28 10:00" }] }, null, /events\[0\][\s\S]*<img/, /events\[0\][\s\S]*<img/],
    [{ case: "{\"procedure\":" }, "element/json", /attribute case cannot be read as JSON/, /属性 case 不是可读的 JSON/],
  ];
  for (const [given, code, en, zh] of tries) {
    const { problems } = await ask(page, { lang: "en", ...given });
    if (code) assert.equal(problems[0].code, code);
    assert.ok(problems.length > 0);
    assert.match(await said(), en);
    await page.evaluate(() => { document.querySelector("case-deadlines").lang = "zh-CN"; });
    await page.waitForFunction(() => document.querySelector("case-deadlines").shadowRoot.querySelector("[lang=zh-CN]"));
    assert.match(await said(), zh);
  }
  await page.evaluate(() => { document.querySelector("case-deadlines").outerHTML = '<case-deadlines procedure="OTCWI-Y-011" opened="2026-09-28" facts="[1]"></case-deadlines>'; });
  await page.getByText("the attribute facts cannot be read as JSON").waitFor();
  assert.match(await said(), /a JSON object is wanted, such as \{"urgent": true\}/);
  assert.equal(await page.title(), "a page", "nothing told to it ran");
  assert.equal(await page.locator("case-deadlines img").count(), 0);
  await close();
});

test("a case kept as text, properties set before the element was defined, and nothing told yet", async () => {
  const { page, close } = await open("host.html");
  assert.deepEqual((await ask(page, {})).obligations, []);
  await page.getByText("No time limit is running yet").waitFor();
  const shown = await page.evaluate(async () => {
    const { default: init, procedure } = await import("/npm/browser.js");
    await init();
    const kept = (await procedure("OTCWI-Y-011")).open("2026-09-28 09:30").toJSON();
    // An element of another document is not of our class until it comes here.
    const element = document.implementation.createHTMLDocument("").createElement("case-deadlines");
    Object.assign(element, { case: kept, lang: "en" });
    const answered = new Promise((done) => element.addEventListener("deadlines", ({ detail }) => done(detail)));
    document.querySelector("main").append(element);
    return answered;
  });
  assert.equal(shown.state.procedure.id, "workshop-defect-handling");
  assert.deepEqual(shown.problems, []);
  await close();
});
