// The page as something installed: it opens without a network, and a newer edition replaces it whole or not at all.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DIST, launch, serve, visit } from "./browser.js";
import { csv, NOW } from "./tables.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Until the page is kept and served by its worker. */
const kept = (page) => page.evaluate(async () => {
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
});

test("the page works offline after a first visit: any procedure, and the parts not seen before", async () => {
  const server = await serve();
  const { page, close } = await visit(browser, server.url, { now: NOW });
  await kept(page);
  server.close();
  await page.context().setOffline(true);
  await page.reload();
  await page.locator("[data-procedure=market-quality-feedback]").click();
  await page.locator(".states-svg").first().waitFor();
  assert.ok(await page.locator(".tick").count() > 0);
  await page.getByRole("link", { name: "多件" }).click();
  await page.locator("#table-file").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(csv()) });
  await page.locator("#run").click();
  assert.match(await page.locator(".row[data-row='1'] .c-due").innerText(), /^3月13日/);
  await close();
});

test("the browser takes the page for an application, with icons of the sizes they say", async () => {
  const server = await serve();
  const { page, close } = await visit(browser, server.url);
  await kept(page);
  const devtools = await page.context().newCDPSession(page);
  const { errors, data } = await devtools.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const told = JSON.parse(data);
  for (const { src, sizes } of told.icons.filter((icon) => icon.type === "image/png")) {
    const bytes = readFileSync(DIST + src);
    assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
  }
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  await close();
  server.close();
});

const digest = (file) => `sha256-${createHash("sha256").update(readFileSync(file)).digest("base64")}`;

/** Makes the next edition out of one: another style, and so another first page and another worker. */
function next(folder) {
  const replace = (name, from, to) => writeFileSync(join(folder, name), readFileSync(join(folder, name), "utf8").replaceAll(from, to));
  const [style, index] = ["main.css", "index.html"].map((name) => join(folder, name));
  const [oldStyle, oldIndex] = [digest(style), digest(index)];
  writeFileSync(style, `${readFileSync(style, "utf8")}\nbody{--edition:next}`);
  replace("index.html", oldStyle, digest(style));
  replace("offline.js", oldStyle, digest(style));
  replace("offline.js", oldIndex, digest(index));
  replace("offline.js", /aftersales-[0-9a-f]{16}/g, "aftersales-next");
}

test("a newer edition is told of, taken whole when asked for, and the case stays", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "edition-"));
  cpSync(DIST, folder, { recursive: true });
  const server = await serve(`${folder}/`);
  const { page, faults, close } = await visit(browser, server.url, { locale: "en-GB" });
  // A test that fails leaves nothing open either: the run would never end.
  t.after(async () => { await close(); server.close(); rmSync(folder, { recursive: true }); });
  const edition = () => page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--edition").trim());
  const look = () => page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
  await kept(page);
  await page.locator("[data-procedure=market-quality-feedback]").click();
  await page.locator("#opened").fill("2026-03-07");

  // Half of it is on the server: a file does not fit its hash. Nothing is taken, and nothing said.
  const whole = readFileSync(join(folder, "main.css"));
  next(folder);
  const newer = readFileSync(join(folder, "main.css"));
  writeFileSync(join(folder, "main.css"), whole);
  await look().catch(() => undefined);
  await page.waitForFunction(async () => { const own = await navigator.serviceWorker.ready; return !own.installing && !own.waiting; });
  assert.equal(await page.locator(".newer").count(), 0);

  // All of it is there: it is told, and until it is asked for everything comes from the older one.
  writeFileSync(join(folder, "main.css"), newer);
  await look();
  await page.locator(".newer").waitFor();
  assert.equal(await edition(), "");
  await page.reload();
  await page.locator(".newer").waitFor();
  assert.equal(await edition(), "", "one reload of many pages mixes nothing");
  await page.locator("[data-procedure=market-quality-feedback]").click();
  await page.locator("#opened").fill("2026-03-07");
  // A worker the debugger looks at never rests, and only one at rest gives way.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("ServiceWorker.enable");
  await page.locator(".newer button").click();
  // Told to give way, the worker does so once it rests. Stopped before it has heard, it is stopped again, but never while the
  // page is being loaded anew: the worker answers that.
  const changed = () => page.waitForFunction(() => getComputedStyle(document.body).getPropertyValue("--edition").trim() === "next", undefined, { timeout: 8000 });
  let over = false;
  for (let time = 0; time < 4 && !over; time += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await devtools.send("ServiceWorker.stopAllWorkers");
    over = await changed().then(() => true, () => false);
  }
  assert.ok(over, "the newer edition has taken over");
  assert.equal(await page.locator("#opened").inputValue(), "2026-03-07");
  assert.equal(await page.locator(".newer").count(), 0);
  assert.deepEqual(await page.evaluate(() => caches.keys()), ["aftersales-next"]);
  // A worker stopped in the middle of an answer fails that one request.
  assert.deepEqual(faults.filter((text) => !/digest|integrity|ERR_FAILED/.test(text)), []);
});
