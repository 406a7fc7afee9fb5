// Starts the page: loads the core, keeps the model, draws it anew after every change.

import type { Lang } from "aftersales";
import { html, nothing, render } from "lit-html";
import { load } from "./engine.js";
import { words } from "./i18n.js";
import { blank, moment, type Engine, type Model } from "./model.js";
import { wallClock } from "./time.js";
import { deadlines } from "./view/deadlines.js";
import { diagram } from "./view/diagram.js";
import { about, findings } from "./view/findings.js";
import { bar, caseHead, jumps } from "./view/header.js";
import { intake } from "./view/intake.js";
import { context, icon, type CaseCtx, type Ctx, type View } from "./view/parts.js";
import { index, picker } from "./view/picker.js";
import { progress } from "./view/progress.js";

const root = document.getElementById("app") as HTMLElement;

function start(engine: Engine): void {
  const found = index(engine);
  const model = blank(firstLanguage(), wallClock(Date.now()));

  const change = (edit: (m: Model) => void): void => {
    edit(model);
    draw();
  };
  const choose = (id: string): void => {
    const now = wallClock(Date.now());
    change((m) => {
      m.file = { procedure: id, opened: { day: now.slice(0, 10), time: now.slice(11, 16) }, facts: {}, entries: [] };
      m.open = new Set();
    });
    window.scrollTo(0, 0);
    document.getElementById("opened")?.focus({ preventScroll: true });
  };
  const draw = (): void => {
    const now = model.asOf && model.asOf.day ? moment(model.asOf) : model.now;
    const c = context(model, now, change);
    document.documentElement.lang = model.lang === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset["theme"] = model.theme;
    document.title = title(c, engine);
    render(page(c, engine, found, choose), root);
  };

  root.replaceChildren();
  draw();
  setInterval(() => change((m) => { m.now = wallClock(Date.now()); }), 30_000);
}

const firstLanguage = (): Lang => (navigator.languages.some((l) => l.toLowerCase().startsWith("zh")) || !navigator.language.startsWith("en") ? "zh" : "en");

function title(c: Ctx, engine: Engine): string {
  return c.m.file ? `${c.say(engine.view(c.m.file.procedure).info.title)} · ${c.t.pageTitle}` : c.t.pageTitle;
}

function page(c: Ctx, engine: Engine, found: ReturnType<typeof index>, choose: (id: string) => void): View {
  const file = c.m.file;
  return html`${bar(c)}
    <main>${file ? caseView({ ...c, file, o: engine.run(file, c.now) }, engine) : picker(c, found, choose)}</main>
    <footer><p>${c.t.privacy}</p></footer>`;
}

const caseView = (c: CaseCtx, engine: Engine): View => html`
  ${caseHead(c)}
  <div class="columns">
    <div class="inputs">${intake(c)}${progress(c, engine)}</div>
    <div class="answers">${deadlines(c)}${findings(c)}${diagram(c)}${about(c)}</div>
  </div>
  ${jumps(c)}`;

load().then(start, (problem: unknown) => {
  console.error(problem);
  const t = words[firstLanguage()];
  root.replaceChildren();
  render(html`<div class="empty fatal">${icon("late")}<h1>${t.failed}</h1><p>${t.failedHelp}</p></div>${nothing}`, root);
});
