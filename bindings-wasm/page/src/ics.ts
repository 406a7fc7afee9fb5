// Deadlines as a calendar file (RFC 5545). A day is a plain date, an instant is in UTC: no time zone has to be described.
// The identifier stays when a deadline is worked out anew, and SEQUENCE rises, so the new date replaces the old one. Nothing
// has to be remembered for that: SEQUENCE is the time the file was made, and time only rises.

export interface Appointment {
  /** The same for the same deadline of the same case, whatever its date. */
  uid: string;
  /** The last day of a limit in days and the instant that day ends, or the instant one in hours ends. */
  due: { day: string; ends: string } | { instant: string };
  summary: string;
  description: string;
  /** The instants to warn at, as the core says them. */
  alarms: readonly string[];
}

const PRODUCT = "-//aftersales//deadlines//EN";

/** The text of the file. `stamp` is when it was made, an RFC 3339 instant. */
export function calendarFile(appointments: readonly Appointment[], stamp: string): string {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:${PRODUCT}`, "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    ...appointments.flatMap((one) => event(one, stamp)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function event(one: Appointment, stamp: string): string[] {
  return [
    "BEGIN:VEVENT", `UID:${one.uid}`, `DTSTAMP:${utc(stamp)}`, `SEQUENCE:${sequence(stamp)}`, ...times(one.due),
    `SUMMARY:${escape(one.summary)}`, `DESCRIPTION:${escape(one.description)}`, "TRANSP:TRANSPARENT",
    ...one.alarms.flatMap((at) => ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:${duration(Date.parse(at) - begins(one.due))}`, `DESCRIPTION:${escape(one.summary)}`, "END:VALARM"]),
    "END:VEVENT",
  ];
}

/** When the entry begins, in milliseconds: warnings count from there, because that is what every calendar understands. */
const begins = (due: Appointment["due"]): number => ("instant" in due ? Date.parse(due.instant) : Date.parse(due.ends) - 86_400_000);

/** `-P7DT15H`: a length of time, before if negative. */
function duration(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const time = `${hours ? `${hours}H` : ""}${rest || minutes === 0 ? `${rest}M` : ""}`;
  return `${milliseconds < 0 ? "-" : ""}P${days ? `${days}D` : ""}${time && `T${time}`}`;
}

/** A whole day ends where the next begins; an instant has no length and so no end, which may not equal the start. */
function times(due: Appointment["due"]): string[] {
  if ("instant" in due) return [`DTSTART:${utc(due.instant)}`];
  const next = new Date(Date.parse(`${due.day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return [`DTSTART;VALUE=DATE:${due.day.replaceAll("-", "")}`, `DTEND;VALUE=DATE:${next.replaceAll("-", "")}`];
}

/** Seconds since the library began: a file made later always replaces an earlier one. */
const sequence = (stamp: string): number => Math.floor((Date.parse(stamp) - Date.UTC(2026, 0, 1)) / 1000);

const utc = (instant: string): string => `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

/** What separates values in the format is text in a text. */
const escape = (text: string): string => text.replaceAll(/[\\;,]/g, "\\$&").replaceAll(/\r\n?|\n/g, "\\n");

const bytes = new TextEncoder();

/** No line has more than 75 bytes; what follows begins with a space. A letter is never cut in two. */
function fold(line: string): string {
  const out = [""];
  let length = 0;
  for (const letter of line) {
    const size = bytes.encode(letter).length;
    if (length + size > 75) {
      out.push(" ");
      length = 1;
    }
    out[out.length - 1] += letter;
    length += size;
  }
  return out.join("\r\n");
}
