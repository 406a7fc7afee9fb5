// One line wherever dates are shown: which calendar they were counted in, and where to change it.

import { html, nothing } from "lit-html";
import { inForce } from "../model.js";
import { icon, type Ctx, type View } from "../view/parts.js";
import { isPlain, type OwnCalendar } from "./own.js";

/** What is added to the country's calendar, in words. */
export function added(c: Ctx, own: OwnCalendar): string {
  const off = own.days.filter((one) => !one.worked).length;
  const parts = [c.t.countedPlain, c.t.countedDays(off, own.days.length - off), own.hours.length > 0 ? c.t.countedHours : ""];
  return parts.filter(Boolean).join(" + ");
}

export function inForceLine(c: Ctx): View {
  const shown = (c.m.view === "one" && c.m.file) || c.m.view === "many";
  if (!shown) return nothing;
  // What a link lent is for its case; the list goes by the user's own.
  const lent = c.m.view === "one" && c.m.lent !== null;
  const own = lent ? inForce(c.m) : c.m.calendar;
  return html`<p class="inforce${isPlain(own) && !lent ? "" : " changed"}">${icon("calendar")}<span class="label">${c.t.countedIn}</span>
    <a href="#calendar">${added(c, own)}</a>
    ${lent ? html`<span class="lent">${c.t.countedLent}</span>
      <button type="button" class="quiet" @click=${() => c.change((m) => { m.lent = null; })}>${c.t.countedOwn}</button>` : nothing}</p>`;
}
