// A file or pasted text into sheets of text cells. What is in it was written by anybody: it is measured before it is
// unpacked, and nothing of it is ever run.

import Papa from "papaparse";
import readXlsxFile from "read-excel-file/universal";
import { unfit } from "./problem.js";
import { unpackedSize } from "./zip.js";

/** `lines` says which line each row stood in, from 1: empty lines are left out. */
export interface Sheet { name: string; rows: string[][]; lines: number[] }

export const MOST_BYTES = 64_000_000;
const MOST_UNPACKED = 400_000_000;
export const MOST_ROWS = 200_000;
const MOST_COLUMNS = 256;

export async function read(source: Blob | string, name: string): Promise<Sheet[]> {
  if (typeof source === "string") return [table(name, source)];
  if (source.size > MOST_BYTES) throw tooBig(source.size);
  const bytes = new Uint8Array(await source.arrayBuffer());
  if (bytes.length === 0) throw empty();
  if (starts(bytes, 0x50, 0x4b)) return workbook(bytes);
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw oldExcel();
  return [table(name, decode(bytes))];
}

const starts = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte);

/** UTF-8 first and strictly: read as GB18030 it would turn into nonsense without an error. */
function decode(bytes: Uint8Array): string {
  if (starts(bytes, 0xff, 0xfe)) return new TextDecoder("utf-16le").decode(bytes);
  if (starts(bytes, 0xfe, 0xff)) return new TextDecoder("utf-16be").decode(bytes);
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (/[\0-\x08\x0e-\x1a]/.test(text.slice(0, 100_000))) throw notText();
      return text;
    } catch (problem) {
      if (!(problem instanceof TypeError)) throw problem;
    }
  }
  throw notText();
}

function table(name: string, text: string): Sheet {
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(text.slice(0, 200))) throw markup();
  const { data } = Papa.parse<string[]>(text, { delimitersToGuess: [",", "\t", ";", "|"] });
  return filled(name, data);
}

async function workbook(bytes: Uint8Array<ArrayBuffer>): Promise<Sheet[]> {
  const size = unpackedSize(bytes);
  if (size === null) throw notText();
  if (size > MOST_UNPACKED) throw tooBig(size);
  let sheets;
  try {
    // Numbers stay as they are written: an identifier must not lose digits.
    sheets = await readXlsxFile(bytes.buffer, { parseNumber: (text: string) => text, trim: false });
  } catch (error) {
    throw noWorkbook(error instanceof Error ? error.message.slice(0, 120) : "");
  }
  const some = sheets.filter(({ data }) => data.some((row) => row.some((value) => value !== null)));
  if (some.length === 0) throw empty();
  return some.map(({ sheet, data }) => filled(sheet, data.map((row) => row.map(cell))));
}

/** Excel's days have no zone; the library gives them as UTC. Midnight is a day without a time. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (!(value instanceof Date)) return String(value);
  if (Number.isNaN(value.getTime())) return "";
  const text = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  const time = text.slice(11, 19);
  return time === "00:00:00" ? text.slice(0, 10) : `${text.slice(0, 10)} ${time.endsWith(":00") ? time.slice(0, 5) : time}`;
}

function filled(name: string, all: string[][]): Sheet {
  const sheet: Sheet = { name, rows: [], lines: [] };
  all.forEach((row, at) => {
    if (row.length > MOST_COLUMNS) throw notText();
    if (!row.some((text) => text.trim())) return;
    sheet.rows.push(row);
    sheet.lines.push(at + 1);
  });
  if (sheet.rows.length === 0) throw empty();
  if (sheet.rows.length > MOST_ROWS + 1) throw tooMany(sheet.rows.length);
  return sheet;
}

const mb = (size: number): string => `${Math.round(size / 1e6)} MB`;
const tooBig = (size: number): Error => unfit("too-big",
  { zh: `文件太大：${mb(size)}`, en: `the file is too big: ${mb(size)}` },
  { zh: `最大 ${mb(MOST_BYTES)}（解开后 ${mb(MOST_UNPACKED)}），请拆成几个文件`, en: `at most ${mb(MOST_BYTES)} (unpacked ${mb(MOST_UNPACKED)}); please split it` });
const tooMany = (rows: number): Error => unfit("too-many-rows",
  { zh: `共 ${rows} 行，太多`, en: `${rows} rows are too many` },
  { zh: `最多 ${MOST_ROWS} 行，请拆成几个文件`, en: `at most ${MOST_ROWS} rows; please split the table` });
const empty = (): Error => unfit("empty",
  { zh: "表里没有内容", en: "the table is empty" },
  { zh: "第一行写列名，以下每行一件", en: "names of columns in the first row, one case in each further row" });
const oldExcel = (): Error => unfit("old-excel",
  { zh: "这是旧版 Excel 格式（.xls）", en: "this is the old Excel format (.xls)" },
  { zh: "请在 Excel 中另存为 .xlsx 或 CSV，再打开", en: "save it as .xlsx or CSV in Excel and open that" });
const markup = (): Error => unfit("markup",
  { zh: "这是网页，不是表格", en: "this is a web page, not a table" },
  { zh: "有些系统导出的 .xls 其实是网页：请用 Excel 打开后另存为 .xlsx", en: "some systems export a web page as .xls: open it in Excel and save it as .xlsx" });
const notText = (): Error => unfit("not-text",
  { zh: "这不是表格文件", en: "this is no file with a table" },
  { zh: "可以打开 .xlsx，以及 UTF-8 或 GBK（GB18030）编码的 CSV", en: "an .xlsx file or a CSV in UTF-8 or GBK (GB18030) can be opened" });
const noWorkbook = (why: string): Error => unfit("no-workbook",
  { zh: `这个 .xlsx 读不出来（${why}）`, en: `this .xlsx cannot be read (${why})` },
  { zh: "文件可能损坏或设有密码：请在 Excel 中打开并另存一份，不设密码", en: "it may be damaged or protected by a password: open it in Excel and save it again without one" });
