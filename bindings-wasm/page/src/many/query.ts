// Which rows are shown and in which order.

import type { Standing } from "aftersales";
import type { Counting } from "./counting.js";
import { BUCKETS, type Bucket, type Query } from "./shape.js";

/** What is most urgent comes first. */
const URGENT: readonly Bucket[] = ["overdue", "today", "soon", "running", "open-ended", "bad", "late", "done"];

type Standings = readonly { id: Standing }[];

export function bucketOf(counting: Counting, row: number, today: number, standings: Standings): Bucket {
  if (counting.flaw(row) !== "none") return "bad";
  const { standing, day } = counting.answer(row);
  switch (standings[standing]?.id) {
    case "overdue": return "overdue";
    case "met": case "met early": return "done";
    case "met late": return "late";
    case "unset": case "no fixed limit": return "open-ended";
    case "due soon": case "past target": return day === today ? "today" : "soon";
    default: return day === today ? "today" : "running";
  }
}

export interface Found {
  rows: Uint32Array;
  counts: Record<Bucket, number>;
  owners: string[];
  procedures: string[];
  provisional: number;
}

export function find(counting: Counting, rows: number, query: Query & { today: number }, standings: Standings): Found {
  const counts = Object.fromEntries(BUCKETS.map((bucket) => [bucket, 0])) as Record<Bucket, number>;
  const buckets = new Uint8Array(rows);
  const owners = new Set<string>();
  const procedures = new Set<string>();
  const wanted = query.text.trim().toLowerCase();
  const found: number[] = [];
  let provisional = 0;
  for (let row = 0; row < rows; row++) {
    const owner = ownerOf(counting, row, query.lang);
    const procedure = procedureOf(counting, row, query.lang);
    if (owner) owners.add(owner);
    if (procedure) procedures.add(procedure);
    if (query.owner !== null && owner !== query.owner) continue;
    if (query.procedure !== null && procedure !== query.procedure) continue;
    if (wanted && ![counting.cell(row, "id"), counting.cell(row, "customer"), owner, procedure].some((text) => text.toLowerCase().includes(wanted))) continue;
    const bucket = bucketOf(counting, row, query.today, standings);
    buckets[row] = URGENT.indexOf(bucket);
    counts[bucket] += 1;
    if (counting.answer(row).provisional) provisional += 1;
    if (query.bucket === null || query.bucket === bucket) found.push(row);
  }
  const list = Uint32Array.from(found);
  sort(list, counting, query, buckets);
  const words = new Intl.Collator(query.lang, { numeric: true });
  const named = (set: Set<string>): string[] => [...set].sort(words.compare).slice(0, 500);
  return { rows: list, counts, owners: named(owners), procedures: named(procedures), provisional };
}

/** Who owes it: as the row says, else as the limit's rule says. */
export const ownerOf = (counting: Counting, row: number, lang: "zh" | "en"): string =>
  counting.cell(row, "owner") || (counting.chosen(row)?.owner[lang] ?? "");

const procedureOf = (counting: Counting, row: number, lang: "zh" | "en"): string =>
  counting.chosen(row)?.title[lang] ?? counting.cell(row, "procedure");

function sort(list: Uint32Array, counting: Counting, query: Query, buckets: Uint8Array): void {
  const words = new Intl.Collator(query.lang, { numeric: true });
  const byDue = (a: number, b: number): number => order(counting.due(a), counting.due(b)) || a - b;
  /** Each different text is compared once; rows then go by its rank. */
  const byText = (text: (row: number) => string): ((a: number, b: number) => number) => {
    const texts = new Map(Array.from(list, (row) => [row, text(row)]));
    const rank = new Map([...new Set(texts.values())].sort(words.compare).map((one, at) => [one, at]));
    const of = (row: number): number => rank.get(texts.get(row) ?? "") ?? 0;
    return (a, b) => of(a) - of(b) || byDue(a, b);
  };
  const compare = ((): ((a: number, b: number) => number) => {
    switch (query.sort) {
      case "urgency": return (a, b) => (buckets[a] ?? 0) - (buckets[b] ?? 0) || byDue(a, b);
      case "due": return byDue;
      case "start": return (a, b) => order(counting.start(a), counting.start(b)) || a - b;
      case "line": return (a, b) => a - b;
      case "owner": return byText((row) => ownerOf(counting, row, query.lang));
      case "procedure": return byText((row) => procedureOf(counting, row, query.lang));
      case "id": case "customer": { const role = query.sort; return byText((row) => counting.cell(row, role)); }
    }
  })();
  list.sort(query.down ? (a, b) => compare(b, a) : compare);
}

/** Infinity minus itself is no number. */
const order = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
