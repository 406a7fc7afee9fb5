// The rows shown as a file: CSV, a workbook, or dates for a calendar. Text stays text: nothing of it becomes a formula.

import Papa from "papaparse";
import writeXlsxFile, { type Cell } from "write-excel-file/universal";
import { calendarFile, type Appointment } from "../ics.js";
import { addDays } from "../time.js";
import type { Chosen, Format, RowView } from "./shape.js";

export interface Line extends RowView { cells: readonly string[]; chosen: Chosen | null; warnings: readonly string[] }

export interface Content {
  columns: readonly string[];
  /** The column of identifiers. */
  ids: number | undefined;
  lines: readonly Line[];
  /** Names of the columns added, by key. */
  words: Record<string, string>;
}

const ADDED = ["dueDay", "dueTime", "standing", "remaining", "owner", "limit", "provisional", "problem"] as const;

export async function save(format: Format, lang: "zh" | "en", content: Content): Promise<Blob> {
  switch (format) {
    case "csv": return csv(lang, content);
    case "xlsx": return xlsx(lang, content);
    case "ics": return new Blob([calendarFile(dates(lang, content), new Date().toISOString())], { type: "text/calendar;charset=utf-8" });
  }
}

function added(lang: "zh" | "en", line: Line, words: Record<string, string>): Record<(typeof ADDED)[number], string> {
  return {
    dueDay: line.due?.day ?? "",
    dueTime: line.due?.time ?? "",
    standing: line.standingLabel?.[lang] ?? "",
    remaining: line.remaining?.[lang] ?? "",
    owner: line.owner || (line.owed?.[lang] ?? ""),
    limit: [line.limit?.[lang], line.span].filter(Boolean).join(" · "),
    provisional: line.provisional ? words["yes"] ?? "" : "",
    problem: line.problem ? [line.problem.message[lang], line.problem.help?.[lang]].filter(Boolean).join(lang === "zh" ? "。" : "; ") : "",
  };
}

const heads = ({ columns, words }: Content): string[] => [...columns, ...ADDED.map((key) => words[key] ?? key)];

/** The mark in front lets Excel read Chinese; an apostrophe before = + - @ keeps it from running anything. */
function csv(lang: "zh" | "en", content: Content): Blob {
  const rows = content.lines.map((line) => {
    const more = added(lang, line, content.words);
    return [...content.columns.map((_, at) => line.cells[at] ?? ""), ...ADDED.map((key) => more[key])];
  });
  return new Blob(["\uFEFF", Papa.unparse([heads(content), ...rows], { escapeFormulae: true, newline: "\r\n" })], { type: "text/csv;charset=utf-8" });
}

/** Every cell is a text, so that 00731 stays 00731; only the due day is a date, counted in days since 1900 as Excel does. */
function xlsx(lang: "zh" | "en", content: Content): Promise<Blob> {
  const text = (value: string): Cell => (value ? { value, type: String } : null);
  const day = (value: string): Cell => (value ? { value: Date.parse(`${value}T00:00:00Z`) / 86_400_000 + 25_569, type: Number, format: "yyyy-mm-dd" } : null);
  const rows = content.lines.map((line) => {
    const more = added(lang, line, content.words);
    return [...content.columns.map((_, at) => text(line.cells[at] ?? "")), ...ADDED.map((key) => (key === "dueDay" ? day(more[key]) : text(more[key])))];
  });
  const head = heads(content).map((value): Cell => ({ value, type: String, fontWeight: "bold" }));
  const columns = heads(content).map((name) => ({ width: Math.min(40, Math.max(12, name.length * 2 + 2)) }));
  return writeXlsxFile([head, ...rows], { columns, stickyRowsCount: 1, sheet: content.words["sheet"] ?? "1" }).toBlob();
}

/** Running deadlines; the identifier, or the line where there is none, tells a calendar which entry is replaced. */
function dates(lang: "zh" | "en", { lines }: Content): Appointment[] {
  const met = new Map<string, number>();
  return lines.flatMap((line) => {
    if (!line.due || line.bucket === "done" || line.bucket === "late") return [];
    const name = encodeURIComponent(line.id || `line-${line.line}`);
    const n = (met.get(name) ?? 0) + 1;
    met.set(name, n);
    const whole = line.due.time === "24:00";
    return [{
      uid: `${name}${n > 1 ? `.${n}` : ""}.${line.chosen ? `${line.chosen.procedure}.` : ""}list@aftersales`,
      due: whole ? { day: line.due.day, ends: `${addDays(line.due.day, 1)}T00:00:00+08:00` } : { instant: `${line.due.day}T${line.due.time}:00+08:00` },
      summary: [line.id, line.customer, line.limit?.[lang] ?? line.span].filter(Boolean).join(" · "),
      description: [line.owner || line.owed?.[lang], line.title?.[lang], line.remaining?.[lang]].filter(Boolean).join("\n"),
      alarms: line.warnings,
    }];
  });
}
