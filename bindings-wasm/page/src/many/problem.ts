// What can be wrong with a table as a whole, each with what would be right.

import type { Problem, Text } from "aftersales";

/** Thrown in the worker, shown on the page. */
export class Unfit extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message.en);
  }
}

export function problem(code: string, message: Text, help: Text): Problem {
  return { code: `table/${code}`, message, help, severity: "error" } as Problem;
}

export const unfit = (code: string, message: Text, help: Text): Unfit => new Unfit(problem(code, message, help));
