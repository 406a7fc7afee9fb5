// Why a row has no answer, in words, and which of its cells is to be mended.

import type { Problem } from "aftersales";
import type { Counting } from "./counting.js";
import { problem } from "./problem.js";
import type { Role } from "./shape.js";

export interface Flawed { problem: Problem; role: Role }

/** `refuses` asks the core why a start and a span give no deadline. */
export function flawed(counting: Counting, row: number, refuses: (start: string, span: string) => Problem | null): Flawed | null {
  const start = counting.cell(row, "start");
  switch (counting.flaw(row)) {
    case "none": return null;
    case "no-start": return { role: "start", problem: problem("no-start", { zh: "没有起算时间", en: "no start" }, { zh: "填写收到的日期或时间", en: "say when it came in" }) };
    case "no-limit": return { role: "limit", problem: problem("no-limit", { zh: "没有时限", en: "no time limit" }, { zh: "例如 3个工作日、24小时", en: "e.g. 3 working days, 24 hours" }) };
    case "unknown-procedure": {
      const name = counting.cell(row, "procedure");
      return { role: "procedure", problem: problem("no-procedure", { zh: `“${name}”没有选定时限`, en: `no time limit is chosen for “${name}”` }, { zh: "写程序名称或文件编号，或在上一步为它选时限", en: "write a procedure's name or number, or choose a limit for it in the step before" }) };
    }
    case "done": {
      const done = refuses(counting.cell(row, "done"), "1 day");
      return done && { role: "done", problem: done };
    }
    case "core": {
      const why = refuses(start, counting.limitOf(row)?.span ?? "");
      const inLimit = (why?.code.startsWith("span/") ?? false) && counting.cell(row, "limit") !== "";
      return why && { role: inLimit ? "limit" : "start", problem: why };
    }
  }
}
