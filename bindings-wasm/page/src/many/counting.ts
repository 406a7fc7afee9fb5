// Every row's deadline and standing in one call of the core; what a row lacks for that is noted, never guessed.

import { readMoments, type Calendar, type LimitInput } from "aftersales";
import type { Chosen, Role, Setup } from "./shape.js";

/** Why a row cannot be counted; `core`: the core says why when asked for that row. */
export const FLAWS = ["none", "no-start", "no-limit", "unknown-procedure", "done", "core"] as const;
export type Flaw = (typeof FLAWS)[number];

const NO_DAY = -0x8000_0000;
/** Numbers of a row on the way in and out, as `Calendar.standings` says. */
const IN = 5;
const OUT = 6;
/** Where a limit has no warning of its own. */
export const WARN = ["1 working day"];

/** What people write into a cell to say that it is empty. */
const nothing = /^(?:[-—–/／\\]+|无|n\/?a|null)$/i;
export const value = (text: string | undefined): string => { const cell = (text ?? "").trim(); return nothing.test(cell) ? "" : cell; };

export interface Answer {
  /** As `standingNames` numbers them; -1 is none. */
  standing: number;
  /** Days since 1970, and seconds; 86,400 is 24:00. */
  day: number;
  second: number;
  left: number;
  unit: number;
  provisional: boolean;
}

export class Counting {
  readonly limits: LimitInput[] = [];
  private readonly places = new Map<string, number>();
  private readonly asked: Int32Array;
  private readonly answers: Int32Array;
  private readonly flaws: Uint8Array;
  private readonly cells = new Map<Role, string[]>();

  constructor(public calendar: Calendar, private readonly rows: readonly (readonly string[])[], private readonly setup: Setup) {
    this.asked = new Int32Array(rows.length * IN);
    this.answers = new Int32Array(rows.length * OUT);
    this.flaws = new Uint8Array(rows.length);
    this.read(0, rows.length);
  }

  cell(row: number, role: Role): string {
    return this.cells.get(role)?.[row] ?? "";
  }

  /** The procedure's limit the row goes by, unless it names a limit itself. */
  chosen(row: number): Chosen | null {
    if (this.cell(row, "limit")) return null;
    const called = this.cell(row, "procedure");
    if (called) return this.setup.chosen[called] ?? null;
    const { forAll } = this.setup;
    return forAll && "chosen" in forAll ? forAll.chosen : null;
  }

  /** Reads rows anew: all of them, or one that was mended. */
  read(from: number, to: number): void {
    for (const [role, column] of Object.entries(this.setup.mapping) as [Role, number][]) {
      const cells = this.cells.get(role) ?? new Array<string>(this.rows.length).fill("");
      for (let row = from; row < to; row++) cells[row] = value(this.rows[row]?.[column]);
      this.cells.set(role, cells);
    }
    const texts = (role: Role): string[] => Array.from({ length: to - from }, (_, n) => this.cell(from + n, role));
    const [starts, dones] = [readMoments(texts("start")), readMoments(texts("done"))];
    for (let row = from; row < to; row++) {
      const n = (row - from) * 2;
      const limit = this.limit(row);
      this.asked.set([starts[n] ?? NO_DAY, starts[n + 1] ?? -1, dones[n] ?? NO_DAY, dones[n + 1] ?? -1, limit], row * IN);
      this.flaws[row] = FLAWS.indexOf(this.look(row, limit, dones[n] ?? NO_DAY));
    }
  }

  private look(row: number, limit: number, done: number): Flaw {
    if (!this.cell(row, "start")) return "no-start";
    if (limit < 0) return this.cell(row, "procedure") ? "unknown-procedure" : "no-limit";
    // Not to be read as "not done".
    return done === NO_DAY && this.cell(row, "done") ? "done" : "none";
  }

  /** The place of the row's limit: its own, else its procedure's, else that of all rows. */
  private limit(row: number): number {
    const own = this.cell(row, "limit");
    if (own) return this.place(own, () => ({ span: own, warn: WARN }));
    const chosen = this.chosen(row);
    if (chosen) return this.place(JSON.stringify(chosen.limit), () => chosen.limit);
    const { forAll } = this.setup;
    if (this.cell(row, "procedure") || !forAll || !("span" in forAll) || !forAll.span.trim()) return -1;
    const { span } = forAll;
    return this.place(span, () => ({ span, warn: WARN }));
  }

  private place(key: string, make: () => LimitInput): number {
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.limits.length);
    return this.limits.push(make()) - 1;
  }

  count(now: string, from = 0, to = this.rows.length): void {
    this.answers.set(this.calendar.standings(this.asked.subarray(from * IN, to * IN), this.limits, now), from * OUT);
  }

  answer(row: number): Answer {
    const [standing = -1, day = NO_DAY, second = -1, left = 0, unit = -1, provisional = 0] = this.answers.subarray(row * OUT, (row + 1) * OUT);
    return { standing, day, second, left, unit, provisional: provisional === 1 };
  }

  flaw(row: number): Flaw {
    const flaw = FLAWS[this.flaws[row] ?? 0] ?? "none";
    return flaw === "none" && (this.answers[row * OUT] ?? -1) < 0 ? "core" : flaw;
  }

  limitOf(row: number): LimitInput | undefined {
    return this.limits[this.asked[row * IN + 4] ?? -1];
  }

  /** Seconds since 1970 to sort by; what has no end comes last. */
  due(row: number): number {
    const day = this.answers[row * OUT + 1] ?? NO_DAY;
    return day === NO_DAY || this.flaw(row) !== "none" ? Number.POSITIVE_INFINITY : day * 86_400 + (this.answers[row * OUT + 2] ?? 0);
  }

  /** The start as the core understood it: a day, with the time if it has one. */
  startMoment(row: number): string | null {
    const at = this.start(row);
    if (at === Number.POSITIVE_INFINITY) return null;
    const text = new Date(at * 1000).toISOString();
    return (this.asked[row * IN + 1] ?? -1) < 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
  }

  start(row: number): number {
    const day = this.asked[row * IN] ?? NO_DAY;
    return day === NO_DAY ? Number.POSITIVE_INFINITY : day * 86_400 + Math.max(0, this.asked[row * IN + 1] ?? 0);
  }
}
