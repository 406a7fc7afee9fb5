// A first visit must be light: everything it loads, and the module alone. Times are printed, not judged.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { DIST, launch, serve, visit } from "./browser.js";

let browser, server;
before(async () => { browser = await launch(); server = await serve(); });
after(async () => { await browser.close(); server.close(); });

const gzipped = (name) => gzipSync(readFileSync(DIST + name), { level: 9 }).length;

test("a first visit, with a procedure chosen, loads at most 400 kB gzipped", async (t) => {
  const { page, asked, close } = await visit(browser, server.url);
  await page.locator(".procedure").first().click();
  await page.locator(".states-svg").first().waitFor();
  const loaded = [...asked].map((name) => name || "index.html");
  const total = loaded.reduce((sum, name) => sum + gzipped(name), 0);
  t.diagnostic(`first visit ${(total / 1000).toFixed(1)} kB, ${loaded.length} files`);
  assert.ok(loaded.includes("aftersales_bg.wasm"));
  assert.ok(loaded.filter((name) => name.startsWith("procedures/")).length === 1, "only the procedure chosen is fetched");
  assert.ok(total <= 400_000, `a first visit loads ${total} bytes: ${loaded.join(" ")}`);
  await close();
});

test("the module has at most 300 kB gzipped", (t) => {
  const wasm = gzipped("aftersales_bg.wasm");
  t.diagnostic(`module ${(wasm / 1000).toFixed(1)} kB`);
  assert.ok(wasm <= 300_000, `the module has ${wasm} bytes`);
});

test("ready, and from typing to the answer, with the CPU slowed four times", async (t) => {
  const { page, close } = await visit(browser, server.url);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const started = performance.now();
  await page.reload();
  await page.waitForSelector(".procedure");
  t.diagnostic(`ready after ${(performance.now() - started).toFixed(0)} ms`);
  await page.locator(".procedure").first().click();
  await page.locator("#deadlines").waitFor();
  // The page's clock stands still for the test; the debugger's does not.
  const clock = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.find((metric) => metric.name === "Timestamp").value * 1000;
  };
  await devtools.send("Performance.enable");
  const took = [];
  for (let day = 10; day < 21; day++) {
    const from = await clock();
    await page.locator("#opened").evaluate((field, value) => {
      field.value = value;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      document.body.getBoundingClientRect();
    }, `2026-09-${day}`);
    took.push((await clock()) - from);
  }
  const [first] = took;
  const median = took.sort((a, b) => a - b)[5];
  t.diagnostic(`typing to answer at most ${median.toFixed(0)} ms, the first time ${first.toFixed(0)} ms, the way to the debugger and back included`);
  await close();
});
