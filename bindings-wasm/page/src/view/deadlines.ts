// Every obligation, the most urgent first, on a rail of days: when, how long still, who, where it stands written.

import type { End, Obligation, Standing } from "aftersales";
import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { URGENCY } from "../i18n.js";
import { dayOf, daysBetween, dueDay, showDay, showMoment, weekdayName } from "../time.js";
import { icon, problems, source, toggle, who, type CaseCtx, type IconName, type View } from "./parts.js";
import { oneDate } from "./take.js";
import { why } from "./why.js";

const CLOSED: readonly Standing[] = ["met", "met early", "met late", "cancelled"];
const ICONS: Record<Standing, IconName> = {
  overdue: "late", "past target": "flag", "due soon": "clock", pending: "clock", paused: "pause", undetermined: "question",
  "no fixed limit": "dash", unset: "dash", met: "check", "met early": "check", "met late": "check", cancelled: "dash",
};

/** One word for the stylesheet. */
export const tone = (standing: Standing): string => standing.replaceAll(" ", "-");

const keyOf = (o: Obligation): string => `${o.limit.id}.${o.part ?? ""}.${o.n}`;

export function byUrgency(list: readonly Obligation[]): Obligation[] {
  return [...list].sort((a, b) =>
    URGENCY.indexOf(a.standing) - URGENCY.indexOf(b.standing)
    || (a.deadline?.due ?? "9999").localeCompare(b.deadline?.due ?? "9999")
    || a.started.localeCompare(b.started));
}

export function deadlines(c: CaseCtx): View {
  const sorted = byUrgency(c.o.obligations);
  const running = sorted.filter((o) => !CLOSED.includes(o.standing));
  const closed = sorted.filter((o) => CLOSED.includes(o.standing));
  return html`<section class="card deadlines" part="card" id="deadlines" tabindex="-1" aria-labelledby="deadlines-title">
    <h2 id="deadlines-title" part="heading">${c.t.deadlines} <span class="badge">${running.length}</span></h2>
    ${running.length === 0
      ? html`<div class="empty">${icon("calendar")}<p><strong>${c.t.deadlinesNone}</strong></p><p>${c.t.deadlinesNoneHelp}</p></div>`
      : html`<ol class="rail">${repeat(running, keyOf, (o) => item(c, o))}</ol>`}
    ${closed.length === 0 ? nothing : html`<details class="more">
      <summary>${c.t.closed(closed.length)}</summary>
      <ol class="rail">${repeat(closed, keyOf, (o) => item(c, o))}</ol>
    </details>`}
  </section>`;
}

function item(c: CaseCtx, o: Obligation): View {
  const key = `why:${keyOf(o)}`;
  const open = c.m.open.has(key);
  const panel = `panel-${keyOf(o)}`;
  return html`<li class="due tone-${tone(o.standing)}" part="deadline" data-limit=${o.limit.id} data-standing=${o.standing}>
    ${date(c, o)}
    <div class="what">
      <div class="head">
        <h3>${c.say(o.limit.label)}${o.n > 1 ? html` <span class="round">${c.t.round(o.n)}</span>` : nothing}${o.part ? html` <span class="round">${o.part}</span>` : nothing}</h3>
        <span class="standing" part="standing">${icon(ICONS[o.standing])}${c.say(o.standing_label)}</span>
      </div>
      <p class="terms">
        ${o.remaining ? html`<strong class="left">${c.say(o.remaining.text)}</strong>` : nothing}
        <span class="owner">${icon("person")}<span class="sr">${c.t.owedBy}</span>${who(c, o.owed_by)}</span>
        ${o.deadline ? html`<span>${c.say(o.deadline.span_label)}</span>` : nothing}
        <span>${c.t.since(showMoment(c.lang, o.started, c.now.slice(0, 4)))}</span>
        ${o.capped_by ? html`<span>${c.t.cappedBy(c.say(o.capped_by.label))}</span>` : nothing}
        ${o.done ? html`<span>${c.t.doneAt(showMoment(c.lang, o.done, c.now.slice(0, 4)))}</span>` : nothing}
      </p>
      ${o.missing.length ? html`<p class="missing">${icon("question")}${c.t.needsFacts}: ${o.missing.map((fact) => c.say(fact.label)).join(c.lang === "zh" ? "、" : ", ")}</p>` : nothing}
      ${o.deadline?.provisional ? html`<p class="provisional">${icon("question")}<strong>${c.t.provisional}</strong> ${c.t.provisionalHelp}${o.deadline.bounds
        ? html` · ${c.t.between(end(c, o.deadline.bounds.earliest), end(c, o.deadline.bounds.latest))}` : nothing}</p>` : nothing}
      ${problems(c, o.problems, c.t.problemTitle)}
      <div class="foot">
        ${source(c, o.limit)}
        <span class="acts">${o.deadline ? html`<button type="button" class="quiet why" aria-expanded=${open} aria-controls=${panel} @click=${() => toggle(c, key)}>
          ${icon("calendar")}${open ? c.t.hideWhy : dueDay(o.deadline) ? c.t.why : c.t.whyNone}</button>` : nothing}
        ${oneDate(c, o)}</span>
      </div>
      <div id=${panel} ?hidden=${!open}>${open ? why(c, o, keyOf(o)) : nothing}</div>
    </div>
  </li>`;
}

function date(c: CaseCtx, o: Obligation): View {
  const due = o.deadline ? dueDay(o.deadline) : null;
  if (!due) return html`<div class="date none" part="date">${c.t.noDate}</div>`;
  const target = o.deadline?.target ? dueDay({ ...o.deadline.target, inclusive: o.deadline.inclusive }) : null;
  return html`<div class="date" part="date">
    <span class="day">${showDay(c.lang, due.day, c.now.slice(0, 4))}</span>
    <span class="weekday">${weekdayName(c.lang, due.day)}${due.time ? html` <time datetime=${o.deadline?.due ?? due.day}>${due.time}</time>` : nothing}</span>
    ${near(c, due.day)}
    ${target ? html`<span class="target">${c.t.targetDay} ${showDay(c.lang, target.day, c.now.slice(0, 4))}</span>` : nothing}
  </div>`;
}

const end = (c: CaseCtx, at: End): string => showMoment(c.lang, at.last_day ?? at.due, c.now.slice(0, 4));

/** The word for a day close by. */
function near(c: CaseCtx, day: string): View {
  const name = new Map([[-1, c.t.yesterday], [0, c.t.today], [1, c.t.tomorrow]]).get(daysBetween(dayOf(c.now), day));
  return name ? html`<span class="near">${name}</span>` : nothing;
}
