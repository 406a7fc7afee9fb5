// The package alone, in Node: `node deadlines.js` prints what is due in one case, and refuses what cannot have happened.

import { Calendar, procedure } from "aftersales";

const rules = await procedure("ZJHP-3-WI-QD-004");
const calendar = Calendar.china();
const now = "2026-09-29 10:00";

const call = rules.open("2026-09-28 09:30", { kind: "complaint", "center-kind": "domestic" });
call.apply({ event: "submit", at: "2026-09-28 14:00", by: "center", facts: { "goods-returned": true }, forms: ["slip", "schedule-sheet"] });
try {
  call.sign({ approval: "urgent-track", at: "2026-09-29 09:00", by: "quality-head" });
} catch (refusal) {
  for (const problem of refusal.problems) console.log(`${problem.code}: ${problem.message.en}`);
}
call.sign({ approval: "urgent-track", at: "2026-09-29 09:10", by: "leadership" });

for (const one of call.obligations(now, calendar)) {
  const who = one.owed_by.roles.map((role) => role.label.en).join(", ");
  console.log([one.standing_label.en, one.deadline?.last_day ?? "no date", one.limit.label.en, who].join(" | "));
}
