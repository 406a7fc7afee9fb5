// Builds the page into page/dist: one stylesheet, one entry, and the parts that are loaded only when needed.
// `node page/build.js`; the npm package (../npm) must have been built before.

import { build } from "esbuild";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";

const here = new URL(".", import.meta.url).pathname;
const dist = process.env.PAGE_DIST ?? `${here}dist`;

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: [{ in: "src/main.ts", out: "main" }, { in: "src/style.css", out: "main" }],
  outdir: dist,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  // The browser's entry of the npm package, not Node's.
  conditions: ["browser"],
  logLevel: "warning",
});
copyFileSync(`${here}index.html`, `${dist}/index.html`);
copyFileSync(`${here}icon.svg`, `${dist}/icon.svg`);
copyFileSync(`${here}../npm/aftersales_bg.wasm`, `${dist}/aftersales_bg.wasm`);

let total = 0;
for (const name of readdirSync(dist)) {
  const size = gzipSync(readFileSync(`${dist}/${name}`), { level: 9 }).length;
  if (!name.endsWith(".txt")) total += size;
  console.log(`${(size / 1000).toFixed(1).padStart(8)} kB gz  ${name}`);
}
console.log(`${(total / 1000).toFixed(1).padStart(8)} kB gz  in all`);
