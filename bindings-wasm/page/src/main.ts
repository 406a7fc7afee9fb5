// Starts the page: loads the core, keeps the model, draws it anew after every change.

import type { Lang } from "aftersales";
import { html, nothing, render } from "lit-html";
import { inForceLine } from "./calendar/inforce.js";
import { same, type OwnCalendar } from "./calendar/own.js";
import { keepEdition } from "./editions.js";
import { load } from "./engine.js";
import { words } from "./i18n.js";
import { keptCalendar, keptCase } from "./kept.js";
import { fromText, toText } from "./link.js";
import { blank, inForce, moment, type CaseFile, type Engine, type Model } from "./model.js";
import { wallClock } from "./time.js";
import { loader, viewOf, type Shown } from "./views.js";
import { deadlines } from "./view/deadlines.js";
import { diagram } from "./view/diagram.js";
import { about, findings } from "./view/findings.js";
import { bar, caseHead, jumps } from "./view/header.js";
import { intake } from "./view/intake.js";
import { context, icon, type CaseCtx, type Ctx, type View } from "./view/parts.js";
import { picker, type Picking } from "./view/picker.js";
import { progress } from "./view/progress.js";
import { take } from "./view/take.js";

const root = document.getElementById("app") as HTMLElement;

function start(engine: Engine): void {
  const model = blank(firstLanguage(), wallClock(Date.now()));

  const change = (edit: (m: Model) => void): void => {
    edit(model);
    if (model.file && keptCase.isKept()) keptCase.keep(model.file);
    if (keptCalendar.isKept()) keptCalendar.keep(model.calendar);
    draw();
  };
  const show = async (id: string, file: () => CaseFile, lent: OwnCalendar | null = null): Promise<void> => {
    change((m) => { m.opening = { id, failed: false }; m.badLink = false; m.lent = lent; });
    try {
      await engine.choose(id);
    } catch (problem) {
      console.warn(problem);
      change((m) => { m.opening = { id, failed: true }; m.file = null; m.view = "one"; });
      return;
    }
    change((m) => {
      m.opening = null;
      m.file = file();
      m.open = new Set();
      m.view = "one";
    });
    window.scrollTo(0, 0);
    document.getElementById("opened")?.focus({ preventScroll: true });
  };
  const choose = (id: string): Promise<void> => show(id, () => {
    const now = wallClock(Date.now());
    const ref = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return { ref, procedure: id, opened: { day: now.slice(0, 10), time: now.slice(11, 16) }, facts: {}, entries: [] };
  });
  /** Goes where the address points: to a view, or to the case a link carries. */
  const go = (): void => {
    const view = viewOf(location.hash);
    if (view === null || view === model.view) return follow();
    change((m) => { m.view = view; });
    window.scrollTo(0, 0);
  };
  /** The case a link carries. The address is clean afterwards: what is changed from here on is not in it. */
  const follow = (): void => {
    const carried = location.hash.match(/^#case=(.*)$/s)?.[1];
    if (carried === undefined) return;
    history.replaceState(null, "", location.href.split("#")[0]);
    const came = fromText(carried);
    const known = came && engine.refuses(came.calendar).length === 0 && engine.procedures().some((info) => info.id === came.file.procedure);
    if (known) void show(came.file.procedure, () => came.file, same(came.calendar, model.calendar) ? null : came.calendar);
    else change((m) => { m.badLink = true; m.file = null; m.view = "one"; });
  };
  // Titles and numbers are searched at once; the rest of the words comes when somebody is about to type.
  let asked = false;
  const searching = (): void => {
    if (asked) return;
    asked = true;
    engine.keywords().then((keywords) => change((m) => { m.keywords = keywords; }), () => { asked = false; });
  };
  const picking: Picking = { procedures: () => engine.procedures(), choose: (id) => void choose(id), searching };
  const openCase = (file: CaseFile): void => {
    history.pushState(null, "", "#one");
    void show(file.procedure, () => file);
  };
  const openNew = (id: string): void => {
    history.pushState(null, "", "#one");
    void choose(id);
  };
  const loaded = loader({ engine, redraw: () => draw(), openCase, choose: openNew }, () => draw());
  const draw = (): void => {
    const now = model.asOf && model.asOf.day ? moment(model.asOf) : model.now;
    const c = context(model, now, change);
    document.documentElement.lang = model.lang === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset["theme"] = model.theme;
    document.title = title(c, engine);
    const shown = loaded(model.view);
    render(page(c, shown === null ? one(c, engine, picking) : other(c, shown)), root);
  };

  root.replaceChildren();
  const own = keptCalendar.kept();
  if (own && engine.refuses(own).length === 0) model.calendar = own;
  model.view = viewOf(location.hash) ?? "one";
  draw();
  follow();
  window.addEventListener("hashchange", go);
  const before = keptCase.kept();
  if (before && model.view === "one" && !model.opening && !model.badLink) void show(before.procedure, () => before);
  setInterval(() => change((m) => { m.now = wallClock(Date.now()); }), 30_000);
  // The single file needs nothing of the kind. What is on the page goes along in the address.
  if (!document.getElementById("file:aftersales_bg.wasm")) keepEdition((changeOver) => change((m) => {
    m.newer = () => {
      if (model.file) history.replaceState(null, "", `#case=${toText({ file: model.file, calendar: inForce(model) })}`);
      changeOver();
    };
  })).catch(() => undefined);
}

const firstLanguage = (): Lang => (navigator.languages.some((l) => l.toLowerCase().startsWith("zh")) || !navigator.language.startsWith("en") ? "zh" : "en");

function title(c: Ctx, engine: Engine): string {
  return c.m.file && c.m.view === "one" ? `${c.say(engine.view(c.m.file.procedure).info.title)} · ${c.t.pageTitle}` : c.t.pageTitle;
}

const page = (c: Ctx, view: View): View => html`${bar(c)}
  <div role="status">${c.m.newer ? html`<p class="newer">${c.t.newer} <button type="button" @click=${c.m.newer}>${c.t.newerUse}</button></p>` : nothing}</div>
  <main>${inForceLine(c)}${view}</main>
  <footer><p>${c.t.privacy}</p></footer>`;

function one(c: Ctx, engine: Engine, picking: Picking): View {
  const file = c.m.file;
  return file ? caseView({ ...c, file, o: engine.run(file, c.now, inForce(c.m)) }, engine) : picker(c, picking);
}

function other(c: Ctx, shown: Shown | "loading" | "failed"): View {
  if (shown === "loading") return html`<p class="boot" role="status">${c.t.viewLoading}</p>`;
  if (shown === "failed") return html`<div class="empty fatal">${icon("late")}<h1>${c.t.viewFailed}</h1><p>${c.t.viewFailedHelp}</p></div>`;
  return shown.draw(c);
}

const caseView = (c: CaseCtx, engine: Engine): View => html`
  ${caseHead(c)}
  <div class="columns">
    <div class="inputs">${intake(c)}${progress(c, engine)}</div>
    <div class="answers">${deadlines(c)}${take(c)}${findings(c)}${diagram(c)}${about(c)}</div>
  </div>
  ${jumps(c)}`;

load().then(start, (problem: unknown) => {
  console.error(problem);
  const t = words[firstLanguage()];
  root.replaceChildren();
  render(html`<div class="empty fatal">${icon("late")}<h1>${t.failed}</h1><p>${t.failedHelp}</p></div>${nothing}`, root);
});
