// The case kept on this device: only when asked for, in one place, gone with one click.

import { fromText, toText } from "./link.js";
import type { CaseFile } from "./model.js";

const KEY = "aftersales.case";

/** Storage can be denied (a private window, a file opened from disk): then nothing is kept. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export const isKept = (): boolean => storage()?.getItem(KEY) != null;

export function kept(): CaseFile | null {
  const text = storage()?.getItem(KEY);
  return text == null ? null : fromText(text);
}

export function keep(file: CaseFile): void {
  try {
    storage()?.setItem(KEY, toText(file));
  } catch {
    // Full: the tick goes away again, as `isKept` says.
  }
}

export const erase = (): void => storage()?.removeItem(KEY);
