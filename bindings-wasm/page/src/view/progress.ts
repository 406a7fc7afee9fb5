// The checklist: what has happened (undoable), what can happen now, and why the rest cannot yet.

import type { ApprovalState, Barred, FactRule, NextStep } from "aftersales";
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { entry, type Draft, type Engine, type Entry, type When } from "../model.js";
import { dayOf, showMoment, timeOf } from "../time.js";
import { factField, icon, problems, source, who, whenField, withFact, type CaseCtx, type View } from "./parts.js";

/** Bars that the tick-off form can lift by itself: what is missing is asked there. */
const LIFTABLE: ReadonlySet<Barred["code"]> = new Set(["fact", "form", "role", "inferred"]);
const liftable = (step: NextStep): boolean => step.barred.every((bar) => LIFTABLE.has(bar.code));

export function progress(c: CaseCtx, engine: Engine): View {
  const open = c.o.next.filter((step) => step.open);
  const needing = c.o.next.filter((step) => !step.open && liftable(step));
  const barred = c.o.next.filter((step) => !step.open && !liftable(step));
  return html`<section class="card progress" id="progress" aria-labelledby="progress-title">
    <h2 id="progress-title">${c.t.progress}</h2>
    <ol class="log">
      <li class="done first"><span class="dot"></span><div><strong>${c.t.opened}</strong>
        <span class="meta">${showMoment(c.lang, `${c.file.opened.day}${c.file.opened.time ? `T${c.file.opened.time}` : ""}`, c.now.slice(0, 4))}</span></div></li>
      ${c.file.entries.map((entry, i) => happened(c, engine, entry, i))}
    </ol>
    ${c.o.state?.ended ? html`<p class="endnote">${icon("check")}${c.t.ended}</p>` : nothing}
    <h3>${c.t.canHappen}</h3>
    ${open.length === 0 && needing.length === 0 ? html`<p class="hint">${c.t.noneOpen}</p>` : nothing}
    <ul class="todo">
      ${repeat([...open, ...needing], stepKey, (step) => todo(c, engine, step))}
    </ul>
    ${approvals(c, engine)}
    ${clocks(c, engine)}
    ${barred.length === 0 ? nothing : html`<details class="more">
      <summary>${c.t.barred(barred.length)}</summary>
      <p class="hint">${c.t.barredHelp}</p>
      <ul class="todo locked">${repeat(barred, stepKey, (step) => todo(c, engine, step))}</ul>
    </details>`}
  </section>`;
}

const stepKey = (step: NextStep): string => `event:${step.step.id}:${step.part ?? ""}`;

function undo(c: CaseCtx, engine: Engine, target: number, why: string): void {
  const undone: Entry = { ...entry("void", "", { day: "", time: "" }), target, why };
  const refused = engine.attempt(c.file, undone);
  c.change((m) => {
    if (refused.length > 0) m.undoing = { index: target, why, problems: refused };
    else { m.file?.entries.push(undone); m.undoing = null; }
  });
}

function happened(c: CaseCtx, engine: Engine, entry: Entry, i: number): View {
  const label = nameOf(c, entry);
  const role = c.o.view.roles.find((r) => r.id === entry.by);
  if (entry.kind === "void") return nothing;
  const refused = c.o.refused.get(i) ?? [];
  const voided = c.file.entries.find((later) => later.kind === "void" && later.target === i);
  const undoing = c.m.undoing?.index === i ? c.m.undoing : null;
  const meta = [showMoment(c.lang, `${entry.at.day}${entry.at.time ? `T${entry.at.time}` : ""}`, c.now.slice(0, 4)), role ? c.say(role.label) : "", entry.person, entry.part]
    .filter(Boolean).join(" · ");
  return html`<li data-entry=${i} class="done ${voided ? "voided" : ""} ${refused.length ? "refused" : ""}">
    <span class="dot"></span>
    <div>
      <strong>${entry.kind === "sign" ? html`${c.t.signed} · ` : nothing}${label}</strong>
      <span class="meta">${meta}${entry.kind === "sign" ? ` · ${entry.verdict === "agree" ? c.t.agree : c.t.disagree}` : ""}</span>
      ${voided ? html`<span class="meta">${c.t.voided}: ${voided.why}</span>` : nothing}
      ${problems(c, refused, c.t.refused)}
      ${undoing ? html`<form class="undo" @submit=${(e: Event) => {
          e.preventDefault();
          undo(c, engine, i, undoing.why);
        }}>
        <label>${c.t.voidWhy} <input required autocomplete="off" .value=${undoing.why}
          @input=${(e: Event) => c.change((m) => { m.undoing = { index: i, why: (e.target as HTMLInputElement).value, problems: [] }; })}></label>
        ${problems(c, undoing.problems, c.t.refused)}
        <div class="buttons"><button class="primary">${c.t.remove}</button>
          <button type="button" class="quiet" @click=${() => c.change((m) => { m.undoing = null; })}>${c.t.cancel}</button></div>
      </form>` : nothing}
    </div>
    ${!voided && !undoing ? html`<button type="button" class="quiet icononly" title=${c.t.voidTitle} aria-label=${`${c.t.voidTitle}: ${label}`}
      @click=${() => c.change((m) => { m.undoing = { index: i, why: "", problems: [] }; })}>${icon("undo")}</button>` : nothing}
  </li>`;
}

function nameOf(c: CaseCtx, entry: Entry): string {
  if (entry.kind === "pause") return c.t.paused;
  if (entry.kind === "resume") return c.t.resumed;
  const { approvals, steps, events } = c.o.view;
  const rule = entry.kind === "sign"
    ? approvals.find((a) => a.id === entry.id)
    : events.find((e) => e.id === entry.id) ?? steps.find((s) => s.event === entry.id);
  return rule ? c.say(rule.label) : entry.id;
}

function todo(c: CaseCtx, engine: Engine, step: NextStep): View {
  const key = stepKey(step);
  const draft = c.m.draft?.key === key ? c.m.draft : null;
  return html`<li data-step=${step.step.id} data-event=${step.event} class=${step.open ? "" : "needing"}>
    <button type="button" class="tick" aria-expanded=${draft !== null} aria-label=${c.t.tickOff(c.say(step.step.label))}
      @click=${() => c.change((m) => { m.draft = draft ? null : draftOf(c, key, step); })}>
      <span class="box"></span>
      <span class="body"><strong>${c.say(step.step.label)}</strong>
        <span class="meta">${icon("person")}${who(c, step.by)}${step.part ? ` · ${step.part}` : ""}</span>
        ${step.open ? nothing : html`<span class="meta need">${step.barred.map((bar) => c.say(bar.message)).join(" ")}</span>`}</span>
    </button>
    ${draft ? form(c, engine, draft, step) : source(c, step.step)}
  </li>`;
}

const nowOf = (c: CaseCtx): When => ({ day: dayOf(c.now), time: timeOf(c.now) });

function draftOf(c: CaseCtx, key: string, step: NextStep): Draft {
  const only = step.by.roles.length === 1 ? step.by.roles[0]?.id ?? "" : "";
  return { ...entry("event", step.event, nowOf(c)), key, by: only, part: step.part ?? "", problems: [] };
}

function form(c: CaseCtx, engine: Engine, draft: Draft, step: NextStep): View {
  const rule = c.o.view.steps.find((s) => s.id === step.step.id);
  const facts = (rule?.facts ?? []).map((need) => c.o.view.facts.find((fact) => fact.id === need.id)).filter((fact): fact is FactRule => !!fact);
  const forms = (rule?.forms ?? []).map((need) => c.o.view.forms.find((f) => f.id === need.id)).filter((f) => f !== undefined);
  const parts = rule ? partsOf(c, rule.from.concat(rule.to)) : null;
  return html`<form class="draft" @submit=${submit(c, engine, draft)}>
    ${whenField(c, "draft-at", c.t.when, draft.at, (at: When) => edit(c, { at }))}
    <div class="pair">
      ${roleField(c, draft, step)}
      ${personField(c, draft)}
    </div>
    ${parts === null ? nothing : html`<div class="fact"><label for="draft-part">${c.t.part}</label>
      ${parts.length
        ? html`<select id="draft-part" @change=${(e: Event) => edit(c, { part: (e.target as HTMLSelectElement).value })}>
            <option value=""></option>${parts.map((part) => html`<option value=${part.id} ?selected=${draft.part === part.id}>${c.say(part.label)}</option>`)}</select>`
        : html`<input id="draft-part" autocomplete="off" .value=${draft.part} @input=${(e: Event) => edit(c, { part: (e.target as HTMLInputElement).value })}>`}</div>`}
    ${facts.length ? html`<div class="facts">${facts.map((fact) => factField(c, `draft-${fact.id}`, fact, draft.facts[fact.id] ?? c.o.state?.facts[fact.id],
      (value) => edit(c, { facts: withFact(draft.facts, fact.id, value) })))}</div>` : nothing}
    ${forms.length ? html`<fieldset class="forms"><legend>${c.t.forms}</legend>${forms.map((f) => html`<label><input type="checkbox" value=${f.id} .checked=${draft.forms.includes(f.id) || (c.o.state?.forms.includes(f.id) ?? false)}
      @change=${(e: Event) => edit(c, { forms: (e.target as HTMLInputElement).checked ? [...draft.forms, f.id] : draft.forms.filter((id) => id !== f.id) })}>${c.say(f.label)}</label>`)}</fieldset>` : nothing}
    ${source(c, step.step)}
    ${problems(c, draft.problems, c.t.refused)}
    ${buttons(c)}
  </form>`;
}

function partsOf(c: CaseCtx, states: readonly string[]): { id: string; label: { zh: string; en: string } }[] | null {
  const regions = new Set(c.o.view.states.filter((s) => states.includes(s.id)).map((s) => s.region));
  const region = c.o.view.regions.find((r) => regions.has(r.id) && (r.parts || r.open_parts));
  return region ? (region.parts ?? []) : null;
}

function roleField(c: CaseCtx, draft: Draft, step: NextStep): View {
  const named = step.by.roles.map((role) => role.id);
  // Whoever outranks a named role is offered too; the core decides whether it may.
  const roles = c.o.view.roles.filter((role) => named.length === 0 || named.includes(role.id) || role.above.some((id) => named.includes(id)));
  return html`<div class="fact"><label for="draft-by">${c.t.by}</label>
    <select id="draft-by" @change=${(e: Event) => edit(c, { by: (e.target as HTMLSelectElement).value })}>
      <option value="" ?selected=${draft.by === ""}></option>
      ${roles.map((role) => html`<option value=${role.id} ?selected=${draft.by === role.id}>${c.say(role.label)}</option>`)}
    </select></div>`;
}

const personField = (c: CaseCtx, draft: Draft): View => html`<div class="fact"><label for="draft-person">${c.t.person} <span class="unit">${c.t.optional}</span></label>
  <input id="draft-person" autocomplete="off" .value=${draft.person} @input=${(e: Event) => edit(c, { person: (e.target as HTMLInputElement).value })}></div>`;

const buttons = (c: CaseCtx): View => html`<div class="buttons">
  <button class="primary">${c.t.record}</button>
  <button type="button" class="quiet" @click=${() => c.change((m) => { m.draft = null; })}>${c.t.cancel}</button>
</div>`;

const edit = (c: CaseCtx, part: Partial<Draft>): void => c.change((m) => { if (m.draft) m.draft = { ...m.draft, ...part, problems: [] }; });

function submit(c: CaseCtx, engine: Engine, draft: Draft): (e: Event) => void {
  return (e) => {
    e.preventDefault();
    const { key: _, problems: __, ...told } = draft;
    const refused = engine.attempt(c.file, told);
    c.change((m) => {
      if (refused.length > 0) m.draft = { ...draft, problems: refused };
      else { m.file?.entries.push(told); m.draft = null; }
    });
  };
}

/** Whether somebody could sign now: a step that stands ready waits for it, or the case is where it is signed. */
function awaited(c: CaseCtx, id: string): boolean {
  const needed = c.o.next.some((step) => step.barred.some((bar) => bar.needs.some((need) => need.kind === "approval" && need.id === id)));
  const here = new Set(Object.values(c.o.state?.state ?? {}).flatMap((at) => (at === null ? [] : typeof at === "string" ? [at] : Object.values(at))));
  return needed || (c.o.view.approvals.find((a) => a.id === id)?.during.some((state) => here.has(state)) ?? false);
}

/** Stopping and starting all clocks. */
function clocks(c: CaseCtx, engine: Engine): View {
  const draft = c.m.draft?.key === "clocks" ? c.m.draft : null;
  const voided = new Set(c.file.entries.map((e) => (e.kind === "void" ? e.target : -1)));
  const last = c.file.entries.filter((e, i) => (e.kind === "pause" || e.kind === "resume") && !voided.has(i)).at(-1);
  const kind = last?.kind === "pause" ? "resume" : "pause";
  const name = kind === "pause" ? c.t.pauseClocks : c.t.resumeClocks;
  return html`<div class="clocks">
    <button type="button" class="quiet" aria-expanded=${draft !== null}
      @click=${() => c.change((m) => { m.draft = draft ? null : { ...entry(kind, "", nowOf(c)), key: "clocks", problems: [] }; })}>${icon(kind === "pause" ? "pause" : "clock")}${name}</button>
    ${draft ? html`<form class="draft" @submit=${submit(c, engine, draft)}>
      ${whenField(c, "draft-at", c.t.when, draft.at, (at) => edit(c, { at }))}
      <div class="fact"><label for="draft-why">${c.t.reason} <span class="unit">${c.t.optional}</span></label>
        <input id="draft-why" autocomplete="off" .value=${draft.why} @input=${(e: Event) => edit(c, { why: (e.target as HTMLInputElement).value })}></div>
      ${problems(c, draft.problems, c.t.refused)}
      ${buttons(c)}
    </form>` : nothing}
  </div>`;
}

function approvals(c: CaseCtx, engine: Engine): View {
  const all = c.o.state?.approvals ?? [];
  const here = all.filter((a) => a.signed.length > 0 || awaited(c, a.id));
  // Nothing waits for the others at the moment; they may be signed all the same, and a limit may hang on them.
  const others = all.filter((a) => !here.includes(a) && a.open.length > 0);
  return html`${here.length === 0 ? nothing : html`<h3>${c.t.approvals}</h3>${approvalList(c, engine, here)}`}
    ${others.length === 0 ? nothing : html`<details class="more"><summary>${c.t.otherApprovals(others.length)}</summary>${approvalList(c, engine, others)}</details>`}`;
}

function approvalList(c: CaseCtx, engine: Engine, list: readonly ApprovalState[]): View {
  return html`<ul class="approvals">${list.map((a) => html`<li>
    <strong>${c.say(a.label)}</strong>
    <div class="signers">
      ${a.signed.map((s) => html`<span class="signer signed ${s.verdict}">${icon("check")}${c.say(s.role.label)}${s.person ? ` ${s.person}` : ""}</span>`)}
      ${a.open.map(({ id, label }) => { const key = `sign:${a.id}:${id}`; return html`<button type="button" class="signer" data-approval=${a.id} data-role=${id} aria-expanded=${c.m.draft?.key === key}
        @click=${() => c.change((m) => { m.draft = m.draft?.key === key ? null : signDraft(c, key, a.id, id); })}>${icon("pen")}${c.t.sign}: ${c.say(label)}</button>`; })}
    </div>
    ${c.m.draft?.key.startsWith(`sign:${a.id}:`) ? signForm(c, engine, c.m.draft) : nothing}
  </li>`)}</ul>`;
}

const signDraft = (c: CaseCtx, key: string, id: string, by: string): Draft => ({ ...entry("sign", id, nowOf(c)), key, by, problems: [] });

const signForm = (c: CaseCtx, engine: Engine, draft: Draft): View => html`<form class="draft" @submit=${submit(c, engine, draft)}>
  ${whenField(c, "draft-at", c.t.when, draft.at, (at) => edit(c, { at }))}
  <div class="pair">
    <div class="fact"><label for="draft-verdict">${c.t.verdict}</label>
      <select id="draft-verdict" @change=${(e: Event) => edit(c, { verdict: (e.target as HTMLSelectElement).value === "disagree" ? "disagree" : "agree" })}>
        <option value="agree" ?selected=${draft.verdict === "agree"}>${c.t.agree}</option>
        <option value="disagree" ?selected=${draft.verdict === "disagree"}>${c.t.disagree}</option></select></div>
    ${personField(c, draft)}
  </div>
  ${problems(c, draft.problems, c.t.refused)}
  ${buttons(c)}
</form>`;
