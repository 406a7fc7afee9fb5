// A small table to try the view with, its dates around today.

import { addDays } from "../time.js";

const HEAD = {
  zh: ["工单号", "客户", "收到时间", "时限", "责任人", "完成时间"],
  en: ["Case", "Customer", "Received", "Time limit", "Owner", "Done"],
};
/** Days before today, time of day, limit, done after days. */
const ROWS = [
  { ago: 9, at: "09:12", zh: ["华东经销商", "3个工作日", "质量部"], en: ["East dealer", "3 working days", "Quality"], done: null },
  { ago: 1, at: "10:05", zh: ["张先生", "24小时", "客服"], en: ["Mr Zhang", "24 hours", "Service desk"], done: null },
  { ago: 7, at: "15:40", zh: ["南方家居", "7天", "仓库"], en: ["South Home", "7 days", "Warehouse"], done: null },
  { ago: 2, at: "08:30", zh: ["北京门店", "5个工作日", "质量部"], en: ["Beijing shop", "5 working days", "Quality"], done: null },
  { ago: 12, at: "11:20", zh: ["李女士", "3个工作日", "客服"], en: ["Ms Li", "3 working days", "Service desk"], done: 2 },
  { ago: 20, at: "16:45", zh: ["西部贸易", "5个工作日", "仓库"], en: ["West Trading", "5 working days", "Warehouse"], done: 15 },
  { ago: 3, at: "", zh: ["海外客户", "看情况", "质量部"], en: ["Overseas", "some days", "Quality"], done: null },
] as const;

/** Tab-separated, as Excel puts it on the clipboard. */
export function example(lang: "zh" | "en", now: string): string {
  const today = now.slice(0, 10);
  const rows = ROWS.map((row, n) => {
    const start = addDays(today, -row.ago);
    const [customer, limit, owner] = row[lang];
    return [`00${731 + n}`, customer, row.at ? `${start} ${row.at}` : start, limit, owner, row.done === null ? "" : addDays(start, row.done)];
  });
  return [HEAD[lang], ...rows].map((cells) => cells.join("\t")).join("\n");
}
