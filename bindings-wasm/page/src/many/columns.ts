// Which column is for what: by its name in Chinese or English first, then by what stands in it.

import type { Mapping, Role } from "./shape.js";
import { ROLES } from "./shape.js";

/** The better name first: `时间` alone is a start only if nothing better is there. */
const NAMES: Record<Role, readonly string[]> = {
  start: ["收到时间", "收到日期", "受理时间", "受理日期", "登记时间", "登记日期", "接收时间", "投诉时间", "投诉日期", "反馈时间", "反馈日期", "报修时间", "报修日期", "接单时间", "来件时间", "退货日期",
    "创建时间", "开始时间", "起算时间", "开始日期", "received", "receivedat", "opened", "openedat", "camein", "start", "startdate", "created", "createdat", "reported", "date", "日期", "时间"],
  done: ["完成时间", "完成日期", "结案时间", "结案日期", "办结时间", "办结日期", "关闭时间", "关闭日期", "解决时间", "处理完成时间", "实际完成时间", "实际完成日期", "回复时间",
    "done", "doneat", "closed", "closedat", "completed", "completedat", "finished", "resolved", "resolvedat"],
  limit: ["时限", "期限", "处理时限", "完成时限", "要求时限", "承诺时限", "办理时限", "规定时限", "sla", "limit", "timelimit", "span", "within"],
  procedure: ["程序", "流程", "适用程序", "适用流程", "处理流程", "文件编号", "流程名称", "procedure", "process", "workflow", "类别", "类型", "投诉类型", "服务类型", "class", "type", "category"],
  owner: ["责任人", "负责人", "处理人", "经办人", "承办人", "跟进人", "责任部门", "责任方", "承办部门", "处理部门", "owner", "assignee", "assignedto", "handler", "responsible", "agent", "department"],
  id: ["编号", "单号", "工单号", "工单编号", "案件号", "案件编号", "投诉单号", "投诉编号", "受理编号", "受理单号", "服务单号", "订单号", "id", "no", "number", "caseno", "caseid", "ticket", "ticketid", "ticketno", "case", "orderno", "序号"],
  customer: ["客户", "客户名称", "客户姓名", "用户", "用户姓名", "经销商", "经销商名称", "客户单位", "单位名称", "单位", "姓名", "联系人", "customer", "customername", "client", "dealer", "account", "name"],
};

/** The same name however it is written: full width, blanks, dots and brackets do not matter. */
export const plain = (name: string): string => name.normalize("NFKC").toLowerCase().replaceAll(/[\s_\-./:：*（）()【】[\]]/g, "");

/** How well a name says the role; 0 is not at all. */
function named(role: Role, name: string): number {
  const text = plain(name);
  if (!text) return 0;
  const list = NAMES[role];
  const exact = list.indexOf(text);
  if (exact >= 0) return 200 - exact;
  const within = list.findIndex((known) => known.length > 2 && text.includes(known));
  return within >= 0 ? 100 - within : 0;
}

/** The row in which names of columns stand: of the first ten the first with two names known, or none where one is a date. */
export function headerRow(rows: readonly string[][], isDate: (text: string) => boolean): number {
  const known = (row: readonly string[]): number => row.filter((name) => ROLES.some((role) => named(role, name) > 0)).length;
  const first = rows.slice(0, 10).findIndex((row) => known(row) >= 2);
  if (first >= 0) return first;
  return rows[0]?.some(isDate) ? -1 : 0;
}

/** What a column's cells look like. */
export interface Look {
  isDate(text: string): boolean;
  isSpan(text: string): boolean;
  isProcedure(text: string): boolean;
}

export function recognise(names: readonly string[], sample: readonly string[][], look: Look): Mapping {
  const cells = (column: number): string[] => sample.map((row) => (row[column] ?? "").trim()).filter(Boolean);
  const share = (column: number, is: (text: string) => boolean): number => {
    const filled = cells(column);
    return filled.length === 0 ? 0 : filled.filter(is).length / filled.length;
  };
  const content: Partial<Record<Role, (text: string) => boolean>> = { start: look.isDate, done: look.isDate, limit: look.isSpan, procedure: look.isProcedure };
  const score = (role: Role, column: number): number => {
    const by = named(role, names[column] ?? "");
    const is = content[role];
    if (!is) return by;
    const fits = share(column, is);
    // A type or class is a procedure only if it names one; a column of dates without a name may still be the start.
    if (role === "procedure" && fits === 0 && cells(column).length > 0) return 0;
    if (by === 0) return role === "done" ? 0 : fits >= 0.8 ? 10 + fits : 0;
    return by + fits * 50;
  };
  const pairs = ROLES.flatMap((role) => names.map((_, column) => ({ role, column, score: score(role, column) })))
    .filter((pair) => pair.score > 0).sort((a, b) => b.score - a.score || a.column - b.column);
  const mapping: Mapping = {};
  const taken = new Set<number>();
  for (const { role, column } of pairs) {
    if (mapping[role] !== undefined || taken.has(column)) continue;
    mapping[role] = column;
    taken.add(column);
  }
  return mapping;
}
