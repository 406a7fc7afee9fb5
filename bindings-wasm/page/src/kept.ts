// What is kept on this device: the case and the company's calendar, each only when asked for, in one place, gone with one click.

import { ownCalendar, PLAIN, type OwnCalendar } from "./calendar/own.js";
import { coded, decoded, fromText, toText } from "./link.js";
import type { CaseFile } from "./model.js";

/** Storage can be denied (a private window, a file opened from disk): then nothing is kept. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** One thing that may be kept. */
interface Keeper<T> {
  isKept(): boolean;
  kept(): T | null;
  keep(value: T): void;
  erase(): void;
}

function keeper<T>(key: string, write: (value: T) => string, read: (text: string) => T | null): Keeper<T> {
  return {
    isKept: () => storage()?.getItem(key) != null,
    kept() {
      const text = storage()?.getItem(key);
      return text == null ? null : read(text);
    },
    keep(value) {
      try {
        storage()?.setItem(key, write(value));
      } catch {
        // Full: the tick goes away again, as `isKept` says.
      }
    },
    erase: () => storage()?.removeItem(key),
  };
}

export const keptCase = keeper<CaseFile>("aftersales.case", (file) => toText({ file, calendar: PLAIN }), (text) => fromText(text)?.file ?? null);
export const keptCalendar = keeper<OwnCalendar>("aftersales.calendar", coded, (text) => decoded(text, ownCalendar));
