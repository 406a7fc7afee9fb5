// Company days off and days worked: the list, a form for those not clicked on the year, and a calendar file.

import { html, nothing } from "lit-html";
import { ask, bytesOf, problemsOf, textOf } from "../bring/reader.js";
import { addDays, daysBetween, isDay, showDay } from "../time.js";
import { icon, problems, type View } from "../view/parts.js";
import type { Typed } from "./desk.js";
import { runs, withDays, withoutDays, type OwnDay } from "./own.js";
import type { CalendarCtx } from "./view.js";

export function days(c: CalendarCtx): View {
  const { d, w } = c;
  return html`<section class="card" aria-labelledby="own-days-title">
    <h2 id="own-days-title">${w.days} ${c.own.days.length ? html`<span class="badge">${c.own.days.length}</span>` : nothing}</h2>
    ${c.own.days.length === 0 ? html`<p class="hint">${w.daysNone}</p>` : list(c)}
    ${c.lent ? nothing : form(c)}
    <p class="hint" role="status">${d.said}</p>
    ${problems(c, [...d.problems], w.notYet)}
  </section>`;
}

const list = (c: CalendarCtx): View => html`<ul class="owndays" tabindex="0" aria-label=${c.w.days}>${runs(c.own.days).map((run) => {
  const when = span(c, run.from, run.to);
  const n = daysBetween(run.from, run.to) + 1;
  return html`<li><span class="swatch k-${run.worked ? "opening" : "closure"}">${run.worked ? c.w.marks.opening : c.w.marks.closure}</span>
    <span><strong>${when}</strong> ${n > 1 ? html`<span class="meta">${c.w.nDays(n)}</span>` : nothing}<br><span class="meta">${run.name || (run.worked ? c.w.on : c.w.off)}</span></span>
    ${c.lent ? nothing : html`<button type="button" class="icononly quiet" aria-label=${c.w.removeRun(when)} title=${c.w.removeRun(when)}
      @click=${() => c.use(withoutDays(c.own, ({ day }) => day >= run.from && day <= run.to))}>${icon("cross")}</button>`}</li>`;
})}</ul>`;

function span(c: CalendarCtx, from: string, to: string): string {
  return from === to ? showDay(c.lang, from, "") : `${showDay(c.lang, from, "")} – ${showDay(c.lang, to, from.slice(0, 4))}`;
}

function form(c: CalendarCtx): View {
  const { d, w } = c;
  const set = (part: Partial<Typed>): void => d.set((desk) => { desk.typed = { ...desk.typed, ...part }; desk.said = ""; });
  const text = (e: Event): string => (e.target as HTMLInputElement).value;
  return html`<form class="addday" @submit=${(e: SubmitEvent) => { e.preventDefault(); add(c); }}>
    <div class="pair">
      <div class="fact"><label for="day-from">${w.from}</label><input id="day-from" type="date" .value=${d.typed.from} min="${d.first}-01-01" max="${d.last}-12-31" @input=${(e: Event) => set({ from: text(e) })}></div>
      <div class="fact"><label for="day-to">${w.to} <span class="unit">${w.toOptional}</span></label><input id="day-to" type="date" .value=${d.typed.to} min="${d.first}-01-01" max="${d.last}-12-31" @input=${(e: Event) => set({ to: text(e) })}></div>
      <div class="fact"><label for="day-kind">${w.kind}</label><select id="day-kind" @change=${(e: Event) => set({ worked: text(e) === "on" })}>
        <option value="off" ?selected=${!d.typed.worked}>${w.off}</option><option value="on" ?selected=${d.typed.worked}>${w.on}</option></select></div>
      <div class="fact"><label for="day-name">${w.name}</label><input id="day-name" maxlength="80" autocomplete="off" placeholder=${w.nameHint} .value=${d.typed.name} @input=${(e: Event) => set({ name: text(e) })}></div>
    </div>
    <div class="buttons"><button class="primary">${w.add}</button>
      <label class="filebutton plain"><input id="ics-file" class="sr" type="file" accept=".ics,text/calendar" @change=${(e: Event) => {
        const field = e.target as HTMLInputElement;
        const file = field.files?.[0];
        if (file) void bring(c, file);
        field.value = "";
      }}><span>${icon("calendar")}${w.icsFile}</span></label></div>
    <p class="hint">${w.icsHelp}</p>
  </form>`;
}

/** Adds the days of a calendar file. */
async function bring(c: CalendarCtx, file: File): Promise<void> {
  const { d, w } = c;
  d.set((desk) => { desk.said = ""; desk.problems = []; });
  try {
    const read = await ask("days", textOf(await bytesOf(file)));
    const added = read.map(({ day, worked, name }): OwnDay => ({ day, worked, name: (name ? c.say(name) : "").slice(0, 80) }));
    c.use(withDays(c.own, added));
    if (d.problems.length > 0) return;
    const off = added.filter((one) => !one.worked).length;
    d.set((desk) => { desk.said = added.length === 0 ? w.icsNone(file.name) : w.icsTook(file.name, off, added.length - off); });
  } catch (error) {
    d.set((desk) => { desk.problems = problemsOf(error); });
  }
}

/** Adds the days of the form that are not so already: a week's closure does not make its Sunday a company day. */
function add(c: CalendarCtx): void {
  const { d, w } = c;
  const { from, worked, name } = d.typed;
  const to = d.typed.to || from;
  const length = isDay(from) && isDay(to) ? daysBetween(from, to) : -1;
  if (length < 0 || length > 366) {
    d.set((desk) => { desk.said = w.badRange; });
    return;
  }
  const now = new Map([from, to].map((day) => Number(day.slice(0, 4))).flatMap((year) => yearDays(c, year)));
  const added = Array.from({ length: length + 1 }, (_, n) => addDays(from, n))
    .filter((day) => now.get(day) !== undefined && now.get(day) !== worked)
    .map((day): OwnDay => ({ day, worked, name: name.trim() }));
  if (added.length === 0) {
    d.set((desk) => { desk.said = w.nothingToAdd; });
    return;
  }
  d.clear();
  d.year = Number(from.slice(0, 4));
  c.use(withDays(c.own, added));
}

function yearDays(c: CalendarCtx, year: number): [string, boolean][] {
  if (year < c.d.first || year > c.d.last) return [];
  return c.d.host.engine.year(c.own, year).days.map(({ day, worked }) => [day, worked]);
}
