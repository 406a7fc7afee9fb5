// Node's entry: the module and the procedures lie beside this file; the module is ready when the import is.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Procedure, initSync, listed } from "./aftersales.js";
import { fileOf } from "./rulebook.js";

initSync({ module: readFileSync(new URL("./aftersales_bg.wasm", import.meta.url)) });

export * from "./aftersales.js";
export { default } from "./aftersales.js";
export { fileOf };

export async function procedure(name, on, folder = new URL("./procedures/", import.meta.url)) {
  return Procedure.fromBytes(await readFile(new URL(fileOf(listed(name, on)), folder)));
}
