// What `npm pack` makes, unpacked elsewhere: its files, its types for a strict consumer, and that bundlers may shake it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url).pathname;
let place;
const own = (...path) => join(place, "node_modules/aftersales", ...path);

before(() => {
  place = mkdtempSync(join(tmpdir(), "packed-"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", place], { cwd: join(root, "npm") });
  mkdirSync(join(place, "node_modules"), { recursive: true });
  execFileSync("tar", ["-xzf", join(place, `aftersales-${JSON.parse(readFileSync(join(root, "npm/package.json"))).version}.tgz`), "-C", join(place, "node_modules")]);
  renameSync(join(place, "node_modules/package"), own());
  writeFileSync(join(place, "package.json"), '{ "type": "module" }');
});
after(() => rmSync(place, { recursive: true, force: true }));

test("everything the exports name is in the package, with its licences, and nothing of the workshop", () => {
  const told = JSON.parse(readFileSync(own("package.json")));
  const targets = Object.values(told.exports).flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)));
  for (const target of targets.filter((name) => !name.includes("*"))) assert.ok(existsSync(own(target)), target);
  for (const name of ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]) assert.ok(existsSync(own(name)), name);
  assert.equal(existsSync(own("test")), false);
});

test("no path of the machine it was built on is in the module", () => {
  const found = readFileSync(own("aftersales_bg.wasm"), "latin1").match(/[\w./-]*(?:\.cargo|registry\/|\/home\/|\/root\/|\/tmp\/)[\w./-]*/g);
  assert.deepEqual(found ?? [], []);
});

const CONSUMER = `
import init, { Calendar, procedure, type Obligation } from "aftersales";
import { CaseDeadlines, type DeadlinesEvent } from "aftersales/element";

await init();
const rules = await procedure("OTCWI-Y-011");
const owed: Obligation[] = rules.open("2026-09-28").obligations("2026-09-28", Calendar.china());
const element = document.querySelector("case-deadlines");
if (element) {
  element.procedure = "OTCWI-Y-011";
  element.facts = { origin: "line" };
  element.events = [{ event: "note", at: "2026-09-28 10:00" }, { approval: "x", at: "2026-09-28", by: "y" }];
  element.calendar = Calendar.china();
  element.addEventListener("deadlines", ({ detail }: DeadlinesEvent) => console.log(detail.obligations.length + owed.length, detail.state?.ended));
  // @ts-expect-error A number is no moment.
  element.opened = 20260928;
  // @ts-expect-error An event has a time.
  element.events = [{ event: "note" }];
}
export const made: CaseDeadlines = document.createElement("case-deadlines");
`;

for (const [module, moduleResolution] of [["nodenext", "nodenext"], ["es2022", "bundler"]]) {
  test(`a strict consumer compiles: ${moduleResolution}`, () => {
    writeFileSync(join(place, "consumer.ts"), CONSUMER);
    const options = { target: "es2022", module, moduleResolution, lib: ["ES2022", "ESNext.Disposable", "DOM"], types: [], strict: true, exactOptionalPropertyTypes: true, noEmit: true };
    writeFileSync(join(place, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["consumer.ts"] }));
    try {
      execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", place], { encoding: "utf8" });
    } catch (failed) {
      assert.fail(failed.stdout);
    }
  });
}

/** A bundle of one line, from the package. */
async function bundle(contents, options) {
  const { outputFiles } = await build({ stdin: { contents, resolveDir: place }, bundle: true, format: "esm", minify: true, write: false, logLevel: "error", ...options });
  return outputFiles[0].text;
}

test("what is not used is not bundled, and what is needed is not shaken away", async () => {
  const unused = await bundle('import "aftersales";', { conditions: ["browser"] });
  assert.equal(unused.trim(), "", "importing the package does nothing");
  const names = await bundle('import { fileOf } from "aftersales"; console.log(fileOf({ id: "a", hash: "b" }));', { conditions: ["browser"] });
  assert.ok(names.length < 200, `the name of a file needs no core: ${names.length} bytes`);
  const element = await bundle('import "aftersales/element";', { conditions: ["browser"] });
  assert.match(element, /case-deadlines/, "importing the element defines it");
  // In Node the core starts by the import alone, even where only a name of the generated module is used.
  const node = await bundle('import { Calendar } from "aftersales"; console.log(Calendar.china().due("2026-02-13 16:00", "3 working days").last_day);', { platform: "node" });
  cpSync(own("aftersales_bg.wasm"), join(place, "aftersales_bg.wasm"));
  writeFileSync(join(place, "bundled.js"), node);
  assert.equal(execFileSync("node", [join(place, "bundled.js")], { encoding: "utf8" }).trim(), "2026-02-25");
});

test("the example in Node prints the worked example of the procedure, and the refusal in it", () => {
  mkdirSync(join(place, "example"));
  cpSync(join(root, "example/deadlines.js"), join(place, "example/deadlines.js"));
  const printed = execFileSync("node", [join(place, "example/deadlines.js")], { encoding: "utf8" });
  assert.match(printed, /^case\/role: .*does not sign here/);
  assert.match(printed, /^due soon \| 2026-09-30 \| Solve and answer, urgent \|/m);
  assert.match(printed, /^cancelled \| .* \| Solve and answer \|/m);
});
