// What a company adds to the country's calendar: days off, days worked, business hours. Plain data, as the user gave it.

import { addDays, isDay } from "../time.js";

/** A day worked, or off. */
export interface OwnDay { day: string; worked: boolean; name: string }
export interface Window { from: string; to: string }
/** The same windows on several days of the week, 1 Monday to 7 Sunday. */
export interface HoursSet { days: number[]; windows: Window[] }

export interface OwnCalendar {
  /** In order, no day twice. */
  days: readonly OwnDay[];
  /** None: a working day is a whole day. */
  hours: readonly HoursSet[];
}

export const PLAIN: OwnCalendar = { days: [], hours: [] };
export const isPlain = (own: OwnCalendar): boolean => own.days.length === 0 && own.hours.length === 0;
export const same = (a: OwnCalendar, b: OwnCalendar): boolean => JSON.stringify(a) === JSON.stringify(b);

/** With days laid over it; a day that was there is replaced. */
export function withDays(own: OwnCalendar, days: readonly OwnDay[]): OwnCalendar {
  const all = new Map([...own.days, ...days].map((one) => [one.day, one]));
  return { ...own, days: [...all.values()].sort((a, b) => a.day.localeCompare(b.day)) };
}

export const withoutDays = (own: OwnCalendar, gone: (one: OwnDay) => boolean): OwnCalendar =>
  ({ ...own, days: own.days.filter((one) => !gone(one)) });

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** As the core reads it: `Mon 09:00-12:00, 13:00-18:00; Tue ...`. */
export function hoursText(hours: readonly HoursSet[]): string {
  return hours.flatMap(({ days, windows }) =>
    days.map((day) => `${DAYS[day - 1] ?? ""} ${windows.map(({ from, to }) => `${from}-${to}`).join(", ")}`)).join("; ");
}

/** Days that follow one another that are alike, as one line of a list. */
export function runs(days: readonly OwnDay[]): { from: string; to: string; worked: boolean; name: string }[] {
  const out: { from: string; to: string; worked: boolean; name: string }[] = [];
  for (const { day, worked, name } of days) {
    const last = out.at(-1);
    if (last && last.worked === worked && last.name === name && addDays(last.to, 1) === day) last.to = day;
    else out.push({ from: day, to: day, worked, name });
  }
  return out;
}

/** More than any honest company has. */
const MOST_DAYS = 5_000;

/** Out of a link or the storage: written by anybody, so taken value by value; null where it is no such thing. */
export function ownCalendar(given: unknown): OwnCalendar | null {
  const { days, hours } = (given ?? {}) as { days?: unknown; hours?: unknown };
  if (!Array.isArray(days) || !Array.isArray(hours) || days.length > MOST_DAYS || hours.length > 7) return null;
  const [ours, sets] = [days.map(ownDay), hours.map(hoursSet)];
  return [...ours, ...sets].includes(null) ? null : withDays({ days: [], hours: sets as HoursSet[] }, ours as OwnDay[]);
}

function ownDay(given: unknown): OwnDay | null {
  const { day, worked, name } = (given ?? {}) as Record<string, unknown>;
  const fit = typeof day === "string" && isDay(day) && typeof worked === "boolean" && typeof name === "string";
  return fit ? { day, worked, name: name.slice(0, 80) } : null;
}

function hoursSet(given: unknown): HoursSet | null {
  const { days, windows } = (given ?? {}) as Record<string, unknown>;
  if (!Array.isArray(days) || !Array.isArray(windows) || windows.length > 24) return null;
  const fit = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7) && windows.every(isWindow);
  return fit ? { days: days as number[], windows: (windows as Window[]).map(({ from, to }) => ({ from, to })) } : null;
}

function isWindow(given: unknown): boolean {
  const { from, to } = (given ?? {}) as Record<string, unknown>;
  return [from, to].every((time) => typeof time === "string" && /^\d{2}:\d{2}$/.test(time));
}
