// Files a company brings: its own rules, shown with their faults or used like those built in, and days of a calendar file.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { accessible } from "./accessible.js";
import { DIST, launch, serve, visit } from "./browser.js";

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser.close(); server.close(); });

const give = (page, field, name, text) => page.locator(field).setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });
const rules = async (text, options = {}) => {
  const visited = await visit(browser, server.url, { locale: "en-GB", ...options, hash: "#rules" });
  await visited.page.locator("#rules-file").waitFor({ state: "attached" });
  await give(visited.page, "#rules-file", "ours.toml", text);
  return visited;
};
const codes = (page) => page.locator(".fault").evaluateAll((all) => all.map((one) => one.dataset.code));

/** The answer is due in two working days instead of one. */
const OURS = `extends = "zjhp-complaint-return"
title = { zh = "本厂投诉退货", en = "Our complaints <b>and</b> returns" }
scope = { zh = "本厂", en = "our works" }

[[limit]]
id = "respond"
within = "2 working days"
`;

async function dueByOurs(page) {
  await page.locator("#use-rules").click();
  return due(page);
}

/** When the answer to a complaint of 28 September is due. */
async function due(page) {
  await page.locator("#opened").fill("2026-09-28");
  await page.locator("#fact-kind").selectOption("complaint");
  await page.locator("[data-limit=respond] .day").waitFor();
  return page.locator("[data-limit=respond] .day").innerText();
}

test("a file that extends a built-in procedure is used like one, and its rule cites the company", async () => {
  const { page, faults, asked, close } = await rules(OURS);
  assert.equal(await dueByOurs(page), "30 Sep");
  assert.ok(asked.has("aftersales_files_bg.wasm"), "its reader is loaded when it is needed");
  assert.equal(await page.locator("h1").innerText(), "Our complaints <b>and</b> returns");
  assert.match(await page.locator("[data-limit=respond] .source").innerText(), /Company rule/);
  await page.getByRole("button", { name: "Change procedure" }).click();
  assert.match(await page.locator(".procedure").first().innerText(), /Our complaints/);
  await page.locator("[data-procedure=zjhp-complaint-return]").click();
  assert.equal(await due(page), "29 Sep", "the built-in one is what it was");
  // The file was changed: the same name brings the new rules.
  await page.locator('.views a[href="#rules"]').click();
  await give(page, "#rules-file", "ours.toml", OURS.replace("2 working", "3 working"));
  await page.getByText("Ready to use").waitFor();
  assert.equal(await dueByOurs(page), "8 Oct");
  assert.deepEqual(faults, []);
  await close();
});

test("a fault is shown with its line underlined and how to mend it, in both languages", async () => {
  for (const [locale, said] of [["en-GB", /1 fault; not in use/], ["zh-CN", /1 处错误，未启用/]]) {
    const { page, faults, close } = await rules(OURS.replace("2 working days", "2 wroking days"), { locale, ...(locale === "zh-CN" ? { width: 390, height: 844 } : {}) });
    await page.locator(".fault").first().waitFor();
    assert.match(await page.locator("#found-title").innerText(), said);
    assert.match(await page.locator(".sourceline").first().innerText(), /^7\s*within = "2 wroking days"/);
    assert.equal(await page.locator(".sourceline mark").first().innerText(), "2 wroking days");
    assert.ok((await page.locator(".faulthelp").first().innerText()).length > 10);
    assert.equal(await page.locator("#use-rules").count(), 0);
    await accessible(page, "a fault");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
    assert.deepEqual(faults, []);
    await close();
  }
});

const HOSTILE = {
  "a file of 10 MB": ["x".repeat(10_000_000), /^file\/large$/],
  "a file in GBK": [Buffer.concat([Buffer.from('title = "'), Buffer.from([0xb1, 0xbe, 0xb3, 0xa7]), Buffer.from('"\n')]), /utf|text|procedure\//],
  "a file that extends itself": [OURS.replace('extends = "zjhp-complaint-return"', 'id = "ours"\nextends = "ours"'), /procedure\//],
  "brackets without end": [`x = ${"[".repeat(200_000)}`, /./],
  "nothing": ["", /./],
  "a page instead": ["<!doctype html><script>document.title='run'</script>", /./],
};

test("hostile files give a message; nothing runs and nothing freezes", async () => {
  const { page, faults, close } = await rules(OURS);
  const title = await page.title();
  for (const [what, [text, code]] of Object.entries(HOSTILE)) {
    await give(page, "#rules-file", "ours.toml", text);
    await page.locator("#found-title", { hasText: "not in use" }).waitFor();
    const [first] = await codes(page);
    assert.match(first, code, what);
    assert.equal(await page.locator("main script, main img").count(), 0, what);
    assert.equal(await page.title(), title, what);
    await give(page, "#rules-file", "ours.toml", OURS);
    await page.getByText("Ready to use").waitFor();
  }
  assert.deepEqual(faults, []);
  await close();
});

test("the single file reads rules and days from disk, too", async () => {
  const url = pathToFileURL(`${DIST}aftersales.html`).href;
  const { page, faults, close } = await visit(browser, url, { locale: "en-GB", hash: "#rules" });
  await page.locator("#rules-file").waitFor({ state: "attached" });
  await give(page, "#rules-file", "ours.toml", OURS);
  assert.equal(await dueByOurs(page), "30 Sep");
  assert.deepEqual(faults, []);
  await close();
});

const ICS = (summary, from, to) => ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", `DTSTART;VALUE=DATE:${from}`, `DTEND;VALUE=DATE:${to}`, `SUMMARY:${summary}`, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");

test("days of an .ics file are put in force; one that cannot be read says where", async () => {
  const { page, faults, close } = await visit(browser, server.url, { locale: "en-GB", hash: "#calendar" });
  await page.locator("#ics-file").waitFor({ state: "attached" });
  await give(page, "#ics-file", "plant.ics", ICS("Stocktaking <i>", "20261221", "20261224"));
  await page.getByText("plant.ics: 3 days off and 0 days worked are added.").waitFor();
  const kind = (iso) => page.locator(`[data-day="${iso}"]`).getAttribute("data-kind");
  assert.deepEqual([await kind("2026-12-21"), await kind("2026-12-23"), await kind("2026-12-24")], ["closure", "closure", "workday"]);
  // As an older program writes it: 加班, in GBK.
  const gbk = Buffer.concat([Buffer.from(ICS("", "20261114", "20261115").split("SUMMARY:")[0] + "SUMMARY:"), Buffer.from([0xbc, 0xd3, 0xb0, 0xe0]), Buffer.from("\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")]);
  await give(page, "#ics-file", "gbk.ics", gbk);
  await page.getByText("gbk.ics: 0 days off and 1 days worked are added.").waitFor();
  assert.equal(await kind("2026-11-14"), "opening");
  for (const [text, said] of [["hello", /not an iCalendar file/], [ICS("x", "20261224", "20261221"), /ends before it begins/], [ICS("x", "10661014", "10661015"), /1066/], ["x".repeat(3_000_000), /3\.0 MB/]]) {
    await give(page, "#ics-file", "bad.ics", text);
    await page.locator(".problems", { hasText: said }).waitFor();
    assert.equal(await page.locator(".owndays li").count(), 2, "what was in force stays");
  }
  assert.deepEqual(faults, []);
  await close();
});
