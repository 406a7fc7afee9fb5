// The one file that talks to the core: opens the case as described, tells it what happened, asks what follows.

import init, { Calendar, Procedure, fileOf, listed, procedures, type AftersalesError, type Case, type Problem, type ProcedureView } from "aftersales";
import { file } from "./files.js";
import { moment, type CaseFile, type Engine, type Entry, type Outcome } from "./model.js";

export async function load(): Promise<Engine> {
  const module = file("aftersales_bg.wasm").then((bytes) => WebAssembly.compile(bytes));
  await init({ module_or_path: module });
  const calendar = Calendar.china();
  const ready = new Map<string, { rules: Procedure; view: ProcedureView }>();
  const chosen = (id: string): { rules: Procedure; view: ProcedureView } => {
    const found = ready.get(id);
    if (!found) throw new Error(`${id} is not open`);
    return found;
  };
  const answers = remember((told: CaseFile, now: string) => {
    const { rules, view } = chosen(told.procedure);
    return run(rules, view, calendar, told, now);
  });
  return {
    procedures,
    module: () => module,
    async choose(id) {
      if (ready.has(id)) return;
      const rules = Procedure.fromBytes(await file(`procedures/${fileOf(listed(id))}`));
      ready.set(id, { rules, view: rules.view() });
    },
    view: (id) => chosen(id).view,
    run: (told, now) => answers(told, now),
    attempt: (told, entry) => attempt(chosen(told.procedure).rules, told, entry),
    async keywords() {
      return JSON.parse(new TextDecoder().decode(await file("keywords.json"))) as Record<string, string>;
    },
  };
}

/** Asks again only when the case or the minute is another: much that is drawn anew (a fold, a language) changes neither. */
function remember(ask: (told: CaseFile, now: string) => Outcome): (told: CaseFile, now: string) => Outcome {
  let last: { key: string; outcome: Outcome } | null = null;
  return (told, now) => {
    const key = JSON.stringify([told, now]);
    if (last?.key !== key) last = { key, outcome: ask(told, now) };
    return last.outcome;
  };
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
