// A real Chromium and a small web server for the built page. Nothing but the page is served.

import { chromium } from "playwright-core";
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css",
  ".svg": "image/svg+xml", ".png": "image/png", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json",
};
export const DIST = new URL("../dist/", import.meta.url).pathname;

/** Serves a folder; `extra` are further pages by path, `requests` collects what was asked for. */
export async function serve(folder = DIST, extra = {}) {
  const requests = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://page").pathname;
    requests.push(path);
    const file = join(folder, normalize(path === "/" ? "/index.html" : path));
    const body = extra[path] ?? (file.startsWith(folder) && existsSync(file) ? readFileSync(file) : null);
    response.writeHead(body === null ? 404 : 200, { "content-type": TYPES[extname(path)] ?? TYPES[".html"] });
    response.end(body ?? "");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, requests, close: () => server.close() };
}

/** The browser the system has; its own sandbox needs rights that a container lacks. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });

/** A fresh page at a fixed moment. `faults` collects console errors, page errors and requests to elsewhere, `asked` the names of the files asked for. */
export async function visit(browser, url, options = {}) {
  const { locale = "zh-CN", timezoneId = "Asia/Shanghai", width = 1280, height = 900, now = "2026-09-28T02:00:00Z", hash = "", ...more } = options;
  const context = await browser.newContext({ locale, timezoneId, viewport: { width, height }, ...more });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(String(error)));
  const asked = new Set();
  page.on("request", (request) => {
    // What the service worker keeps for later is not the page's own request.
    if (!request.serviceWorker()) asked.add(request.url().slice(url.length));
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) faults.push(`asked for ${request.url()}`);
  });
  await page.clock.setFixedTime(new Date(now));
  await page.goto(url + hash);
  await page.waitForSelector("main");
  return { page, faults, asked, close: () => context.close() };
}
