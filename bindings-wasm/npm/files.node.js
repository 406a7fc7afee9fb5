// Files that people bring, in Node: the module lies beside this file and is ready when the import is.
import { readFileSync } from "node:fs";
import { initSync } from "./aftersales_files.js";

initSync({ module: readFileSync(new URL("./aftersales_files_bg.wasm", import.meta.url)) });

export * from "./aftersales_files.js";
export { default } from "./aftersales_files.js";
