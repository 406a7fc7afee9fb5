// Takes the pictures of docs/img anew, `npm run pictures`: the page as built, at a fixed moment, with a worked example of a procedure.

import { mkdirSync } from "node:fs";
import { launch, serve, visit } from "./test/browser.js";
import { csv, NOW } from "./test/tables.js";

const to = new URL("../../docs/img/", import.meta.url).pathname;
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const PICTURES = [
  ["page-zh-desktop", { ...DESK, locale: "zh-CN" }, explained],
  ["page-en-desktop", { ...DESK, locale: "en-GB" }, explained],
  ["page-zh-phone", { ...PHONE, locale: "zh-CN" }, told],
  ["page-en-phone", { ...PHONE, locale: "en-GB" }, told],
  ["page-zh-dark", { ...DESK, locale: "zh-CN", colorScheme: "dark" }, explained],
  ["page-many-zh-desktop", { ...DESK, locale: "zh-CN", now: NOW }, counted],
  ["page-many-en-phone", { ...PHONE, locale: "en-GB", colorScheme: "dark", now: NOW }, counted],
  ["element-zh-desktop", { ...DESK, locale: "zh-CN", now: "2026-09-29T02:00:00Z" }, embedded],
];

/** A complaint and its slip, from the worked example `urgent-caps-the-analysis` of its procedure; the National Day holidays lie ahead. */
const CASE = {
  ref: "picture", procedure: "zjhp-complaint-return", opened: { day: "2026-09-28", time: "09:30" },
  facts: { kind: "complaint", "center-kind": "domestic" },
  entries: [{
    kind: "event", id: "submit", at: { day: "2026-09-28", time: "14:00" }, by: "center", person: "", part: "", why: "", verdict: "agree", target: -1,
    facts: { "goods-returned": true }, forms: ["slip", "schedule-sheet"],
  }],
};

async function told(page) {
  await page.evaluate((text) => { location.hash = `case=${text}`; }, Buffer.from(JSON.stringify(CASE)).toString("base64url"));
  await page.locator("#deadlines .rail > li").first().waitFor();
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
}

async function explained(page) {
  await told(page);
  await page.locator("[data-limit=solve] .why").click();
  await page.locator("[data-limit=solve] .month").first().waitFor();
  await page.mouse.move(0, 0);
}

async function counted(page) {
  await page.locator("#table-file").setInputFiles({ name: "2026-03-10.csv", mimeType: "text/csv", buffer: Buffer.from(csv()) });
  await page.locator("#run").click();
  await page.locator("#rows .row[data-row]").first().waitFor();
}

async function embedded(page) {
  await page.locator("[name=urgent]").check();
  await page.locator("[data-limit=solve-urgent]").waitFor();
}

mkdirSync(to, { recursive: true });
const browser = await launch();
const [hosted, beside] = [await serve(), await serve(new URL("../", import.meta.url).pathname)];
for (const [name, options, prepare] of PICTURES) {
  const [server, hash] = prepare === embedded ? [beside, "example/index.html"] : [hosted, prepare === counted ? "#many" : ""];
  const { page, close } = await visit(browser, server.url, { now: "2026-09-29T02:00:00Z", ...options, hash });
  await prepare(page);
  await page.screenshot({ path: `${to}${name}.png` });
  await close();
  console.log(`docs/img/${name}.png`);
}
await browser.close();
for (const server of [hosted, beside]) server.close();
