// Taking it away: the dates into a calendar, the case into a link, on paper, or kept on this device.

import type { Obligation } from "aftersales";
import { html, nothing } from "lit-html";
import { calendarFile, type Appointment } from "../ics.js";
import { erase, isKept, keep } from "../kept.js";
import { toText } from "../link.js";
import { icon, who, type CaseCtx, type View } from "./parts.js";

const DAY = 24 * 60;

/** One deadline as an entry of a calendar; nothing where there is no date. */
function appointment(c: CaseCtx, o: Obligation): Appointment[] {
  const { deadline } = o;
  if (!deadline?.due) return [];
  const whole = deadline.last_day && !deadline.inclusive;
  const { info } = c.o.view;
  return [{
    uid: `${[c.file.ref, o.limit.id, o.part, o.n].filter(Boolean).map((part) => encodeURIComponent(String(part))).join(".")}@aftersales`,
    // Seconds since the library began: a file saved later always replaces an earlier one.
    sequence: Math.floor((Date.now() - Date.UTC(2026, 0, 1)) / 1000),
    due: whole && deadline.last_day ? { day: deadline.last_day } : { instant: deadline.due },
    summary: `${c.say(o.limit.label)} · ${who(c, o.owed_by)}`,
    description: [c.say(deadline.sentence), `${c.say(info.title)} ${info.document ?? ""}`.trim()].join("\n"),
    // The working day before would need the calendar; a day before and an hour before need nobody.
    alarms: whole ? [DAY] : [60],
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
    const link = `${location.href.split("#")[0]}#case=${toText(c.file)}`;
    try {
      await navigator.clipboard.writeText(link);
      c.change((m) => { m.copied = "link"; });
    } catch {
      // No clipboard: the address itself is the link.
      location.hash = `case=${toText(c.file)}`;
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
    <label class="keep"><input type="checkbox" id="keep" .checked=${isKept()}
      @change=${(e: Event) => { ((e.target as HTMLInputElement).checked ? keep(c.file) : erase()); c.change(() => undefined); }}>${c.t.keep}</label>
    <p class="hint">${isKept() ? c.t.keptHelp : c.t.keepHelp}</p>
  </section>`;
}
