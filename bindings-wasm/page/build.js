// Builds the page twice from the same sources, `node page/build.js`; the npm package (../npm) must have been built before.
//   page/dist/                  files to be hosted; what a first visit does not need is loaded when it is needed
//   page/dist/aftersales.html   everything in one file that opens from disk

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { procedure, procedures } from "aftersales";

const here = new URL(".", import.meta.url).pathname;
const dist = process.env.PAGE_DIST ?? `${here}dist`;
const SINGLE = "aftersales.html";

const COMMON = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  // The browser's entry of the npm package, not Node's.
  conditions: ["browser"],
  logLevel: "warning",
};
const ENTRIES = [{ in: "src/main.ts", out: "main" }, { in: "src/styles.css", out: "main" }];

const hash = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
const template = readFileSync(`${here}index.html`, "utf8");
const fill = (values) => template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);

/** What one may search by besides title and number: scope, and the names of limits, roles, states and forms. */
async function keywords() {
  const words = {};
  for (const info of procedures()) {
    const view = (await procedure(info.id, info.effective)).view();
    const names = [view.scope, ...[...view.limits, ...view.roles, ...view.states, ...view.forms].map((rule) => rule.label)];
    words[info.id] = [...new Set(names.flatMap((name) => [name.zh, name.en]))].join(" ").toLowerCase();
  }
  return JSON.stringify(words);
}

/** The policy of both pages: no script but ours (the first by its hash), nothing from elsewhere, nothing sent. */
const policy = (script, rest) => [
  "default-src 'none'", `script-src ${script} 'wasm-unsafe-eval'`, ...rest,
  "base-uri 'none'", "form-action 'none'",
].join("; ");

/**
 * A worker is one file that asks for no other: both pages start it from a blob, so that their policy holds in it. It is
 * no module, because a page opened from disk may start none;
 * the module comes to it compiled, so it needs no address of its own.
 */
const workers = () => build({ ...COMMON, format: "iife", logOverride: { "empty-import-meta": "silent" }, entryPoints: [{ in: "src/many/worker.ts", out: "worker" }, { in: "src/bring/worker.ts", out: "reader" }], outdir: dist, legalComments: "linked" });

async function hosted() {
  await build({ ...COMMON, entryPoints: ENTRIES, outdir: dist, splitting: true, legalComments: "linked" });
  for (const name of ["icon.svg", "icons", "app.webmanifest"]) cpSync(`${here}${name}`, `${dist}/${name}`, { recursive: true });
  cpSync(`${here}../npm/aftersales_bg.wasm`, `${dist}/aftersales_bg.wasm`);
  cpSync(`${here}../npm/aftersales_files_bg.wasm`, `${dist}/aftersales_files_bg.wasm`);
  cpSync(`${here}../npm/procedures`, `${dist}/procedures`, { recursive: true });
  writeFileSync(`${dist}/keywords.json`, await keywords());
  const [script, style] = ["main.js", "main.css"].map((name) => hash(readFileSync(`${dist}/${name}`)));
  writeFileSync(`${dist}/index.html`, fill({
    policy: policy(`'self' '${script}'`, ["style-src 'self'", "img-src 'self'", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self' blob:"]),
    icon: '<link rel="icon" href="icon.svg" type="image/svg+xml">\n    <link rel="manifest" href="app.webmanifest">\n    <link rel="apple-touch-icon" href="icons/192.png">',
    style: `<link rel="stylesheet" href="main.css" integrity="${style}">`,
    script: `<script type="module" src="main.js" integrity="${script}"></script>`,
  }));
}

/** Data stands in script elements of no script type: the policy does not run them and the page reads them by their id. */
async function single() {
  const { outputFiles } = await build({ ...COMMON, entryPoints: ENTRIES, outdir: dist, write: false, legalComments: "inline" });
  const text = (ending) => outputFiles.find((file) => file.path.endsWith(ending)).text.replace(/<(\/script|!--)/gi, "<\\$1");
  const [script, style] = [text(".js"), text(".css")];
  const inside = ["aftersales_bg.wasm", "aftersales_files_bg.wasm", "keywords.json", "worker.js", "reader.js", ...readdirSync(`${dist}/procedures`).map((name) => `procedures/${name}`)];
  const data = inside.map((name) => {
    const packed = gzipSync(readFileSync(`${dist}/${name}`), { level: 9 }).toString("base64");
    return `<script type="application/gzip" id="file:${name}">${packed}</script>`;
  });
  const icon = `data:image/svg+xml;base64,${readFileSync(`${here}icon.svg`).toString("base64")}`;
  writeFileSync(`${dist}/${SINGLE}`, fill({
    policy: policy(`'${hash(script)}'`, [`style-src '${hash(style)}'`, "img-src data:", "worker-src blob:"]),
    icon: `<link rel="icon" href="${icon}">`,
    style: `<style>${style}</style>`,
    script: `${data.join("\n    ")}\n    <script type="module">${script}</script>`,
  }));
}

/** The service worker keeps every hosted file; another content is another edition. */
async function offline() {
  const names = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(dist.length).replace(/^\/+/, ""))
    .filter((name) => !name.endsWith(".txt")).sort();
  const files = Object.fromEntries(names.map((name) => [name === "index.html" ? "./" : name, hash(readFileSync(`${dist}/${name}`))]));
  const edition = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  const define = { EDITION: JSON.stringify(`aftersales-${edition}`), FILES: JSON.stringify(files) };
  await build({ ...COMMON, entryPoints: [{ in: "src/offline.js", out: "offline" }], outdir: dist, define });
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
await workers();
await hosted();
await offline();
await single();

const gzipped = (name) => gzipSync(readFileSync(`${dist}/${name}`), { level: 9 }).length;
const tell = (size, what) => console.log(`${(size / 1000).toFixed(1).padStart(8)} kB gz  ${what}`);
for (const entry of readdirSync(dist, { withFileTypes: true })) if (entry.isFile()) tell(gzipped(entry.name), entry.name);
const rules = readdirSync(`${dist}/procedures`);
tell(rules.reduce((sum, name) => sum + gzipped(`procedures/${name}`), 0), `procedures, ${rules.length} of them, each fetched when chosen`);
