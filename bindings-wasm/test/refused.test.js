// What is handed over by mistake is refused in our words, and changes nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { procedure } from "aftersales";

test("an entry is taken back by its whole number", async () => {
  const rules = await procedure("workshop-defect-handling");
  const opened = rules.open("2026-09-28 09:30", {});
  const before = opened.toJSON();
  for (const seq of [-1, 1.5, NaN, 2 ** 32, undefined]) {
    assert.throws(() => opened.void(seq, "typed wrongly"), { name: "TypeError", message: "seq: must be the number of a log entry" }, `${seq}`);
  }
  assert.throws(() => opened.void(0, "typed wrongly"), { message: /the opening of a case cannot be voided/ });
  assert.throws(() => opened.void(7, "typed wrongly"), { message: /the log has no entry 7/ });
  assert.equal(opened.toJSON(), before);
});
