// The view of many cases: a table goes in, every row's deadline and standing come out.

import { html, nothing } from "lit-html";
import { icon, problems, type Ctx, type View } from "../view/parts.js";
import type { Host, Shown } from "../views.js";
import { arrange } from "./arrange.js";
import { Desk } from "./desk.js";
import { list } from "./list.js";
import { manyWords, type ManyWords } from "./words.js";

/** What the parts of this view draw with. */
export interface DeskCtx extends Ctx {
  d: Desk;
  w: ManyWords;
  /** A number as people of the language write it. */
  count(n: number): string;
}

export function open(host: Host): Shown {
  const d = new Desk(host);
  return {
    draw(c) {
      const numbers = new Intl.NumberFormat(c.lang === "zh" ? "zh-CN" : "en-GB");
      d.keepUp(c.now, c.lang, c.m.calendar);
      return page({ ...c, d, w: manyWords[c.lang], count: (n) => numbers.format(n) });
    },
  };
}

function page(c: DeskCtx): View {
  const { d, w } = c;
  return html`<div class="many" data-phase=${d.phase}
    @dragover=${(e: DragEvent) => { e.preventDefault(); if (!d.dragging) d.set((desk) => { desk.dragging = true; }); }}
    @dragleave=${(e: DragEvent) => { if (!(e.currentTarget as Element).contains(e.relatedTarget as Node | null)) d.set((desk) => { desk.dragging = false; }); }}
    @drop=${(e: DragEvent) => { e.preventDefault(); d.dragging = false; dropped(d, e.dataTransfer); }}>
    ${d.phase === "list" ? list(c) : html`
      <div class="manyhead"><h1>${w.title}</h1><p class="lead">${w.lead}</p></div>
      ${d.problem ? problems(c, [d.problem], w.cannot) : nothing}
      ${d.phase === "start" ? start(c) : d.phase === "arrange" ? arrange(c) : waiting(c)}`}
  </div>`;
}

function dropped(d: Desk, data: DataTransfer | null): void {
  const file = data?.files[0];
  const text = data?.getData("text/plain");
  if (file) void d.open(file, file.name);
  else if (text) void d.open(text, "");
  else d.set(() => undefined);
}

const waiting = ({ d, w }: DeskCtx): View => html`<div class="card empty" role="status" aria-live="polite">
  <span class="spinner" aria-hidden="true"></span><p>${d.phase === "reading" ? w.reading : w.counting}</p>
  <button type="button" @click=${() => d.stop()}>${w.stop}</button></div>`;

function start(c: DeskCtx): View {
  const { d, w } = c;
  const chosen = (e: Event): void => {
    const field = e.target as HTMLInputElement;
    const file = field.files?.[0];
    if (file) void d.open(file, file.name);
    field.value = "";
  };
  return html`<section class="card dropzone ${d.dragging ? "over" : ""}" aria-label=${w.drop}>
      ${icon("rows")}
      <p class="big">${w.drop}</p><p class="hint">${w.dropHelp}</p>
      <div class="buttons">
        <label class="filebutton"><input id="table-file" class="sr" type="file" accept=".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" @change=${chosen}><span>${w.chooseFile}</span></label>
        <button type="button" aria-expanded=${d.pasting} @click=${() => d.set((desk) => { desk.pasting = !desk.pasting; })}>${icon("copy")}${w.paste}</button>
        <button type="button" class="quiet" id="example" @click=${() => void d.openExample(c.lang)}>${w.example}</button>
      </div>
      ${d.pasting ? html`<form class="pasting" @submit=${(e: SubmitEvent) => { e.preventDefault(); void d.open((e.target as HTMLFormElement).querySelector("textarea")?.value ?? "", ""); }}>
        <label for="pasted">${w.pasteHelp}</label>
        <textarea id="pasted" rows="5" spellcheck="false" @paste=${(e: ClipboardEvent) => {
          const text = e.clipboardData?.getData("text/plain");
          if (text?.includes("\n")) { e.preventDefault(); void d.open(text, ""); }
        }}></textarea>
        <button class="primary">${w.pasteRead}</button></form>` : nothing}
    </section>
    <p class="hint columnshelp">${w.columnsHelp}</p>`;
}
