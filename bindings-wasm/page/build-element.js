// Builds the element of the npm package, `node page/build-element.js`: npm/element.js, from the page's own sources. The core
// is not in it: it stays beside it as the module `browser.js`, shared with whoever uses the package itself.

import { build } from "esbuild";

const here = new URL(".", import.meta.url).pathname;
const COMMON = { absWorkingDir: here, bundle: true, logLevel: "warning" };

const { outputFiles } = await build({ ...COMMON, entryPoints: ["src/element/element.css"], minify: true, write: false });
const core = {
  name: "the core stays outside",
  setup: (made) => made.onResolve({ filter: /^aftersales$/ }, () => ({ path: "./browser.js", external: true })),
};
await build({
  ...COMMON,
  entryPoints: ["src/element/element.ts"],
  outfile: "../npm/element.js",
  format: "esm",
  target: "es2022",
  legalComments: "inline",
  define: { STYLE: JSON.stringify(outputFiles[0].text.trim()) },
  plugins: [core],
});
