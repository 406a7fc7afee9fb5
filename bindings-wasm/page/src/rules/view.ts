// The view of a company's own rules: a file goes in; its faults come out, or a procedure to work with.

import type { Problem, ProcedureInfo } from "aftersales";
import { html, nothing } from "lit-html";
import { ask, bytesOf, problemsOf } from "../bring/reader.js";
import { icon, type Ctx, type View } from "../view/parts.js";
import type { Host, Shown } from "../views.js";
import { faults } from "./faults.js";
import { rulesWords, type RulesWords } from "./words.js";

/** A file that was read: what was found in it, and the procedure if no fault forbids it. */
interface Read { name: string; text: string; problems: readonly Problem[]; info: ProcedureInfo | null; base: string | null }
type State = { kind: "none" } | { kind: "reading" } | ({ kind: "read" } & Read);

export function open(host: Host): Shown {
  let state: State = { kind: "none" };
  let asked = 0;
  const bring = async (file: File): Promise<void> => {
    const turn = (asked += 1);
    state = { kind: "reading" };
    host.redraw();
    const read = await reading(host, file);
    if (turn !== asked) return;
    state = { kind: "read", ...read };
    host.redraw();
  };
  return { draw: (c) => page(c, rulesWords[c.lang], host, state, (file) => void bring(file)) };
}

async function reading({ engine }: Host, file: File): Promise<Read> {
  const nothing_: Read = { name: file.name, text: "", problems: [], info: null, base: null };
  let text = "";
  try {
    const bytes = await bytesOf(file);
    text = new TextDecoder().decode(bytes);
    const base = await ask("base", bytes);
    const below = base === null ? null : await engine.rules(base).catch(() => null);
    const { packed, problems } = await ask("rules", bytes, below);
    return { ...nothing_, text, problems, info: packed && engine.adopt(packed), base };
  } catch (error) {
    return { ...nothing_, text, problems: problemsOf(error) };
  }
}

function page(c: Ctx, w: RulesWords, host: Host, state: State, bring: (file: File) => void): View {
  return html`<div class="rulesview" @dragover=${(e: DragEvent) => e.preventDefault()} @drop=${(e: DragEvent) => {
    e.preventDefault();
    const file = e.dataTransfer?.files[0];
    if (file) bring(file);
  }}>
    <div class="manyhead"><h1>${w.title}</h1><p class="lead">${w.lead}</p></div>
    <section class="card dropzone" aria-label=${w.drop}>
      ${icon("pen")}<p class="big">${w.drop}</p><p class="hint">${w.dropHelp}</p>
      <div class="buttons"><label class="filebutton"><input id="rules-file" class="sr" type="file" accept=".toml" @change=${(e: Event) => {
        const field = e.target as HTMLInputElement;
        const file = field.files?.[0];
        if (file) bring(file);
        field.value = "";
      }}><span>${state.kind === "read" ? w.again : w.choose}</span></label></div>
    </section>
    <div role="status" aria-live="polite">${state.kind === "reading" ? html`<p class="card empty"><span class="spinner" aria-hidden="true"></span><br>${w.reading}</p>` : nothing}
    ${state.kind === "read" ? found(c, w, host, state) : nothing}</div>
  </div>`;
}

function found(c: Ctx, w: RulesWords, host: Host, { name, text, problems, info, base }: Read): View {
  const wrong = problems.filter((one) => one.severity === "error").length;
  const known = base === null ? undefined : host.engine.procedures().find((one) => one.id === base || one.document === base);
  return html`<section class="card" aria-labelledby="found-title">
    ${info ? html`<div class="foundhead"><div><p class="meta">${name} · ${w.ready}${known ? ` · ${w.extends(c.say(known.title))}` : ""}</p>
        <h2 id="found-title">${c.say(info.title)}</h2>
        <p class="meta">${c.t.countLimits(info.limits)} · ${c.t.countSteps(info.steps)} · ${c.t.countChecks(info.judgements)}</p></div>
        <button type="button" class="primary" id="use-rules" @click=${() => host.choose(info.id)}>${w.use}</button></div>`
      : html`<h2 id="found-title">${icon("late")}${name} · ${w.faults(wrong)}</h2><p class="hint">${w.faultsHelp}</p>`}
    ${info && problems.length > 0 ? html`<h3>${w.warnings(problems.length)}</h3>` : nothing}
    ${faults(c, w, name, text, problems)}
  </section>`;
}
