// Why this date: the count day by day in a small calendar, the rules it followed, and a sentence to send.

import type { CountedDay, Deadline, Obligation } from "aftersales";
import { html, nothing } from "lit-html";
import { addDays, daysBetween, dueDay, showDay, showMonth, weekday, weekdayName, weekdayNames } from "../time.js";
import { icon, type CaseCtx, type View } from "./parts.js";

export function why(c: CaseCtx, o: Obligation, key: string): View {
  const d = o.deadline;
  if (!d) return nothing;
  return html`<div class="whybox">
    ${d.days?.length ? calendar(c, d, d.days) : nothing}
    <div class="explain">
      ${sentence(c, d, key)}
      <h4>${c.t.convention}</h4>
      <ul class="plain">
        ${d.convention.map((part) => html`<li>${c.say(part.label)}</li>`)}
        <li>${c.t.calendarUsed(c.say(d.calendar.name), d.calendar.version, d.calendar.known_until)}</li>
        ${d.assumed ? html`<li>${c.say(d.assumed)}</li>` : nothing}
      </ul>
      ${o.limit.readings.map((reading) => html`<h4>${c.t.reading}</h4>
        <p>${c.say(reading.question)} <strong>${c.say(reading.label)}</strong></p>
        ${reading.alternatives.length ? html`<p class="hint">${c.t.alternatives}: ${reading.alternatives.map((a) => c.say(a.label)).join(c.lang === "zh" ? "；" : "; ")}</p>` : nothing}`)}
      ${o.breach ? html`<h4>${c.t.breach}</h4><p>${c.say(o.breach)}</p>` : nothing}
    </div>
  </div>`;
}

function sentence(c: CaseCtx, d: Deadline, key: string): View {
  const text = c.say(d.sentence);
  const copy = async (): Promise<void> => {
    const done = await navigator.clipboard.writeText(text).then(() => c.t.copied, () => c.t.copyFailed);
    c.change((m) => { m.copied = `${key}|${done}`; });
  };
  const said = c.m.copied?.startsWith(`${key}|`) ? c.m.copied.slice(key.length + 1) : "";
  return html`<h4>${c.t.sentence}</h4>
    <blockquote class="sentence">${text}</blockquote>
    <p class="copyrow"><button type="button" @click=${copy}>${icon("copy")}${c.t.copy}</button> <span role="status">${said}</span></p>`;
}

function calendar(c: CaseCtx, d: Deadline, days: readonly CountedDay[]): View {
  const due = dueDay(d)?.day ?? null;
  const known = new Map(days.map((day) => [day.day, day]));
  const first = days[0]?.day ?? d.start.slice(0, 10);
  const last = [due, days.at(-1)?.day ?? null].filter((day): day is string => day !== null).sort().at(-1) ?? first;
  return html`<div class="calendars">
    <h4>${c.t.calendarTitle}</h4>
    <div class="months">${months(first, last).map((month) => grid(c, month, first, last, known, due))}</div>
    ${legend(c, days)}
  </div>`;
}

function months(first: string, last: string): string[] {
  const out: string[] = [];
  for (let day = `${first.slice(0, 7)}-01`; day <= last; day = `${addDays(day, 32).slice(0, 7)}-01`) out.push(day);
  return out;
}

/** The weeks of one month that the count touches. */
function grid(c: CaseCtx, month: string, first: string, last: string, known: Map<string, CountedDay>, due: string | null): View {
  const end = addDays(`${addDays(month, 32).slice(0, 7)}-01`, -1);
  const from = month > first ? month : first;
  const to = end < last ? end : last;
  const monday = addDays(from, 1 - weekday(from));
  const weeks = Math.floor(daysBetween(monday, to) / 7) + 1;
  return html`<table class="month">
    <caption>${showMonth(c.lang, month)}</caption>
    <thead><tr>${weekdayNames(c.lang).map((name) => html`<th scope="col">${c.lang === "zh" ? name.slice(1) : name}</th>`)}</tr></thead>
    <tbody>${Array.from({ length: weeks }, (_, week) => html`<tr>${Array.from({ length: 7 }, (_, i) => {
      const day = addDays(monday, week * 7 + i);
      return day.slice(0, 7) === month.slice(0, 7) ? cell(c, day, known.get(day), day === due) : html`<td class="off"></td>`;
    })}</tr>`)}</tbody>
  </table>`;
}

function cell(c: CaseCtx, day: string, info: CountedDay | undefined, isDue: boolean): View {
  const mark = info ? marks(c, info) : { short: "", long: "" };
  const long = [showDay(c.lang, day), weekdayName(c.lang, day), mark.long, isDue ? c.t.legendDue : ""].filter(Boolean).join(" ");
  return html`<td class="${info ? `d-${info.kind}` : "d-out"}${isDue ? " d-due" : ""}" title=${long}>
    <span class="num" aria-hidden="true">${Number(day.slice(8))}</span><span class="mark" aria-hidden="true">${mark.short || (isDue ? c.t.dueMark : "")}</span><span class="sr">${long}</span>
  </td>`;
}

function marks(c: CaseCtx, info: CountedDay): { short: string; long: string } {
  const name = info.name ? c.say(info.name) : "";
  const n = info.n === undefined ? "" : c.t.dayN(info.n);
  switch (info.kind) {
    case "start": return { short: c.t.startMark, long: c.t.legendStart };
    case "counted": return { short: info.n === undefined ? "" : String(info.n), long: `${c.t.legendCounted} ${n}` };
    case "makeup": return { short: info.n === undefined ? c.t.makeupMark : String(info.n), long: `${name || c.t.legendMakeup} ${n}` };
    case "holiday": return { short: name && [...name].length <= 4 && c.lang === "zh" ? name.slice(0, 2) : c.t.holidayMark, long: name || c.t.legendHoliday };
    case "paused": return { short: c.t.pausedMark, long: c.t.legendPaused };
    case "rest": return { short: c.t.restMark, long: name || c.t.legendRest };
  }
}

/** The names of the holidays met on the way, each once. */
function holidays(c: CaseCtx, days: readonly CountedDay[]): string {
  const names = new Set(days.flatMap((day) => (day.kind === "holiday" && day.name ? [c.say(day.name)] : [])));
  return names.size ? `${c.lang === "zh" ? "：" : ": "}${[...names].join(c.lang === "zh" ? "、" : ", ")}` : "";
}

function legend(c: CaseCtx, days: readonly CountedDay[]): View {
  const names: [CountedDay["kind"], string][] = [
    ["start", c.t.legendStart], ["counted", c.t.legendCounted], ["makeup", c.t.legendMakeup],
    ["rest", c.t.legendRest], ["holiday", c.t.legendHoliday], ["paused", c.t.legendPaused],
  ];
  const used = names.filter(([kind]) => days.some((day) => day.kind === kind));
  return html`<ul class="legend">
    ${used.map(([kind, name]) => html`<li><span class="swatch d-${kind}"></span>${name}${kind === "holiday" ? holidays(c, days) : nothing}</li>`)}
    <li><span class="swatch d-due"></span>${c.t.legendDue}</li>
  </ul>`;
}
