"""Results into files: CSV that Chinese Excel opens, JSON lines, workbooks with coloured verdicts, Parquet."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Dict, List, Protocol

from .errors import TableError, problem
from .files import need
from .text import Text

Columns = Dict[str, List[Any]]


class Writer(Protocol):
    """Takes a result piece by piece."""

    def add(self, own: Columns, answers: Columns) -> None:
        """Some rows: the file's own columns, and the answers."""

    def close(self) -> None:
        """No more rows."""


def writer(path: str) -> Writer:
    """The writer for a file name's ending."""
    kind = Path(path).suffix.lower()
    kinds: Dict[str, Any] = {".csv": _Csv, ".jsonl": _JsonLines, ".xlsx": _Workbook, ".parquet": _Parquet}
    if kind not in kinds:
        raise TableError(
            [problem("file/kind", f"不能写 {kind or path} 文件", f"{kind or path} files are not written",
                     Text(f"可用：{'、'.join(kinds)}", f"use {', '.join(kinds)}"))]
        )
    made: Writer = kinds[kind](path)
    return made


def _cell(value: Any) -> Any:
    """A value as one cell of a sheet."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list):
        return "; ".join(v["text"] if isinstance(v, dict) else str(v) for v in value)
    return "" if value is None else value


class _Csv:
    def __init__(self, path: str) -> None:
        self.file = open(path, "w", encoding="utf-8-sig", newline="")
        self.rows = csv.writer(self.file)
        self.begun = False

    def add(self, own: Columns, answers: Columns) -> None:
        table = {**own, **answers}
        if not self.begun:
            self.rows.writerow(table)
            self.begun = True
        self.rows.writerows([_cell(v) for v in row] for row in zip(*table.values()))

    def close(self) -> None:
        self.file.close()


class _JsonLines:
    def __init__(self, path: str) -> None:
        self.file = open(path, "w", encoding="utf-8")

    def add(self, own: Columns, answers: Columns) -> None:
        table = {**own, **answers}
        for row in zip(*table.values()):
            self.file.write(json.dumps(dict(zip(table, row)), ensure_ascii=False) + "\n")

    def close(self) -> None:
        self.file.close()


class _Workbook:
    def __init__(self, path: str) -> None:
        xlsxwriter = need("xlsxwriter", ".xlsx")
        self.book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False})
        self.sheet = self.book.add_worksheet()
        self.head = self.book.add_format({"bold": True, "bottom": 1})
        self.colours = {
            True: self.book.add_format({"bg_color": "#FFC7CE"}),
            False: self.book.add_format({"bg_color": "#C6EFCE"}),
        }
        self.row = 0

    def add(self, own: Columns, answers: Columns) -> None:
        table = {**own, **answers}
        if self.row == 0:
            for place, name in enumerate(table):
                self.sheet.write_string(0, place, name, self.head)
            self.sheet.freeze_panes(1, 0)
            self.row = 1
        for values in zip(*table.values()):
            for place, value in enumerate(values):
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    self.sheet.write_number(self.row, place, value)
                elif value is not None and value != []:
                    colour = self.colours.get(value) if isinstance(value, bool) else None
                    self.sheet.write_string(self.row, place, str(_cell(value)), colour)
            self.row += 1

    def close(self) -> None:
        self.book.close()


class _Parquet:
    def __init__(self, path: str) -> None:
        self.polars = need("polars", ".parquet")
        self.path, self.parts = path, []  # type: str, List[Any]

    def add(self, own: Columns, answers: Columns) -> None:
        self.parts.append(self.polars.DataFrame({**own, **answers}, strict=False))

    def close(self) -> None:
        self.polars.concat(self.parts, how="vertical_relaxed").write_parquet(self.path)
