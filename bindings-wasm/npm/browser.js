// The browser's entry: the rules of a procedure are fetched when it is asked for.
import { Procedure, listed } from "./aftersales.js";
import { fileOf } from "./rulebook.js";

export * from "./aftersales.js";
export { default } from "./aftersales.js";
export { fileOf };

export async function procedure(name, on, folder = new URL("./procedures/", import.meta.url)) {
  const url = new URL(fileOf(listed(name, on)), folder);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return Procedure.fromBytes(new Uint8Array(await answer.arrayBuffer()));
}
