// The worker that reads a file somebody brings: one question, one answer, then it is ended. It starts from a blob, so the
// page's own policy holds in it: it can ask nobody for anything.

import type { AftersalesError, CalendarDay, Problem } from "aftersales";
import { checkProcedure, extended, initSync, readIcalendar, readProcedure } from "aftersales/files";

/** A company's rules: as bytes for the engine unless a fault forbids it, and everything found in the file. */
export interface Rules { packed: Uint8Array | null; problems: Problem[] }

const QUESTIONS = {
  days: (text: string): CalendarDay[] => readIcalendar(text),
  /** The procedure a file of rules extends. */
  base: (file: Uint8Array): string | null => extended(file) ?? null,
  rules(file: Uint8Array, base: Uint8Array | null): Rules {
    const problems = checkProcedure(file, base);
    const sound = problems.every((problem) => problem.severity !== "error");
    return { packed: sound ? readProcedure(file, base) : null, problems };
  },
};
export type Questions = typeof QUESTIONS;
export interface Asked { module: WebAssembly.Module; name: keyof Questions; given: unknown[] }
export type Answered = { value: unknown } | { problems: Problem[] } | { failed: string };

addEventListener("message", ({ data }: MessageEvent<Asked>) => postMessage(answer(data)));

function answer({ module, name, given }: Asked): Answered {
  try {
    initSync({ module });
    const ask = QUESTIONS[name] as (...given: unknown[]) => unknown;
    return { value: ask(...given) };
  } catch (error) {
    const { problems } = error as Partial<AftersalesError>;
    return Array.isArray(problems) ? { problems } : { failed: String(error) };
  }
}
