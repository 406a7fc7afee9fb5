// A case as text for a link's fragment, and back. What comes back was written by anybody: it is checked value by value.

import type { FactValue } from "aftersales";
import { isPlain, ownCalendar, PLAIN, type OwnCalendar } from "./calendar/own.js";
import { entry, type CaseFile, type Entry, type When } from "./model.js";

/** Longer than any honest case. */
const MOST = 200_000;
const MOST_ENTRIES = 2_000;
const KINDS: readonly string[] = ["event", "sign", "void", "pause", "resume"];

/** What a link carries: the case, and the company's days and hours its dates were counted with. */
export interface Carried { file: CaseFile; calendar: OwnCalendar }

export const toText = ({ file, calendar }: Carried): string => coded(isPlain(calendar) ? file : { ...file, calendar });

/** Any plain value as text that an address or a storage takes. */
export function coded(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The case, or null where the text is none. */
export const fromText = (text: string): Carried | null => decoded(text, (given) => {
  const calendar = record(given)["calendar"];
  return { file: caseFile(given), calendar: calendar === undefined ? PLAIN : ownCalendar(calendar) ?? fail() };
});

/** What `coded` made, as `read` takes it; null where it is no such text, or `read` refuses it. */
export function decoded<T>(text: string, read: (given: unknown) => T | null): T | null {
  if (text.length > MOST || !/^[\w-]+$/.test(text)) return null;
  try {
    const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return read(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return null;
  }
}

/** Thrown and caught in this file: something is not of its kind. */
class Unfit extends Error {}

function caseFile(given: unknown): CaseFile {
  const told = record(given);
  const entries = Array.isArray(told["entries"]) ? told["entries"] : fail();
  if (entries.length > MOST_ENTRIES) fail();
  return { ref: text(told["ref"]).slice(0, 64), procedure: text(told["procedure"]), opened: when(told["opened"]), facts: facts(told["facts"]), entries: entries.map(entryOf) };
}

function entryOf(given: unknown): Entry {
  const told = record(given);
  const kind = text(told["kind"]);
  if (!KINDS.includes(kind)) fail();
  return {
    ...entry(kind as Entry["kind"], text(told["id"]), when(told["at"])),
    by: text(told["by"]), person: text(told["person"]), part: text(told["part"]), why: text(told["why"]),
    facts: facts(told["facts"]),
    forms: Array.isArray(told["forms"]) ? told["forms"].map(text) : fail(),
    verdict: told["verdict"] === "disagree" ? "disagree" : "agree",
    target: Number.isInteger(told["target"]) ? Number(told["target"]) : fail(),
  };
}

function when(given: unknown): When {
  const { day, time } = record(given);
  return { day: text(day), time: text(time) };
}

function facts(given: unknown): Record<string, FactValue> {
  const pairs = Object.entries(record(given));
  return Object.fromEntries(pairs.map(([id, value]) => [id, ["string", "number", "boolean"].includes(typeof value) ? value as FactValue : fail()]));
}

const record = (given: unknown): Record<string, unknown> =>
  (typeof given === "object" && given !== null && !Array.isArray(given) ? given as Record<string, unknown> : fail());
const text = (given: unknown): string => (typeof given === "string" ? given : fail());

function fail(): never {
  throw new Unfit();
}
