// Deadlines as a calendar file (RFC 5545). A day is a plain date, an instant is in UTC: no time zone has to be described.
// The identifier stays when a deadline is worked out anew, and SEQUENCE rises, so the new date replaces the old one.

export interface Appointment {
  /** The same for the same deadline of the same case, whatever its date. */
  uid: string;
  /** Greater in every later file, so that it replaces the earlier one. */
  sequence: number;
  /** The last day of a limit in days, or the instant one in hours ends. */
  due: { day: string } | { instant: string };
  summary: string;
  description: string;
  /** How long before the due date to warn, in minutes. */
  alarms: readonly number[];
}

const PRODUCT = "-//aftersales//deadlines//EN";

/** The text of the file. `stamp` is when it was made, an RFC 3339 instant. */
export function calendarFile(appointments: readonly Appointment[], stamp: string): string {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:${PRODUCT}`, "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    ...appointments.flatMap((one) => event(one, utc(stamp))),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function event(one: Appointment, stamp: string): string[] {
  return [
    "BEGIN:VEVENT", `UID:${one.uid}`, `DTSTAMP:${stamp}`, `SEQUENCE:${one.sequence}`, ...times(one.due),
    `SUMMARY:${escape(one.summary)}`, `DESCRIPTION:${escape(one.description)}`, "TRANSP:TRANSPARENT",
    ...one.alarms.flatMap((minutes) => ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:-PT${minutes}M`, `DESCRIPTION:${escape(one.summary)}`, "END:VALARM"]),
    "END:VEVENT",
  ];
}

/** A whole day ends where the next begins; an instant has no length. */
function times(due: Appointment["due"]): string[] {
  if ("instant" in due) return [`DTSTART:${utc(due.instant)}`, `DTEND:${utc(due.instant)}`];
  const next = new Date(Date.parse(`${due.day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return [`DTSTART;VALUE=DATE:${due.day.replaceAll("-", "")}`, `DTEND;VALUE=DATE:${next.replaceAll("-", "")}`];
}

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
