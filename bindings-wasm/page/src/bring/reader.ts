// Reads a file somebody brings, outside of the page: the module for it is loaded when the first file comes, and a file that
// takes too long is given up, not waited for.

import type { Problem, Text } from "aftersales";
import { file as own } from "../files.js";
import type { Answered, Asked, Questions } from "./worker.js";

/** No honest file of days or rules is larger. */
const MOST_BYTES = 2_000_000;
const MOST_MILLISECONDS = 10_000;

/** What is wrong with a file; shown, never fatal. */
export class Unreadable extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems[0]?.message.en ?? "");
  }
}

const refusal = (code: string, message: Text, help: Text): Unreadable => new Unreadable([{ code, severity: "error", message, help }]);

/** The bytes of a file that is not too large. */
export async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MOST_BYTES) {
    const size = (file.size / 1_000_000).toFixed(1);
    throw refusal("file/large", { zh: `文件有 ${size} MB，太大了`, en: `the file has ${size} MB, which is too much` },
      { zh: `最多 ${MOST_BYTES / 1_000_000} MB；这类文件通常只有几 kB，请检查是否选错`, en: `at most ${MOST_BYTES / 1_000_000} MB; such files usually have some kB: is it the right one?` });
  }
  return new Uint8Array(await file.arrayBuffer());
}

/** Text in UTF-8, or in GBK as older programs in China write it. */
export function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

let module: Promise<WebAssembly.Module> | null = null;

function loaded(): Promise<WebAssembly.Module> {
  module ??= own("aftersales_files_bg.wasm").then((bytes) => WebAssembly.compile(bytes));
  // Tried again with the next file.
  module.catch(() => { module = null; });
  return module;
}

/** Asks the worker one thing. Throws `Unreadable` where the file is at fault. */
export async function ask<K extends keyof Questions>(name: K, ...given: Parameters<Questions[K]>): Promise<ReturnType<Questions[K]>> {
  const [code, compiled] = await Promise.all([own("reader.js"), loaded()]);
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(url);
  try {
    const answered = await new Promise<Answered>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<Answered>) => resolve(data));
      worker.addEventListener("error", (event) => { event.preventDefault(); reject(new Error(event.message)); });
      setTimeout(() => reject(slow()), MOST_MILLISECONDS);
      worker.postMessage({ module: compiled, name, given } satisfies Asked);
    });
    if ("problems" in answered) throw new Unreadable(answered.problems);
    if ("failed" in answered) throw new Error(answered.failed);
    return answered.value as ReturnType<Questions[K]>;
  } finally {
    worker.terminate();
    URL.revokeObjectURL(url);
  }
}

const slow = (): Unreadable => refusal("file/slow", { zh: `${MOST_MILLISECONDS / 1000} 秒内没有读完，已停止`, en: `it was not read within ${MOST_MILLISECONDS / 1000} seconds and was given up` },
  { zh: "请检查文件内容，或拆成几个较小的文件", en: "look at what is in it, or split it into smaller files" });

/** What went wrong, as problems to show; a mistake of ours or a network that is gone is said as such. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof Unreadable) return error.problems;
  console.warn(error);
  return refusal("file/failed", { zh: "文件没能读取", en: "the file could not be read" }, { zh: "请检查网络后再试一次", en: "check the connection and try again" }).problems;
}
