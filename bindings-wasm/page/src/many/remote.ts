// The page's side of the worker: every method of `Table` as a promise. A worker that takes too long is ended, not waited for.

import type { Problem } from "aftersales";
import { file } from "../files.js";
import { Unfit } from "./problem.js";
import type { Table } from "./table.js";

type Methods = { [K in keyof Table as Table[K] extends (...given: never[]) => unknown ? K : never]: Table[K] };
type Name = keyof Methods;
type Given<K extends Name> = Parameters<Methods[K]>;
type Value<K extends Name> = Awaited<ReturnType<Methods[K]>>;

export type Asked = { n: number; module: WebAssembly.Module } | { n: number; name: Name; given: unknown[] };
export type Answered = { n: number; value: unknown } | { n: number; problem: Problem } | { n: number; failed: string };

/** Ended by the user. */
export class Stopped extends Error {}

export class Remote {
  private worker: Promise<Worker> | null = null;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private n = 0;

  constructor(private readonly module: () => Promise<WebAssembly.Module>) {}

  async ask<K extends Name>(name: K, ...given: Given<K>): Promise<Value<K>> {
    const worker = await (this.worker ??= this.start());
    return await this.send(worker, (n) => ({ n, name, given })) as Value<K>;
  }

  /** Ends the worker with all it holds. */
  stop(error: Error = new Stopped("stopped")): void {
    void this.worker?.then((worker) => worker.terminate(), () => undefined);
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private async start(): Promise<Worker> {
    const [code, module] = await Promise.all([file("worker.js"), this.module()]);
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const worker = new Worker(url);
    worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
    worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => this.answered(data));
    worker.addEventListener("error", (event) => { event.preventDefault(); this.stop(new Error(event.message)); });
    await this.send(worker, (n) => ({ n, module }));
    return worker;
  }

  private send(worker: Worker, message: (n: number) => Asked): Promise<unknown> {
    const n = ++this.n;
    return new Promise((resolve, reject) => {
      this.waiting.set(n, { resolve, reject });
      worker.postMessage(message(n));
    });
  }

  private answered(answered: Answered): void {
    const waits = this.waiting.get(answered.n);
    this.waiting.delete(answered.n);
    if ("problem" in answered) waits?.reject(new Unfit(answered.problem));
    else if ("failed" in answered) waits?.reject(new Error(answered.failed));
    else waits?.resolve(answered.value);
  }
}
