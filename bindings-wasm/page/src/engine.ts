// The one file that talks to the core: opens the case as described, tells it what happened, asks what follows.

import init, { Procedure, fileOf, listed, procedures, type AftersalesError, type Calendar, type Case, type Problem, type ProcedureInfo, type ProcedureView } from "aftersales";
import { build } from "./calendar/build.js";
import { PLAIN, type OwnCalendar } from "./calendar/own.js";
import { file } from "./files.js";
import { moment, OWN, type CaseFile, type Engine, type Entry, type Outcome } from "./model.js";

export async function load(): Promise<Engine> {
  const module = file("aftersales_bg.wasm").then((bytes) => WebAssembly.compile(bytes));
  await init({ module_or_path: module });
  const calendar = calendars();
  const ready = new Map<string, { rules: Procedure; view: ProcedureView }>();
  const chosen = (id: string): { rules: Procedure; view: ProcedureView } => {
    const found = ready.get(id);
    if (!found) throw new Error(`${id} is not open`);
    return found;
  };
  const own = new Map<string, ProcedureInfo>();
  const asking = (): Engine["run"] => remember((told: CaseFile, now: string, ours: OwnCalendar) => {
    const { rules, view } = chosen(told.procedure);
    return run(rules, view, calendar(ours), told, now);
  });
  let answers = asking();
  return {
    procedures: () => [...own.values(), ...procedures()],
    async rules(name) {
      return file(`procedures/${fileOf(listed(name))}`);
    },
    adopt(bytes) {
      const rules = Procedure.fromBytes(bytes);
      const view = rules.view();
      const id = `${OWN}${view.info.id}`;
      const info = { ...view.info, id };
      ready.get(id)?.rules.free();
      ready.set(id, { rules, view: { ...view, info } });
      own.set(id, info);
      // What was answered by the file as it was is no answer any more.
      answers = asking();
      return info;
    },
    module: () => module,
    async choose(id) {
      if (ready.has(id)) return;
      const rules = Procedure.fromBytes(await file(`procedures/${fileOf(listed(id))}`));
      ready.set(id, { rules, view: rules.view() });
    },
    view: (id) => chosen(id).view,
    run: (told, now, ours) => answers(told, now, ours),
    attempt: (told, entry) => attempt(chosen(told.procedure).rules, told, entry),
    refuses(own) {
      try {
        calendar(own);
        return [];
      } catch (error) {
        return problemsOf(error);
      }
    },
    year: (own, year) => ({ info: calendar(own).info(), days: calendar(own).days(`${year}-01-01`, `${year}-12-31`) }),
    years: () => years(calendar(PLAIN)),
    async keywords() {
      return JSON.parse(new TextDecoder().decode(await file("keywords.json"))) as Record<string, string>;
    },
  };
}

/** Asks again only when something asked about is another: much that is drawn anew (a fold, a language) changes none of it. */
function remember<Asked extends unknown[], Answer>(ask: (...asked: Asked) => Answer): (...asked: Asked) => Answer {
  let last: { key: string; answer: Answer } | null = null;
  return (...asked) => {
    const key = JSON.stringify(asked);
    if (last?.key !== key) last = { key, answer: ask(...asked) };
    return last.answer;
  };
}

/** The calendars in use, each built once: the one in force, and the one somebody is about to put in force. */
function calendars(): (own: OwnCalendar) => Calendar {
  const built = new Map<string, Calendar>();
  return (own) => {
    const key = JSON.stringify(own);
    const calendar = built.get(key) ?? build(own);
    built.delete(key);
    built.set(key, calendar);
    const [oldest] = built.keys();
    if (built.size > 4 && oldest !== undefined) {
      built.get(oldest)?.free();
      built.delete(oldest);
    }
    return calendar;
  };
}

/** The first and the last year the calendar has, known or assumed. */
function years(calendar: Calendar): { first: number; last: number } {
  const has = (year: number): boolean => {
    try {
      return calendar.days(`${year}-01-01`, `${year}-12-31`).length > 0;
    } catch {
      return false;
    }
  };
  const known = Number(calendar.info().known_until.slice(0, 4));
  let [first, last] = [known, known];
  while (has(first - 1)) first -= 1;
  while (has(last + 1)) last += 1;
  return { first, last };
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
