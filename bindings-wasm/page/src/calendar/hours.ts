// Business hours: the windows of each weekday. What is typed is in force as soon as the core takes it, and not before.

import { html, nothing } from "lit-html";
import { weekdayNames } from "../time.js";
import { icon, problems, type View } from "../view/parts.js";
import type { HoursSet, Window } from "./own.js";
import type { CalendarCtx } from "./view.js";

/** A start to be changed: what the hours of an office often are. */
const OFFICE: HoursSet = { days: [1, 2, 3, 4, 5], windows: [{ from: "09:00", to: "12:00" }, { from: "13:00", to: "18:00" }] };

export function hours(c: CalendarCtx): View {
  const { w } = c;
  const sets = c.d.hours ?? c.own.hours;
  const refused = c.d.hours ? c.d.host.engine.refuses({ ...c.own, hours: c.d.hours }) : [];
  const left = [1, 2, 3, 4, 5, 6, 7].filter((day) => !sets.some((set) => set.days.includes(day)));
  return html`<section class="card hours" aria-labelledby="hours-title">
    <h2 id="hours-title">${w.hours}</h2>
    <p class="hint">${sets.length === 0 ? w.hoursNone : w.hoursHelp}</p>
    ${sets.map((set, n) => editor(c, sets, set, n))}
    ${problems(c, refused, w.notYet)}
    ${c.lent ? nothing : html`<div class="buttons">
      ${sets.length === 0 ? html`<button type="button" id="hours-add" @click=${() => put(c, [OFFICE])}>${icon("clock")}${w.hoursAdd}</button>` : nothing}
      ${sets.length > 0 && left.length > 0 ? html`<button type="button" class="quiet" id="hours-more" @click=${() => put(c, [...sets, { days: left, windows: [{ from: "09:00", to: "12:00" }] }])}>${icon("plus")}${w.hoursMore}</button>` : nothing}
    </div>`}
  </section>`;
}

/** Puts hours in force, or keeps them as typed until the core takes them. */
function put(c: CalendarCtx, hours: readonly HoursSet[]): void {
  const next = { ...c.own, hours };
  const refused = c.d.host.engine.refuses(next).length > 0;
  c.d.hours = refused ? hours : null;
  c.change((m) => { if (!refused) m.calendar = next; });
}

function editor(c: CalendarCtx, sets: readonly HoursSet[], set: HoursSet, n: number): View {
  const { w } = c;
  const with_ = (part: Partial<HoursSet>): void => put(c, sets.map((one, at) => (at === n ? { ...one, ...part } : one)));
  /** A weekday belongs to one set. */
  const day = (one: number, on: boolean): void => put(c, sets.map((other, at) => {
    const days = other.days.filter((given) => given !== one);
    return { ...other, days: at === n && on ? [...days, one].sort() : days };
  }));
  const window_ = (at: number, part: Partial<Window>): void => with_({ windows: set.windows.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  const text = (e: Event): string => (e.target as HTMLInputElement).value;
  return html`<fieldset class="hoursset" ?disabled=${c.lent}>
    <legend class="sr">${w.hours} ${n + 1}</legend>
    <div class="weekdays" role="group" aria-label=${w.weekdays}>${weekdayNames(c.lang).map((name, i) => html`<label><input type="checkbox" .checked=${set.days.includes(i + 1)}
      @change=${(e: Event) => day(i + 1, (e.target as HTMLInputElement).checked)}><span>${name}</span></label>`)}</div>
    ${set.windows.map((one, i) => html`<div class="window">
      <input type="time" aria-label=${w.windowFrom(i + 1)} .value=${one.from} @change=${(e: Event) => window_(i, { from: text(e) })}>
      <span aria-hidden="true">–</span>
      <input type="time" aria-label=${w.windowTo(i + 1)} .value=${one.to} @change=${(e: Event) => window_(i, { to: text(e) })}>
      <button type="button" class="icononly quiet" aria-label=${w.windowRemove(i + 1)} ?disabled=${set.windows.length === 1} @click=${() => with_({ windows: set.windows.filter((_, at) => at !== i) })}>${icon("cross")}</button>
    </div>`)}
    ${c.lent ? nothing : html`<div class="setbuttons"><button type="button" class="quiet" @click=${() => with_({ windows: [...set.windows, { from: "", to: "" }] })}>${icon("plus")}${w.windowAdd}</button>
      <button type="button" class="quiet" @click=${() => put(c, sets.filter((_, at) => at !== n))}>${icon("cross")}${w.setRemove}</button></div>`}
  </fieldset>`;
}
