// Faults as an editor shows them: the line, what of it is wrong underlined, and how to mend it.

import type { Problem } from "aftersales";
import { html, nothing } from "lit-html";
import { icon, type Ctx, type View } from "../view/parts.js";
import type { RulesWords } from "./words.js";

/** As many are drawn; a file with more is mended from the top. */
const MOST = 100;
/** Of a line that is longer, what lies around the fault. */
const AROUND = 120;

export const faults = (c: Ctx, w: RulesWords, name: string, text: string, list: readonly Problem[]): View => {
  const lines = text.split(/\r\n|\n|\r/, 200_000);
  return html`<ol class="faults">${list.slice(0, MOST).map((problem) => fault(c, w, name, lines, problem))}</ol>`;
};

function fault(c: Ctx, w: RulesWords, name: string, lines: readonly string[], problem: Problem): View {
  const { line, column = 1, length = 1, help, severity, code, message } = problem;
  return html`<li class="fault ${severity}" data-code=${code}>
    <p class="faulthead">${icon("late")}<strong>${c.say(message)}</strong> <code>${code}</code></p>
    ${line ? html`<p class="meta">${w.line(name, line, column)}</p>${source(line, lines[line - 1] ?? "", column, length)}` : nothing}
    ${help ? html`<p class="faulthelp"><span class="label">${w.help}</span> ${c.say(help)}</p>` : nothing}
  </li>`;
}

/** Columns count letters, from 1. */
function source(line: number, text: string, column: number, length: number): View {
  const letters = [...text];
  const [from, to] = [Math.max(0, column - 1), Math.max(column, column - 1 + length)];
  const [start, end] = [Math.max(0, from - AROUND), Math.min(letters.length, to + AROUND)];
  const part = (a: number, b: number): string => letters.slice(a, b).join("");
  return html`<pre class="sourceline" tabindex="0"><span class="lineno">${line}</span>${start > 0 ? "…" : ""}${part(start, from)}<mark>${part(from, Math.min(to, from + 2 * AROUND)) || " "}</mark>${part(to, end)}${end < letters.length ? "…" : ""}</pre>`;
}
