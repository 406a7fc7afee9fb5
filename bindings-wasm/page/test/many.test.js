// A day's list in the page: read as people have it, checked before it runs, counted, mended, filtered, taken away.

import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import readXlsxFile from "read-excel-file/node";
import { launch, serve, visit } from "./browser.js";
import { csv, gbk, HEAD, many, NOW, ROWS, tabs, xlsx } from "./tables.js";

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser.close(); server.close(); });

const desk = async (options = {}) => {
  const visited = await visit(browser, server.url, { now: NOW, hash: "#many", ...options });
  await visited.page.locator(".dropzone").waitFor();
  return visited;
};
const give = (page, name, buffer) => page.locator("#table-file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(buffer) });
async function count(page) {
  await page.locator("#run").click();
  await page.locator("#rows .row[data-row]").first().waitFor();
}
const line = (page, n) => page.locator(`.row[data-row="${n}"]`);

async function accessible(page, where) {
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.failureSummary}`).join(" | ")}`), [], where);
}

/** Every row of the small table against the dates worked out by hand. */
async function shows(page, english) {
  for (const [n, row] of ROWS.entries()) {
    assert.equal(await line(page, n).getAttribute("data-bucket"), row.bucket, row.id);
    if (row.bucket === "bad") continue;
    assert.equal(await line(page, n).getAttribute("data-standing"), row.standing, row.id);
    const [, month, day] = row.due[0].split("-").map(Number);
    const text = await line(page, n).locator(".c-due").innerText();
    assert.ok(text.startsWith(english ? `${day} ${["Feb", "Mar"][month - 2]}` : `${month}月${day}日`) && text.endsWith(row.due[1]), `${row.id}: ${text}`);
  }
}

const SOURCES = {
  "a CSV in GBK": async (page) => give(page, "list.csv", gbk(csv())),
  "a CSV in UTF-8 with its mark": async (page) => give(page, "list.csv", `\uFEFF${csv()}`),
  "a workbook with a title row": async (page) => give(page, "list.xlsx", await xlsx()),
  "cells pasted from Excel": async (page) => {
    await page.getByRole("button", { name: /粘贴|Paste/ }).click();
    await page.locator("#pasted").evaluate((field, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, tabs());
  },
  "a file dropped": async (page) => page.locator(".dropzone").evaluate((zone, text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "list.csv"));
    zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, csv()),
};
const PLACES = [
  { locale: "zh-CN", timezoneId: "America/Los_Angeles", width: 1280, height: 900 },
  { locale: "en-GB", timezoneId: "UTC", width: 390, height: 844 },
  { locale: "zh-CN", timezoneId: "Asia/Shanghai", width: 390, height: 844, colorScheme: "dark" },
  { locale: "en-GB", timezoneId: "Asia/Shanghai", width: 1280, height: 900 },
  { locale: "en-GB", timezoneId: "America/Los_Angeles", width: 1280, height: 900, colorScheme: "dark" },
];

for (const [n, [what, source]] of Object.entries(SOURCES).entries()) {
  const place = PLACES[n];
  test(`${what}: ${place.locale}, ${place.timezoneId}, ${place.width} wide`, async () => {
    const english = place.locale === "en-GB";
    const { page, faults, close } = await desk(place);
    await accessible(page, "before a table is open");
    await source(page);
    await page.locator("#run").waitFor();
    const chosen = await page.locator(".roles select").evaluateAll((fields) => fields.map((field) => field.selectedOptions[0].textContent));
    assert.deepEqual(chosen, ["工单号", "客户名称", "受理时间", "处理时限", english ? "not used" : "不使用", "责任人", "结案时间"]);
    assert.equal(await page.locator(".sample .unfit").count(), 1, "of the eight rows shown one start cannot be read");
    await accessible(page, "the columns");
    await count(page);
    await page.locator("#sort").selectOption("line");
    await page.locator(".row[data-row='8']").waitFor();
    await shows(page, english);
    await accessible(page, "the list");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, "nothing sticks out sideways");
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    assert.deepEqual(faults, []);
    await close();
  });
}

test("what is most urgent comes first; the counts filter; a heading sorts", async () => {
  const { page, close } = await desk();
  await give(page, "list.csv", csv());
  await count(page);
  const ids = () => page.locator(".row .c-id").allInnerTexts();
  assert.deepEqual(await ids(), ["00731", "00734", "00733", "00732", "00737", "00738", "00739", "00735", "00736"]);
  await page.locator("[data-bucket=overdue].countchip").click();
  await page.locator(".countchip[data-bucket=overdue][aria-pressed=true]").waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".row[data-row]").length === 1);
  assert.deepEqual(await ids(), ["00731"]);
  await page.locator("[data-bucket=all].countchip").click();
  await page.locator("#owner").selectOption("=仓库");
  await page.waitForFunction(() => document.querySelectorAll(".row[data-row]").length === 2);
  assert.deepEqual(await ids(), ["00734", "00735"]);
  assert.deepEqual(await page.locator(".countchip strong").allInnerTexts(), ["2", "0", "1", "1"]);
  await page.locator("#owner").selectOption("");
  await page.locator("#find").fill("门店");
  await page.waitForFunction(() => document.querySelectorAll(".row[data-row]").length === 3);
  await page.locator("#find").fill("");
  await page.locator("th.c-due button").click();
  await page.locator("th.c-due[aria-sort=ascending]").waitFor();
  await page.waitForFunction(() => document.querySelector(".row .c-id")?.textContent === "00731");
  await page.locator("th.c-due button").click();
  await page.locator("th.c-due[aria-sort=descending]").waitFor();
  assert.equal(await page.locator("table[aria-rowcount='10'][aria-colcount='8']").count(), 1);
  await close();
});

test("a row with a problem says why, is mended in place, and the next one is at hand", async () => {
  const { page, faults, close } = await desk({ locale: "en-GB" });
  await give(page, "list.csv", csv());
  await count(page);
  await page.locator("#show-problems").click();
  await page.waitForFunction(() => document.querySelectorAll(".row[data-row]").length === 3);
  const texts = await page.locator(".whynot").allInnerTexts();
  assert.deepEqual(texts, [
    "Came in: cannot read the date or time; write it as 2026-09-28 09:30, 2026-09-28 or 2026-09-28T09:30:00+08:00",
    "no time limit; e.g. 3 working days, 24 hours",
    "Done: cannot read the date or time; write it as 2026-09-28 09:30, 2026-09-28 or 2026-09-28T09:30:00+08:00",
  ]);
  await line(page, 7).locator(".fix").fill("1 working day");
  await line(page, 7).locator(".fix").press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".row[data-row]").length === 2);
  await page.waitForFunction(() => document.activeElement?.classList.contains("fix"));
  await line(page, 8).locator(".fix").fill("2026-03-10");
  await line(page, 8).locator(".fix").press("Enter");
  await line(page, 6).locator(".fix").fill("2026-03-09 11:00");
  await line(page, 6).locator(".fix").press("Enter");
  await page.locator("[data-bucket=all].countchip").click();
  await page.locator("#sort").selectOption("line");
  await page.waitForFunction(() => document.querySelectorAll(".row[data-row]").length === 9);
  // Monday 9 March and one working day: the 10th. And three: the 12th.
  assert.match(await line(page, 7).locator(".c-due").innerText(), /^10 Mar/);
  assert.match(await line(page, 6).locator(".c-due").innerText(), /^12 Mar/);
  assert.equal(await line(page, 8).getAttribute("data-standing"), "met");
  assert.deepEqual(faults, []);
  await close();
});

async function saved(page, format) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#save-${format}`).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("the list as CSV, workbook and calendar: nothing is lost, nothing becomes a formula", async () => {
  const { page, faults, close } = await desk({ locale: "en-GB", timezoneId: "America/Los_Angeles" });
  const hostile = ["00740", "=HYPERLINK(\"http://x\")", "2026-03-09", "3个工作日", "@SUM(1)", ""];
  await give(page, "list.csv", csv(HEAD, [...ROWS.map((row) => [row.id, row.customer, row.start, row.limit, row.owner, row.done]), hostile.map((text) => `"${text.replaceAll("\"", "\"\"")}"`)]));
  await count(page);
  await page.locator("#sort").selectOption("line");
  await page.waitForFunction(() => document.querySelector(".row .c-id")?.textContent === "00731");

  const text = await saved(page, "csv");
  assert.equal(text.name, "list-2026-03-10.csv");
  assert.deepEqual([...text.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const lines = text.bytes.toString("utf8").slice(1).split("\r\n");
  assert.equal(lines.length, ROWS.length + 2);
  assert.equal(lines[0], `${HEAD.join(",")},Due day,Due time,Standing,Remaining,Owed by,Limit applied,Provisional,Problem`);
  // 26 to 28 February (a Saturday worked in exchange), 2 to 6, 9 and 10 March.
  assert.equal(lines[1], "00731,华东经销商,2026-02-13 16:00,3个工作日,质量部,,2026-02-25,24:00,overdue,10 working days over,质量部,3个工作日,,");
  assert.ok(lines.at(-1).includes("'=HYPERLINK") && lines.at(-1).includes("'@SUM(1)"), lines.at(-1));

  const book = await saved(page, "xlsx");
  const [{ data }] = await readXlsxFile(book.bytes);
  assert.equal(data.length, ROWS.length + 2);
  assert.equal(data[1][0], "00731");
  assert.ok(data[1][6] instanceof Date && data[1][6].toISOString().startsWith("2026-02-25"));
  assert.equal(data.at(-1)[1], hostile[1]);

  const calendar = await saved(page, "ics");
  const events = new ICAL.Component(ICAL.parse(calendar.bytes.toString("utf8"))).getAllSubcomponents("vevent");
  const by = new Map(events.map((event) => [event.getFirstPropertyValue("uid"), event.getFirstPropertyValue("dtstart")]));
  assert.equal(events.length, 5, "what is done or cannot be counted has no date to keep");
  assert.equal(by.get("00732.list@aftersales").toString(), "2026-03-13");
  assert.equal(by.get("00733.list@aftersales").toJSDate().toISOString(), "2026-03-11T01:30:00.000Z");
  assert.deepEqual(faults, []);
  await close();
});

test("rows that name a procedure go by its limit, and open as a case", async () => {
  const { page, faults, close } = await desk({ locale: "en-GB", now: "2026-09-28T02:00:00Z" });
  await give(page, "list.csv", "编号,收到时间,流程\nA1,2026-09-28 09:30,zjhp-complaint-return\nA2,2026-09-28,没有这个流程\nA3,2026-09-28,\n");
  await page.locator("#limit-0").waitFor();
  await page.locator("#all-span").fill("5 of them");
  await page.locator(".limits .problems").waitFor();
  assert.equal(await page.locator("#run").isDisabled(), true);
  await page.locator("#all-span").fill("2 days");
  await page.locator(".limits .problems").waitFor({ state: "detached" });
  await count(page);
  await page.locator("#sort").selectOption("line");
  await page.waitForFunction(() => document.querySelector(".row .c-id")?.textContent === "A1");
  assert.match(await line(page, 1).locator(".whynot").innerText(), /no time limit is chosen for “没有这个流程”/);
  assert.match(await line(page, 2).locator(".c-due").innerText(), /^30 Sep/);
  await line(page, 0).getByRole("button").click();
  await page.locator("#opened").waitFor();
  assert.equal(await page.locator("#opened").inputValue(), "2026-09-28");
  assert.equal(await page.locator("#opened + input").inputValue(), "09:30");
  await page.goBack();
  await page.locator(".row").first().waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test("100,000 rows: only those in sight are drawn, and the last can be reached", async (t) => {
  const { page, faults, close } = await desk({ locale: "en-GB", now: "2026-09-28T02:00:00Z" });
  const text = many(100_000);
  const clocked = async (what, wait) => { const from = process.hrtime.bigint(); await wait(); t.diagnostic(`${what}: ${Number((process.hrtime.bigint() - from) / 1_000_000n)} ms`); };
  await give(page, "many.csv", text);
  await clocked("read, recognised, shown", () => page.locator("#run").waitFor());
  await clocked("counted and listed", () => count(page));
  t.diagnostic(await page.locator(".manyhead .meta").innerText());
  assert.ok(await page.locator("#rows tr").count() < 80);
  await clocked("sorted by customer", async () => { await page.locator("th.c-customer button").click(); await page.locator("th.c-customer[aria-sort=ascending]").waitFor(); await page.waitForFunction(() => document.querySelector(".row .c-customer")?.textContent === "Customer 0"); });
  await page.locator("#sort").selectOption("line");
  // Another order begins at its first row: only then is there anywhere to scroll to.
  await page.waitForFunction(() => document.querySelector("tr[aria-rowindex='3']")?.dataset.row === "1");
  await page.locator("#rows").evaluate((rows) => { rows.scrollTop = rows.scrollHeight; });
  await clocked("the last row", () => line(page, 99_999).waitFor());
  assert.equal(await line(page, 99_999).getAttribute("aria-rowindex"), "100001");
  // Frames while it scrolls: how long the longest one kept the page busy.
  const longest = await page.evaluate(async () => {
    const rows = document.getElementById("rows");
    let longest = 0;
    const seen = new PerformanceObserver((list) => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration); });
    seen.observe({ type: "longtask" });
    for (let n = 0; n < 60; n++) { rows.scrollTop = n * 40_000; await new Promise(requestAnimationFrame); }
    seen.disconnect();
    return longest;
  });
  t.diagnostic(`longest task while scrolling: ${longest.toFixed(0)} ms (0: none over 50)`);
  await clocked("written as CSV", () => saved(page, "csv"));
  await clocked("written as a workbook", () => saved(page, "xlsx"));
  assert.deepEqual(faults, []);
  await close();
});

/** A zip archive of one entry of zeros, which its directory says is 2 GB: what a bomb looks like before it goes off. */
function bomb() {
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const local = Buffer.alloc(30 + name.length + 100);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  name.copy(local, 30);
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt32LE(100, 20);
  entry.writeUInt32LE(2_000_000_000, 24);
  entry.writeUInt16LE(name.length, 28);
  name.copy(entry, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

const REFUSED = [
  ["nothing", "a.csv", Buffer.alloc(0), "the table is empty; names of columns in the first row, one case in each further row"],
  ["only blanks", "a.csv", Buffer.from("\n , ,\n"), "the table is empty"],
  ["a picture", "a.csv", readFileSync(new URL("../../../docs/img/page-zh-desktop.png", import.meta.url)), "this is no file with a table; an .xlsx file or a CSV in UTF-8 or GBK (GB18030) can be opened"],
  ["old Excel", "a.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]), "this is the old Excel format (.xls); save it as .xlsx or CSV in Excel and open that"],
  ["a web page", "a.xls", Buffer.from("<html><table><tr><td onclick='x()'>1</td></tr></table></html>"), "this is a web page, not a table"],
  ["a zip bomb", "a.xlsx", bomb(), "the file is too big: 2000 MB; at most 64 MB (unpacked 400 MB); please split it"],
  ["half a zip", "a.xlsx", Buffer.from("PK\x03\x04 and then nothing"), "this is no file with a table"],
  ["too many rows", "a.csv", Buffer.from("id,received\n" + "1,2026-03-09\n".repeat(200_002)), "rows are too many; at most 200000 rows; please split the table"],
];

test("what is no table is refused with the reason, and the page goes on", async () => {
  const { page, faults, close } = await desk({ locale: "en-GB" });
  for (const [what, name, bytes, told] of REFUSED) {
    await give(page, name, bytes);
    const said = page.locator(".problems[role=alert]");
    await said.waitFor();
    assert.ok((await said.innerText()).replaceAll("\n", "; ").includes(told), `${what}: ${await said.innerText()}`);
    await page.locator("#example").click();
    await page.locator("#run").waitFor();
    await page.getByRole("button", { name: "Another table" }).click();
    await page.locator(".dropzone").waitFor();
  }
  assert.deepEqual(faults, []);
  await close();
});

test("a file of 200 MB is refused at once", async () => {
  const { page, faults, close } = await desk({ locale: "en-GB" });
  await page.locator(".dropzone").evaluate((zone) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(200_000_000)], "huge.csv"));
    zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await page.getByText("the file is too big: 200 MB").waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test("markup and formulas in cells are text: shown as such, never run", async () => {
  const { page, faults, close } = await desk({ locale: "en-GB" });
  const markup = "<img src=x onerror=\"document.title='run'\">";
  await give(page, "a.csv", `id,customer,received,limit\n<b>1</b>,"${markup.replaceAll("\"", "\"\"")}",2026-03-09,3 working days\n__proto__,constructor,2026-03-09,toString\n`);
  await page.locator("#run").waitFor();
  assert.equal(await page.locator(".sample td").nth(1).innerText(), markup);
  await count(page);
  assert.equal(await line(page, 0).locator(".c-customer").innerText(), markup);
  assert.equal(await line(page, 1).getAttribute("data-bucket"), "bad");
  assert.equal(await page.locator("main img, main b").count(), 0);
  assert.notEqual(await page.title(), "run");
  assert.deepEqual(faults, []);
  await close();
});
