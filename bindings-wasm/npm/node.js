// Node's entry: the module lies beside this file and is ready when the import is.
import { readFileSync } from "node:fs";
import { initSync } from "./aftersales.js";

initSync({ module: readFileSync(new URL("./aftersales_bg.wasm", import.meta.url)) });

export * from "./aftersales.js";
export { default } from "./aftersales.js";
