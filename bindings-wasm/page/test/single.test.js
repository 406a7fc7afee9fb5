// The whole page as one file, opened from disk: no server, no request, the same answers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { DIST, launch, visit } from "./browser.js";
import { NOW, xlsx } from "./tables.js";

test("the single file opens from disk and asks for nothing", async () => {
  const browser = await launch();
  const url = pathToFileURL(`${DIST}aftersales.html`).href;
  const { page, faults, close } = await visit(browser, url, { timezoneId: "America/Los_Angeles", locale: "en-GB" });
  await page.locator("#query").fill("OTCWI-Y-011");
  await page.locator("[data-procedure=workshop-defect-handling]").click();
  await page.locator(".states-svg").first().waitFor();
  assert.ok(await page.locator(".tick").count() > 0);
  assert.deepEqual(faults, []);
  await close();
  await browser.close();
});

test("the single file reads and writes tables, too: its worker comes out of itself", async () => {
  const browser = await launch();
  const url = pathToFileURL(`${DIST}aftersales.html`).href;
  const { page, faults, close } = await visit(browser, url, { locale: "en-GB", hash: "#many", now: NOW });
  await page.locator("#table-file").setInputFiles({ name: "list.xlsx", mimeType: "application/octet-stream", buffer: await xlsx() });
  await page.locator("#run").click();
  await page.locator(".row[data-row='1'] .c-due").waitFor();
  assert.match(await page.locator(".row[data-row='1'] .c-due").innerText(), /^13 Mar/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save-xlsx").click()]);
  assert.equal(download.suggestedFilename(), "list-2026-03-10.xlsx");
  assert.deepEqual(faults, []);
  await close();
  await browser.close();
});

test("both pages run no script but their own", () => {
  for (const [name, own] of [["index.html", "'self' "], ["aftersales.html", ""]]) {
    const page = readFileSync(DIST + name, "utf8");
    const policy = page.match(/Content-Security-Policy" content="([^"]*)"/)[1];
    assert.match(policy, new RegExp(`^default-src 'none'; script-src ${own}'sha256-[^']+' 'wasm-unsafe-eval';`), name);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/, name);
  }
});
