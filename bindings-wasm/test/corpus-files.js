// Reads the corpus from disk: every TOML file of its four folders, case by case. An unknown key is a mistake of the corpus.

import { readFileSync, readdirSync } from "node:fs";
import { parse } from "smol-toml";

const ROOT = new URL("../../tests/corpus/", import.meta.url);

const KEYS = {
  due: ["id", "start", "span", "convention", "hours", "last_day", "due", "target", "refused", "about"],
  duties: ["id", "procedure", "about", "ref", "convention", "from", "to", "occurrence", "refused"],
  findings: ["id", "procedure", "about", "ref", "facts", "readings", "expect", "margin", "missing", "actions", "problems"],
  cases: ["id", "procedure", "about", "ref", "opened", "strict", "readings", "facts", "event", "expect"],
};

function folder(name) {
  const files = readdirSync(new URL(name, ROOT)).filter((file) => file.endsWith(".toml")).sort();
  return files.flatMap((file) => parse(readFileSync(new URL(`${name}/${file}`, ROOT), "utf8")).case.map((told) => {
    const unknown = Object.keys(told).filter((key) => !KEYS[name].includes(key));
    if (unknown.length > 0) throw new Error(`${name}/${file}: ${told.id}: unknown ${unknown}`);
    return { stem: file.replace(/\.toml$/, ""), case: told };
  }));
}

export const corpus = () => ({ due: folder("due"), duties: folder("duties"), findings: folder("findings"), cases: folder("cases") });
