"""Files of return batches, read in pieces with every cell kept as it stands, so that identifiers stay what they are.

CSV needs nothing but Python and is streamed. ``.xlsx`` and ``.parquet`` need ``aftersales[files]``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO, Iterator, Optional

from . import csv_files, kinds, workbooks
from ._native import ArrowTable
from .errors import Problem, TableError, problem, reader_says
from .pieces import Piece, names_of, need
from .system_errors import cannot_open
from .text import Text

PIECE = 1 << 16
"""Rows of a Parquet file judged at a time."""


def read(path: str, stdin: Optional[BinaryIO] = None, sheet: Optional[str] = None) -> Iterator[Piece]:
    """The file's rows in pieces; ``-`` reads CSV from ``stdin`` as it comes in.

    ``sheet`` names a sheet of a workbook; else the first. Raises :class:`TableError` for what cannot be read at all.
    """
    kind = Path(path).suffix.lower()
    if sheet is not None and kind not in (".xlsx", ".xlsm"):
        raise TableError([problem("file/sheet", f"{path} 不是工作簿，没有工作表“{sheet}”",
                                  f"{path} is no workbook and has no sheet `{sheet}`",
                                  Text("请去掉 --sheet", "leave --sheet out"))])
    try:
        if path == "-":
            return csv_files.stream(stdin, path) if stdin is not None else iter(())
        if kind in (".csv", ".tsv", ".txt", ""):
            source = open(path, "rb")
            # A pipe may have a name too: <(zcat x.csv.gz).
            return csv_files.file(source, path) if source.seekable() else csv_files.stream(source, path)
        if kind in (".xlsx", ".xlsm"):
            return workbooks.read(path, sheet)
        if kind == ".parquet":
            return _parquet(path)
        with open(path, "rb") as file:
            raise TableError([_unknown(path, kind, kinds.of_file(file))])
    except OSError as error:
        raise TableError([cannot_open(path, error)]) from None


def _unknown(path: str, ending: str, kind: Optional[kinds.Kind]) -> Problem:
    """What to do with a file whose name does not say that it is read."""
    if kind is None and ending == ".xls":
        # Many systems write text or a web page and call it so.
        return problem("file/kind", f"{path} 不是 Excel 工作簿，而是文本", f"{path} is no Excel workbook but text",
                       Text("若是 CSV 或制表符分隔，请把扩展名改为 .csv", "if it is CSV or separated by tabs, name it .csv"))
    if kind is None:
        return problem("file/kind", f"不支持 {ending} 文件", f"{ending} files are not read",
                       Text("请存为 .csv、.xlsx 或 .parquet", "save it as .csv, .xlsx or .parquet"))
    return problem("file/kind", f"不支持 {ending} 文件：{path} 是{kind.what.zh}",
                   f"{ending} files are not read: {path} is {kind.what.en}", kind.mend)


# -- Parquet --------------------------------------------------------------------------------------

def _parquet(path: str) -> Iterator[Piece]:
    with open(path, "rb") as file:
        kind = kinds.of_file(file)
    if kind is not None and kind != kinds.PARQUET:
        raise TableError([problem("file/parquet", f"{path} 不是 Parquet 文件，{kind.but.zh}",
                                  f"{path} is no Parquet file {kind.but.en}", kind.mend)])
    parquet = need("pyarrow.parquet", ".parquet")
    from pyarrow import ArrowException

    try:
        opened = parquet.ParquetFile(path)
    except (ArrowException, ValueError, OSError) as error:
        raise TableError([_unread(path, error)]) from None
    return _groups(opened, path, ArrowException)


def _groups(file: Any, path: str, arrow_error: Any) -> Iterator[Piece]:
    names = names_of(file.schema_arrow.names)
    rows = file.metadata.num_rows
    first = 0
    try:
        for batch in file.iter_batches(batch_size=PIECE):
            after = first + batch.num_rows
            yield Piece(names, first, ArrowTable.read(batch).rename(names), {}, done=after / rows)
            first = after
    except (arrow_error, OSError) as error:
        raise TableError([_unread(path, error)]) from None
    if first == 0:
        yield Piece(names, 0, ArrowTable.read(file.schema_arrow.empty_table()), {})


def _unread(path: str, error: Exception) -> Problem:
    # What the system refuses has a number; the library's own errors may be of the same class, and have none.
    if isinstance(error, OSError) and error.errno is not None:
        return cannot_open(path, error)
    said = reader_says(error)
    return problem("file/parquet", f"无法读取 {path}，文件可能已损坏或不完整{said.zh}",
                   f"cannot read {path}, it may be damaged or incomplete{said.en}",
                   Text("请重新导出或复制", "export or copy it again"))
