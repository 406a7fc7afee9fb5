// Files that people bring, in a browser: the module that reads them is fetched by the first who awaits `default`.
export * from "./aftersales_files.js";
export { default } from "./aftersales_files.js";
