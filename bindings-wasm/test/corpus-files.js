// Reads from disk what is run: deadlines and duties from tests/corpus, and the worked examples of every procedure file. An
// unknown key of the corpus is a mistake; those of the examples are found by the reader of the files.

import { readFileSync, readdirSync } from "node:fs";
import { parse } from "smol-toml";

const ROOT = new URL("../../", import.meta.url);
const KEYS = {
  due: ["id", "start", "span", "convention", "hours", "last_day", "due", "target", "refused", "about"],
  duties: ["id", "procedure", "about", "ref", "convention", "from", "to", "occurrence", "refused"],
};

/** The tables named `key` of every TOML file in a folder, each with the name of its file. */
function tables(folder, key) {
  const files = readdirSync(new URL(folder, ROOT)).filter((file) => file.endsWith(".toml")).sort();
  return files.flatMap((file) => {
    const all = parse(readFileSync(new URL(folder + file, ROOT), "utf8"))[key] ?? [];
    return all.map((told) => ({ stem: file.replace(/\.toml$/, ""), case: told }));
  });
}

function folder(name) {
  const cases = tables(`tests/corpus/${name}/`, "case");
  for (const { stem, case: told } of cases) {
    const unknown = Object.keys(told).filter((key) => !KEYS[name].includes(key));
    if (unknown.length > 0) throw new Error(`${name}/${stem}: ${told.id}: unknown ${unknown}`);
  }
  return cases;
}

export function corpus() {
  const examples = tables("core/procedures/", "example");
  const isCase = ({ case: told }) => told.opened !== undefined;
  return {
    due: folder("due"),
    duties: folder("duties"),
    cases: examples.filter(isCase),
    findings: examples.filter((one) => !isCase(one)),
  };
}
