// The whole page as one file, opened from disk: no server, no request, the same answers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { DIST, launch, visit } from "./browser.js";

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

test("both pages run no script but their own", () => {
  for (const [name, own] of [["index.html", "'self' "], ["aftersales.html", ""]]) {
    const page = readFileSync(DIST + name, "utf8");
    const policy = page.match(/Content-Security-Policy" content="([^"]*)"/)[1];
    assert.match(policy, new RegExp(`^default-src 'none'; script-src ${own}'sha256-[^']+' 'wasm-unsafe-eval';`), name);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/, name);
  }
});
