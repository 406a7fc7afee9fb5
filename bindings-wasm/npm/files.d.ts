export * from "./aftersales_files.js";
export { default } from "./aftersales_files.js";
