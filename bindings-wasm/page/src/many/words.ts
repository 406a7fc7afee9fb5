// The words of the view of many cases, in both languages side by side; loaded with it.

import type { Lang } from "aftersales";
import type { Bilingual } from "../i18n.js";

const zh = {
  title: "多件一览",
  lead: "打开每天的清单，看每一件何时到期、哪些已经超期。表格只在本机读取，不上传。",
};

const en: Bilingual<typeof zh> = {
  title: "Many cases",
  lead: "Open the day's list and see what is due and what is overdue. The table is read on this computer only; nothing is sent.",
};

export const manyWords: Record<Lang, Bilingual<typeof zh>> = { zh, en };
