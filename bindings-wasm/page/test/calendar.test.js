// The calendar: a year as the State Council's notice has it, days and hours of a company, and that every date goes by them.
// Holidays of 2026: notice of 4 November 2025 (National Day 1 to 7 October, 20 September and 10 October worked).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible } from "./accessible.js";
import { launch, serve, visit } from "./browser.js";

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser.close(); server.close(); });

const calendar = (options = {}) => visit(browser, server.url, { ...options, hash: "#calendar" });
const day = (page, iso) => page.locator(`[data-day="${iso}"]`);
const kind = (page, iso) => day(page, iso).getAttribute("data-kind");

/** A domestic complaint of Monday 28 September 2026: the answer is due the next working day, the analysis in three. */
const COMPLAINT = {
  ref: "a1", procedure: "zjhp-complaint-return", opened: { day: "2026-09-28", time: "09:30" }, facts: { kind: "complaint", "center-kind": "domestic" },
  entries: [{ kind: "event", id: "submit", at: { day: "2026-09-28", time: "14:00" }, by: "center", person: "", facts: { "goods-returned": true },
    forms: ["slip", "schedule-sheet"], part: "", verdict: "agree", target: -1, why: "" }],
};
const coded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
async function follow(page, told) {
  await page.evaluate((text) => { location.hash = `case=${text}`; }, coded(told));
  await page.locator("[data-limit=respond]").waitFor();
}
async function go(page, view) {
  await page.locator(`.views a[href="#${view}"]`).click();
  await page.locator(view === "calendar" ? ".year" : "#deadlines, .many").waitFor();
}
const due = async (page, limit) => `${await page.locator(`[data-limit=${limit}] .date .day`).innerText()} ${await page.locator(`[data-limit=${limit}] .date time`).innerText()}`;

test("a year: worked, rest, holidays by name, made up, and what is not published yet", async () => {
  for (const [timezoneId, locale, national, unpublished] of [["America/Los_Angeles", "zh-CN", "国庆节", "尚未公布"], ["UTC", "en-GB", "National Day", "Not published yet"]]) {
    const { page, faults, close } = await calendar({ timezoneId, locale });
    await day(page, "2026-10-01").waitFor();
    assert.equal(await page.locator("[data-day]").count(), 365);
    assert.match(await day(page, "2026-10-01").getAttribute("aria-label"), new RegExp(national));
    assert.deepEqual(await Promise.all(["2026-09-20", "2026-10-07", "2026-10-08", "2026-10-10", "2026-10-11"].map((iso) => kind(page, iso))),
      ["makeup_workday", "adjusted_rest_day", "workday", "makeup_workday", "weekend"]);
    const years = await page.locator("#year option").allInnerTexts();
    assert.equal(years[0], "2004");
    assert.ok(years.includes("2027"));
    assert.equal(await page.getByText(unpublished, { exact: true }).count(), 0);
    await page.locator("#year").selectOption("2027");
    await page.getByText(unpublished, { exact: true }).waitFor();
    assert.match(await day(page, "2027-01-01").getAttribute("data-kind"), /holiday/);
    assert.deepEqual(faults, []);
    await close();
  }
});

test("a day off and hours move the dates of a case, and the page says in which calendar it counts", async () => {
  const { page, faults, close } = await visit(browser, server.url, { timezoneId: "America/Los_Angeles" });
  await follow(page, COMPLAINT);
  assert.deepEqual([await due(page, "respond"), await due(page, "analyse")], ["9月29日 24:00", "10月8日 24:00"]);
  assert.match(await page.locator(".inforce").innerText(), /中国大陆法定安排$/);
  await go(page, "calendar");
  await day(page, "2026-09-29").click();
  assert.equal(await kind(page, "2026-09-29"), "closure");
  await go(page, "one");
  assert.deepEqual([await due(page, "respond"), await due(page, "analyse")], ["9月30日 24:00", "10月9日 24:00"]);
  assert.match(await page.locator(".inforce").innerText(), /公司休息 1 天/);
  await go(page, "calendar");
  await page.locator("#hours-add").click();
  await day(page, "2026-10-11").click();
  assert.equal(await kind(page, "2026-10-11"), "opening");
  await go(page, "one");
  assert.deepEqual([await due(page, "respond"), await due(page, "analyse")], ["9月30日 18:00", "10月9日 18:00"]);
  assert.match(await page.locator(".inforce").innerText(), /公司休息 1 天、公司上班 1 天 \+ 按上班时段/);
  // Once more takes a day back; erasing takes all of it back.
  await go(page, "calendar");
  await day(page, "2026-09-29").click();
  assert.equal(await kind(page, "2026-09-29"), "workday");
  await page.locator("#erase-calendar").click();
  await go(page, "one");
  assert.deepEqual([await due(page, "respond"), await due(page, "analyse")], ["9月29日 24:00", "10月8日 24:00"]);
  assert.deepEqual(faults, []);
  await close();
});

test("days typed with a name; hours that overlap are not in force", async () => {
  const { page, faults, close } = await calendar({ locale: "en-GB" });
  await page.locator("#day-from").fill("2026-12-21");
  await page.locator("#day-to").fill("2026-12-27");
  await page.locator("#day-name").fill("Stock <b>taking</b>");
  await page.locator(".addday button.primary").click();
  assert.equal(await page.locator(".owndays li").count(), 1);
  assert.match(await page.locator(".owndays li").innerText(), /21 Dec 2026 – 25 Dec/);
  assert.match(await day(page, "2026-12-24").getAttribute("aria-label"), /Stock <b>taking<\/b>/);
  assert.equal(await kind(page, "2026-12-26"), "weekend");
  await page.locator("#day-from").fill("2026-12-26");
  await page.locator(".addday button.primary").click();
  await page.getByText("These days are so already").waitFor();

  await page.locator("#hours-add").click();
  const until = page.getByLabel("Window 1, to");
  await until.fill("13:30");
  await until.dispatchEvent("change");
  await page.getByText("Not in force yet").waitFor();
  assert.match(await page.locator(".hours .problems").innerText(), /overlaps the one before it/);
  await until.fill("12:30");
  await until.dispatchEvent("change");
  await page.locator(".hours .problems").waitFor({ state: "detached" });
  await page.locator(".owndays button").click();
  assert.equal(await kind(page, "2026-12-24"), "workday");
  assert.deepEqual(faults, []);
  await close();
});

test("the year by keyboard: one stop for Tab, arrows from day to day and into the next year, Enter changes", async () => {
  const { page, close } = await calendar();
  assert.deepEqual(await page.locator("[data-day][tabindex='0']").evaluateAll((all) => all.map((one) => one.dataset.day)), ["2026-09-28"]);
  await day(page, "2026-09-28").focus();
  const at = () => page.evaluate(() => document.activeElement.dataset.day);
  for (const [key, expected] of [["ArrowRight", "2026-09-29"], ["ArrowDown", "2026-10-06"], ["Home", "2026-10-05"], ["End", "2026-10-11"],
    ["PageDown", "2026-11-11"], ["PageUp", "2026-10-11"], ["PageDown", "2026-11-11"], ["PageDown", "2026-12-11"], ["PageDown", "2027-01-11"], ["PageUp", "2026-12-11"], ["ArrowUp", "2026-12-04"]]) {
    await page.keyboard.press(key);
    assert.equal(await at(), expected, key);
  }
  await page.keyboard.press("Enter");
  assert.equal(await kind(page, "2026-12-04"), "closure");
  assert.equal(await at(), "2026-12-04");
  await close();
});

test("kept only when asked for, and gone with one click", async () => {
  const { page, close } = await calendar();
  const stored = () => page.evaluate(() => Object.keys(localStorage));
  await day(page, "2026-11-11").click();
  assert.deepEqual(await stored(), []);
  await page.locator("#keep-calendar").check();
  await day(page, "2026-11-12").click();
  assert.deepEqual(await stored(), ["aftersales.calendar"]);
  await page.reload();
  await day(page, "2026-11-12").waitFor();
  assert.deepEqual([await kind(page, "2026-11-11"), await kind(page, "2026-11-12")], ["closure", "closure"]);
  await page.locator("#erase-calendar").click();
  assert.deepEqual(await stored(), []);
  assert.equal(await kind(page, "2026-11-11"), "workday");
  await page.evaluate(() => localStorage.setItem("aftersales.calendar", btoa('{"days":[{"day":"1066-10-14","worked":false,"name":""}],"hours":[]}')));
  await page.reload();
  await day(page, "2026-11-12").waitFor();
  assert.equal(await page.locator(".owndays").count(), 0, "what the core refuses is not put in force");
  await close();
});

test("a link brings its calendar, for its case only", async () => {
  const { page, faults, close } = await calendar({ locale: "en-GB" });
  await day(page, "2026-09-30").click();
  await follow(page, { ...COMPLAINT, calendar: { days: [{ day: "2026-09-29", worked: false, name: "Move" }], hours: [] } });
  assert.equal(await due(page, "respond"), "30 Sep 24:00");
  await page.getByText("came with the link").waitFor();
  await go(page, "calendar");
  assert.deepEqual([await kind(page, "2026-09-29"), await kind(page, "2026-09-30")], ["closure", "workday"]);
  await day(page, "2026-09-28").click({ force: true });
  assert.equal(await kind(page, "2026-09-28"), "workday", "a calendar lent is not changed");
  await page.getByRole("button", { name: "Use my calendar" }).click();
  assert.deepEqual([await kind(page, "2026-09-29"), await kind(page, "2026-09-30")], ["workday", "closure"]);
  await go(page, "one");
  assert.equal(await due(page, "respond"), "29 Sep 24:00");
  for (const days of [[{ day: "2026-02-30", worked: false, name: "" }], [{ day: "9999-01-01", worked: false, name: "" }], "no", [{ day: "2026-09-29", worked: 1, name: "" }]]) {
    await page.evaluate((text) => { location.hash = `case=${text}`; }, coded({ ...COMPLAINT, calendar: { days, hours: [] } }));
    await page.getByText("No case can be read from this link").waitFor();
  }
  assert.deepEqual(faults, []);
  await close();
});

test("the link copied carries the days, and who follows it sees the same dates", async () => {
  const { page, close } = await visit(browser, server.url, { permissions: ["clipboard-read", "clipboard-write"] });
  await follow(page, COMPLAINT);
  await go(page, "calendar");
  await day(page, "2026-09-29").click();
  await go(page, "one");
  await page.locator("#copy-link").click();
  await page.getByText("链接已复制").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await visit(browser, server.url, { hash: link.slice(link.indexOf("#")) });
  await other.page.locator("[data-limit=respond]").waitFor();
  assert.equal(await due(other.page, "respond"), "9月30日 24:00");
  await other.close();
  await close();
});

test("a list of cases goes by the same calendar, also when it changes afterwards", async () => {
  const { page, faults, close } = await visit(browser, server.url, { hash: "#many" });
  await page.locator("#table-file").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from("编号,收到时间,时限\nA1,2026-09-28 09:30,1个工作日\n") });
  await page.locator("#run").click();
  const text = () => page.locator("[data-row] , .tablerow, [role=row]").last().innerText();
  await page.getByText("9月29日").first().waitFor();
  await go(page, "calendar");
  await day(page, "2026-09-29").click();
  await page.locator('.views a[href="#many"]').click();
  await page.getByText("9月30日").first().waitFor();
  assert.match(await text(), /9月30日/);
  assert.match(await page.locator(".inforce").innerText(), /公司休息 1 天/);
  assert.deepEqual(faults, []);
  await close();
});

for (const [locale, width, colorScheme] of [["zh-CN", 1280, "light"], ["en-GB", 390, "dark"], ["zh-CN", 390, "light"], ["en-GB", 1280, "dark"]]) {
  test(`the calendar is accessible: ${locale}, ${width} wide, ${colorScheme}`, async () => {
    const { page, faults, close } = await calendar({ locale, width, colorScheme });
    for (const iso of ["2026-11-11", "2026-11-14"]) await day(page, iso).click();
    await page.locator("#hours-add").click();
    await page.locator("#hours-more").click();
    await accessible(page, "with days and hours of a company");
    await page.locator("#year").selectOption("2027");
    await accessible(page, "a year not published");
    await follow(page, { ...COMPLAINT, calendar: { days: [{ day: "2026-09-29", worked: false, name: "" }], hours: [] } });
    await accessible(page, "a case with a calendar lent");
    await go(page, "calendar");
    await accessible(page, "a calendar lent");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, "nothing sticks out sideways");
    assert.deepEqual(faults, []);
    await close();
  });
}
