// What a page tells `<case-deadlines>`, and what the core answers to it.

import type { Calendar, Case, EventInput, Facts, Problem, Procedure, SignatureInput } from "aftersales";
import type { Outcome } from "../model.js";

/** One thing that has happened: an event, or a signature under an approval. */
export type CaseInput = EventInput | SignatureInput;

/** The case: kept as text, or told by when it came in, its facts and what has happened since. */
export interface Told {
  kept: string | null;
  opened: string;
  facts: Facts;
  events: readonly CaseInput[];
}

/** An attribute that is no JSON of the kind wanted. */
export class Unread extends Error {
  readonly problems: Problem[];

  constructor(attribute: string, wanted: "object" | "array") {
    super(`${attribute} is no JSON ${wanted}`);
    const like = wanted === "object" ? '{"urgent": true}' : '[{"event": "receive", "at": "2026-09-28 09:30"}]';
    this.problems = [{
      code: "element/json", severity: "error", path: attribute,
      message: { zh: `属性 ${attribute} 不是可读的 JSON`, en: `the attribute ${attribute} cannot be read as JSON` },
      help: { zh: `应为 JSON ${wanted === "object" ? "对象" : "数组"}，如 ${like}`, en: `a JSON ${wanted} is wanted, such as ${like}` },
    }];
  }
}

/** The JSON of an attribute. */
export function parsed<T>(attribute: string, text: string, wanted: "object" | "array"): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unread(attribute, wanted);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) !== (wanted === "array")) throw new Unread(attribute, wanted);
  return value as T;
}

/** Opens the case, tells it what happened, and asks what follows; what it refuses is kept by its place in the list. */
export function answer(rules: Procedure, calendar: Calendar, told: Told, now: string): Outcome {
  const refused = new Map<number, Problem[]>();
  const opened = told.kept === null ? rules.open(told.opened, told.facts) : rules.caseFromJSON(told.kept);
  try {
    told.events.forEach((one, place) => {
      try {
        tell(opened, one);
      } catch (problem) {
        refused.set(place, problemsOf(problem));
      }
    });
    return {
      view: rules.view(), state: opened.state(), next: [], obligations: opened.obligations(now, calendar, true),
      findings: opened.findings(now).findings, problems: [], refused,
    };
  } finally {
    opened.free();
  }
}

const tell = (opened: Case, one: CaseInput): unknown => ("approval" in one ? opened.sign(one) : opened.apply(one));

/** The problems of a refusal; anything else thrown goes on. */
export function problemsOf(thrown: unknown): Problem[] {
  const problems = (thrown as { problems?: Problem[] }).problems;
  if (Array.isArray(problems)) return problems;
  throw thrown;
}
