"""Files of return batches, read in pieces with every cell kept as text, so that identifiers stay what they are.

CSV needs nothing but Python and is streamed. ``.xlsx`` and ``.parquet`` need ``aftersales[files]``.
"""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import Any, BinaryIO, Dict, Iterator, List, NamedTuple, Optional, TextIO

from .errors import Problem, TableError, problem
from .text import Text

PIECE = 50_000
"""Rows judged at a time."""


class Piece(NamedTuple):
    """Some rows of a file, column by column, all as text."""

    names: List[str]
    first: int
    """Row number of the first one, from 0."""
    columns: List[List[Optional[str]]]
    ragged: Dict[int, Problem]
    """Rows with more cells than the header: their cells may have slipped, so they are not judged."""


def read(path: str, stdin: Optional[BinaryIO] = None) -> Iterator[Piece]:
    """The file's rows in pieces; ``-`` reads CSV from ``stdin``."""
    if path == "-":
        return _csv(io.BytesIO(stdin.read() if stdin else b""), "-")
    kind = Path(path).suffix.lower()
    try:
        if kind in (".csv", ".txt", ""):
            return _csv(open(path, "rb"), path)
        if kind == ".xlsx":
            return _xlsx(path)
        if kind == ".parquet":
            return _parquet(path)
    except OSError as error:
        raise TableError([_cannot_open(path, error)]) from None
    raise TableError(
        [problem(
            "file/kind",
            f"不支持 {kind} 文件",
            f"{kind} files are not read",
            Text("请存为 .csv、.xlsx 或 .parquet", "save it as .csv, .xlsx or .parquet"),
        )]
    )


# -- CSV ------------------------------------------------------------------------------------------

_NOT_CSV = {
    b"PK\x03\x04": ("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)"),
    b"\xd0\xcf\x11\xe0": ("旧版 Excel 工作簿（.xls）或加密的工作簿", "an old Excel workbook (.xls) or a protected one"),
    b"\xff\xfe": ("UTF-16 文本（Excel 的“Unicode 文本”）", "UTF-16 text (Excel's \"Unicode Text\")"),
    b"\xfe\xff": ("UTF-16 文本", "UTF-16 text"),
}


def _csv(source: BinaryIO, path: str) -> Iterator[Piece]:
    head = source.read(4)
    for magic, (zh, en) in _NOT_CSV.items():
        if head.startswith(magic):
            raise TableError(
                [problem("file/not-csv", f"{path} 不是 CSV，而是{zh}", f"{path} is not CSV but {en}",
                         Text("请用 Excel 打开后另存为 .xlsx 或 CSV", "open it in Excel and save it as .xlsx or CSV"))]
            )
    source.seek(0)
    encoding = _encoding(source, path)
    source.seek(0)
    return _pieces(io.TextIOWrapper(source, encoding=encoding, newline=""), path)


def _encoding(source: BinaryIO, path: str) -> str:
    """UTF-8 if every byte of the file is, else GB18030 if every byte is, else an error that names the line."""
    utf8 = _first_fault(source, "utf-8-sig")
    if utf8 is None:
        return "utf-8-sig"
    source.seek(0)
    gb18030 = _first_fault(source, "gb18030")
    if gb18030 is None:
        return "gb18030"
    raise TableError(
        [problem(
            "file/encoding",
            f"{path} 既不是 UTF-8（第 {utf8} 行起出错），也不是 GB18030（第 {gb18030} 行起出错）",
            f"{path} is neither UTF-8 (wrong from line {utf8}) nor GB18030 (wrong from line {gb18030})",
            Text("可能由两种编码的文件拼接而成，请分别转换", "it may be two files joined: convert each by itself"),
            line=max(utf8, gb18030),
        )]
    )


def _first_fault(source: BinaryIO, encoding: str) -> Optional[int]:
    """The line, from 1, where the bytes stop being ``encoding``; reads the file in blocks."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    lines = 1
    while True:
        block = source.read(1 << 22)
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            return lines + error.object[: error.start].count(b"\n")
        if not block:
            return None
        lines += block.count(b"\n")


def _pieces(text: TextIO, path: str) -> Iterator[Piece]:
    csv.field_size_limit(1 << 24)
    with text:
        rows = csv.reader(text, strict=True)
        try:
            header = next((row for row in rows if any(cell.strip() for cell in row)), None)
            if header is None:
                raise TableError([problem("file/empty", f"{path} 是空文件", f"{path} is empty")])
            names = _names(header)
            first, waiting = 0, []  # type: int, List[List[str]]
            for row in rows:
                waiting.append(row)
                if len(waiting) == PIECE:
                    yield _piece(names, first, waiting)
                    first, waiting = first + PIECE, []
            if waiting or first == 0:
                yield _piece(names, first, waiting)
        except csv.Error as error:
            raise TableError(
                [problem("file/csv", f"CSV 格式有误：{error}", f"broken CSV: {error}", line=rows.line_num)]
            ) from None


def _names(header: List[str]) -> List[str]:
    """The header's names; a blank one is called by its place, as a spreadsheet would."""
    names = [cell.strip() or f"列{i}" for i, cell in enumerate(header, 1)]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise TableError(
            [problem("table/column-twice", f"列名重复：{'、'.join(twice)}", f"column names occur twice: {', '.join(twice)}",
                     Text("请先改名", "rename them first"))]
        )
    return names


def _piece(names: List[str], first: int, rows: List[List[str]]) -> Piece:
    width = len(names)
    ragged: Dict[int, Problem] = {}
    for i, row in enumerate(rows):
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            ragged[first + i] = problem(
                "file/ragged",
                f"有 {len(row)} 个单元格，表头只有 {width} 列，数据可能已错位",
                f"has {len(row)} cells under {width} headings: its cells may have slipped",
                Text("含逗号的数字应加引号：\"1,200\"", "quote numbers that contain a comma: \"1,200\""),
                row=first + i,
            )
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    columns: List[List[Optional[str]]] = [[row[c] or None for row in rows] for c in range(width)]
    return Piece(names, first, columns, ragged)


# -- workbooks and Parquet ------------------------------------------------------------------------

def _xlsx(path: str) -> Iterator[Piece]:
    fastexcel = need("fastexcel", ".xlsx")
    try:
        sheet = fastexcel.read_excel(path).load_sheet(0, dtypes="string")
    except fastexcel.FastExcelError as error:
        raise TableError(
            [problem("file/xlsx", f"无法读取工作簿 {path}：{error}", f"cannot read the workbook {path}: {error}",
                     Text("有密码的工作簿请先取消密码", "remove the password of a protected workbook first"))]
        ) from None
    return _frame(sheet.to_polars())


def _parquet(path: str) -> Iterator[Piece]:
    polars = need("polars", ".parquet")
    return _frame(polars.read_parquet(path).with_columns(polars.all().cast(polars.String)))


def _frame(frame: Any) -> Iterator[Piece]:
    names = _names(list(frame.columns))
    for first in range(0, max(frame.height, 1), PIECE):
        part = frame.slice(first, PIECE)
        yield Piece(names, first, [part.to_series(i).to_list() for i in range(part.width)], {})


def need(library: str, kind: str) -> Any:
    """An optional library; :class:`TableError` that says how to get it."""
    try:
        return __import__(library)
    except ImportError:
        raise TableError(
            [problem("file/library", f"读取 {kind} 需要 {library}", f"reading {kind} needs {library}",
                     Text("pip install aftersales[files]", "pip install aftersales[files]"))]
        ) from None


def _cannot_open(path: str, error: OSError) -> Problem:
    return problem("file/open", f"无法打开 {path}：{error.strerror}", f"cannot open {path}: {error.strerror}")
