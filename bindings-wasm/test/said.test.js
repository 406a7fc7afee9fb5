// What is said of rules, findings, steps and obligations: the texts of tests/corpus/said.toml, word by word.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Calendar, procedure } from "aftersales";
import { parse } from "smol-toml";

const told = parse(readFileSync(new URL("../../tests/corpus/said.toml", import.meta.url), "utf8")).case;

for (const { procedure: id, now, facts, said } of told) {
  const rules = await procedure(id);
  const opened = rules.open(now, facts);
  const asked = {
    rule: (id) => Object.values(rules.view()).flat().find((rule) => rule?.id === id && rule.explanation)?.explanation,
    finding: (id) => rules.judge(facts).findings.find((finding) => finding.id === id)?.reason,
    step: (id) => opened.next(now).find(({ step }) => step.id === id)?.explanation,
    obligation: (id) => opened.obligations(now, Calendar.china()).find(({ limit }) => limit.id === id)?.explanation,
  };
  for (const { of, id, zh, en } of said) test(`${of} ${id}`, () => assert.deepEqual(asked[of](id), { zh, en }));
}
