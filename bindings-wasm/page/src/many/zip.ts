// How much a zip archive says it holds, read from its directory without unpacking anything: a small file that would unpack
// to gigabytes is refused before it does.

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** The record at the end: 22 bytes and a comment of up to 65,535. */
const LONGEST_END = 22 + 0xffff;

/** Bytes of all entries unpacked; null where the archive has no directory that can be read. */
export function unpackedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end === null) return null;
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let n = 0; n < entries; n++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) return null;
    size += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
}

function endRecord(view: DataView): number | null {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - LONGEST_END); at--) if (view.getUint32(at, true) === END) return at;
  return null;
}
