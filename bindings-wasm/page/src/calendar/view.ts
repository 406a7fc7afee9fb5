// The view of the calendar: a year to look at and to click on, and what the company adds to it.

import type { CalendarDay, CalendarInfo } from "aftersales";
import { html, nothing } from "lit-html";
import { keptCalendar } from "../kept.js";
import { inForce } from "../model.js";
import { showDay } from "../time.js";
import { icon, type Ctx, type View } from "../view/parts.js";
import type { Host, Shown } from "../views.js";
import { days } from "./days.js";
import { Desk } from "./desk.js";
import { hours } from "./hours.js";
import { isPlain, PLAIN, type OwnCalendar } from "./own.js";
import { calendarWords, type CalendarWords } from "./words.js";
import { legend, months } from "./year.js";

/** What the parts of this view draw with. */
export interface CalendarCtx extends Ctx {
  d: Desk;
  w: CalendarWords;
  own: OwnCalendar;
  /** Came with a link: looked at, not changed. */
  lent: boolean;
  info: CalendarInfo;
  year: readonly CalendarDay[];
  /** Puts another calendar in force, unless the core refuses it. */
  use(own: OwnCalendar): void;
}

export function open(host: Host): Shown {
  const d = new Desk(host);
  return {
    draw(c) {
      const own = inForce(c.m);
      d.year ||= Number(c.now.slice(0, 4));
      const { info, days: year } = host.engine.year(own, d.year);
      const use = (next: OwnCalendar): void => {
        d.said = "";
        d.problems = host.engine.refuses(next);
        c.change((m) => { if (d.problems.length === 0) m.calendar = next; });
      };
      return page({ ...c, d, w: calendarWords[c.lang], own, lent: c.m.lent !== null, info, year, use });
    },
  };
}

const page = (c: CalendarCtx): View => html`<div class="calendarview">
  <div class="manyhead"><h1>${c.w.title}</h1><p class="lead">${c.w.lead}</p></div>
  ${lent(c)}
  <div class="yearcolumns">
    ${yearCard(c)}
    <div class="ours">${days(c)}${hours(c)}${keeping(c)}</div>
  </div>
</div>`;

/** A calendar that came with a link can be put back or taken over. */
const lent = (c: CalendarCtx): View => (c.lent ? html`<div class="card lentbox" role="status">
  <p><strong>${c.w.lent}</strong> ${c.w.lentHelp}</p>
  <div class="buttons"><button type="button" @click=${() => c.change((m) => { m.lent = null; })}>${c.w.useMine}</button>
    <button type="button" @click=${() => c.change((m) => { m.calendar = c.own; m.lent = null; })}>${c.w.takeOver}</button></div>
</div>` : nothing);

function yearCard(c: CalendarCtx): View {
  const { d, w } = c;
  const worked = c.year.filter((day) => day.worked).length;
  const known = `${d.year}-12-31` <= c.info.known_until;
  return html`<section class="card" aria-labelledby="year-title">
    <div class="yearhead">
      <h2 id="year-title">${w.yearName(d.year)}</h2>
      <div class="yearswitch">
        <button type="button" class="icononly" aria-label=${w.before} ?disabled=${d.year <= d.first} @click=${() => d.show(d.year - 1)}>${icon("back")}</button>
        <select id="year" aria-label=${w.year} @change=${(e: Event) => d.show(Number((e.target as HTMLSelectElement).value))}>
          ${d.years().map((year) => html`<option value=${year} ?selected=${year === d.year}>${year}</option>`)}</select>
        <button type="button" class="icononly flip" aria-label=${w.after} ?disabled=${d.year >= d.last} @click=${() => d.show(d.year + 1)}>${icon("back")}</button>
      </div>
      <p class="meta">${w.workdays(worked)} · ${w.restDays(c.year.length - worked)}</p>
      <span class="tag ${known ? "" : "tag-inferred"}">${known ? w.published : w.unpublished}</span>
    </div>
    ${known ? nothing : html`<p class="provisional">${icon("question")}${w.unpublishedHelp(showDay(c.lang, c.info.known_until, ""))}</p>`}
    ${legend(c)}
    ${months(c)}
    <p class="hint">${c.lent ? nothing : w.gridHelp}</p>
    <p class="hint">${w.source(c.say(c.info.name), c.info.version)}</p>
  </section>`;
}

function keeping(c: CalendarCtx): View {
  const { w } = c;
  const kept = keptCalendar.isKept();
  if (c.lent) return nothing;
  return html`<section class="card take" aria-label=${w.keep}>
    <label class="keep"><input type="checkbox" id="keep-calendar" .checked=${kept}
      @change=${(e: Event) => { ((e.target as HTMLInputElement).checked ? keptCalendar.keep(c.own) : keptCalendar.erase()); c.change(() => undefined); }}>${w.keep}</label>
    <p class="hint">${kept ? w.keptHelp : w.keepHelp}</p>
    <p class="hint">${w.linkHelp}</p>
    <div class="buttons"><button type="button" id="erase-calendar" ?disabled=${isPlain(c.own) && !kept}
      @click=${() => { keptCalendar.erase(); c.d.clear(); c.use(PLAIN); }}>${icon("undo")}${w.erase}</button></div>
  </section>`;
}
