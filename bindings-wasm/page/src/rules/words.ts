// The words of the view of a company's own rules, in both languages side by side; loaded with it.

import type { Lang } from "aftersales";
import type { Bilingual } from "../i18n.js";

const zh = {
  title: "本公司的规则",
  lead: "载入公司自己的规则文件（.toml），它可以在内置程序上改几条（extends），也可以是全新的程序。载入后与内置程序一样使用。文件只在本机读取，不上传、不保存。",
  drop: "把规则文件拖到这里",
  dropHelp: "TOML，UTF-8 编码；格式见说明书的“程序文件”一章",
  choose: "选择文件",
  reading: "正在读取…",
  faults: (n: number) => `${n} 处错误，未启用`,
  faultsHelp: "改好后重新选择同一个文件。",
  warnings: (n: number) => `${n} 处提醒`,
  ready: "可以使用",
  extends: (s: string) => `以“${s}”为底`,
  use: "用它开一件",
  again: "重新选择文件",
  line: (name: string, line: number, column: number) => `${name} 第 ${line} 行第 ${column} 列`,
  help: "怎样改",
};

const en: Bilingual<typeof zh> = {
  title: "Your company's rules",
  lead: "Open your company's own file of rules (.toml). It may change a few rules of a built-in procedure (extends), or be a procedure of its own. It is then used like those built in. The file is read on this computer only; nothing is sent or kept.",
  drop: "Drop the file of rules here",
  dropHelp: "TOML in UTF-8; the chapter on the procedure file says what may stand in it",
  choose: "Choose a file",
  reading: "Reading…",
  faults: (n) => (n === 1 ? "1 fault; not in use" : `${n} faults; not in use`),
  faultsHelp: "Mend it and choose the same file again.",
  warnings: (n) => (n === 1 ? "1 warning" : `${n} warnings`),
  ready: "Ready to use",
  extends: (s) => `based on “${s}”`,
  use: "Begin a case with it",
  again: "Choose a file again",
  line: (name, line, column) => `${name}, line ${line}, column ${column}`,
  help: "How to mend it",
};

export type RulesWords = Bilingual<typeof zh>;
export const rulesWords: Record<Lang, RulesWords> = { zh, en };
