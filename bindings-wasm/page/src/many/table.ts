// The table the worker keeps: it is read, described, counted, asked and mended here; the page holds only the rows it shows.

import { remainingText, standingNames, type AftersalesError, type Problem, type Standing, type Text } from "aftersales";
import { build } from "../calendar/build.js";
import { PLAIN, type OwnCalendar } from "../calendar/own.js";
import { headerRow, recognise, type Look } from "./columns.js";
import { Counting, value } from "./counting.js";
import { save, type Line } from "./export.js";
import { flawed } from "./flaws.js";
import { naming } from "./names.js";
import { bucketOf, find } from "./query.js";
import { read, type Sheet } from "./read.js";
import type { Called, Chosen, Format, Mapping, Preview, Query, Role, RowView, Setup, Summary } from "./shape.js";

/** As many rows are looked at to recognise columns, and shown before anything runs. */
const LOOKED_AT = 200;
const SHOWN = 8;

export class Table {
  private sheets: Sheet[] = [];
  private setup: Setup = { sheet: 0, header: 0, mapping: {}, forAll: null, chosen: {} };
  private columns: string[] = [];
  private rows: string[][] = [];
  private lines: number[] = [];
  private counting: Counting | null = null;
  private found: Uint32Array<ArrayBufferLike> = new Uint32Array();
  private now = "";
  /** Counted in another calendar than the one in force. */
  private stale = false;
  private took = 0;
  private readonly amounts = new Map<string, Text>();
  private calendar = build(PLAIN);
  private readonly procedures = naming();
  private readonly standings: readonly { id: Standing; label: Text }[] = standingNames();
  private readonly look: Look = {
    isDate: (text) => this.refuses(text, "1 day") === null,
    isSpan: (text) => this.refuses("2026-01-05 09:00", text)?.name !== "SpanError",
    isProcedure: (text) => this.procedures(text).length > 0,
  };

  /** Reads a file or pasted text and says what is in it. */
  async open(source: Blob | string, name: string): Promise<Preview> {
    this.sheets = await read(source, name);
    return this.choose(0);
  }

  /** Another sheet, or another row of names: the columns are recognised anew. */
  choose(sheet: number, header?: number): Preview {
    const rows = this.sheets[sheet]?.rows ?? [];
    const at = header ?? headerRow(rows, this.look.isDate);
    this.body(sheet, at);
    const mapping = recognise(this.columns, this.rows.slice(0, LOOKED_AT), this.look);
    this.setup = { sheet, header: at, mapping, forAll: this.setup.forAll, chosen: this.setup.chosen };
    return this.preview();
  }

  /** The same table with columns, limits and procedures as the user wants them. */
  arrange(mapping: Mapping, forAll: Setup["forAll"], chosen: Record<string, Chosen>): Preview {
    this.setup = { ...this.setup, mapping, forAll, chosen };
    return this.preview();
  }

  run(now: string, query: Query): Summary {
    this.counting = new Counting(this.calendar, this.rows, this.setup);
    this.count(now);
    return this.ask(query);
  }

  /** The calendar from here on; rows already counted are counted anew when next asked for. */
  countIn(own: OwnCalendar): void {
    this.calendar.free();
    this.calendar = build(own);
    if (this.counting) this.counting.calendar = this.calendar;
    this.stale = true;
  }

  /** The same rows at another moment. */
  at(now: string, query: Query): Summary {
    if (now !== this.now || this.stale) this.count(now);
    return this.ask(query);
  }

  ask(query: Query): Summary {
    const counting = this.counted();
    const { rows, counts, owners, procedures, provisional } = find(counting, this.rows.length, { ...query, today: this.today() }, this.standings);
    this.found = rows;
    return { shown: rows.length, rows: this.rows.length, counts, owners, procedures, provisional, took: this.took };
  }

  window(from: number, count: number): RowView[] {
    return Array.from(this.found.subarray(from, from + count), (row) => this.view(row));
  }

  /** Puts another text into a cell and counts its row again. */
  mend(row: number, role: Role, text: string, query: Query): Summary {
    const counting = this.counted();
    const column = this.setup.mapping[role] ?? this.columns.push(role) - 1;
    this.setup.mapping[role] = column;
    const cells = this.rows[row] ?? [];
    while (cells.length < column) cells.push("");
    cells[column] = text;
    counting.read(row, row + 1);
    counting.count(this.now, row, row + 1);
    return this.ask(query);
  }

  /** The rows shown, in their order, as a file. */
  save(format: Format, lang: "zh" | "en", words: Record<string, string>): Promise<Blob> {
    const lines = Array.from(this.found, (row): Line => ({ ...this.view(row), cells: this.rows[row] ?? [], chosen: this.counted().chosen(row), warnings: format === "ics" ? this.warnings(row) : [] }));
    return save(format, lang, { columns: this.columns, ids: this.setup.mapping.id, lines, words });
  }

  private body(sheet: number, header: number): void {
    const { rows, lines } = this.sheets[sheet] ?? { rows: [], lines: [] };
    this.rows = rows.slice(header + 1);
    this.lines = lines.slice(header + 1);
    const width = this.rows.reduce((most, row) => Math.max(most, row.length), 0);
    const names = header < 0 ? [] : rows[header] ?? [];
    this.columns = Array.from({ length: Math.max(width, names.length) }, (_, at) => (names[at] ?? "").trim() || letter(at));
  }

  private preview(): Preview {
    const { mapping } = this.setup;
    const cells = (role: Role): string[] => { const at = mapping[role]; return at === undefined ? [] : this.rows.map((row) => value(row[at])); };
    const [limits, called] = [cells("limit"), cells("procedure")];
    return {
      sheets: this.sheets.map((sheet) => sheet.name),
      setup: this.setup,
      columns: this.columns,
      sample: this.rows.slice(0, SHOWN).map((row, at) => ({ line: this.lines[at] ?? 0, cells: this.columns.map((_, n) => (row[n] ?? "").slice(0, 200)), unfit: this.unfit(row) })),
      rows: this.rows.length,
      called: this.called(called),
      unlimited: this.rows.reduce((sum, _, row) => sum + (limits[row] || called[row] ? 0 : 1), 0),
      mangled: cells("id").filter((text) => /^\d(\.\d+)?e\+\d+$/i.test(text)).length,
      limitProblem: this.limitProblem(),
    };
  }

  private limitProblem(): Problem | null {
    const { forAll } = this.setup;
    if (!forAll || !("span" in forAll) || !forAll.span.trim()) return null;
    return this.refuses("2026-01-05 09:00", forAll.span)?.problems[0] ?? null;
  }

  /** The columns of a row whose cell does not make sense for what it is for. */
  private unfit(row: readonly string[]): number[] {
    const { mapping } = this.setup;
    const wrong = (role: Role, is: (text: string) => boolean, needed = false): number[] => {
      const at = mapping[role];
      if (at === undefined) return [];
      const text = value(row[at]);
      return (text ? is(text) : !needed) ? [] : [at];
    };
    return [...wrong("start", this.look.isDate, true), ...wrong("done", this.look.isDate), ...wrong("limit", this.look.isSpan), ...wrong("procedure", this.look.isProcedure)];
  }

  private called(texts: readonly string[]): Called[] {
    const rows = new Map<string, number>();
    for (const text of texts) if (text) rows.set(text, (rows.get(text) ?? 0) + 1);
    return [...rows].sort((a, b) => b[1] - a[1]).slice(0, 100).map(([text, count]) => ({ text, rows: count, ids: this.procedures(text) }));
  }

  private count(now: string): void {
    const from = performance.now();
    this.counted().count(now);
    this.now = now;
    this.stale = false;
    this.took = performance.now() - from;
  }

  private counted(): Counting {
    if (!this.counting) throw new Error("not counted yet");
    return this.counting;
  }

  private today(): number {
    return Math.floor(Date.parse(`${this.now.slice(0, 10)}T00:00:00Z`) / 86_400_000);
  }

  /** Why the core has no deadline for a start and a span. */
  private refuses(start: string, span: string, convention?: string | Record<string, string>): AftersalesError | null {
    try {
      this.calendar.due(start, span, convention);
      return null;
    } catch (error) {
      if (Array.isArray((error as Partial<AftersalesError>).problems)) return error as AftersalesError;
      throw error;
    }
  }

  /** When to warn of a row's deadline. */
  private warnings(row: number): string[] {
    const counting = this.counted();
    const [start, limit] = [counting.startMoment(row), counting.limitOf(row)];
    if (counting.flaw(row) !== "none" || !start || !limit || counting.cell(row, "done")) return [];
    const { span, warn, convention } = limit;
    return this.calendar.standing(start, span, this.now, { ...(warn && { warn }), ...(convention && { convention }) }).warnings;
  }

  /** The same amount is worded once. */
  private left(amount: number, unit: number, inTime: boolean): Text {
    const key = `${amount} ${unit} ${inTime}`;
    const text = this.amounts.get(key) ?? remainingText(amount, unit, inTime);
    this.amounts.set(key, text);
    return text;
  }

  private view(row: number): RowView {
    const counting = this.counted();
    const answer = counting.answer(row);
    const standing = this.standings[answer.standing] ?? null;
    const chosen = counting.chosen(row);
    const limit = counting.limitOf(row);
    const flaw = flawed(counting, row, (start, span) => this.refuses(start, span, limit?.convention)?.problems[0] ?? null);
    const called = counting.cell(row, "procedure");
    return {
      row,
      line: this.lines[row] ?? 0,
      id: counting.cell(row, "id"),
      customer: counting.cell(row, "customer"),
      start: counting.cell(row, "start"),
      startMoment: counting.startMoment(row),
      owner: counting.cell(row, "owner"),
      owed: chosen?.owner ?? null,
      procedure: called,
      title: chosen?.title ?? null,
      limit: chosen?.label ?? null,
      span: limit?.span ?? "",
      opens: chosen?.procedure ?? null,
      bucket: bucketOf(counting, row, this.today(), this.standings),
      standing: flaw ? null : standing?.id ?? null,
      standingLabel: flaw ? null : standing?.label ?? null,
      due: flaw ? null : due(answer),
      remaining: flaw || answer.unit < 0 || counting.cell(row, "done") ? null : this.left(answer.left, answer.unit, standing?.id !== "overdue"),
      provisional: !flaw && answer.provisional,
      problem: flaw?.problem ?? null,
      fix: flaw ? { role: flaw.role, text: counting.cell(row, flaw.role) } : null,
    };
  }
}

/** A, B, ... Z, AA: a column without a name, as Excel calls it. */
function letter(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letter(Math.floor(at / 26) - 1) + last;
}

function due({ standing, day, second }: { standing: number; day: number; second: number }): RowView["due"] {
  if (standing < 0 || second < 0) return null;
  const two = (n: number): string => String(n).padStart(2, "0");
  return { day: new Date(day * 86_400_000).toISOString().slice(0, 10), time: `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}` };
}
