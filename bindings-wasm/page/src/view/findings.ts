// What the checks and classes answer, and the document they come from.

import type { Finding } from "aftersales";
import { html, nothing } from "lit-html";
import { icon, problems, source, type CaseCtx, type View } from "./parts.js";

export function findings(c: CaseCtx): View {
  if (c.o.findings.length === 0) return nothing;
  // What is answered stands first; the rest waits for facts.
  const open = c.o.findings.filter((f) => f.answer === "undetermined");
  const known = c.o.findings.filter((f) => f.answer !== "undetermined");
  return html`<section class="card findings" aria-labelledby="findings-title">
    <h2 id="findings-title">${c.t.findings}</h2>
    <ul class="plain">${known.map((f) => finding(c, f))}</ul>
    ${open.length === 0 ? nothing : html`<details class="more" ?open=${known.length === 0}>
      <summary>${c.t.answerUndetermined} (${open.length})</summary>
      <ul class="plain">${open.map((f) => finding(c, f))}</ul>
    </details>`}
  </section>`;
}

function finding(c: CaseCtx, f: Finding): View {
  return html`<li class="finding" data-finding=${f.id} data-answer=${f.answer}>
    <div class="head"><strong>${c.say(f.label)}</strong><span class="answer a-${f.kind === "class" ? "class" : f.answer}">${c.say(f.answer_label)}</span></div>
    <p>${f.rate ? html`<span class="ratio">${f.rate.text} = ${f.rate.percent}</span>` : nothing} ${f.threshold ?? nothing}
      ${f.margin === undefined || f.margin === 0 ? nothing : html`<span class="meta">${c.t.flips(f.margin)}</span>`}</p>
    <details class="reason"><summary>${c.t.whyAnswer}</summary><p>${c.say(f.reason)}</p></details>
    ${f.missing.length ? html`<p class="missing">${icon("question")}${c.t.needsFacts}: ${f.missing.map((fact) => c.say(fact.label)).join(c.lang === "zh" ? "、" : ", ")}</p>` : nothing}
    ${problems(c, f.problems, c.t.problemTitle)}
    ${source(c, f)}
  </li>`;
}

export function about(c: CaseCtx): View {
  const { info, issuer, scope, completeness } = c.o.view;
  const row = (name: string, value: string | undefined): View => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : nothing);
  return html`<details class="card about"><summary><h2>${c.t.document}</h2></summary><dl>
    ${row(c.t.scope, c.say(scope))}
    ${row(c.t.issuer, issuer && c.say(issuer))}
    ${row(c.t.edition, info.edition)}
    ${row(c.t.effective, info.effective)}
    ${row(c.t.completeness, completeness && c.say(completeness))}
  </dl></details>`;
}
