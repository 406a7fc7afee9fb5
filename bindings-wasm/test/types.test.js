// The types promise what the module exports, and no more.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as aftersales from "aftersales";

const types = readFileSync(new URL("../npm/aftersales.d.ts", import.meta.url), "utf8")
  + readFileSync(new URL("../npm/index.d.ts", import.meta.url), "utf8");

/** Names of the members a class of the types has. */
function members(name) {
  const [, body] = types.match(new RegExp(`^export class ${name} \\{\\n([\\s\\S]*?)^\\}`, "m"));
  const lines = body.replace(/\/\*[\s\S]*?\*\//g, "").split("\n");
  return lines.map((line) => line.match(/^ {2,4}(?:static |readonly )?(\[?[\w.]+\]?)\(/)?.[1]).filter((member) => member && member !== "constructor");
}

const own = (object, skip) => Object.getOwnPropertyNames(object).filter((name) => !skip.includes(name) && !name.startsWith("__"));

test("every class has the members its type has", () => {
  const classes = Object.entries(aftersales).filter(([, value]) => typeof value === "function" && /^class/.test(String(value)));
  assert.ok(classes.length >= 3);
  for (const [name, made] of classes) {
    const found = [...own(made, ["length", "name", "prototype"]), ...own(made.prototype, ["constructor"])];
    const promised = members(name).filter((member) => !member.startsWith("["));
    assert.deepEqual(found.sort(), promised.sort(), name);
  }
});

test("every function exported is in the types, and the other way round", () => {
  const promised = [...types.matchAll(/^export (?:declare )?(?:function|class) (\w+)/gm)].map(([, name]) => name);
  const exported = Object.keys(aftersales).filter((name) => name !== "default");
  assert.deepEqual([...new Set(promised)].sort(), exported.sort());
});

test("every type named by a signature is declared", () => {
  const bare = types.replace(/\/\*[\s\S]*?\*\//g, "").replace(/"[^"]*"/g, "");
  const declared = new Set([...bare.matchAll(/(?:interface|type|class) (\w+)/g)].map(([, name]) => name));
  const known = new Set(["Promise", "URL", "Record", "Array", "Int32Array", "Uint8Array", "Error", "Pick", "Request", "Response", "BufferSource", "WebAssembly", "RequestInfo", "SyncInitInput", "InitInput", "InitOutput", "Memory", "Module", "Symbol", "T"]);
  const named = [...bare.matchAll(/[:|<,(&]\s*([A-Z]\w+)/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(named)].filter((name) => !declared.has(name) && !known.has(name)), []);
});
