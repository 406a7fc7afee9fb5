// What a table may call a procedure: its id, its document number, its title in either language.

import { procedures } from "aftersales";
import { plain } from "./columns.js";

/** Which procedures a text can mean; several share a document number, and then all are told. */
export function naming(): (text: string) => string[] {
  const known = new Map<string, Set<string>>();
  for (const info of procedures()) for (const name of [info.id, info.document, info.title.zh, info.title.en]) {
    const key = plain(name ?? "");
    if (key) known.set(key, (known.get(key) ?? new Set()).add(info.id));
  }
  return (text) => [...(known.get(plain(text)) ?? [])];
}
