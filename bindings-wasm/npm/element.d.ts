import type { Calendar, CaseView, EventInput, Facts, Finding, Obligation, Problem, Procedure, SignatureInput } from "./aftersales.js";

/** One thing that has happened: an event, or a signature under an approval. */
export type CaseInput = EventInput | SignatureInput;

/** What the element shows. */
export interface DeadlinesShown {
  obligations: Obligation[];
  /** Where the case stands; null where there is none to show. */
  state: CaseView | null;
  findings: Finding[];
  /** Everything refused; `path` begins with `events[n]` where it is one of the events, or names the attribute. */
  problems: Problem[];
}

/** Fired after every answer; it bubbles, out of shadow roots too. */
export type DeadlinesEvent = CustomEvent<DeadlinesShown>;

/**
 * `<case-deadlines procedure="OTCWI-Y-011" opened="2026-09-28 09:30">`: what is due in one case, the most urgent first, and
 * why each is the day. Importing this module defines it. Every attribute is a property of the same name.
 */
export class CaseDeadlines extends HTMLElement {
  /** The id or document number of a built-in procedure. */
  procedure: string | null;
  /** When the case came in: `2026-09-28 09:30` or a day, in the calendar's zone. */
  opened: string | null;
  /** As an attribute: a JSON object. */
  get facts(): Facts;
  set facts(value: Facts | null);
  /** What has happened since, in order. As an attribute: a JSON array. */
  get events(): CaseInput[];
  set events(value: CaseInput[] | null);
  /** A case kept as text (`Case.toJSON()`), instead of `procedure`, `opened` and `facts`; `events` are told on top of it. */
  case: string | null;
  /** The moment the case is looked at; none is the present minute. */
  now: string | null;
  /** Tells this case from others in calendar files, so that a new date replaces the old one; none is the element's `id`. */
  ref: string | null;
  /** Where `aftersales_bg.wasm` and `procedures/` are served; none is beside this module. */
  folder: string | null;
  /** The calendar to count by; none is China's. Only a property. */
  calendar: Calendar | null;
  /** Rules of one's own instead of those `procedure` names. Only a property. */
  rules: Procedure | null;
}

declare global {
  interface HTMLElementTagNameMap { "case-deadlines": CaseDeadlines }
  interface HTMLElementEventMap { deadlines: DeadlinesEvent }
}
