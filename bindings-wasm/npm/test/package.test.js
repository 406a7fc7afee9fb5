// The npm package in Node: the same answers, the one shape of error, and types that keep their promise.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Calendar, Procedure, procedure, procedures, version } from "aftersales";

test("it says which version it is and what it knows", async () => {
  assert.match(version(), /^\d+\.\d+\.\d+$/);
  for (const info of procedures()) {
    const rules = await procedure(info.id, info.effective);
    assert.equal(rules.view().info.hash, info.hash);
    assert.ok(info.title.zh && info.title.en, info.id);
  }
});

// State Council notice of 4 November 2025: 14 February 2026 is worked, 15 to 23 February are off.
test("three working days across the Spring Festival", () => {
  const deadline = Calendar.china().due("2026-02-13 16:00", "3个工作日");
  assert.equal(deadline.last_day, "2026-02-25");
  assert.equal(deadline.due, "2026-02-26T00:00:00+08:00");
  assert.deepEqual(deadline.days.filter((day) => day.n).map((day) => day.day), ["2026-02-14", "2026-02-24", "2026-02-25"]);
});

test("a label mismatch of exactly 3 % passes, one more does not", async () => {
  const rules = await procedure("workshop-defect-handling");
  const answer = (mismatched) => rules.judge({ inspected: 100, mismatched }).findings.find((f) => f.id.includes("mismatch"));
  assert.equal(answer(3).answer, "no");
  assert.equal(answer(4).answer, "yes");
  assert.equal(answer(4).rate.text, "4/100");
});

test("a case survives being kept as text", async () => {
  const rules = await procedure("workshop-defect-handling");
  const opened = rules.open("2026-09-28 09:30");
  const again = rules.caseFromJSON(opened.toJSON());
  assert.deepEqual(again.state(), opened.state());
});

test("what is refused says why, in both languages, and changes nothing", async () => {
  const opened = (await procedure("workshop-defect-handling")).open("2026-09-28 09:30");
  const before = opened.toJSON();
  assert.throws(() => opened.apply({ event: "no-such-event", at: "2026-09-28 10:00" }), (error) => {
    assert.equal(error.name, "Refused");
    assert.ok(error.problems.length > 0 && error.problems.every((p) => p.code && p.message.zh && p.message.en));
    return true;
  });
  assert.equal(opened.toJSON(), before);
  await assert.rejects(procedure("workshop-defect-handlin"), { name: "ProcedureError", message: /did you mean `workshop-defect-handling`/ });
  assert.throws(() => Calendar.china().due("2026-02-30", "3 working days"), { name: "SpanError" });
});

test("a misspelt key is refused and named", async () => {
  const opened = (await procedure("workshop-defect-handling")).open("2026-09-28 09:30");
  assert.throws(() => opened.apply({ event: "sort", when: "2026-09-28 10:00" }), { name: "Refused", message: /the key `at` is missing/ });
});

test("bytes of something else are no procedure", () => {
  assert.throws(() => Procedure.fromBytes(new TextEncoder().encode("not a procedure")), { name: "ProcedureError" });
});
