"""``aftersales template ID FILE.xlsx``: a workbook to fill in, checked by the sheet as it is typed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..errors import TableError, problem
from ..output import Named, Output, apart
from ..template import write
from ..text import Text
from .given import procedure_files
from .paint import say
from .show import open_procedure
from .words import Words

OUT = Text("要写的工作簿（.xlsx）", "the workbook to write (.xlsx)")
_FILE = Text("工作簿", "workbook")
ALSO = Text("再加一列，供报告分组，如 客户、型号、收货日期；可多次使用",
            "one more column, for a report to group by: customer, model, a date; may be repeated")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("name", help=words.name)
    parser.add_argument("out", help=OUT(parser.get_default("lang") or "en"))
    parser.add_argument("--also", action="append", default=[], metavar="COLUMN", help=ALSO(parser.get_default("lang") or "en"))


def run(chosen: Any, words: Words) -> int:
    if Path(chosen.out).suffix.lower() != ".xlsx":
        raise TableError([problem("file/kind", f"模板应为 .xlsx 文件，不是 {chosen.out}", f"a template is an .xlsx file, not {chosen.out}")])
    judge = open_procedure(chosen.name)
    apart(procedure_files(chosen.name), [Named(_FILE, chosen.out)])
    with Output(chosen.out) as out:
        write(judge, out.file, chosen.lang, chosen.also, chosen.name, chosen.out)
    say(words.written.format(chosen.out))
    return 0
