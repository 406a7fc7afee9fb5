// Twelve months of days: worked, rest, holidays by name, make-up days, and what the company changed.

import type { CalendarDay, DayKind, Text } from "aftersales";
import { html, nothing } from "lit-html";
import { dayOf, showDay, showMonth, weekday, weekdayName, weekdayNames } from "../time.js";
import type { View } from "../view/parts.js";
import { step } from "./desk.js";
import { withDays, withoutDays } from "./own.js";
import type { CalendarCtx } from "./view.js";

const mark = (c: CalendarCtx, kind: DayKind): string => (c.w.marks as Partial<Record<DayKind, string>>)[kind] ?? "";

export function months(c: CalendarCtx): View {
  const byMonth = new Map<string, CalendarDay[]>();
  for (const day of c.year) {
    const month = day.day.slice(0, 7);
    byMonth.set(month, [...(byMonth.get(month) ?? []), day]);
  }
  const today = dayOf(c.now);
  const stop = c.d.day || (c.year.some(({ day }) => day === today) ? today : `${c.d.year}-01-01`);
  return html`<div class="year" @keydown=${(e: KeyboardEvent) => moved(c, e)}>
    ${[...byMonth.values()].map((days) => month(c, days, stop))}
  </div>`;
}

function moved(c: CalendarCtx, e: KeyboardEvent): void {
  const day = (e.target as HTMLElement).dataset["day"];
  const to = day && !e.ctrlKey && !e.altKey && !e.metaKey ? step(day, e.key, weekday(day)) : null;
  if (!to) return;
  e.preventDefault();
  c.d.go(to);
}

function month(c: CalendarCtx, days: readonly CalendarDay[], stop: string): View {
  const first = days[0]?.day ?? "";
  const lead = weekday(first) - 1;
  const weeks = Math.ceil((lead + days.length) / 7);
  const names = named(c, days);
  return html`<div class="monthbox"><table class="month small">
    <caption>${showMonth(c.lang, first)}</caption>
    <thead><tr>${weekdayNames(c.lang).map((name) => html`<th scope="col" abbr=${name}>${c.lang === "zh" ? name.slice(1) : name.slice(0, 2)}</th>`)}</tr></thead>
    <tbody>${Array.from({ length: weeks }, (_, week) => html`<tr>${Array.from({ length: 7 }, (_, i) => {
      const day = days[week * 7 + i - lead];
      return day ? html`<td>${cell(c, day, stop)}</td>` : html`<td class="off"></td>`;
    })}</tr>`)}</tbody>
  </table>
  ${names.length === 0 ? nothing : html`<ul class="names">${names.map(({ when, name, kind }) => html`<li><span class="swatch k-${kind}"></span>${when} ${name}</li>`)}</ul>`}</div>`;
}

function cell(c: CalendarCtx, info: CalendarDay, stop: string): View {
  const { day } = info;
  const ours = c.own.days.some((one) => one.day === day);
  const name = info.name ? c.say(info.name) : "";
  const today = day === dayOf(c.now);
  const kind = c.say(info.kind_label);
  const long = [showDay(c.lang, day), weekdayName(c.lang, day), kind, name === kind ? "" : name, today ? c.w.today : "", ours ? c.w.ours : ""].filter(Boolean).join(" ");
  return html`<button type="button" class="k-${info.kind}${today ? " istoday" : ""}${day > c.info.known_until ? " assumed" : ""}" data-day=${day} data-kind=${info.kind} title=${long} aria-label=${long}
    tabindex=${day === stop ? 0 : -1} aria-pressed=${ours} aria-disabled=${c.lent} @click=${() => { if (!c.lent) turn(c, info, ours); }}>
    <span class="num">${Number(day.slice(8))}</span><span class="mark">${mark(c, info.kind)}</span></button>`;
}

/** What the company changed goes back; anything else becomes its opposite. */
function turn(c: CalendarCtx, { day, worked }: CalendarDay, ours: boolean): void {
  c.d.day = day;
  c.d.said = "";
  c.use(ours ? withoutDays(c.own, (one) => one.day === day) : withDays(c.own, [{ day, worked: !worked, name: "" }]));
}

/** The named days of a month, those that follow one another in one line: `1-3 New Year`. */
function named(c: CalendarCtx, days: readonly CalendarDay[]): { when: string; name: string; kind: DayKind }[] {
  const out: { from: number; to: number; name: Text; kind: DayKind; worked: boolean }[] = [];
  for (const { day, name, kind, worked } of days) {
    const n = Number(day.slice(8));
    const last = out.at(-1);
    if (!name) continue;
    if (last && last.to === n - 1 && last.worked === worked && c.say(last.name) === c.say(name)) last.to = n;
    else out.push({ from: n, to: n, name, kind, worked });
  }
  return out.map(({ from, to, name, kind }) => ({ when: `${from === to ? from : `${from}–${to}`}${c.lang === "zh" ? "日" : ""}`, name: c.say(name), kind }));
}

/** Each kind of day the year has, as the core calls it. */
export function legend(c: CalendarCtx): View {
  const kinds = new Map(c.year.map(({ kind, kind_label }) => [kind, kind_label]));
  return html`<ul class="legend">${[...kinds].map(([kind, label]) => html`<li><span class="swatch k-${kind}">${mark(c, kind)}</span>${c.say(label)}</li>`)}</ul>`;
}
