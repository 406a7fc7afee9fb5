// What the user has said (the model, plain data), and what follows from it (the outcome, from the core).
// The outcome is derived anew from the model after every change; nothing of it is kept.

import type {
  CalendarDay, CalendarInfo, CaseView, FactValue, Finding, Lang, NextStep, Obligation, Problem, ProcedureInfo, ProcedureView,
} from "aftersales";
import { PLAIN, type OwnCalendar } from "./calendar/own.js";
import type { ViewId } from "./views.js";

export type Theme = "auto" | "light" | "dark";

/** A day with an optional time, as typed. */
export interface When { day: string; time: string }

/** One thing the user says has happened. */
export interface Entry {
  kind: "event" | "sign" | "void" | "pause" | "resume";
  /** The event's id, or the approval's. */
  id: string;
  at: When;
  by: string;
  person: string;
  facts: Record<string, FactValue>;
  forms: string[];
  part: string;
  verdict: "agree" | "disagree";
  /** Of a void: the place in the list of what is undone. */
  target: number;
  /** Why it is undone, or why the clocks stop. */
  why: string;
}

/** Everything that makes the case: what a link or a saved case carries. */
export interface CaseFile {
  /** Tells this case from others where nothing else does: in a calendar that already has its dates. */
  ref: string;
  procedure: string;
  opened: When;
  facts: Record<string, FactValue>;
  entries: Entry[];
}

/** The form that is open in the checklist. */
export interface Draft extends Entry {
  /** What it is called on the page: `event:inspect`, `sign:cosign`. */
  key: string;
  problems: Problem[];
}

export interface Model {
  lang: Lang;
  theme: Theme;
  view: ViewId;
  query: string;
  /** Search words by procedure, once they are loaded. */
  keywords: Record<string, string> | null;
  /** The procedure that is being opened, or could not be. */
  opening: { id: string; failed: boolean } | null;
  file: CaseFile | null;
  /** What the user adds to the calendar of the country. */
  calendar: OwnCalendar;
  /** The calendar a link came with, where it is another: that case is shown in it, and nothing else. */
  lent: OwnCalendar | null;
  /** Look at the case at this moment; null is now. */
  asOf: When | null;
  /** The instant of now, refreshed every half minute. */
  now: string;
  /** Ids of what is unfolded. */
  open: Set<string>;
  draft: Draft | null;
  /** The entry about to be undone, and the reason typed so far. */
  undoing: { index: number; why: string; problems: Problem[] } | null;
  copied: string | null;
  /** The link followed carries no case that can be read. */
  badLink: boolean;
  /** Changes over to a newer edition of the page, once there is one. */
  newer: (() => void) | null;
}

/** What the core answers for one model. */
export interface Outcome {
  view: ProcedureView;
  state: CaseView | null;
  next: NextStep[];
  obligations: Obligation[];
  findings: Finding[];
  /** Why the case could not be opened. */
  problems: Problem[];
  /** Why an entry was not accepted, by its place in the list. */
  refused: Map<number, Problem[]>;
}

/** The calendar everything on the page is counted in. */
export const inForce = (m: Model): OwnCalendar => m.lent ?? m.calendar;

/** Begins the id, on this page, of a procedure read from a company's own file; no built-in one begins with it. */
export const OWN = "own-";

/** What the page asks of the core. */
export interface Engine {
  /** A company's own first, then those built in. */
  procedures(): ProcedureInfo[];
  /** The rules of a built-in procedure, by id or document number. */
  rules(name: string): Promise<Uint8Array>;
  /** Takes in a company's own procedure; from then on it is like those built in. */
  adopt(bytes: Uint8Array): ProcedureInfo;
  /** The compiled core, for a worker to start another of it. */
  module(): Promise<WebAssembly.Module>;
  /** Reads the rules of a procedure; before that it has no view and no case. */
  choose(id: string): Promise<void>;
  view(id: string): ProcedureView;
  run(file: CaseFile, now: string, own: OwnCalendar): Outcome;
  /** Tries one more entry on top of the case; the problems if it is refused. */
  attempt(file: CaseFile, entry: Entry): Problem[];
  /** Why a calendar cannot be put in force; nothing if it can. */
  refuses(own: OwnCalendar): Problem[];
  /** Every day of a year, and which calendar says so. */
  year(own: OwnCalendar, year: number): { info: CalendarInfo; days: CalendarDay[] };
  /** The first and the last year there is. */
  years(): { first: number; last: number };
  /** What one may search a procedure by besides title and number, by its id. */
  keywords(): Promise<Record<string, string>>;
}

/** An entry with nothing filled in but its kind. */
export const entry = (kind: Entry["kind"], id: string, at: When): Entry =>
  ({ kind, id, at, by: "", person: "", facts: {}, forms: [], part: "", verdict: "agree", target: -1, why: "" });

export const moment = (when: When): string => (when.time ? `${when.day}T${when.time}` : when.day);

export function blank(lang: Lang, now: string): Model {
  return {
    lang, theme: "auto", view: "one", query: "", keywords: null, opening: null, file: null, calendar: PLAIN, lent: null, asOf: null, now,
    open: new Set(), draft: null, undoing: null, copied: null, badLink: false, newer: null,
  };
}
