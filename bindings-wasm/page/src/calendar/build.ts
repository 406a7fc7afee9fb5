// The calendar the core counts in, out of what the company said. Asked for by the page and by the worker of many cases.

import { Calendar } from "aftersales";
import { hoursText, isPlain, type OwnCalendar } from "./own.js";

/** Throws a `CalendarError` where the core refuses a day or a window. */
export function build(own: OwnCalendar): Calendar {
  let calendar = Calendar.china();
  const then = (next: (before: Calendar) => Calendar): void => {
    const before = calendar;
    calendar = next(before);
    before.free();
  };
  if (own.days.length > 0) {
    then((before) => before.withEntries(own.days.map(({ day, worked, name }) => ({ day, kind: worked ? "opening" : "closure", ...(name && { name }) }))));
  }
  if (own.hours.length > 0) then((before) => before.withHours(hoursText(own.hours)));
  // Its own name, so that whoever reads a date sees that it is not the country's calendar alone.
  if (!isPlain(own)) {
    const { name, version } = calendar.info();
    then((before) => before.withName({ zh: `${name.zh}（含公司安排）`, en: `${name.en} with company days and hours` }, version));
  }
  return calendar;
}
