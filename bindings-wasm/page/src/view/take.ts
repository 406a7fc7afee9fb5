// Taking it away: the dates into a calendar, the case into a link, on paper, or kept on this device.

import type { Obligation } from "aftersales";
import { html, nothing } from "lit-html";
import { calendarFile, type Appointment } from "../ics.js";
import { keptCase } from "../kept.js";
import { inForce } from "../model.js";
import { toText } from "../link.js";
import { icon, who, type CaseCtx, type View } from "./parts.js";

/** One deadline as an entry of a calendar; nothing where there is no date. */
function appointment(c: CaseCtx, o: Obligation): Appointment[] {
  const { deadline } = o;
  if (!deadline?.due) return [];
  const whole = deadline.last_day && !deadline.inclusive;
  const { info } = c.o.view;
  return [{
    uid: `${[c.file.ref, o.limit.id, o.part, o.n].filter(Boolean).map((part) => encodeURIComponent(String(part))).join(".")}@aftersales`,
    due: whole && deadline.last_day ? { day: deadline.last_day, ends: deadline.due } : { instant: deadline.due },
    summary: `${c.say(o.limit.label)} · ${who(c, o.owed_by)}`,
    description: [c.say(deadline.sentence), `${c.say(info.title)} ${info.document ?? ""}`.trim()].join("\n"),
    alarms: o.warnings,
  }];
}

const running = (o: Obligation): boolean => !["met", "met early", "met late", "cancelled"].includes(o.standing);

export const ical = (c: CaseCtx, list: readonly Obligation[]): string =>
  calendarFile(list.filter(running).flatMap((o) => appointment(c, o)), new Date().toISOString());

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
  const anchor = Object.assign(document.createElement("a"), { href: url, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** The button under one deadline. */
export const oneDate = (c: CaseCtx, o: Obligation): View =>
  (o.deadline?.due && running(o) ? html`<button type="button" class="quiet ics" @click=${() => save(`${o.limit.id}.ics`, ical(c, [o]))}>${icon("calendar")}.ics</button>` : nothing);

export function take(c: CaseCtx): View {
  const dated = c.o.obligations.filter((o) => running(o) && o.deadline?.due);
  const copyLink = async (): Promise<void> => {
    const carried = toText({ file: c.file, calendar: inForce(c.m) });
    const link = `${location.href.split("#")[0]}#case=${carried}`;
    try {
      await navigator.clipboard.writeText(link);
      c.change((m) => { m.copied = "link"; });
    } catch {
      // No clipboard: the address itself is the link.
      location.hash = `case=${carried}`;
      c.change((m) => { m.copied = "address"; });
    }
  };
  return html`<section class="card take" aria-labelledby="take-title">
    <h2 id="take-title">${c.t.take}</h2>
    <div class="buttons">
      <button type="button" id="all-ics" ?disabled=${dated.length === 0} @click=${() => save(`${c.o.view.info.id}.ics`, ical(c, dated))}>${icon("calendar")}${c.t.allDates(dated.length)}</button>
      <button type="button" id="copy-link" @click=${() => void copyLink()}>${icon("copy")}${c.t.copyLink}</button>
      <button type="button" @click=${() => window.print()}>${icon("pen")}${c.t.print}</button>
    </div>
    <p class="hint" role="status">${c.m.copied === "link" ? c.t.linkCopied : c.m.copied === "address" ? c.t.linkInAddress : c.t.linkHelp}</p>
    <label class="keep"><input type="checkbox" id="keep" .checked=${keptCase.isKept()}
      @change=${(e: Event) => { ((e.target as HTMLInputElement).checked ? keptCase.keep(c.file) : keptCase.erase()); c.change(() => undefined); }}>${c.t.keep}</label>
    <p class="hint">${keptCase.isKept() ? c.t.keptHelp : c.t.keepHelp}</p>
  </section>`;
}
