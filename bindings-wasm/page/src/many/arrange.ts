// Before anything runs: which column is for what, the first rows to check it by, and the limits that rows go by.

import { html, nothing } from "lit-html";
import { problems, type View } from "../view/parts.js";
import { ROLES, type Called, type Preview, type Role } from "./shape.js";
import type { DeskCtx } from "./view.js";
import { roleWords } from "./words.js";

const selected = (e: Event): string => (e.target as HTMLSelectElement).value;

export function arrange(c: DeskCtx): View {
  const { d, w } = c;
  const p = d.preview;
  if (!p) return nothing;
  const ready = p.setup.mapping.start !== undefined && !p.limitProblem;
  return html`<section class="card" aria-labelledby="arrange-title">
      <h2 id="arrange-title">${w.arrange}</h2>
      <p class="hint">${w.arrangeLead(d.name || w.paste, c.count(p.rows))}</p>
      ${p.sheets.length > 1 || p.setup.header !== 0 ? where(c, p) : nothing}
      <div class="roles">${ROLES.map((role) => column(c, p, role))}</div>
      ${sample(c, p)}
      ${p.mangled ? html`<p class="missing">${w.mangled(p.mangled)}</p>` : nothing}
    </section>
    ${limits(c, p)}
    <div class="buttons go">
      <button type="button" class="primary" id="run" ?disabled=${!ready} @click=${() => void d.run(c.now)}>${w.run}</button>
      <button type="button" class="quiet" @click=${() => d.stop()}>${w.another}</button>
      ${p.setup.mapping.start === undefined ? html`<span class="missing">${w.needStart}</span>` : nothing}
    </div>`;
}

function where(c: DeskCtx, p: Preview): View {
  const { d, w } = c;
  return html`<div class="where">
    ${p.sheets.length > 1 ? html`<div class="fact"><label for="sheet">${w.sheet}</label><select id="sheet" @change=${(e: Event) => void d.choose(Number(selected(e)))}>
      ${p.sheets.map((name, at) => html`<option value=${at} ?selected=${at === p.setup.sheet}>${name}</option>`)}</select></div>` : nothing}
    <div class="fact"><label for="header">${w.header}</label><select id="header" @change=${(e: Event) => void d.choose(p.setup.sheet, Number(selected(e)))}>
      ${[-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => html`<option value=${at} ?selected=${at === p.setup.header}>${at < 0 ? w.headerNone : w.headerRow(at + 1)}</option>`)}</select></div>
  </div>`;
}

function column(c: DeskCtx, p: Preview, role: Role): View {
  const at = p.setup.mapping[role];
  return html`<div class="fact"><label for="role-${role}">${roleWords[c.lang][role]}${role === "start" ? html` <span aria-hidden="true">*</span>` : nothing}</label>
    <select id="role-${role}" ?required=${role === "start"} @change=${(e: Event) => void c.d.map(role, selected(e) === "" ? null : Number(selected(e)))}>
      <option value="" ?selected=${at === undefined}>${c.w.notUsed}</option>
      ${p.columns.map((name, n) => html`<option value=${n} .selected=${at === n}>${name}</option>`)}
    </select></div>`;
}

/** The first rows as they came, what each column is for on top, and what cannot be read marked. */
function sample(c: DeskCtx, p: Preview): View {
  const roles = new Map(ROLES.flatMap((role) => { const at = p.setup.mapping[role]; return at === undefined ? [] : [[at, role] as const]; }));
  const unfit = p.sample.reduce((sum, row) => sum + row.unfit.length, 0);
  return html`<div class="scroll sample" tabindex="0" role="region" aria-label=${c.w.sampleOf}><table>
      <thead><tr><th scope="col">${c.w.line}</th>${p.columns.map((name, at) => {
        const role = roles.get(at);
        return html`<th scope="col" class=${role ? "used" : ""}>${role ? html`<span class="tag">${roleWords[c.lang][role]}</span>` : nothing}${name}</th>`;
      })}</tr></thead>
      <tbody>${p.sample.map((row) => html`<tr><th scope="row">${row.line}</th>${row.cells.map((cell, at) =>
        html`<td class="${roles.has(at) ? "used" : ""}${row.unfit.includes(at) ? " unfit" : ""}">${cell}</td>`)}</tr>`)}</tbody>
    </table></div>
    ${unfit ? html`<p class="missing">${c.w.unfit(unfit)}</p>` : nothing}`;
}

function limits(c: DeskCtx, p: Preview): View {
  const named = p.setup.mapping.procedure !== undefined && p.called.length > 0;
  if (!named && p.unlimited === 0) return nothing;
  return html`<section class="card limits" aria-labelledby="limits-title">
    <h2 id="limits-title">${c.w.limitsTitle}</h2>
    ${named ? html`<ul class="called">${p.called.map((called, at) => one(c, p, called, at))}</ul><p class="hint">${c.w.procedureHint}</p>` : nothing}
    ${p.unlimited ? all(c, p) : nothing}
  </section>`;
}

/** A name of a procedure in the table, and the limit its rows go by. */
function one(c: DeskCtx, p: Preview, called: Called, at: number): View {
  const { d, w } = c;
  const chosen = p.setup.chosen[called.text];
  const titles = new Map(d.engine.procedures().map((info) => [info.id, info.title]));
  const title = (id: string): string => { const text = titles.get(id); return text ? c.say(text) : id; };
  return html`<li><strong>${called.text}</strong> <span class="meta">${w.procedureRows(c.count(called.rows))}</span>
    ${called.ids.length === 0 ? html`<span class="missing">${w.procedureUnknown}</span>` : nothing}
    ${called.ids.length > 1 ? html`<select aria-label="${called.text}: ${w.procedure}" @change=${(e: Event) => void d.meant(called.text, selected(e))}>
      <option value="" ?selected=${!chosen}>${w.procedureSeveral}</option>
      ${called.ids.map((id) => html`<option value=${id} .selected=${chosen?.procedure === id}>${title(id)}</option>`)}</select>` : nothing}
    ${chosen ? html`<label class="sr" for="limit-${at}">${called.text}: ${w.limit}</label>
      ${limitSelect(c, `limit-${at}`, chosen.procedure, d.view(chosen.procedure).limits.find((rule) => c.say(rule.label) === c.say(chosen.label))?.id ?? "", (limit) => void d.meant(called.text, chosen.procedure, limit))}` : nothing}
  </li>`;
}

function limitSelect(c: DeskCtx, id: string, procedure: string, limit: string, set: (limit: string) => void): View {
  return html`<select id=${id} @change=${(e: Event) => set(selected(e))}>
    ${c.d.view(procedure).limits.map((rule) => html`<option value=${rule.id} .selected=${rule.id === limit}>${c.say(rule.label)} · ${c.say(rule.within_label)}</option>`)}</select>`;
}

/** What all rows without a limit of their own go by. */
function all(c: DeskCtx, p: Preview): View {
  const { d, w } = c;
  const kind = (name: "text" | "procedure", label: string): View => html`<label><input type="radio" name="all-kind" .checked=${d.all.kind === name} @change=${() => void d.allRows({ kind: name })}><span>${label}</span></label>`;
  return html`<fieldset class="allrows"><legend>${w.limitAll(c.count(p.unlimited))}</legend>
    <div class="segments">${kind("text", w.limitText)}${kind("procedure", w.limitProcedure)}</div>
    ${d.all.kind === "text" ? html`<div class="fact"><label for="all-span">${w.limitTextLabel}</label>
        <input id="all-span" type="text" autocomplete="off" placeholder=${w.limitTextHint} .value=${d.all.span} aria-invalid=${p.limitProblem !== null}
          @input=${(e: InputEvent) => void d.allRows({ span: (e.target as HTMLInputElement).value })}></div>
        ${p.limitProblem ? problems(c, [p.limitProblem], c.t.problemTitle) : nothing}`
      : html`<div class="pair"><div class="fact"><label for="all-procedure">${w.procedure}</label>
          <select id="all-procedure" @change=${(e: Event) => void d.allRows({ procedure: selected(e) })}>
            <option value="" ?selected=${!d.all.procedure}>${w.chooseOne}</option>
            ${d.engine.procedures().filter((info) => info.limits > 0).map((info) => html`<option value=${info.id} .selected=${d.all.procedure === info.id}>${c.say(info.title)}${info.document ? ` · ${info.document}` : ""}</option>`)}
          </select></div>
        ${d.all.procedure && d.all.limit ? html`<div class="fact"><label for="all-limit">${w.limit}</label>${limitSelect(c, "all-limit", d.all.procedure, d.all.limit, (limit) => void d.allRows({ limit }))}</div>` : nothing}</div>
        <p class="hint">${w.procedureHint}</p>`}
  </fieldset>`;
}
