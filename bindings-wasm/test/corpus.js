// The worked examples of the procedure files and the deadlines of tests/corpus, run against the package: in Node and,
// unchanged, in a browser. The same comparisons as in core/src/examples. A value that is not given is not compared.

/** Runs `{ cases, findings, due, duties }`, each a list of `{ stem, case }`; gives how many were run and every difference. */
export async function runCorpus({ Calendar, procedure }, corpus) {
  const wrong = [];
  const tell = (stem, id) => (what, expected, found) => {
    if (expected !== found) wrong.push(`${stem}/${id}: ${what}: expected ${expected}, found ${found}`);
  };
  const rules = async (stem, told) => {
    const found = await procedure(told.procedure ?? stem);
    return told.readings ? found.withReadings(told.readings) : found;
  };
  for (const { stem, case: told } of corpus.due) due(Calendar, told, tell(stem, told.id));
  for (const { stem, case: told } of corpus.duties) duties(await rules(stem, told), Calendar.china(), told, tell(stem, told.id));
  for (const { stem, case: told } of corpus.findings) findings(await rules(stem, told), told, tell(stem, told.id));
  for (const { stem, case: told } of corpus.cases) events(await rules(stem, told), Calendar.china(), told, tell(stem, told.id));
  const count = corpus.due.length + corpus.duties.length + corpus.findings.length + corpus.cases.length;
  return { count, wrong };
}

/** What `work` gives, or the codes it was refused with. */
function attempt(work) {
  try {
    return { value: work(), codes: [] };
  } catch (error) {
    if (!Array.isArray(error.problems)) throw error;
    return { value: null, codes: error.problems.map((problem) => problem.code) };
  }
}

const listed = (ids) => JSON.stringify(ids);

function due(Calendar, told, differs) {
  const { value, codes } = attempt(() => {
    const calendar = told.hours ? Calendar.china().withHours(told.hours.join(", ")) : Calendar.china();
    return calendar.due(told.start, told.span, told.convention);
  });
  differs("refused", told.refused ?? "no", codes[0] ?? "no");
  if (!value) return;
  const instant = (end) => (end?.due ? wall(end.due) : "none");
  const day = (end) => end?.last_day ?? "none";
  if (told.last_day) differs("last_day", told.last_day, day(value));
  if (told.due) differs("due", told.due, instant(value));
  if (told.target) differs("target", told.target, told.target.length === 10 ? day(value.target) : instant(value.target));
}

/** An instant as the corpus writes it. */
const wall = (instant) => instant.slice(0, 16).replace("T", " ");

function duties(rules, calendar, told, differs) {
  const { value, codes } = attempt(() => rules.dutiesBetween(told.from, told.to, calendar, told.convention));
  differs("refused", told.refused ?? "no", codes[0] ?? "no");
  if (!value) return;
  const line = ({ duty, due }) => `${duty} ${due}`;
  const found = value.map((one) => ({ duty: one.duty.id, due: wall(one.due), opens: wall(one.from), last_day: one.last_day, times: one.times }));
  differs("occurrences", listed(told.occurrence.map(line)), listed(found.map(line)));
  told.occurrence.forEach((expected, at) => {
    for (const key of ["opens", "last_day", "times"]) {
      if (expected[key] !== undefined) differs(`${line(expected)}: ${key}`, expected[key], found[at]?.[key]);
    }
  });
}

function findings(rules, told, differs) {
  const view = rules.judge(told.facts ?? {});
  const find = (id) => view.findings.find((finding) => finding.id === id);
  const { findings: answers = {}, margin = {}, missing = {}, actions, problems } = told.expect;
  for (const [id, expected] of Object.entries(answers)) differs(id, expected, find(id)?.answer ?? "no such rule");
  for (const [id, expected] of Object.entries(margin)) differs(`margin of ${id}`, expected, find(id)?.margin);
  for (const [id, expected] of Object.entries(missing)) {
    differs(`missing for ${id}`, listed(expected), listed(find(id)?.missing.map((fact) => fact.id) ?? []));
  }
  if (actions) differs("actions", listed(actions), listed(view.actions));
  if (problems) differs("problems", listed(problems), listed(view.problems.map((problem) => problem.code)));
}

/** Tells the case one entry of an example. */
function apply(opened, told) {
  if (told.void !== undefined) return opened.void(told.void, told.why ?? "");
  const { at, by, person, part, "accepted-by": accepted_by, facts, forms } = told;
  const given = Object.fromEntries(Object.entries({ at, by, person, part }).filter(([, value]) => value !== undefined));
  if (told.sign) return opened.sign({ approval: told.sign, by: "", ...given, ...(told.verdict && { verdict: told.verdict }) });
  return opened.apply({ event: told.event ?? "note", ...given, ...(accepted_by && { accepted_by }), facts: facts ?? {}, forms: forms ?? [] });
}

function events(rules, calendar, told, differs) {
  const opened = rules.open(told.opened, told.facts ?? {}, told.strict);
  for (const [i, event] of (told.event ?? []).entries()) {
    const { codes } = attempt(() => apply(opened, event));
    const taken = codes.length === 0 ? "taken" : listed(codes);
    const what = `event ${i + 1} (${event.event ?? event.sign ?? "note"})`;
    if (!event.refused) differs(what, "taken", taken);
    else if (!codes.includes(event.refused)) differs(what, event.refused, taken);
  }
  const { now, state = {}, ended, open = [], barred = [], obligation = [] } = told.expect;
  const view = opened.state();
  for (const [region, expected] of Object.entries(state)) {
    const parts = typeof expected === "string" ? [["", expected]] : Object.entries(expected);
    for (const [part, id] of parts) differs(`state ${region} ${part}`, id, (part ? view.state[region]?.[part] : view.state[region]) ?? "");
  }
  if (ended !== undefined) differs("ended", ended, view.ended);
  const next = opened.next(now);
  const isOpen = (id) => next.some((step) => step.step.id === id && step.open);
  for (const id of open) differs(`step ${id}`, "open", isOpen(id) ? "open" : "barred");
  for (const id of barred) differs(`step ${id}`, "barred", isOpen(id) ? "open" : "barred");
  const all = opened.obligations(now, calendar);
  for (const expected of obligation) {
    const found = all.find((o) => o.limit.id === expected.limit
      && (expected.n === undefined || o.n === expected.n) && (expected.part === undefined || o.part === expected.part));
    const values = { standing: found?.standing, "last-day": found?.deadline?.last_day, due: found?.deadline?.due, target: found?.deadline?.target?.last_day };
    for (const [what, value] of Object.entries(values)) {
      if (expected[what] !== undefined) differs(`${what} of ${expected.limit}`, expected[what], value ?? "none");
    }
  }
  differs("read again from JSON", listed(view), listed(rules.caseFromJSON(opened.toJSON()).state()));
  opened.free();
}
