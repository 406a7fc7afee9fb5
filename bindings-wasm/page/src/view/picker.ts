// The first thing one sees: find the procedure by name, number or keyword, in either language.

import type { ProcedureInfo } from "aftersales";
import { html, nothing } from "lit-html";
import { OWN } from "../model.js";
import { icon, printed, type Ctx, type View } from "./parts.js";

/** Those in which every term stands somewhere, the titles first. */
function search(c: Ctx, all: readonly ProcedureInfo[]): ProcedureInfo[] {
  const terms = c.m.query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string): boolean => terms.every((term) => text.includes(term));
  const title = (info: ProcedureInfo): string => `${info.id} ${info.title.zh} ${info.title.en} ${info.document ?? ""}`.toLowerCase();
  const text = (info: ProcedureInfo): string => `${title(info)} ${c.m.keywords?.[info.id] ?? ""}`;
  // What the user brought, and then what has a number, is looked for most.
  const first = (info: ProcedureInfo): boolean => info.id.startsWith(OWN) || info.document !== undefined;
  const ranked = [...all.filter(first), ...all.filter((info) => !first(info))];
  return [...ranked.filter((info) => has(title(info))), ...ranked.filter((info) => !has(title(info)) && has(text(info)))];
}

export interface Picking {
  procedures(): readonly ProcedureInfo[];
  choose(id: string): void;
  /** Somebody is about to search. */
  searching(): void;
}

export function picker(c: Ctx, { procedures, choose, searching }: Picking): View {
  const found = search(c, procedures());
  return html`<div class="landing">
    <h1>${c.t.product}</h1>
    <p class="lead">${c.t.tagline}</p>
    <div class="searchbox" role="search">
      ${icon("search")}
      <input id="query" type="search" autocomplete="off" spellcheck="false" aria-label=${c.t.searchLabel} placeholder=${c.t.searchHint}
        .value=${c.m.query} @focus=${searching} @input=${(e: InputEvent) => c.change((m) => { m.query = (e.target as HTMLInputElement).value; })}>
    </div>
    ${c.m.opening?.failed ? html`<div class="problems" role="alert">${icon("late")}<div><strong>${c.t.notOpened}</strong><p>${c.t.notOpenedHelp}</p></div></div>` : nothing}
    ${c.m.badLink ? html`<div class="problems" role="alert">${icon("late")}<div><strong>${c.t.badLink}</strong><p>${c.t.badLinkHelp}</p></div></div>` : nothing}
    <p class="count" role="status">${c.m.query && found.length === 0 ? c.t.searchNone(c.m.query) : c.t.searchCount(found.length)}</p>
    ${found.length === 0
      ? html`<div class="empty">${icon("search")}<p>${c.t.searchNoneHelp}</p>
          <button type="button" @click=${() => c.change((m) => { m.query = ""; })}>${c.t.clearSearch}</button></div>`
      : html`<ul class="procedures">${found.map((info) => card(c, info, choose))}</ul>`}
  </div>`;
}

function card(c: Ctx, info: ProcedureInfo, choose: (id: string) => void): View {
  const other = c.lang === "zh" ? info.title.en : info.title.zh;
  return html`<li>
    <button type="button" class="procedure" data-procedure=${info.id} aria-busy=${c.m.opening?.id === info.id && !c.m.opening.failed} @click=${() => choose(info.id)}>
      <span class=${info.document ? "number" : "number none"}>${info.document ? printed(info.document) : c.t.noNumber}</span>
      <strong>${c.say(info.title)}${info.id.startsWith(OWN) ? html` <span class="tag tag-company">${c.t.company}</span>` : nothing}</strong>
      <span class="other" lang=${c.lang === "zh" ? "en" : "zh-CN"}>${other}</span>
      <span class="facets">
        <span>${icon("clock")}${c.t.countLimits(info.limits)}</span>
        <span>${icon("check")}${c.t.countSteps(info.steps)}</span>
        ${info.judgements ? html`<span>${icon("flag")}${c.t.countChecks(info.judgements)}</span>` : nothing}
      </span>
    </button>
  </li>`;
}
