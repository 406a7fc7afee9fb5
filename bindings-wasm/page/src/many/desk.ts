// What the view of many cases knows and does: which table is open, how it is read, what is asked of it.

import type { LimitRule, Problem, ProcedureView } from "aftersales";
import { PLAIN, type OwnCalendar } from "../calendar/own.js";
import { wallClock } from "../time.js";
import type { Host } from "../views.js";
import { example } from "./example.js";
import { problem as tableProblem, Unfit } from "./problem.js";
import { Remote, Stopped } from "./remote.js";
import type { Chosen, Format, Mapping, Preview, Query, Role, RowView, Setup, Summary } from "./shape.js";
import { fileWords, manyWords } from "./words.js";

type Lang = "zh" | "en";
type Phase = "start" | "reading" | "arrange" | "counting" | "list";

/** Rows fetched at a time. */
const PAGE = 50;

/** Where a limit has no warning of its own: the same as rows without a procedure. */
const WARN = ["1 working day"];

export class Desk {
  phase: Phase = "start";
  problem: Problem | null = null;
  name = "";
  dragging = false;
  pasting = false;
  preview: Preview | null = null;
  summary: Summary | null = null;
  saving: Format | null = null;
  query: Query = { bucket: null, owner: null, procedure: null, text: "", sort: "urgency", down: false, lang: "zh" };
  /** Which way the rows without a limit of their own go, while it is chosen. */
  all: { kind: "text" | "procedure"; span: string; procedure: string; limit: string } = { kind: "text", span: "", procedure: "", limit: "" };
  /** The page of rows drawn last. */
  private seen = 0;
  private pages = new Map<number, RowView[] | "asked">();
  private counted = "";
  private own = PLAIN;
  private readonly remote: Remote;

  constructor(private readonly host: Host) {
    this.remote = new Remote(() => host.engine.module());
  }

  /** Changes something and draws. */
  set(edit: (desk: this) => void): void {
    edit(this);
    this.host.redraw();
  }

  async open(source: Blob | string, name: string): Promise<void> {
    this.set((d) => { d.phase = "reading"; d.problem = null; d.name = name; d.summary = null; d.pasting = false; });
    await this.work(async () => {
      this.all = { kind: "text", span: "", procedure: "", limit: "" };
      await this.remote.ask("countIn", this.own);
      await this.remote.ask("arrange", {}, null, {});
      await this.arranged(await this.remote.ask("open", source, name));
    }, "start");
  }

  openExample(lang: Lang): Promise<void> {
    return this.open(example(lang, wallClock(Date.now())), manyWords[lang].exampleName);
  }

  stop(): void {
    this.remote.stop();
    this.set((d) => { d.phase = "start"; d.preview = null; d.summary = null; });
  }

  /** Another sheet or row of names. */
  choose(sheet: number, header?: number): Promise<void> {
    return this.work(async () => this.arranged(await this.remote.ask("choose", sheet, header)), "arrange");
  }

  map(role: Role, column: number | null): Promise<void> {
    const mapping: Mapping = { ...this.preview?.setup.mapping };
    // A column plays one role: the one given last.
    for (const other of Object.keys(mapping) as Role[]) if (mapping[other] === column) delete mapping[other];
    if (column === null) delete mapping[role];
    else mapping[role] = column;
    return this.work(async () => this.arranged(await this.remote.ask("arrange", mapping, this.forAll(), this.preview?.setup.chosen ?? {})), "arrange");
  }

  /** The limit of all rows without one, as now chosen on the page. */
  async allRows(edit: Partial<Desk["all"]>): Promise<void> {
    this.set((d) => { d.all = { ...d.all, ...edit }; });
    if (edit.procedure) {
      await this.host.engine.choose(edit.procedure);
      this.set((d) => { d.all.limit = this.usual(edit.procedure ?? "")?.id ?? ""; });
    }
    await this.arrange();
  }

  /** The procedure and limit meant by a name in the table. */
  async meant(text: string, procedure: string, limit?: string): Promise<void> {
    await this.work(async () => {
      const chosen = { ...this.preview?.setup.chosen };
      if (procedure) await this.host.engine.choose(procedure);
      const one = procedure ? this.chosen(procedure, limit ?? this.usual(procedure)?.id ?? "") : null;
      if (one) chosen[text] = one;
      else delete chosen[text];
      this.preview = await this.remote.ask("arrange", this.preview?.setup.mapping ?? {}, this.forAll(), chosen);
    }, "arrange");
  }

  view(procedure: string): ProcedureView {
    return this.host.engine.view(procedure);
  }

  get engine(): Host["engine"] { return this.host.engine; }

  run(now: string): Promise<void> {
    this.set((d) => { d.phase = "counting"; d.query = { ...d.query, bucket: null, owner: null, procedure: null, text: "" }; });
    return this.work(async () => {
      this.counted = now;
      await this.took(await this.remote.ask("run", now, this.query));
      this.phase = "list";
    }, "arrange");
  }

  /** Asks anew for other rows or another order, and begins at the first. */
  ask(edit: Partial<Query>): Promise<void> {
    this.set((d) => { d.query = { ...d.query, ...edit }; });
    return this.work(async () => {
      this.seen = 0;
      await this.took(await this.remote.ask("ask", this.query));
      document.getElementById("rows")?.scrollTo({ top: 0, behavior: "instant" });
    }, "list");
  }

  /** Counts anew when the minute, the language or the calendar is another. */
  keepUp(now: string, lang: Lang, own: OwnCalendar): void {
    const sameCalendar = own === this.own;
    this.own = own;
    if (!sameCalendar && this.preview) void this.work(async () => this.remote.ask("countIn", own), this.phase);
    if (this.phase !== "list" || (now === this.counted && lang === this.query.lang && sameCalendar)) return;
    this.counted = now;
    this.query = { ...this.query, lang, ...(lang === this.query.lang ? {} : { owner: null, procedure: null }) };
    void this.work(async () => this.took(await this.remote.ask("at", now, this.query)), "list");
  }

  mend(row: RowView, text: string): Promise<void> {
    return this.work(async () => { if (row.fix) await this.took(await this.remote.ask("mend", row.row, row.fix.role, text, this.query)); }, "list");
  }

  /** The row at a place of the list; asked for, and nothing until it has come. */
  row(place: number): RowView | null {
    const page = Math.floor(place / PAGE);
    this.seen = page;
    const known = this.pages.get(page);
    if (known === undefined) {
      this.pages.set(page, "asked");
      const { pages } = this;
      void this.work(async () => { pages.set(page, await this.remote.ask("window", page * PAGE, PAGE)); }, "list");
    }
    return known === undefined || known === "asked" ? null : known[place % PAGE] ?? null;
  }

  async save(format: Format, lang: Lang): Promise<void> {
    this.set((d) => { d.saving = format; });
    await this.work(async () => {
      const blob = await this.remote.ask("save", format, lang, fileWords[lang]);
      const url = URL.createObjectURL(blob);
      Object.assign(document.createElement("a"), { href: url, download: `${this.name.replace(/\.[^.]*$/, "") || "cases"}-${this.counted.slice(0, 10)}.${format}` }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    }, "list");
    this.set((d) => { d.saving = null; });
  }

  openRow(row: RowView): void {
    if (!row.opens) return;
    const [day = "", time = ""] = (row.startMoment ?? "").split(" ");
    this.host.openCase({ ref: row.id || crypto.randomUUID(), procedure: row.opens, opened: { day, time }, facts: {}, entries: [] });
  }

  private async arrange(): Promise<void> {
    await this.work(async () => { this.preview = await this.remote.ask("arrange", this.preview?.setup.mapping ?? {}, this.forAll(), this.preview?.setup.chosen ?? {}); }, "arrange");
  }

  /** Takes a preview; a name that means one procedure is taken for it, with the limit that starts when the case comes in. */
  private async arranged(preview: Preview): Promise<void> {
    const chosen = { ...preview.setup.chosen };
    for (const { text, ids: [id, ...others] } of preview.called) {
      if (!id || others.length > 0 || chosen[text]) continue;
      await this.host.engine.choose(id);
      const usual = this.usual(id);
      const one = usual && this.chosen(id, usual.id);
      if (one) chosen[text] = one;
    }
    this.preview = await this.remote.ask("arrange", preview.setup.mapping, this.forAll(), chosen);
    this.phase = "arrange";
  }

  private forAll(): Setup["forAll"] {
    const { kind, span, procedure, limit } = this.all;
    if (kind === "text") return span.trim() ? { span } : null;
    const chosen = procedure ? this.chosen(procedure, limit) : null;
    return chosen && { chosen };
  }

  /** What is offered first: a limit that starts with the case and has an end, else the next best. */
  private usual(procedure: string): LimitRule | undefined {
    const { limits } = this.view(procedure);
    const ends = (limit: LimitRule): boolean => /\d|same day/.test(limit.within);
    const starts = (limit: LimitRule): boolean => limit.from.some((trigger) => trigger.kind === "opened");
    return limits.find((limit) => starts(limit) && ends(limit)) ?? limits.find(ends) ?? limits[0];
  }

  private chosen(procedure: string, limit: string): Chosen | null {
    const { info, limits } = this.view(procedure);
    const rule = limits.find((one) => one.id === limit);
    if (!rule) return null;
    const owner = { zh: names(rule, "zh"), en: names(rule, "en") };
    const warn = rule.warn.length > 0 ? rule.warn : WARN;
    return { procedure, title: info.title, label: rule.label, owner, limit: { span: rule.within, convention: Object.fromEntries(rule.counting), warn } };
  }

  /** Takes a summary together with the rows in sight, so that the list never shows empty in between. */
  private async took(summary: Summary): Promise<void> {
    const pages = new Map<number, RowView[] | "asked">();
    const last = Math.max(0, Math.min(this.seen, Math.floor((summary.shown - 1) / PAGE)));
    for (const page of new Set([Math.max(0, last - 1), last])) pages.set(page, await this.remote.ask("window", page * PAGE, PAGE));
    this.summary = summary;
    this.pages = pages;
  }

  /** Does something with the worker; what goes wrong is shown, and the view goes back to `otherwise`. */
  private async work(task: () => Promise<void>, otherwise: Phase): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (error instanceof Stopped) return;
      if (!(error instanceof Unfit)) console.warn(error);
      const { zh, en } = manyWords;
      this.problem = error instanceof Unfit ? error.problem
        : tableProblem("crashed", { zh: zh.crashed, en: en.crashed }, { zh: zh.crashedHelp, en: en.crashedHelp });
      this.phase = error instanceof Unfit ? otherwise : "start";
      if (this.phase === "start") { this.preview = null; this.summary = null; this.remote.stop(); }
    }
    this.host.redraw();
  }
}

const names = (rule: LimitRule, lang: Lang): string => rule.owed_by.roles.map((role) => role.label[lang] || role.label.zh).join(lang === "zh" ? "、" : ", ");
