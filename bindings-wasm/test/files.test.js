// A company's rule file, read by the second module and used by the first.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Procedure, fileOf, listed, procedure } from "aftersales";
import { checkProcedure, extended, readProcedure, showFaults } from "aftersales/files";

const bytes = (text) => new TextEncoder().encode(text);
const packed = (name) => new Uint8Array(readFileSync(new URL(`../npm/procedures/${fileOf(listed(name))}`, import.meta.url)));
const OURS = `extends = "workshop-defect-handling"
title = { zh = "本厂车间不良品处理", en = "Our workshop defect handling" }
scope = { zh = "本厂", en = "our works" }

[[check]]
id = "label-mismatch"
above = "5%"
`;

test("a file that extends a built-in procedure is judged by its own number, and cites itself", async () => {
  assert.equal(extended(bytes(OURS)), "workshop-defect-handling");
  const ours = Procedure.fromBytes(readProcedure(bytes(OURS), packed("workshop-defect-handling")));
  const four = { inspected: 100, mismatched: 4 };
  const answer = (procedure) => procedure.judge(four).findings.find((one) => one.id === "label-mismatch");
  assert.equal(answer(ours).answer, "no");
  assert.equal(answer(await procedure("workshop-defect-handling")).answer, "yes");
  const check = ours.view().checks.find((one) => one.id === "label-mismatch");
  assert.equal(check.company.en, "Our workshop defect handling");
});

test("a fault is told with its line, in both languages, and shown under its line", () => {
  const wrong = bytes(OURS.replace("5%", "five"));
  const base = packed("workshop-defect-handling");
  assert.throws(() => readProcedure(wrong, base), (error) => {
    assert.equal(error.name, "ProcedureError");
    const [fault] = error.problems;
    assert.deepEqual([fault.code, fault.line, fault.column], ["procedure/rate", 7, 10]);
    return true;
  });
  assert.equal(checkProcedure(wrong, base)[0].line, 7);
  assert.match(showFaults("ours.toml", wrong, base, "en"), /ours\.toml:7:10[\s\S]*above = "five"[\s\S]*\^\^\^\^/);
  assert.match(showFaults("ours.toml", wrong, base, "zh"), /错误\[procedure\/rate\]/);
});

test("what is no file of rules is refused", () => {
  assert.throws(() => extended(new Uint8Array([0xb2, 0xbb, 0xc1, 0xbc])), { name: "ProcedureError" });
  assert.throws(() => readProcedure(bytes(OURS)), { name: "ProcedureError", message: /there is no procedure/ });
});
