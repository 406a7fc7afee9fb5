// What a newer calendar moved, what lies between two moments, how a limit stands.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Calendar, procedure } from "aftersales";

// On 22 March 2019 Labour Day became four days: off 1 to 4 May, worked on 28 April and 5 May. Before, 1 May alone.
const promised = Calendar.china("2019-03-21");
const now = Calendar.china("2019-03-22");

/** S0-08: a lot for its supplier came to the warehouse on Tuesday 30 April; it goes back within one working day. */
async function delivered() {
  const rules = await procedure("workshop-defect-handling");
  const opened = rules.open("2019-04-30 09:00", { goods: "single-piece", cause: "incoming" });
  const on = (time) => `2019-04-30 ${time}`;
  opened.apply({ event: "sort", at: on("10:40"), by: "material-handler", forms: ["label"] });
  opened.apply({ event: "hand-to-ipqc", at: on("11:10"), by: "workshop", forms: ["return-slip"] });
  opened.apply({ event: "inspect", at: on("13:20"), by: "ipqc", facts: { inspected: 20, mismatched: 0 } });
  opened.sign({ approval: "ipqc-opinion", at: on("13:40"), by: "ipqc" });
  opened.apply({ event: "opine", at: on("13:41"), by: "ipqc", facts: { opinion: "return-supplier" } });
  opened.apply({ event: "treat", at: on("14:30"), by: "workshop" });
  opened.sign({ approval: "pmc-signature", at: on("15:30"), by: "pmc" });
  opened.apply({ event: "hand-over", at: on("16:10"), by: "workshop" });
  opened.apply({ event: "place", at: on("16:40"), by: "warehouse" });
  return opened;
}

test("Labour Day 2019 moves what was promised", async () => {
  const opened = await delivered();
  const [moved, ...more] = opened.moved(promised, now, "2019-05-03 10:00");
  assert.deepEqual(more, []);
  assert.deepEqual([moved.limit.id, moved.before.last_day, moved.after.last_day], ["return-to-supplier", "2019-05-02", "2019-05-05"]);
  assert.deepEqual(moved.by, { amount: 1, unit: "working-days", text: { zh: "推迟1个工作日", en: "1 working day later" } });
  assert.deepEqual([moved.stood, moved.standing], ["overdue", "due soon"]);
  assert.deepEqual(opened.moved(now, now, "2019-05-03 10:00"), []);
  const owed = opened.obligations("2019-05-05 10:00", now).find((one) => one.limit.id === "return-to-supplier");
  assert.deepEqual(owed.remaining.text, { zh: "今天到期", en: "due today" });
});

test("between two moments", () => {
  const china = Calendar.china();
  assert.deepEqual(china.between("2026-02-13", "2026-02-25", "working days"), {
    amount: 3, unit: "working-days", text: { zh: "3个工作日", en: "3 working days" },
  });
  assert.equal(china.between("2026-02-25", "2026-02-13", "工作日").amount, -3);
  assert.equal(china.between("2026-02-13 09:00", "2026-02-13 11:30", "hours").amount, 9000);
  assert.throws(() => china.between("2026-02-13", "2026-02-14", "hours"), { name: "CalendarError", message: /hours need a time of day/ });
});

test("how a limit stands", () => {
  const china = Calendar.china();
  const over = china.standing("2026-09-28", "3 working days", "2026-10-09");
  assert.deepEqual([over.standing, over.elapsed.amount, over.remaining.amount], ["overdue", 4, -1]);
  assert.equal(china.standing("2026-09-28", "3 working days", "2026-10-09", { done: "2026-10-08" }).standing, "met");
  assert.equal(china.standing("2026-09-28", "3 working days", "2026-09-29").standing, "pending");
  assert.equal(china.standing("2026-09-28", "3 working days", "2026-09-30 09:00", {}).standing, "due soon");
  assert.equal(china.standing("2026-09-28", "3 working days", "2026-09-30 09:00", { warn: [] }).standing, "pending");
  assert.equal(china.standing("2026-09-28", "promptly", "2026-09-30").standing, "no fixed limit");
  assert.throws(() => china.standing("1990-01-01", "3 working days", "2026-09-30"), { name: "CalendarError", message: /calendar\/range/ });
  assert.throws(() => china.standing("2026-09-28", "3 days", "2026-09-30", { warm: [] }), { name: "Refused", message: /there is no key `warm`/ });
});
