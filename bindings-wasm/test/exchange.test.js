// Days from and to other programs, and calendars laid over one another.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Calendar } from "aftersales";
import { readHolidayCn, readIcalendar } from "aftersales/files";

const refused = (code, path) => (error) => {
  assert.equal(error.name, "CalendarError");
  assert.equal(error.problems[0].code, code);
  if (path) assert.equal(error.problems[0].path, path);
  return true;
};

test("a calendar file out and in again", () => {
  const china = Calendar.china();
  const text = china.toIcalendar("2026-01-01", "2026-12-31");
  const again = Calendar.weeks("2026-01-01", "2026-12-31").withEntries(readIcalendar(text));
  const worked = (calendar) => calendar.days("2026-01-01", "2026-12-31").map((day) => day.worked);
  assert.deepEqual(worked(again), worked(china));
});

test("the days of one calendar can be laid over another", () => {
  const china = Calendar.china();
  const again = Calendar.weeks("2026-01-01", "2026-12-31").withEntries(china.days("2026-01-01", "2026-12-31"));
  assert.deepEqual(china.days("2026-02-01", "2026-02-28"), again.days("2026-02-01", "2026-02-28"));
});

test("a table of days", () => {
  const rows = Calendar.china().toCsv("2026-01-01", "2026-01-04").trimEnd().split("\r\n");
  assert.equal(rows.length, 5);
  assert.equal(rows[4], "2026-01-04,Sunday,makeup_workday,1,1,元旦,New Year's Day");
});

// The State Council's notice of 4 November 2025, its line on New Year's Day.
const notice = JSON.stringify({
  days: [
    { name: "元旦", date: "2026-01-02", isOffDay: true },
    { name: "元旦", date: "2026-01-04", isOffDay: false },
  ],
});

test("as promised and as now", () => {
  const promised = Calendar.china("2025-11-03");
  const now = promised.withNotice(2026, readHolidayCn(notice));
  assert.equal(now.info().known_until, "2026-12-31");
  const moved = promised.moved(now).map((day) => [day.day, day.before.kind, day.after.kind]);
  assert.deepEqual(moved, [["2026-01-02", "workday", "holiday"], ["2026-01-04", "weekend", "makeup_workday"]]);
  assert.throws(() => now.withNotice(2027, readHolidayCn(notice)), refused("calendar/no-days"));
});

test("weeks, zones and names of one's own", () => {
  const china = Calendar.china();
  const [saturday] = china.withWeek([1, 2, 3, 4, 5, 6]).days("2026-03-07", "2026-03-07");
  assert.equal(saturday.worked, true);
  assert.equal(china.withZone("+09:00").due("2026-03-09 09:30", "24 hours").due, "2026-03-10T09:30:00+09:00");
  const plant = china.withDays(["2026-03-09"], []).withName({ zh: "工厂", en: "Plant" }, "plant-7");
  assert.deepEqual(plant.info(), { name: { zh: "工厂", en: "Plant" }, version: "plant-7", known_until: "2026-12-31" });
  assert.equal(plant.until("2026-03-31").due("2026-03-30", "3 working days").provisional, true);
  const ours = china.withEntries([{ day: "2026-03-10", worked: false, name: "厂庆" }]);
  assert.deepEqual(ours.days("2026-03-10", "2026-03-10")[0].name, { zh: "厂庆", en: "厂庆" });
});

test("what is wrong is said where it is", () => {
  const china = Calendar.china();
  const twice = notice.replace("2026-01-04", "2026-01-02");
  assert.throws(() => china.withEntries(readHolidayCn(twice)), refused("calendar/twice"));
  const event = (lines) => `BEGIN:VCALENDAR\nBEGIN:VEVENT\n${lines}\nEND:VEVENT\nEND:VCALENDAR`;
  assert.throws(() => readIcalendar(event("DTSTART;TZID=Mars/Base:20261001T090000")), (error) => {
    refused("ics/zone")(error);
    assert.equal(error.problems[0].line, 3);
    return true;
  });
  assert.throws(() => readIcalendar(event("DTSTART;VALUE=DATE:00010101\nDTEND;VALUE=DATE:99991231")), refused("ics/many"));
  assert.throws(() => china.withEntries([{ day: "2026-02-31", worked: false }]), refused("days/date", "days.0.day"));
  assert.throws(() => china.withEntries([{ day: "2026-03-09", kind: "holidy" }]), refused("days/kind", "days.0.kind"));
  assert.throws(() => china.withEntries("2026-03-09"), refused("days/form"));
  assert.throws(() => china.withWeek([]), refused("calendar/no-work"));
  assert.throws(() => china.withWeek([0]), { name: "TypeError", message: "worked: days of the week are 1 to 7" });
  assert.throws(() => china.withZone("Europe/Berlin"), refused("calendar/zone"));
  assert.throws(() => china.days("0001-01-01", "9999-12-31"), refused("calendar/range"));
});
