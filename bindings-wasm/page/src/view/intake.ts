// The case: when it came in, and the few facts a deadline or a class hangs on.

import type { FactRule } from "aftersales";
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { isDay, showMoment } from "../time.js";
import { factField, problems, whenField, withFact, type CaseCtx, type View } from "./parts.js";

export function intake(c: CaseCtx): View {
  const { asked, rest } = split(c);
  return html`<section class="card intake" aria-labelledby="intake-title">
    <h2 id="intake-title">${c.t.intake}</h2>
    ${whenField(c, "opened", c.t.cameIn, c.file.opened, (when) => c.change((m) => { if (m.file) m.file.opened = when; }))}
    <p class="hint">${isDay(c.file.opened.day) ? `${showMoment(c.lang, c.file.opened.day, "")} · ` : ""}${c.t.zoneNote}</p>
    ${problems(c, c.o.problems, c.t.problemTitle)}
    <h3>${c.t.facts}</h3>
    ${asked.length === 0 ? html`<p class="hint">${c.t.factsNone}</p>` : html`<div class="facts">${fields(c, asked)}</div>`}
    ${rest.length === 0 ? nothing : html`<details class="more">
      <summary>${c.t.moreFacts(rest.length)}</summary>
      <div class="facts">${fields(c, rest)}</div>
    </details>`}
  </section>`;
}

/** Each keeps its own field: a fact that moves from one list to the other must not leave its text behind. */
const fields = (c: CaseCtx, facts: readonly FactRule[]): unknown => repeat(facts, (fact) => fact.id, (fact) => field(c, fact));

const field = (c: CaseCtx, fact: FactRule): View =>
  factField(c, `fact-${fact.id}`, fact, c.file.facts[fact.id], (value) => c.change((m) => {
    if (m.file) m.file.facts = withFact(m.file.facts, fact.id, value);
  }));

/**
 * Asked: what a running limit or a class misses, and what was already answered. A fact that comes with a step is asked
 * there, unless a limit waits for it. The rest can be given, but nobody is bothered with it.
 */
function split(c: CaseCtx): { asked: FactRule[]; rest: FactRule[] } {
  const withSteps = new Set(c.o.view.steps.flatMap((step) => step.facts.map((need) => need.id)));
  const byLimits = new Set(c.o.obligations.flatMap((o) => o.missing.map((fact) => fact.id)));
  const byClasses = new Set(c.o.findings.filter((f) => f.kind === "class").flatMap((f) => f.missing.map((fact) => fact.id)));
  const asks = (fact: FactRule): boolean =>
    fact.id in c.file.facts || byLimits.has(fact.id) || (byClasses.has(fact.id) && !withSteps.has(fact.id));
  return { asked: c.o.view.facts.filter(asks), rest: c.o.view.facts.filter((fact) => !asks(fact)) };
}
