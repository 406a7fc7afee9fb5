// `<case-deadlines>`: what is due in one case, as an element for any page. It draws with the page's own view of deadlines,
// in a shadow root, and tells the page around it what it shows by the event `deadlines`.

import init, { Calendar, procedure, type Facts, type Lang, type Procedure } from "aftersales";
import { html, render } from "lit-html";
import { blank, type Model, type Outcome } from "../model.js";
import { wallClock } from "../time.js";
import { deadlines } from "../view/deadlines.js";
import { context, problems, type CaseCtx, type Ctx, type View } from "../view/parts.js";
import { answer, parsed, problemsOf, type CaseInput, type Told } from "./told.js";

/** The text of `element.css`, put in by the build. */
declare const STYLE: string;

const ATTRIBUTES = ["procedure", "opened", "facts", "events", "case", "now", "lang", "ref", "folder"] as const;
type Name = (typeof ATTRIBUTES)[number];

let module: Promise<unknown> | null = null;
/** The core, started once for all elements of a page. A start that failed is tried again. */
const core = (folder: URL | undefined): Promise<unknown> =>
  (module ??= init(folder && { module_or_path: new URL("aftersales_bg.wasm", folder) }).catch((problem: unknown) => { module = null; throw problem; }));

type Shows = { kind: "nothing" } | { kind: "loading" } | { kind: "failed"; problem: unknown } | { kind: "answer"; outcome: Outcome };

export class CaseDeadlines extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  #model: Model = blank("zh", "");
  #shows: Shows = { kind: "nothing" };
  #loaded: { key: string; rules: Procedure } | null = null;
  #own: { rules: Procedure | null; calendar: Calendar | null } = { rules: null, calendar: null };
  #china: Calendar | null = null;
  #turn = 0;
  #clock: ReturnType<typeof setInterval> | undefined;

  /** The id or document number of a built-in procedure. */
  get procedure(): string | null { return this.getAttribute("procedure"); }
  set procedure(value: string | null) { this.#reflect("procedure", value); }
  /** When the case came in: `2026-09-28 09:30` or a day, in the calendar's zone. */
  get opened(): string | null { return this.getAttribute("opened"); }
  set opened(value: string | null) { this.#reflect("opened", value); }
  /** The moment the case is looked at; none is the present minute. */
  get now(): string | null { return this.getAttribute("now"); }
  set now(value: string | null) { this.#reflect("now", value); }
  /** A case kept as text (`Case.toJSON()`), instead of `opened` and `facts`. */
  get case(): string | null { return this.getAttribute("case"); }
  set case(value: string | null) { this.#reflect("case", value); }
  /** Tells this case from others in calendar files, so that a new date replaces the old one. */
  get ref(): string | null { return this.getAttribute("ref"); }
  set ref(value: string | null) { this.#reflect("ref", value); }
  /** Where `aftersales_bg.wasm` and `procedures/` are served; none is beside this module. */
  get folder(): string | null { return this.getAttribute("folder"); }
  set folder(value: string | null) { this.#reflect("folder", value); }
  get facts(): Facts { return this.#json("facts", "object", {}); }
  set facts(value: Facts | null) { this.#reflect("facts", value && JSON.stringify(value)); }
  get events(): CaseInput[] { return this.#json("events", "array", []); }
  set events(value: CaseInput[] | null) { this.#reflect("events", value && JSON.stringify(value)); }
  /** The calendar to count by; none is China's. */
  get calendar(): Calendar | null { return this.#own.calendar; }
  set calendar(value: Calendar | null) { this.#own.calendar = value; this.#soon(); }
  /** Rules of one's own, instead of those named by `procedure`. */
  get rules(): Procedure | null { return this.#own.rules; }
  set rules(value: Procedure | null) { this.#own.rules = value; this.#soon(); }

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      for (const name of ["rules", "calendar", ...ATTRIBUTES] as const) this.#upgrade(name);
    }
    this.#clock = setInterval(() => { if (this.now === null) this.#soon(); }, 30_000);
    this.#soon();
  }

  disconnectedCallback(): void {
    clearInterval(this.#clock);
  }

  attributeChangedCallback(): void {
    this.#soon();
  }

  /** A property set before the element was defined hides ours: taken away and set again. */
  #upgrade(name: Name | "rules" | "calendar"): void {
    const own = Object.getOwnPropertyDescriptor(this, name);
    if (!own) return;
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, own.value);
  }

  #reflect(name: Name, value: string | null): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  #json<T>(name: Name, wanted: "object" | "array", none: T): T {
    const text = this.getAttribute(name);
    return text === null || text === "" ? none : parsed<T>(name, text, wanted);
  }

  /** Several changes in a row are answered once. */
  #soon(): void {
    const turn = ++this.#turn;
    queueMicrotask(() => { if (turn === this.#turn && this.isConnected && this.shadowRoot) void this.#answer(turn); });
  }

  async #answer(turn: number): Promise<void> {
    try {
      const told = this.#told();
      if (told === null) return this.#show({ kind: "nothing" });
      if (this.#shows.kind !== "answer") this.#show({ kind: "loading" });
      const rules = this.#own.rules ?? await this.#rules(told.name);
      if (turn !== this.#turn) return;
      const now = this.now || wallClock(Date.now());
      this.#model.now = now;
      this.#show({ kind: "answer", outcome: answer(rules, this.#own.calendar ?? (this.#china ??= Calendar.china()), told.case, now) });
    } catch (problem) {
      if (turn === this.#turn) this.#show({ kind: "failed", problem });
    }
  }

  /** What the page has told so far; null where that is no case yet. */
  #told(): { name: string; case: Told } | null {
    const kept = this.case || null;
    const name = this.procedure || (kept === null ? null : (parsed<{ procedure?: { id?: string } }>("case", kept, "object").procedure?.id ?? null));
    if ((name === null && this.#own.rules === null) || (kept === null && !this.opened)) return null;
    return { name: name ?? "", case: { kept, opened: this.opened ?? "", facts: this.facts, events: this.events } };
  }

  async #rules(name: string): Promise<Procedure> {
    const folder = this.folder === null ? undefined : new URL(this.folder.replace(/\/?$/, "/"), document.baseURI);
    await core(folder);
    const key = `${name} ${folder ?? ""}`;
    if (this.#loaded?.key !== key) this.#loaded = { key, rules: await procedure(name, undefined, folder && new URL("procedures/", folder)) };
    return this.#loaded.rules;
  }

  #show(shows: Shows): void {
    this.#shows = shows;
    this.#draw();
    if (shows.kind === "loading") return;
    const outcome = shows.kind === "answer" ? shows.outcome : null;
    const refused = shows.kind === "failed" ? thrown(shows.problem) : [...(outcome?.refused ?? [])].flatMap(([place, list]) =>
      list.map((one) => ({ ...one, path: [`events[${place}]`, one.path].filter(Boolean).join(".") })));
    const detail = { obligations: outcome?.obligations ?? [], state: outcome?.state ?? null, findings: outcome?.findings ?? [], problems: refused };
    this.dispatchEvent(new CustomEvent("deadlines", { detail, bubbles: true, composed: true }));
  }

  #draw(): void {
    if (!this.shadowRoot) return;
    this.#model.lang = this.#language();
    const c = context(this.#model, this.#model.now, (edit) => { edit(this.#model); this.#draw(); });
    render(html`<div lang=${c.lang === "zh" ? "zh-CN" : "en"}>${view(c, this.#shows, (outcome) => this.#case(c, outcome))}</div>`, this.shadowRoot);
  }

  #case(c: Ctx, o: Outcome): CaseCtx {
    const { info } = o.view;
    const ref = this.ref || this.id || `${info.id}.${o.state?.opened ?? ""}`;
    return { ...c, o, file: { ref, procedure: info.id, opened: { day: "", time: "" }, facts: {}, entries: [] } };
  }

  /** Its own language, or that of the place it stands in. */
  #language(): Lang {
    const said = this.closest<HTMLElement>("[lang]")?.lang || document.documentElement.lang || navigator.language;
    return said.toLowerCase().startsWith("zh") ? "zh" : "en";
  }
}

/** The problems of a refusal; none where something else went wrong. */
function thrown(problem: unknown): ReturnType<typeof problemsOf> {
  try {
    return problemsOf(problem);
  } catch {
    return [];
  }
}

function view(c: Ctx, shows: Shows, withCase: (outcome: Outcome) => CaseCtx): View {
  switch (shows.kind) {
    case "nothing": return html`<div class="card empty"><p><strong>${c.t.deadlinesNone}</strong></p><p>${c.t.deadlinesNoneHelp}</p></div>`;
    case "loading": return html`<p class="card waiting" role="status">${c.t.viewLoading}</p>`;
    case "failed": return failed(c, shows.problem);
    case "answer": return html`${deadlines(withCase(shows.outcome))}
      ${[...shows.outcome.refused].map(([place, list]) => problems(c, list, `${c.t.refused}: events[${place}]`))}`;
  }
}

function failed(c: Ctx, problem: unknown): View {
  const list = thrown(problem);
  if (list.length > 0) return html`<div class="card" part="card">${problems(c, list, c.t.problemTitle)}</div>`;
  console.error(problem);
  return html`<div class="card empty" part="card" role="alert"><p><strong>${c.t.notOpened}</strong></p><p>${c.t.viewFailedHelp}</p></div>`;
}

if (!customElements.get("case-deadlines")) customElements.define("case-deadlines", CaseDeadlines);
