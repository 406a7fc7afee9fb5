// Random deadlines against the day-by-day oracle: the answers of `oracle-cases` (`make oracle-cases CASES=100000`).

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Calendar } from "aftersales";

const file = process.env.AFTERSALES_ORACLE || new URL("../../target/oracle-cases.jsonl", import.meta.url);

test("random deadlines", { skip: !existsSync(file) && "no answers of the oracle; `make oracle-cases` writes them" }, (t) => {
  const china = Calendar.china();
  const calendars = new Map();
  const wrong = [];
  const cases = readFileSync(file, "utf8").trimEnd().split("\n");
  for (const line of cases) {
    const { start, span, hours, convention, pauses, ...expected } = JSON.parse(line);
    if (!calendars.has(hours)) calendars.set(hours, hours ? china.withHours(hours) : china);
    const due = calendars.get(hours).due(start, span, convention, pauses);
    const found = { last_day: due.last_day ?? null, due: due.due.slice(0, 16).replace("T", " "), inclusive: due.inclusive };
    if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push({ line, found });
  }
  t.diagnostic(`${cases.length} random deadlines`);
  assert.ok(cases.length >= 1000);
  assert.deepEqual(wrong.slice(0, 3), []);
});

test("a pause that ends before it begins", () => {
  const asked = () => Calendar.china().due("2026-09-28 10:00", "3 working days", undefined, [["2026-10-08", "2026-09-29"]]);
  assert.throws(asked, { name: "CalendarError", message: /ends before it begins/ });
});
