// What the page and its worker say to each other about a table: plain data both sides understand.

import type { LimitInput, Problem, Standing, Text } from "aftersales";

/** What a column is for. */
export const ROLES = ["id", "customer", "start", "limit", "procedure", "owner", "done"] as const;
export type Role = (typeof ROLES)[number];

/** Which column, from 0, plays which role. */
export type Mapping = Partial<Record<Role, number>>;

/** A limit of a procedure, chosen for the rows that name the procedure. */
export interface Chosen {
  /** The procedure's id. */
  procedure: string;
  title: Text;
  limit: LimitInput;
  label: Text;
  /** Who owes it, where the row names nobody. */
  owner: Text;
}

/** How the table is to be read. */
export interface Setup {
  /** Which sheet of a workbook, from 0. */
  sheet: number;
  /** The row the names of the columns stand in, from 0; -1: there is none. */
  header: number;
  mapping: Mapping;
  /** The limit of every row that has none of its own: as typed, or of a procedure. */
  forAll: { span: string } | { chosen: Chosen } | null;
  /** The limit of a procedure, by what the rows call it. */
  chosen: Record<string, Chosen>;
}

/** A name of a procedure in the table, and which procedures it can mean. */
export interface Called {
  text: string;
  rows: number;
  ids: string[];
}

/** The table before anything runs. */
export interface Preview {
  sheets: string[];
  setup: Setup;
  columns: string[];
  /** The first rows, and for each cell whether its role can make sense of it. */
  sample: { line: number; cells: string[]; unfit: number[] }[];
  rows: number;
  called: Called[];
  /** Rows with neither a limit nor a procedure. */
  unlimited: number;
  /** Identifiers that look as if Excel had turned them into numbers: 6.93E+12. */
  mangled: number;
  /** Why the limit typed for all rows is none. */
  limitProblem: Problem | null;
}

export const BUCKETS = ["bad", "overdue", "today", "soon", "running", "done", "late", "open-ended"] as const;
export type Bucket = (typeof BUCKETS)[number];

export const KEYS = ["urgency", "id", "customer", "start", "due", "owner", "procedure", "line"] as const;
export type SortKey = (typeof KEYS)[number];

/** What is shown of the table, and in which order. */
export interface Query {
  bucket: Bucket | null;
  /** null: any; the text: this one. */
  owner: string | null;
  procedure: string | null;
  text: string;
  sort: SortKey;
  down: boolean;
  lang: "zh" | "en";
}

export interface Summary {
  /** Rows that answer the query. */
  shown: number;
  rows: number;
  /** Rows in each bucket, before the bucket of the query is asked for. */
  counts: Record<Bucket, number>;
  owners: string[];
  procedures: string[];
  /** Rows whose date hangs on days not yet published. */
  provisional: number;
  /** How long the counting took, in milliseconds. */
  took: number;
}

/** One row as the list shows it. */
export interface RowView {
  /** Its place in the table, and the line it stood in. */
  row: number;
  line: number;
  id: string;
  customer: string;
  /** As the table writes it, and as it is understood: `2026-09-28 09:30`. */
  start: string;
  startMoment: string | null;
  owner: string;
  /** Who owes it as the limit's rule says. */
  owed: Text | null;
  /** What the row calls its procedure, and the procedure's title. */
  procedure: string;
  title: Text | null;
  /** The name of the procedure's limit, and how long. */
  limit: Text | null;
  span: string;
  /** The procedure to open it under, if it names one. */
  opens: string | null;
  bucket: Bucket;
  standing: Standing | null;
  standingLabel: Text | null;
  /** `24:00` of a day, or an instant. */
  due: { day: string; time: string } | null;
  remaining: Text | null;
  provisional: boolean;
  problem: Problem | null;
  /** The cell to mend. */
  fix: { role: Role; text: string } | null;
}

export type Format = "csv" | "xlsx" | "ics";
