// The npm package in Node: the same answers, the one shape of error, and types that keep their promise.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Calendar, Procedure, procedure, procedures, readMoments, remainingText, standingNames, version } from "aftersales";

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

// The same answers as one by one: worked by hand in the tests of `due`, from the notice of 4 November 2025.
test("many rows in one call", () => {
  const calendar = Calendar.china();
  const starts = readMoments(["2026-02-13 16:00", "2026-03-07", "2026-03-10 09:30", "yesterday", "2026-03-02", "2026-03-02"]);
  const done = readMoments(["", "", "", "", "2026-03-06", "2026-03-05 23:59"]);
  const limits = [{ span: "3个工作日" }, { span: "5 working days", convention: { roll: "none" } }, { span: "24小时", warn: ["1 working day"] }, { span: "some days" }, { span: "未定" }];
  const which = [0, 1, 2, 0, 0, 0];
  const rows = which.flatMap((limit, n) => [...starts.subarray(2 * n, 2 * n + 2), ...done.subarray(2 * n, 2 * n + 2), limit]);
  const out = calendar.standings(Int32Array.from(rows), limits, "2026-03-10 10:00");
  const names = standingNames().map(({ id }) => id);
  const told = which.map((_, n) => {
    const [standing, day, second, left, unit, provisional] = out.subarray(n * 6, n * 6 + 6);
    if (standing < 0) return null;
    return [names[standing], new Date(day * 86_400_000).toISOString().slice(0, 10), second, remainingText(left, unit, names[standing] !== "overdue").en, provisional];
  });
  assert.deepEqual(told.map((row) => row && row.slice(0, 3)), [
    ["overdue", "2026-02-25", 86_400], ["pending", "2026-03-13", 86_400], ["due soon", "2026-03-11", 9.5 * 3600],
    null, ["met late", "2026-03-05", 86_400], ["met", "2026-03-05", 86_400],
  ]);
  assert.equal(told[0][3], "10 working days over");
  assert.equal(told[2][3], "23 h 30 min left");
  assert.equal(told[0][4], 0);
  const alone = (limit, start = starts.subarray(0, 2)) => calendar.standings(Int32Array.from([...start, ...done.subarray(0, 2), limit]), limits, "2026-03-10 10:00");
  assert.equal(alone(3)[0], -1, "no span, no answer");
  assert.equal(names[alone(4)[0]], "unset");
  assert.equal(alone(9)[0], -1, "no such limit");
  assert.equal(alone(0, [2 ** 31 - 1, -1])[0], -1, "outside the calendar");
  assert.deepEqual([...readMoments(["2026-03-10 09:30", "2026-03-10"])], [20_522, 9.5 * 3600, 20_522, -1]);
  assert.throws(() => calendar.standings(new Int32Array(), [{ span: "3 days", convention: { rol: "none" } }], "2026-03-10"), { message: /did you mean `roll`/ });
});
