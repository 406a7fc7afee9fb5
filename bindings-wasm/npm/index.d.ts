import type { Procedure, ProcedureInfo } from "./aftersales.js";

export * from "./aftersales.js";
export { default } from "./aftersales.js";

/**
 * A built-in procedure by its id or document number, in the edition in effect on a day (default: the latest). Its rules
 * are read when asked for: from disk in Node, fetched from `folder` (default: the package's `procedures`) in a browser.
 */
export function procedure(name: string, on?: string, folder?: URL): Promise<Procedure>;

/** The name of a built-in procedure's file in that folder. */
export function fileOf(info: Pick<ProcedureInfo, "id" | "hash">): string;
