// What a clerk does, in both languages, on a phone and at a desk, wherever the computer thinks it is: two cases of the
// corpus are typed into the page and must show the states and the dates worked out by hand.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { corpus } from "../../test/corpus-files.js";
import { launch, serve, visit } from "./browser.js";

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser.close(); server.close(); });

const cases = corpus().cases;
const find = (id) => cases.find(({ case: told }) => told.id === id);

const PLACES = [
  { locale: "zh-CN", timezoneId: "America/Los_Angeles", width: 1280, height: 900 },
  { locale: "zh-CN", timezoneId: "Asia/Shanghai", width: 390, height: 844 },
  { locale: "en-GB", timezoneId: "UTC", width: 390, height: 844 },
  { locale: "en-GB", timezoneId: "America/Los_Angeles", width: 1280, height: 900 },
];
const CASES = ["main-path-to-the-supplier", "urgent-caps-the-analysis"];

/** A day and a time of the corpus into a pair of fields. */
async function when(page, id, at) {
  const [day, time] = at.split(" ");
  await page.locator(`#${id}`).fill(day);
  await page.locator(`#${id} + input[type=time]`).fill(time);
}

/** One fact into its field, however it is asked. False where it is not asked. */
async function fact(page, prefix, id, value) {
  const field = page.locator(`#${prefix}-${id}`);
  if (typeof value === "boolean") {
    const choice = page.locator(`input[name="${prefix}-${id}"]`);
    if (await choice.count() === 0) return false;
    await choice.nth(value ? 0 : 1).check({ force: true });
    return true;
  }
  if (await field.count() === 0) return false;
  if (await field.evaluate((element) => element.tagName) === "SELECT") await field.selectOption(String(value));
  else await field.fill(String(value));
  return true;
}

const unfold = (page) => page.evaluate(() => document.querySelectorAll(".intake details, .progress details").forEach((details) => { details.open = true; }));

/** Facts of the case as it came in; those that no step asks for are given here as well. */
async function intake(page, facts) {
  await unfold(page);
  for (const [id, value] of Object.entries(facts)) assert.ok(await fact(page, "fact", id, value), `the page asks for ${id}`);
}

async function tell(page, event) {
  await unfold(page);
  if (event.sign) {
    await page.locator(`[data-approval="${event.sign}"][data-role="${event.by}"]`).click();
  } else {
    await page.locator(`[data-event="${event.event}"] .tick`).first().click();
    await page.locator("#draft-by").selectOption(event.by);
    const elsewhere = {};
    for (const [id, value] of Object.entries(event.facts ?? {})) if (!(await fact(page, "draft", id, value))) elsewhere[id] = value;
    await intake(page, elsewhere);
    for (const form of event.forms ?? []) {
      const box = page.locator(`form.draft input[type=checkbox][value="${form}"]`);
      if (await box.count()) await box.check();
    }
  }
  await when(page, "draft-at", event.at);
  if (event.person) await page.locator("#draft-person").fill(event.person);
  await page.locator("form.draft button.primary").click();
  await page.locator("form.draft").waitFor({ state: "detached" });
}

/** The state in every region and each obligation, as the page shows them, against the corpus. */
async function shows(page, told) {
  for (const id of Object.values(told.expect.state).filter(Boolean)) {
    await page.locator(`.node.lit[data-state="${id}"]`).waitFor();
  }
  await page.evaluate(() => document.querySelectorAll("#deadlines details").forEach((details) => { details.open = true; }));
  for (const expected of told.expect.obligation ?? []) {
    const item = page.locator(`[data-limit="${expected.limit}"]`);
    if (expected.standing === "none") { assert.equal(await item.count(), 0, expected.limit); continue; }
    const one = item.nth((expected.n ?? 1) - 1);
    assert.equal(await one.getAttribute("data-standing"), expected.standing, expected.limit);
    if (!expected["last-day"]) continue;
    const [, month, day] = expected["last-day"].split("-").map(Number);
    const text = (await one.locator(".day").innerText()).trim();
    const english = new Date(Date.UTC(2026, month - 1, day)).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
    assert.ok([`${month}月${day}日`, english.replace("Sept", "Sep")].includes(text), `${expected.limit}: ${text}, not ${expected["last-day"]}`);
    assert.equal(await one.locator("time").innerText(), "24:00", expected.limit);
  }
}

for (const id of CASES) for (const place of PLACES) {
  test(`${id}: ${place.locale}, ${place.timezoneId}, ${place.width} wide`, async () => {
    const { stem, case: told } = find(id);
    const now = new Date(`${told.expect.now.replace(" ", "T")}:00+08:00`).toISOString();
    const { page, faults, close } = await visit(browser, server.url, { ...place, now });
    await page.locator("#query").fill(stem);
    await page.locator(`[data-procedure="${stem}"]`).click();
    await when(page, "opened", told.opened);
    await intake(page, told.facts ?? {});
    const taken = told.event.filter((event) => !event.refused);
    for (const event of taken) await tell(page, event);
    await shows(page, told);

    // The most urgent stands first.
    const order = ["overdue", "past target", "due soon", "pending"];
    const standings = await page.locator("#deadlines > .rail > li").evaluateAll((items) => items.map((item) => item.dataset.standing));
    const ranks = standings.map((standing) => order.indexOf(standing)).filter((rank) => rank >= 0);
    assert.deepEqual(ranks, [...ranks].sort((a, b) => a - b));

    // The last entry was a mistake: taken back with a reason, it stays in the list and the case stands where it stood before.
    const lit = () => page.locator(".node.lit").evaluateAll((nodes) => nodes.map((node) => node.dataset.state).sort());
    const before = await lit();
    const last = page.locator(`[data-entry="${taken.length - 1}"]`);
    await last.locator("button.icononly").click();
    await last.locator(".undo input").fill("booked on the wrong slip");
    await last.locator(".undo button.primary").click();
    await page.locator(".done.voided").waitFor();
    assert.ok((await last.innerText()).includes("booked on the wrong slip"));
    if (!taken.at(-1).sign) assert.notDeepEqual(await lit(), before);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, "nothing sticks out sideways");
    assert.deepEqual(faults, []);
    await close();
  });
}
