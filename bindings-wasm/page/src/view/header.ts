// The bar on top, and the case's own head: where it stands, what is due next, as of when.

import type { Obligation } from "aftersales";
import { html, nothing } from "lit-html";
import type { Theme } from "../model.js";
import { dueDay, showMoment } from "../time.js";
import { VIEWS } from "../views.js";
import { byUrgency, tone } from "./deadlines.js";
import { icon, printed, whenField, type CaseCtx, type Ctx, type View } from "./parts.js";

/** The page's own sign, as in icon.svg. */
const sign = html`<svg class="sign" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#0b5c6b"/>
  <g fill="none" stroke="#fff" stroke-width="2"><rect x="7" y="9" width="18" height="16" rx="3"/><path d="M11.500 6v5M20.500 6v5M7 14h18" stroke-linecap="round"/></g>
  <path d="m12 19.300 2.800 2.700 5.200-5" fill="none" stroke="#ffc65c" stroke-width="2.200" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

export function bar(c: Ctx): View {
  const theme = (name: Theme, label: string): View => html`<option value=${name} ?selected=${c.m.theme === name}>${label}</option>`;
  return html`<header class="bar">
    ${c.m.file && c.m.view === "one" ? html`<a class="skip" href="#deadlines">${c.t.skip}</a>` : nothing}
    <a class="brand" href="#one" @click=${() => c.change((m) => { m.file = null; m.draft = null; })}>${sign}<span>${c.t.product}</span></a>
    <nav class="views" aria-label=${c.t.views}>
      ${VIEWS.map((view) => html`<a href="#${view.id}" aria-current=${c.m.view === view.id ? "page" : nothing}>${icon(view.icon)}${c.t[view.label]}</a>`)}
    </nav>
    <div class="tools">
      <label class="theme">${icon("sun")}<span class="sr">${c.t.theme}</span>
        <select @change=${(e: Event) => c.change((m) => { m.theme = (e.target as HTMLSelectElement).value as Theme; })}>
          ${theme("auto", c.t.themeAuto)}${theme("light", c.t.themeLight)}${theme("dark", c.t.themeDark)}</select></label>
      <div class="langs" role="group" aria-label=${c.t.language}>
        <button type="button" lang="zh-CN" aria-pressed=${c.lang === "zh"} @click=${() => c.change((m) => { m.lang = "zh"; })}>中文</button>
        <button type="button" lang="en" aria-pressed=${c.lang === "en"} @click=${() => c.change((m) => { m.lang = "en"; })}>EN</button>
      </div>
    </div>
  </header>`;
}

export function caseHead(c: CaseCtx): View {
  const { info } = c.o.view;
  return html`<div class="casehead">
    <div class="title">
      <button type="button" class="quiet back" @click=${() => c.change((m) => { m.file = null; m.draft = null; })}>${icon("back")}${c.t.changeProcedure}</button>
      <h1>${c.say(info.title)}</h1>
      <p class="meta">${info.document ? printed(info.document) : c.t.noNumber}${info.edition ? html` · ${printed(info.edition)}` : nothing}</p>
      ${states(c)}
    </div>
    ${next(c)}
    ${asOf(c)}
  </div>`;
}

function states(c: CaseCtx): View {
  const s = c.o.state;
  if (!s) return nothing;
  const name = (id: string): string => { const rule = c.o.view.states.find((x) => x.id === id); return rule ? c.say(rule.label) : id; };
  const chip = (text: string): View => html`<span class="state">${text}</span>`;
  const many = Object.keys(s.state).length > 1;
  const none = Object.values(s.state).every((at) => at === null);
  return html`<p class="states"><span class="label">${c.t.standsAt}</span>
    ${none ? html`<span class="meta">${c.t.notStarted}</span>` : nothing}
    ${Object.entries(s.state).map(([region, at]) => {
      if (at === null) return nothing;
      const rule = c.o.view.regions.find((r) => r.id === region);
      const label = many && rule ? html`<span class="region">${c.say(rule.label)}</span>` : nothing;
      return typeof at === "string" ? html`<span class="at">${label}${chip(name(at))}</span>`
        : html`<span class="at">${label}${Object.entries(at).map(([part, id]) => chip(`${partName(c, region, part)} ${name(id)}`))}</span>`;
    })}</p>`;
}

function partName(c: CaseCtx, region: string, part: string): string {
  const named = c.o.view.regions.find((r) => r.id === region)?.parts?.find((p) => p.id === part);
  return named ? c.say(named.label) : part;
}

/** The one answer people come for, in large type. */
function next(c: CaseCtx): View {
  const live: Obligation["standing"][] = ["overdue", "past target", "due soon", "pending"];
  const first = byUrgency(c.o.obligations).find((o) => live.includes(o.standing) && o.deadline?.due);
  const due = first?.deadline ? dueDay(first.deadline) : null;
  if (!first || !due) return html`<div class="next calm"><span class="label">${c.t.nextDue}</span><strong>${c.t.nothingDue}</strong><span>${c.t.nothingDueHelp}</span></div>`;
  return html`<a class="next tone-${tone(first.standing)}" href="#deadlines">
    <span class="label">${first.standing === "overdue" ? c.say(first.standing_label) : c.t.nextDue}</span>
    <strong>${showMoment(c.lang, due.time ? `${due.day}T${due.time}` : due.day, c.now.slice(0, 4))}</strong>
    <span>${first.remaining ? html`<b>${c.say(first.remaining.text)}</b> · ` : nothing}${c.say(first.limit.label)}</span>
  </a>`;
}

function asOf(c: CaseCtx): View {
  const set = c.m.asOf;
  return html`<details class="asof" ?open=${set !== null}>
    <summary><span class="label">${c.t.asOf}</span> ${showMoment(c.lang, c.now, "")}${set ? nothing : html` <span class="meta">${c.t.asOfNow}</span>`}</summary>
    ${whenField(c, "as-of", c.t.asOfChange, set ?? { day: c.now.slice(0, 10), time: c.now.slice(11, 16) }, (when) => c.change((m) => { m.asOf = when; }))}
    ${set ? html`<button type="button" class="quiet" @click=${() => c.change((m) => { m.asOf = null; })}>${c.t.asOfBack}</button>` : nothing}
  </details>`;
}

/** Jump links along the bottom of a phone. */
export const jumps = (c: CaseCtx): View => html`<nav class="jumps" aria-label=${c.t.menu}>
  <a href="#intake-title">${icon("pen")}${c.t.intake}</a>
  <a href="#progress-title">${icon("check")}${c.t.progress}</a>
  <a href="#deadlines-title">${icon("clock")}${c.t.deadlines}</a>
  <a href="#diagram-title">${icon("flag")}${c.t.diagramShort}</a>
</nav>`;
