// The first thing one sees: find the procedure by name, number or keyword, in either language.

import type { ProcedureInfo } from "aftersales";
import { html, nothing } from "lit-html";
import type { Engine } from "../model.js";
import { icon, type Ctx, type View } from "./parts.js";

interface Found { info: ProcedureInfo; text: string }

/** Everything one may search by, read once: titles, number, scope, and the names of limits, roles and states. */
export function index(engine: Engine): Found[] {
  return engine.procedures().map((info) => {
    const view = engine.view(info.id);
    const names = [info.title, view.scope, ...[...view.limits, ...view.roles, ...view.states, ...view.forms].map((rule) => rule.label)];
    const text = [info.id, info.document ?? "", ...names.flatMap((name) => [name.zh, name.en])].join(" ").toLowerCase();
    return { info, text };
  });
}

function search(all: readonly Found[], query: string): Found[] {
  const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (found: Found): number => {
    const title = `${found.info.title.zh} ${found.info.title.en} ${found.info.document ?? ""}`.toLowerCase();
    return terms.every((term) => title.includes(term)) ? 0 : 1;
  };
  return all.filter((found) => terms.every((term) => found.text.includes(term))).sort((a, b) => rank(a) - rank(b));
}

export function picker(c: Ctx, all: readonly Found[], choose: (id: string) => void): View {
  const found = search(all, c.m.query);
  return html`<div class="landing">
    <h1>${c.t.product}</h1>
    <p class="lead">${c.t.tagline}</p>
    <div class="searchbox" role="search">
      ${icon("search")}
      <input id="query" type="search" autocomplete="off" spellcheck="false" aria-label=${c.t.searchLabel} placeholder=${c.t.searchHint}
        .value=${c.m.query} @input=${(e: InputEvent) => c.change((m) => { m.query = (e.target as HTMLInputElement).value; })}>
    </div>
    <p class="count" role="status">${c.m.query && found.length === 0 ? c.t.searchNone(c.m.query) : c.t.searchCount(found.length)}</p>
    ${found.length === 0
      ? html`<div class="empty">${icon("search")}<p>${c.t.searchNoneHelp}</p>
          <button type="button" @click=${() => c.change((m) => { m.query = ""; })}>${c.t.clearSearch}</button></div>`
      : html`<ul class="procedures">${found.map(({ info }) => card(c, info, choose))}</ul>`}
  </div>`;
}

function card(c: Ctx, info: ProcedureInfo, choose: (id: string) => void): View {
  const other = c.lang === "zh" ? info.title.en : info.title.zh;
  return html`<li>
    <button type="button" class="procedure" data-procedure=${info.id} @click=${() => choose(info.id)}>
      <span class="number">${info.document ?? c.t.noNumber}</span>
      <strong>${c.say(info.title)}</strong>
      <span class="other" lang=${c.lang === "zh" ? "en" : "zh-CN"}>${other}</span>
      <span class="facets">
        <span>${icon("clock")}${c.t.countLimits(info.limits)}</span>
        <span>${icon("check")}${c.t.countSteps(info.steps)}</span>
        ${info.judgements ? html`<span>${icon("flag")}${c.t.countChecks(info.judgements)}</span>` : nothing}
      </span>
    </button>
  </li>`;
}
