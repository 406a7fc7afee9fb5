// Where the page's own files come from: beside it, or inside it where the whole page is one file.

/** The bytes of a file of the page. */
export async function file(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const inside = document.getElementById(`file:${name}`);
  if (inside) return unpack(inside.textContent ?? "");
  const answer = await fetch(new URL(name, document.baseURI));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Inside the page a file stands compressed, in base64 (`build.js`). */
async function unpack(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}
