// Once visited, the page opens without a network: any procedure, not only those seen before.

import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, serve, visit } from "./browser.js";

test("the page works offline after a first visit", async () => {
  const browser = await launch();
  const server = await serve();
  const { page, close } = await visit(browser, server.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  });
  server.close();
  await page.context().setOffline(true);
  await page.reload();
  await page.locator("[data-procedure=market-quality-feedback]").click();
  await page.locator(".states-svg").first().waitFor();
  assert.ok(await page.locator(".tick").count() > 0);
  await close();
  await browser.close();
});
