// Days and times as text in the calendar's zone. Nothing here asks for the computer's own zone: days are
// `2026-09-28`, instants `2026-09-28T09:30:00+08:00`, and arithmetic runs on UTC midnights.

import type { Deadline, Lang } from "aftersales";

/** China keeps one time all year. */
const OFFSET_MINUTES = 8 * 60;

/** The wall clock of the calendar's zone at an instant: `2026-09-28T09:30`. */
export function wallClock(instant: number): string {
  return new Date(instant + OFFSET_MINUTES * 60_000).toISOString().slice(0, 16);
}

export const dayOf = (moment: string): string => moment.slice(0, 10);
export const timeOf = (moment: string): string => moment.slice(11, 16);

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Whether the text names a day that exists. */
export function isDay(day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(utc(day)) && addDays(day, 0) === day;
}

export function addDays(day: string, n: number): string {
  return new Date(utc(day) + n * 86_400_000).toISOString().slice(0, 10);
}

export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / 86_400_000);

/** 1 Monday to 7 Sunday. */
export const weekday = (day: string): number => ((new Date(utc(day)).getUTCDay() + 6) % 7) + 1;

const WEEKDAYS: Record<Lang, readonly string[]> = {
  zh: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const weekdayNames = (lang: Lang): readonly string[] => WEEKDAYS[lang];
export const weekdayName = (lang: Lang, day: string): string => WEEKDAYS[lang][weekday(day) - 1] ?? "";

function parts(day: string): [string, number, number] {
  return [day.slice(0, 4), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

/** `9月30日` · `30 Sep`, with the year when it is not `year`. */
export function showDay(lang: Lang, day: string, year?: string): string {
  const [y, m, d] = parts(day);
  const withYear = year !== undefined && y !== year;
  if (lang === "zh") return `${withYear ? `${y}年` : ""}${m}月${d}日`;
  return `${d} ${MONTHS[m - 1] ?? ""}${withYear ? ` ${y}` : ""}`;
}

export function showMonth(lang: Lang, day: string): string {
  const [y, m] = parts(day);
  return lang === "zh" ? `${y}年${m}月` : `${MONTHS[m - 1] ?? ""} ${y}`;
}

/** `9月28日 周一 09:30` · `Mon 28 Sep 09:30` */
export function showMoment(lang: Lang, moment: string, year?: string): string {
  const day = dayOf(moment);
  const time = timeOf(moment);
  const text = lang === "zh"
    ? `${showDay(lang, day, year)} ${weekdayName(lang, day)}`
    : `${weekdayName(lang, day)} ${showDay(lang, day, year)}`;
  return time ? `${text} ${time}` : text;
}

/** The day and time a deadline is spoken of: a limit that ends with a day ends at its 24:00, never at the next day's 00:00. */
export function dueDay(deadline: Pick<Deadline, "last_day" | "due" | "inclusive">): { day: string; time: string } | null {
  if (deadline.last_day && !deadline.inclusive) return { day: deadline.last_day, time: "24:00" };
  if (deadline.due) return { day: dayOf(deadline.due), time: timeOf(deadline.due) };
  return deadline.last_day ? { day: deadline.last_day, time: "" } : null;
}
