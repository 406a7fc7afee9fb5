// The counted table: how many rows stand how, filters, and the rows themselves, of which only those in sight are drawn.

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { showDay, showMoment, weekdayName } from "../time.js";
import { icon, problems, type View } from "../view/parts.js";
import { BUCKETS, KEYS, type Bucket, type Format, type RowView, type SortKey, type Summary } from "./shape.js";
import type { DeskCtx } from "./view.js";
import { bucketWords, roleWords, sortWords } from "./words.js";

/** The height of a row in pixels, at a desk and on a phone; the stylesheet says the same. */
const HEIGHT = { wide: 46, narrow: 128 };
const narrow = matchMedia("(max-width: 760px)");
/** Rows drawn above and below what is in sight. */
const BEYOND = 12;

const TONES: Record<Bucket, string> = {
  bad: "undetermined", overdue: "overdue", today: "due-soon", soon: "due-soon", running: "pending", done: "met", late: "met-late", "open-ended": "unset",
};
/** The order of the counts on top. */
const ORDER: readonly Bucket[] = ["overdue", "today", "soon", "running", "open-ended", "late", "done", "bad"];

export function list(c: DeskCtx): View {
  const { d, w } = c;
  const s = d.summary;
  if (!s) return nothing;
  return html`<div class="manyhead inlist">
      <div><h1>${d.name || w.title}</h1>
        <p class="meta">${w.asOf(showMoment(c.lang, c.now, ""))} · ${w.took(c.count(s.rows), s.took.toFixed(0))}</p></div>
      <div class="buttons"><button type="button" class="quiet" @click=${() => d.set((desk) => { desk.phase = "arrange"; })}>${icon("back")}${w.back}</button>
        <button type="button" class="quiet" id="another" @click=${() => d.stop()}>${w.another}</button></div>
    </div>
    ${d.problem ? problems(c, [d.problem], c.t.problemTitle) : nothing}
    ${counts(c, s)}
    ${s.counts.bad > 0 && d.query.bucket !== "bad" ? html`<div class="problems notice">${icon("late")}<div><strong>${w.problemsTitle(c.count(s.counts.bad), s.counts.bad === 1)}</strong><p>${w.problemsHelp}</p></div>
      <button type="button" id="show-problems" @click=${() => void d.ask({ bucket: "bad" })}>${w.showProblems}</button></div>` : nothing}
    ${filters(c, s)}
    <section class="card listcard">
      ${s.shown === 0 ? html`<div class="empty">${icon("search")}<p><strong>${w.noneShown}</strong></p><p>${w.noneShownHelp}</p></div>` : table(c, s)}
    </section>
    ${foot(c, s)}`;
}

function counts(c: DeskCtx, s: Summary): View {
  const { d } = c;
  const total = BUCKETS.reduce((sum, bucket) => sum + s.counts[bucket], 0);
  const chip = (bucket: Bucket | null, label: string, n: number): View => html`<button type="button" class="countchip ${bucket ? `tone-${TONES[bucket]}` : ""}" data-bucket=${bucket ?? "all"}
    aria-pressed=${d.query.bucket === bucket} @click=${() => void d.ask({ bucket })}><strong>${c.count(n)}</strong><span>${label}</span></button>`;
  return html`<div class="counts" role="group" aria-label=${c.w.summary}>${chip(null, c.w.all, total)}
    ${ORDER.filter((bucket) => s.counts[bucket] > 0 || bucket === "overdue" || bucket === "today" || d.query.bucket === bucket).map((bucket) => chip(bucket, bucketWords[c.lang][bucket], s.counts[bucket]))}</div>`;
}

function filters(c: DeskCtx, s: Summary): View {
  const { d, w } = c;
  const value = (e: Event): string => (e.target as HTMLInputElement | HTMLSelectElement).value;
  const pick = (id: string, any: string, names: readonly string[], now: string | null, set: (name: string | null) => void): View =>
    (names.length === 0 ? nothing : html`<select id=${id} aria-label=${any} @change=${(e: Event) => set(value(e) === "" ? null : value(e).slice(1))}>
      <option value="" .selected=${now === null}>${any}</option>${names.map((name) => html`<option value="=${name}" .selected=${now === name}>${name}</option>`)}</select>`);
  return html`<div class="filters">
    <div class="findbox">${icon("search")}<input id="find" type="search" autocomplete="off" aria-label=${w.find} placeholder=${w.findHint} .value=${d.query.text} @input=${(e: Event) => void d.ask({ text: value(e) })}></div>
    ${pick("owner", w.anyOwner, s.owners, d.query.owner, (owner) => void d.ask({ owner }))}
    ${pick("of-procedure", w.anyProcedure, s.procedures, d.query.procedure, (procedure) => void d.ask({ procedure }))}
    <select id="sort" aria-label=${w.sortBy} @change=${(e: Event) => void d.ask({ sort: value(e) as SortKey, down: false })}>
      ${KEYS.map((key) => html`<option value=${key} .selected=${d.query.sort === key}>${sortWords[c.lang][key]}</option>`)}</select>
    <span class="meta" role="status">${w.rowsShown(c.count(s.shown), c.count(s.rows))}</span>
  </div>`;
}

const COLUMNS: readonly SortKey[] = ["due", "urgency", "id", "customer", "procedure", "owner", "start"];

function table(c: DeskCtx, s: Summary): View {
  const { d, w } = c;
  const height = narrow.matches ? HEIGHT.narrow : HEIGHT.wide;
  const scroller = document.getElementById("rows");
  const top = scroller?.scrollTop ?? 0;
  const first = Math.max(0, Math.min(Math.floor(top / height) - BEYOND, s.shown - 1));
  const last = Math.min(s.shown, Math.ceil((top + (scroller?.clientHeight ?? 640)) / height) + BEYOND);
  const places = Array.from({ length: last - first }, (_, n) => first + n);
  const pad = (rows: number): View => (rows > 0 ? html`<tr class="pad" role="presentation"><td role="presentation" colspan=${COLUMNS.length + 1} .style=${`height: ${rows * height}px`}></td></tr>` : nothing);
  return html`<div id="rows" class="rows" tabindex="0" role="region" aria-label=${w.tableOf} @scroll=${onScroll(d)}>
    <table role="table" aria-label=${w.tableOf} aria-rowcount=${s.shown + 1} aria-colcount=${COLUMNS.length + 1}>
      <thead role="rowgroup"><tr role="row" aria-rowindex="1">${COLUMNS.map((key) => head(c, key))}<th role="columnheader" scope="col"><span class="sr">${w.open}</span></th></tr></thead>
      <tbody role="rowgroup">${pad(first)}${repeat(places, (place) => c.d.row(place)?.row ?? -1 - place, (place) => line(c, place))}${pad(s.shown - last)}</tbody>
    </table></div>`;
}

let due = 0;
/** At most one drawing a frame. */
const onScroll = (d: DeskCtx["d"]) => (): void => {
  if (due) return;
  due = requestAnimationFrame(() => { due = 0; d.set(() => undefined); });
};

function head(c: DeskCtx, key: SortKey): View {
  const { d } = c;
  const name = key === "urgency" ? c.say({ zh: "状态", en: "Standing" }) : sortWords[c.lang][key];
  const sorted = d.query.sort === key;
  return html`<th role="columnheader" scope="col" class="c-${key}" aria-sort=${sorted ? (d.query.down ? "descending" : "ascending") : "none"}>
    <button type="button" @click=${() => void d.ask({ sort: key, down: sorted && !d.query.down })}>${name}<span class="arrow" aria-hidden="true">${sorted ? (d.query.down ? "▼" : "▲") : ""}</span></button></th>`;
}

function line(c: DeskCtx, place: number): View {
  const row = c.d.row(place);
  if (!row) return html`<tr role="row" class="row waits" aria-rowindex=${place + 2}><td role="cell" colspan=${COLUMNS.length + 1}></td></tr>`;
  const cell = (key: SortKey, content: unknown, title = ""): View => html`<td role="cell" class="c-${key}" title=${title}>${content}</td>`;
  const procedure = row.title ? c.say(row.title) : row.procedure;
  const limit = row.limit ? c.say(row.limit) : row.span;
  return html`<tr role="row" class="row tone-${TONES[row.bucket]}" aria-rowindex=${place + 2} data-row=${row.row} data-bucket=${row.bucket} data-standing=${row.standing ?? ""}>
    ${row.problem ? flawed(c, row, row.problem.message) : html`
      ${cell("due", dueCell(c, row))}
      ${cell("urgency", html`<span class="pill">${row.standingLabel ? c.say(row.standingLabel) : ""}</span>${row.remaining ? html` <span class="left">${c.say(row.remaining)}</span>` : nothing}`)}`}
    ${cell("id", row.id || `${c.w.line} ${row.line}`, row.id)}
    ${cell("customer", row.customer, row.customer)}
    ${cell("procedure", html`${procedure}${limit ? html` <span class="meta">${limit}</span>` : nothing}`, `${procedure} ${limit}`.trim())}
    ${cell("owner", row.owner || (row.owed ? c.say(row.owed) : ""), row.owner)}
    ${cell("start", row.startMoment ? showMoment(c.lang, row.startMoment.replace(" ", "T"), c.now.slice(0, 4)) : row.start, row.start)}
    <td role="cell" class="c-open">${row.opens ? html`<button type="button" class="quiet" aria-label=${c.w.openCase(row.id || `${c.w.line} ${row.line}`)} @click=${() => c.d.openRow(row)}>${c.w.open}</button>` : nothing}</td>
  </tr>`;
}

function dueCell(c: DeskCtx, row: RowView): View {
  if (!row.due) return html`<span class="meta">${c.t.noDate}</span>`;
  const { day, time } = row.due;
  return html`<strong>${showDay(c.lang, day, c.now.slice(0, 4))}</strong> <span class="meta">${weekdayName(c.lang, day)} <time datetime=${day}>${time}</time></span>${row.provisional ? html` <span class="tag" title=${c.t.provisionalHelp}>${c.t.provisional}</span>` : nothing}`;
}

/** A row that cannot be counted: why, and the cell to mend. */
function flawed(c: DeskCtx, row: RowView, message: RowView["remaining"]): View {
  const { fix, problem } = row;
  if (!fix || !problem || !message) return nothing;
  // The core speaks of a date or a span; which cell it was is said here.
  const cell = problem.code.startsWith("table/") ? "" : `${roleWords[c.lang][fix.role]}${c.lang === "zh" ? "：" : ": "}`;
  const why = cell + [c.say(message), problem.help ? c.say(problem.help) : ""].filter(Boolean).join(c.lang === "zh" ? "。" : "; ");
  const mended = async (e: Event): Promise<void> => {
    const field = e.target as HTMLInputElement;
    const place = field.closest("tr")?.getAttribute("aria-rowindex");
    await c.d.mend(row, field.value);
    // The row may have gone from the list: go on with the one that took its place.
    const next = [`tr[aria-rowindex="${place}"] .fix`, ".fix", "#rows"].map((one) => document.querySelector<HTMLElement>(one)).find((one) => one !== null);
    next?.focus();
  };
  return html`<td role="cell" class="c-due"><input class="fix" aria-label=${c.w.mend(roleWords[c.lang][fix.role], String(row.line))} .value=${fix.text} placeholder=${roleWords[c.lang][fix.role]} @change=${mended}></td>
    <td role="cell" class="c-urgency whynot" title=${why}>${why}</td>`;
}

function foot(c: DeskCtx, s: Summary): View {
  const { d, w } = c;
  const file = (format: Format, name: string): View => html`<button type="button" id="save-${format}" ?disabled=${d.saving !== null || s.shown === 0} @click=${() => void d.save(format, c.lang)}>${icon(format === "ics" ? "calendar" : "copy")}${d.saving === format ? w.saving : name}</button>`;
  return html`<div class="listfoot">
    <div class="buttons" role="group" aria-label=${w.saveAs}><span class="label">${w.saveAs}</span>${file("csv", w.csv)}${file("xlsx", w.xlsx)}${file("ics", w.ics)}</div>
    <p class="hint">${w.soonHelp}${s.provisional ? html` ${w.provisional(c.count(s.provisional))}` : nothing}</p>
  </div>`;
}
