// Tables for the tests: a small one whose dates were worked out by hand, in the encodings and formats people have, and a large one.

import writeXlsxFile from "write-excel-file/node";

/** The moment the small table is looked at: Tuesday 10 March 2026, 10:00 in China. */
export const NOW = "2026-03-10T02:00:00Z";

/**
 * Worked by hand from the notice of 4 November 2025 (14 February is worked, 15 to 23 February are off) and the Civil Code:
 * the day of the event is not counted, hours run at once, a day limit ends at 24:00.
 */
export const ROWS = [
  { id: "00731", customer: "华东经销商", start: "2026-02-13 16:00", limit: "3个工作日", owner: "质量部", done: "", due: ["2026-02-25", "24:00"], standing: "overdue", bucket: "overdue" },
  { id: "00732", customer: "张先生", start: "2026/3/7", limit: "5个工作日", owner: "客服", done: "-", due: ["2026-03-13", "24:00"], standing: "pending", bucket: "running" },
  { id: "00733", customer: "李女士", start: "2026-03-10 09:30", limit: "24小时", owner: "客服", done: "", due: ["2026-03-11", "09:30"], standing: "due soon", bucket: "soon" },
  { id: "00734", customer: "南方家居", start: "2026年3月9日 8时", limit: "1个工作日", owner: "仓库", done: "", due: ["2026-03-10", "24:00"], standing: "due soon", bucket: "today" },
  { id: "00735", customer: "西部贸易", start: "2026-03-02", limit: "3个工作日", owner: "仓库", done: "2026-03-06", due: ["2026-03-05", "24:00"], standing: "met late", bucket: "late" },
  { id: "00736", customer: "北京门店", start: "2026-03-02", limit: "3个工作日", owner: "质量部", done: "2026-03-05 23:59", due: ["2026-03-05", "24:00"], standing: "met", bucket: "done" },
  { id: "00737", customer: "海外客户", start: "昨天", limit: "3个工作日", owner: "质量部", done: "", bucket: "bad" },
  { id: "00738", customer: "无锡门店", start: "2026-03-09", limit: "", owner: "质量部", done: "", bucket: "bad" },
  { id: "00739", customer: "苏州门店", start: "2026-03-09", limit: "3个工作日", owner: "质量部", done: "已结案", bucket: "bad" },
];
export const HEAD = ["工单号", "客户名称", "受理时间", "处理时限", "责任人", "结案时间"];
const cells = (row) => [row.id, row.customer, row.start, row.limit, row.owner, row.done];

export const csv = (head = HEAD, rows = ROWS.map(cells)) => [head, ...rows].map((row) => row.join(",")).join("\r\n");
export const tabs = () => [HEAD, ...ROWS.map(cells)].map((row) => row.join("\t")).join("\n");

/** Node reads GBK but does not write it: what each pair of bytes means, the other way round. */
export function gbk(text) {
  const decoder = new TextDecoder("gb18030");
  const known = new Map();
  for (let high = 0x81; high <= 0xfe; high++) for (let low = 0x40; low <= 0xfe; low++) known.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Buffer.from([...text].flatMap((letter) => (letter.charCodeAt(0) < 0x80 ? [letter.charCodeAt(0)] : known.get(letter))));
}

/** A workbook with a title above the names of the columns, and real dates of Excel where a day or time is told. */
export async function xlsx() {
  const date = (text) => {
    const found = text.match(/^(\d{4})\D(\d{1,2})\D(\d{1,2})\D*(?:(\d{1,2})\D)?(\d{2})?/);
    if (!found) return { value: text, type: String };
    const [, y, m, d, hour, minute] = found.map((part) => Number(part ?? 0));
    return { value: Date.UTC(y, m - 1, d, hour, minute) / 86_400_000 + 25_569, type: Number, format: "yyyy-mm-dd hh:mm" };
  };
  const row = (cell) => cells(cell).map((value, at) => (value === "" ? null : at === 2 || at === 5 ? date(value) : { value, type: String }));
  return await writeXlsxFile([[{ value: "三月售后登记表", type: String }], HEAD.map((value) => ({ value, type: String })), ...ROWS.map(row)], { sheet: "登记" }).toBuffer();
}

/** Rows for measuring: four limits, nine months. */
export function many(rows) {
  const limits = ["3个工作日", "24小时", "7天", "5 working days"];
  const lines = ["id,customer,received,limit,owner"];
  for (let n = 0; n < rows; n++) {
    const start = new Date(Date.UTC(2026, 0, 1, 8) + (n * 7919 % 270) * 86_400_000 + (n * 37 % 600) * 60_000).toISOString();
    lines.push(`${String(n).padStart(7, "0")},Customer ${n % 997},${start.slice(0, 10)} ${start.slice(11, 16)},${limits[n % 4]},team ${n % 12}`);
  }
  return lines.join("\n");
}
