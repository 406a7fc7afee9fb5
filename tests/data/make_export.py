"""Makes returns-gb18030.csv: a list of return batches as a Chinese ERP exports it. The same every time.

``python make_export.py`` writes the export and, beside it, the answer to every row
(``returns-expected.json``): by hand for the rows made on purpose, by whole-number arithmetic for the rest.

The rows made on purpose stand at fixed places among ordinary ones; everything a real export does to its
reader is here: GB18030, CRLF, Chinese headers, leading zeros, thousands separators, blanks, full-width
digits, words where a number belongs.
"""

import csv
import json
import random
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
HEADER = ["序号", "批次号", "客户", "型号", "退回数量", "抽检数", "误判数", "收货日期", "客户计划完成时间", "备注"]
CUSTOMERS = ["杭州远景物流有限公司", "厦门海沧车联", "深圳市龙岗区宏达电子", "喜㐂商贸（上海）", "成都-西南分公司", "Blue Ocean, Ltd."]
MODELS = ["CT-100", "CT-100B", "M35-4G", "M35-NB", "OBD-7", "定位器 K2"]
ROWS = 500

# Row of the sheet (the header is row 1): returned, inspected, misjudged, remark, the answer. "problem" has no answer.
ON_PURPOSE = {
    5: ("500", "100", "20", "恰好 20%", "yes"),
    6: ("500", "100", "19", "差一台", "no"),
    9: ("5,000", "1,000", "200", "恰好 20%，千分位", "yes"),
    10: ("5,000", "1,000", "199", "差一台，千分位", "no"),
    17: ("12,500", "1,200", "240", "恰好 20%，千分位", "yes"),
    23: ("60", "30", "35", "误判多于抽检", "problem"),
    31: ("80", "", "6", "抽检数漏填", "undetermined"),
    32: ("80", "40", "", "误判数漏填", "undetermined"),
    33: ("80", "", "", "尚未抽检", "undetermined"),
    48: ("90", "约30", "4", "抽检数不是数字", "problem"),
    64: ("3", "0", "0", "未抽检", "undetermined"),
    77: ("45", "-9", "0", "红字冲销", "problem"),
    91: ("70", "12.5", "1", "半台", "problem"),
    120: ("800", "１２０", "２４", "全角数字，恰好 20%", "yes"),
    121: (" 800 ", " 120 ", " 23 ", "前后空格，差一台", "no"),
    180: ("1", "1", "1", "仅一台", "yes"),
    181: ("5", "5", "1", "恰好 20%", "yes"),
    182: ("6", "6", "1", "不足 20%", "no"),
    300: ("7", "待检", "待检", "两处文字", "problem"),
    401: ("20", "20.0", "4.0", "带小数点的整数，恰好 20%", "yes"),
}


def answer(inspected: int, misjudged: int) -> str:
    """20 % or more, in whole numbers."""
    return "yes" if misjudged * 5 >= inspected else "no"


def thousands(number: int) -> str:
    return f"{number:,}"


def main() -> None:
    chance = random.Random(20260928)
    day = date(2026, 3, 2)
    expected = {}
    with (HERE / "returns-gb18030.csv").open("w", encoding="gb18030", newline="") as out:
        sheet = csv.writer(out, lineterminator="\r\n")
        sheet.writerow(HEADER)
        for row in range(2, ROWS + 2):
            day += timedelta(days=chance.choice([0, 0, 0, 1]))
            if row in ON_PURPOSE:
                returned, inspected, misjudged, remark, expected[row] = ON_PURPOSE[row]
            else:
                lot = chance.choice([chance.randint(5, 90), chance.randint(100, 900), chance.randint(1000, 9000)])
                sample = max(1, lot * chance.randint(10, 40) // 100)
                wrong = min(sample, int(sample * chance.betavariate(1.6, 9)))
                returned, inspected, misjudged = thousands(lot), thousands(sample), thousands(wrong)
                remark, expected[row] = chance.choice(["", "", "", "加急", "外箱破损"]), answer(sample, wrong)
            promised = (day + timedelta(days=chance.randint(7, 30))).isoformat() if chance.random() < 0.8 else ""
            sheet.writerow([
                row - 1,
                f"{chance.randint(0, 99_999):08d}",
                chance.choice(CUSTOMERS),
                chance.choice(MODELS),
                returned, inspected, misjudged,
                f"{day.year}/{day.month}/{day.day}",
                promised,
                remark,
            ])
    text = json.dumps({"check": "misjudged / inspected >= 20%", "rows": expected}, ensure_ascii=False, indent=0)
    (HERE / "returns-expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
