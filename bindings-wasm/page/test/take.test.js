// Taking a case away: the calendar file under a real parser, the link and what hostile links do, and what is kept.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import { launch, serve, visit } from "./browser.js";

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser.close(); server.close(); });

const NAME = "zjhp-complaint-return";

/** A domestic complaint of 28 September 2026 whose slip came the same day: due 29 September and 8 October (National Day between). */
async function complaint(page) {
  const told = {
    ref: "a1", procedure: NAME, opened: { day: "2026-09-28", time: "09:30" }, facts: { kind: "complaint", "center-kind": "domestic" },
    entries: [{ kind: "event", id: "submit", at: { day: "2026-09-28", time: "14:00" }, by: "center", person: "", facts: { "goods-returned": true },
      forms: ["slip", "schedule-sheet"], part: "", verdict: "agree", target: -1, why: "" }],
  };
  await page.evaluate((text) => { location.hash = `case=${text}`; }, Buffer.from(JSON.stringify(told)).toString("base64url"));
  await page.locator("[data-limit=analyse]").waitFor();
}

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFileSync(await download.path(), "utf8");
}

const events = (text) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");

test("the dates as a calendar file, read by a parser of others", async () => {
  const { page, faults, close } = await visit(browser, server.url, { timezoneId: "America/Los_Angeles", locale: "en-GB" });
  await complaint(page);
  const text = await saved(page, page.locator("#all-ics"));
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.ok(!/[^\r]\n/.test(text), "lines end with CR LF");
  const by = new Map(events(text).map((event) => [event.getFirstPropertyValue("uid"), event]));
  const one = (limit) => by.get(`a1.${limit}.1@aftersales`);
  // To be warned one working day before, at nine: of 29 September when it starts at 9:30, of 8 October on 30 September.
  for (const [limit, day, next, warned] of [["respond", "2026-09-29", "2026-09-30", -14.5 * 3600], ["analyse", "2026-10-08", "2026-10-09", -(7 * 24 + 15) * 3600]]) {
    const event = one(limit);
    assert.ok(event, limit);
    assert.equal(event.getFirstPropertyValue("dtstart").toString(), day);
    assert.ok(event.getFirstPropertyValue("dtstart").isDate);
    assert.equal(event.getFirstPropertyValue("dtend").toString(), next);
    assert.ok(Number.isInteger(event.getFirstPropertyValue("sequence")));
    const alarm = event.getFirstSubcomponent("valarm");
    assert.equal(alarm.getFirstPropertyValue("trigger").toSeconds(), warned, limit);
    assert.ok(event.getFirstPropertyValue("summary").length > 0);
  }
  const single = events(await saved(page, page.locator("[data-limit=respond] .ics")));
  assert.deepEqual(single.map((event) => event.getFirstPropertyValue("uid")), ["a1.respond.1@aftersales"]);
  assert.deepEqual(faults, []);
  await close();
});

test("a link carries the case to another page", async () => {
  const { page, close } = await visit(browser, server.url, { permissions: ["clipboard-read", "clipboard-write"] });
  await complaint(page);
  await page.locator("#copy-link").click();
  await page.getByText("链接已复制").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await visit(browser, server.url, { hash: link.slice(link.indexOf("#")), locale: "en-GB" });
  await other.page.locator("[data-limit=analyse]").waitFor();
  assert.equal(await other.page.locator("#opened").inputValue(), "2026-09-28");
  assert.equal(new URL(other.page.url()).hash, "");
  assert.deepEqual(other.faults, []);
  await other.close();
  await close();
});

const coded = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const whole = { ref: "x", procedure: NAME, opened: { day: "2026-09-28", time: "" }, facts: {}, entries: [] };
const HOSTILE = {
  "a megabyte of rubbish": "A".repeat(1_000_000),
  "no case": coded({}),
  "no JSON": coded("<img src=x onerror=alert(1)>"),
  "an unknown procedure": coded({ ...whole, procedure: "<b>no</b>" }),
  "a prototype": coded(`{"ref":"x","procedure":"${NAME}","opened":{"day":"2026-09-28","time":""},"facts":[],"entries":[]}`),
  "a million entries": coded({ ...whole, entries: Array(3000).fill(1) }),
  "letters that are not the format's": "%3Cscript%3E",
};

test("a hostile link gives a message, and nothing of it runs", async () => {
  for (const [what, text] of Object.entries(HOSTILE)) {
    const { page, faults, close } = await visit(browser, server.url, { locale: "en-GB" });
    await page.evaluate((fragment) => { location.hash = `case=${fragment}`; }, text);
    await page.getByText("No case can be read from this link").waitFor();
    assert.equal(await page.locator("main script, main img, main b").count(), 0, what);
    assert.deepEqual(faults, [], what);
    await close();
  }
});

test("markup in a case that can be read is shown as text", async () => {
  const { page, faults, close } = await visit(browser, server.url, { locale: "en-GB" });
  const person = "<img src=x onerror=\"document.title='run'\">";
  const told = { ...whole, entries: [{ kind: "event", id: person, at: { day: "2026-09-28", time: "" }, by: person, person, facts: {}, forms: [], part: "", verdict: "agree", target: -1, why: "" }] };
  await page.evaluate((fragment) => { location.hash = `case=${fragment}`; }, coded(told));
  await page.locator(".done.refused").waitFor();
  assert.ok((await page.locator("#progress").innerText()).includes(person));
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test("a case is kept only when asked for, and erased by one click", async () => {
  const { page, close } = await visit(browser, server.url);
  const kept = () => page.evaluate(() => localStorage.length);
  await complaint(page);
  assert.equal(await kept(), 0);
  await page.locator("#keep").check();
  assert.equal(await kept(), 1);
  await page.locator("#opened").fill("2026-09-25");
  await page.reload();
  await page.locator("#opened").waitFor();
  assert.equal(await page.locator("#opened").inputValue(), "2026-09-25");
  await page.locator("#keep").uncheck();
  assert.equal(await kept(), 0);
  await close();
});
