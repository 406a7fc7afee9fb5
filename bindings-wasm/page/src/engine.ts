// The one file that talks to the core: opens the case as described, tells it what happened, asks what follows.

import init, { Calendar, procedure, procedures, type AftersalesError, type Case, type Problem, type Procedure, type ProcedureView } from "aftersales";
import { moment, type CaseFile, type Engine, type Entry, type Outcome } from "./model.js";

export async function load(): Promise<Engine> {
  await init();
  const calendar = Calendar.china();
  const handles = new Map<string, Procedure>();
  const views = new Map<string, ProcedureView>();
  const handle = (id: string): Procedure => remember(handles, id, () => procedure(id));
  const view = (id: string): ProcedureView => remember(views, id, () => handle(id).view());
  return {
    procedures,
    view,
    run: (file, now) => run(handle(file.procedure), view(file.procedure), calendar, file, now),
    attempt: (file, entry) => attempt(handle(file.procedure), file, entry),
  };
}

function remember<T>(known: Map<string, T>, id: string, make: () => T): T {
  const value = known.get(id) ?? make();
  known.set(id, value);
  return value;
}

function run(rules: Procedure, view: ProcedureView, calendar: Calendar, file: CaseFile, now: string): Outcome {
  const nothing: Outcome = { view, state: null, next: [], obligations: [], findings: [], problems: [], refused: new Map() };
  let opened: Case | null = null;
  try {
    opened = rules.open(moment(file.opened), file.facts);
    const refused = replay(opened, file);
    return {
      ...nothing,
      state: opened.state(),
      next: opened.next(now),
      obligations: opened.obligations(now, calendar, true),
      findings: opened.findings(now).findings,
      refused,
    };
  } catch (error) {
    return { ...nothing, problems: problemsOf(error) };
  } finally {
    opened?.free();
  }
}

/** Why one more entry would be refused; nothing if it would be taken. */
function attempt(rules: Procedure, file: CaseFile, entry: Entry): Problem[] {
  const entries = [...file.entries, entry];
  const opened = rules.open(moment(file.opened), file.facts);
  try {
    return replay(opened, { ...file, entries }).get(entries.length - 1) ?? [];
  } finally {
    opened.free();
  }
}

/** Tells the case every entry; those it refuses, by their place. An entry's number in the case is not its place here. */
function replay(opened: Case, file: CaseFile): Map<number, Problem[]> {
  const refused = new Map<number, Problem[]>();
  const numbers = new Map<number, number>();
  file.entries.forEach((entry, place) => {
    try {
      numbers.set(place, tell(opened, entry, numbers).seq);
    } catch (error) {
      refused.set(place, problemsOf(error));
    }
  });
  return refused;
}

function tell(opened: Case, entry: Entry, numbers: ReadonlyMap<number, number>): { seq: number } {
  const at = moment(entry.at);
  const common = {
    at,
    ...(entry.by && { by: entry.by }),
    ...(entry.person && { person: entry.person }),
    ...(entry.part && { part: entry.part }),
  };
  switch (entry.kind) {
    case "event": return opened.apply({ event: entry.id, ...common, facts: entry.facts, forms: entry.forms });
    case "sign": return opened.sign({ approval: entry.id, ...common, by: entry.by, verdict: entry.verdict });
    case "pause": return opened.pause({ at, ...(entry.why && { why: entry.why }) });
    case "resume": return opened.resume({ at, ...(entry.why && { why: entry.why }) });
    case "void": return opened.void(numbers.get(entry.target) ?? 0, entry.why);
  }
}

/** The problems of a refusal. Anything else thrown is a mistake of ours and goes on. */
function problemsOf(error: unknown): Problem[] {
  const problems = (error as Partial<AftersalesError>).problems;
  if (Array.isArray(problems)) return problems;
  throw error;
}
