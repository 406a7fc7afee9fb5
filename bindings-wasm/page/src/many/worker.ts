// The worker: does for the page what `Table` can do, one question after the other. It starts from a blob, so the page's own
// policy holds in it: it can ask nobody for anything.

import { initSync } from "aftersales";
import type { Answered, Asked } from "./remote.js";
import { Unfit } from "./problem.js";
import { Table } from "./table.js";

let table: Table | null = null;
let last: Promise<unknown> = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  last = last.then(() => answer(data)).then((answered) => postMessage(answered));
});

async function answer(asked: Asked): Promise<Answered> {
  if ("module" in asked) {
    initSync({ module: asked.module });
    table = new Table();
    return { n: asked.n, value: null };
  }
  try {
    if (!table) throw new Error("the module has not come");
    const ask = table[asked.name] as (...given: unknown[]) => unknown;
    return { n: asked.n, value: await ask.apply(table, asked.given) };
  } catch (error) {
    if (error instanceof Unfit) return { n: asked.n, problem: error.problem };
    console.error(error);
    return { n: asked.n, failed: String(error) };
  }
}
