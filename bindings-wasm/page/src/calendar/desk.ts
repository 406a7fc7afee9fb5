// What the calendar view knows besides the calendar itself: the year shown, the day the keyboard stands on, what is being typed.

import type { Problem } from "aftersales";
import { addDays } from "../time.js";
import type { Host } from "../views.js";
import type { HoursSet } from "./own.js";

export interface Typed { from: string; to: string; worked: boolean; name: string }
const EMPTY: Typed = { from: "", to: "", worked: false, name: "" };

export class Desk {
  year = 0;
  readonly first: number;
  readonly last: number;
  /** The one day Tab comes to; the arrows move it. */
  day = "";
  typed: Typed = EMPTY;
  /** What came of the form or the file. */
  said = "";
  /** Why what was asked for is not in force. */
  problems: readonly Problem[] = [];
  /** Hours being typed; null: those in force. */
  hours: readonly HoursSet[] | null = null;

  constructor(readonly host: Host) {
    ({ first: this.first, last: this.last } = host.engine.years());
  }

  /** Changes something and draws. */
  set(edit: (desk: this) => void): void {
    edit(this);
    this.host.redraw();
  }

  years(): number[] {
    return Array.from({ length: this.last - this.first + 1 }, (_, n) => this.first + n);
  }

  show(year: number): void {
    this.set((d) => { d.year = Math.min(Math.max(year, d.first), d.last); d.day = ""; });
  }

  /** The keyboard goes to another day, in another year if need be. */
  go(day: string): void {
    const year = Number(day.slice(0, 4));
    if (year < this.first || year > this.last) return;
    this.set((d) => { d.year = year; d.day = day; });
    document.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }

  clear(): void {
    [this.typed, this.said, this.problems, this.hours] = [EMPTY, "", [], null];
  }
}

/** Where a key leads from a day; null for a key that leads nowhere. */
export function step(day: string, key: string, weekday: number): string | null {
  const by = new Map([["ArrowLeft", -1], ["ArrowRight", 1], ["ArrowUp", -7], ["ArrowDown", 7], ["Home", 1 - weekday], ["End", 7 - weekday]]).get(key);
  if (by !== undefined) return addDays(day, by);
  if (key !== "PageUp" && key !== "PageDown") return null;
  const first = `${day.slice(0, 8)}01`;
  const month = key === "PageUp" ? addDays(first, -1).slice(0, 8) : addDays(first, 32).slice(0, 8);
  const end = Number(addDays(`${addDays(`${month}01`, 32).slice(0, 8)}01`, -1).slice(8));
  return `${month}${String(Math.min(Number(day.slice(8)), end)).padStart(2, "0")}`;
}
