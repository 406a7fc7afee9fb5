// Every case of the corpus in Node and, through the page's own module, in a real Chromium.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as aftersales from "aftersales";
import { launch, serve } from "../page/test/browser.js";
import { runCorpus } from "./corpus.js";
import { corpus } from "./corpus-files.js";

const file = (path) => readFileSync(new URL(path, import.meta.url));

test("the corpus in Node", async (t) => {
  const { count, wrong } = await runCorpus(aftersales, corpus());
  t.diagnostic(`${count} cases in Node ${process.version}`);
  assert.ok(count > 0);
  assert.deepEqual(wrong, []);
});

test("the corpus in Chromium", async (t) => {
  const server = await serve(undefined, {
    "/blank.html": "<!doctype html><title>corpus</title>",
    "/browser.js": file("../npm/browser.js"),
    "/aftersales.js": file("../npm/aftersales.js"),
    "/rulebook.js": file("../npm/rulebook.js"),
    "/corpus.js": file("./corpus.js"),
  });
  const browser = await launch();
  try {
    const page = await browser.newPage({ timezoneId: "America/Los_Angeles" });
    await page.goto(`${server.url}blank.html`);
    const { count, wrong } = await page.evaluate(async (told) => {
      const aftersales = await import("/browser.js");
      const { runCorpus } = await import("/corpus.js");
      await aftersales.default();
      return runCorpus(aftersales, told);
    }, corpus());
    t.diagnostic(`${count} cases in Chromium ${browser.version()}`);
    assert.ok(count > 0);
    assert.deepEqual(wrong, []);
  } finally {
    await browser.close();
    server.close();
  }
});
