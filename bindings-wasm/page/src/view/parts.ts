// Small pieces every view uses: fields, chips, icons, problems, where a rule stands.

import type { Basis, By, FactRule, FactValue, Lang, Problem, Rule, Text } from "aftersales";
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { say, words, type Words } from "../i18n.js";
import type { Model, Outcome, When } from "../model.js";

/** What every view gets: the model, the words, and a way to change the model. */
export interface Ctx {
  m: Model;
  t: Words;
  lang: Lang;
  /** The moment the case is looked at. */
  now: string;
  say(text: Text): string;
  change(edit: (m: Model) => void): void;
}

export interface CaseCtx extends Ctx {
  file: NonNullable<Model["file"]>;
  o: Outcome;
}

export function context(m: Model, now: string, change: Ctx["change"]): Ctx {
  return { m, t: words[m.lang], lang: m.lang, now, say: (text) => say(m.lang, text), change };
}

export type View = TemplateResult | typeof nothing;

const PATHS = {
  search: "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13Zm5-1.500L20 20",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.500 2",
  late: "M12 8v5m0 3.500v.1M12 3.500 2.800 19.500h18.400L12 3.500Z",
  check: "m5 12.500 4.500 4.500L19 7.500",
  pause: "M9 6v12M15 6v12",
  question: "M9 9.200a3 3 0 1 1 4.300 2.700c-.9.5-1.300 1-1.300 2.100m0 3v.1",
  dash: "M6 12h12",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.500 8.500c.8-4 3.800-6 7.500-6s6.700 2 7.500 6",
  calendar: "M5 6h14v14H5zM5 10.500h14M9 3.500V8m6-4.500V8",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  undo: "M8 5 4 9l4 4M4.500 9H14a5.500 5.500 0 0 1 0 11h-3",
  chevron: "m8 10 4 4 4-4",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  pen: "m5 19 1-4L16 5l3 3L9 18l-4 1Z",
  flag: "M6 21V4m0 1h11l-2 3.500 2 3.500H6",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-14v2.500m0 15V22M2 12h2.500m15 0H22M5 5l1.700 1.700m10.600 10.600L19 19M19 5l-1.700 1.700M6.700 17.300 5 19",
  cross: "M7 7l10 10M17 7 7 17",
  plus: "M12 6v12M6 12h12",
  rows: "M4 6h16M4 12h16M4 18h16",
  back: "m14 6-6 6 6 6",
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon; it says nothing to a screen reader, so a word stands beside it or in the button's label. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${svg`<path d=${PATHS[name]} />`}</svg>`;

/** Who, in words. */
export function who(c: Ctx, by: By): string {
  if (by.auto) return c.t.automatic;
  if (by.unstated || by.roles.length === 0) return c.t.unstated;
  const names = by.roles.map((role) => c.say(role.label) + (role.or_higher ? c.t.orHigher : ""));
  return names.join(c.lang === "zh" ? "、" : ", ");
}

function basisWord(c: Ctx, basis: Basis): string {
  return { stated: c.t.basisStated, reconstructed: c.t.basisReconstructed, inferred: c.t.basisInferred, lost: c.t.basisLost }[basis];
}

/** The language a number is printed in: `5.2` is of any. */
const tongue = (text: string): string => (/\p{Script=Han}/u.test(text) ? "zh-CN" : "en");

/** A number as the document prints it. */
export const printed = (text: string): TemplateResult => html`<span lang=${tongue(text)}>${text}</span>`;

/** Clause or place, basis, operative words: one quiet line under every rule. */
export function source(c: Ctx, rule: Pick<Rule, "clause" | "place" | "basis" | "words"> & { company?: Text }): View {
  return html`<p class="source">
    ${rule.company ? html`<span class="tag tag-company">${c.t.company}</span>` : nothing}
    ${rule.clause ? html`<span>${c.t.clause} ${printed(rule.clause)}</span>` : rule.place ? html`<span>${c.t.place} ${c.say(rule.place)}</span>` : nothing}
    ${rule.words ? html`<q lang="zh">${rule.words}</q>` : nothing}
    <span class="tag tag-${rule.basis}">${basisWord(c, rule.basis)}</span>
  </p>`;
}

export function problems(c: Ctx, list: readonly Problem[], title: string): View {
  if (list.length === 0) return nothing;
  return html`<div class="problems" role="alert">
    ${icon("late")}
    <div>
      <strong>${title}</strong>
      <ul>${list.map((problem) => html`<li>${c.say(problem.message)}${problem.help ? html`<br><span>${c.say(problem.help)}</span>` : nothing}</li>`)}</ul>
    </div>
  </div>`;
}

let serial = 0;
/** An id for a label and its field, unique on the page. */
export const fresh = (prefix: string): string => `${prefix}-${++serial}`;

/** A day and an optional time, and a button for now. */
export function whenField(c: Ctx, id: string, label: string, value: When, set: (when: When) => void): View {
  return html`<fieldset class="when">
    <legend>${label}</legend>
    <div class="when-row">
      <input id=${id} type="date" aria-label=${`${label} ${c.t.date}`} .value=${value.day} max="9999-12-31"
        @input=${(e: InputEvent) => set({ ...value, day: (e.target as HTMLInputElement).value })}>
      <input type="time" aria-label=${`${label} ${c.t.time} (${c.t.timeOptional})`} .value=${value.time}
        @input=${(e: InputEvent) => set({ ...value, time: (e.target as HTMLInputElement).value })}>
      <button type="button" class="quiet" aria-label=${`${label}: ${c.t.now}`} @click=${() => set({ day: c.m.now.slice(0, 10), time: c.m.now.slice(11, 16) })}>${c.t.now}</button>
    </div>
  </fieldset>`;
}

/** One fact, asked in the way its kind wants. `undefined` is "not known". */
export function factField(c: Ctx, id: string, fact: FactRule, value: FactValue | undefined, set: (value: FactValue | undefined) => void): View {
  const label = c.say(fact.label);
  const text = (e: Event): string => (e.target as HTMLInputElement).value;
  const given = (raw: string): FactValue | undefined => (raw === "" ? undefined : raw);
  switch (fact.type) {
    case "flag":
      return html`<fieldset class="fact segmented">
        <legend>${label}</legend>
        <div class="segments">
          ${([[true, c.t.yes], [false, c.t.no], [undefined, c.t.unknown]] as const).map(([option, name]) => html`<label>
            <input type="radio" name=${id} .checked=${value === option || (option === undefined && value === null)} @change=${() => set(option)}><span>${name}</span>
          </label>`)}
        </div>
      </fieldset>`;
    case "choice":
      return html`<div class="fact"><label for=${id}>${label}</label>
        <select id=${id} @change=${(e: Event) => set(given(text(e)))}>
          <option value="" ?selected=${value === undefined || value === null}>${c.t.unknown}</option>
          ${(fact.options ?? []).map((option) => html`<option value=${option.id} ?selected=${value === option.id}>${c.say(option.label)}</option>`)}
        </select></div>`;
    case "count":
      return html`<div class="fact"><label for=${id}>${label}</label>
        <input id=${id} type="text" inputmode="numeric" autocomplete="off" .value=${value === undefined || value === null ? "" : String(value)}
          @input=${(e: Event) => { const raw = text(e).trim(); set(/^\d{1,15}$/.test(raw) ? Number(raw) : given(raw)); }}></div>`;
    case "date":
      return html`<div class="fact"><label for=${id}>${label}</label>
        <input id=${id} type="date" .value=${typeof value === "string" ? value : ""} @input=${(e: Event) => set(given(text(e)))}></div>`;
    default:
      return html`<div class="fact"><label for=${id}>${label}${fact.unit ? html` <span class="unit">${fact.unit}</span>` : nothing}</label>
        <input id=${id} type="text" inputmode=${fact.type === "quantity" ? "decimal" : "text"} autocomplete="off"
          .value=${value === undefined || value === null ? "" : String(value)} @input=${(e: Event) => set(given(text(e)))}></div>`;
  }
}

/** Sets or removes one fact. */
export function withFact(facts: Record<string, FactValue>, id: string, value: FactValue | undefined): Record<string, FactValue> {
  const rest = { ...facts };
  if (value === undefined) delete rest[id];
  else rest[id] = value;
  return rest;
}

/** Unfolds or folds something. */
export function toggle(c: Ctx, key: string): void {
  c.change((m) => { if (!m.open.delete(key)) m.open.add(key); });
}
