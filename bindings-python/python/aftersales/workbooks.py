"""Excel workbooks read: which sheet, which row names the columns, every cell as text.

Formulas that ended in an error, merged cells and numbers where identifiers belong are named by their cells; nothing is
filled in. Old ``.xls`` files and protected workbooks are refused with what to do.

``sheet_cells.py`` the text of the cells · ``sheet_formats.py`` the zeros before it · ``sheet_xml.py`` what it does not show ·
``sheet_marks.py`` what is said of it
"""

from __future__ import annotations

import zipfile
from typing import Any, Dict, Iterator, List, Optional, Tuple
from xml.etree import ElementTree

from . import kinds, sheet_cells, sheet_formats, sheet_xml
from ._native import ArrowTable
from .errors import Problem, TableError, problem, reader_says
from .pieces import Piece, above, empty, names_of, need
from .sheet_cells import Cells
from .sheet_marks import Marks
from .sheet_xml import Sheet
from .text import Text

TOP = 20
"""So many rows are looked at for the headings."""
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ABOUT = ("说明", "Notes")
"""Sheets that explain the others. Our template has one, and one of lists."""
_LISTS = ("选项", "Lists")


def read(path: str, sheet: Optional[str]) -> Iterator[Piece]:
    """A workbook's rows, in one piece. Without ``sheet``: of the first visible sheet with a table."""
    _refuse(path)
    fastexcel = need("fastexcel", ".xlsx")
    need("pyarrow", ".xlsx")
    try:
        book = fastexcel.read_excel(path)
        sheets = sheet_xml.sheets(path)
        chosen, cells = _chosen(path, book, sheets, sheet)
        notes = _others(path, sheets, chosen) if sheet is None else []
        piece = _piece(path, book, sheets[chosen], cells, notes)
    except (fastexcel.FastExcelError, zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        said = reader_says(error)
        raise TableError(
            [problem("file/xlsx", f"无法读取工作簿 {path}，文件可能已损坏或不完整{said.zh}",
                     f"cannot read the workbook {path}, it may be damaged or incomplete{said.en}",
                     Text("请用 Excel 打开后另存为 .xlsx", "open it in Excel and save it as .xlsx"))]
        ) from None
    yield piece


def _refuse(path: str) -> None:
    with open(path, "rb") as file:
        kind = kinds.of_file(file)
        if kind == kinds.XLSX:
            return
        if not file.read(1):
            raise empty(path)
        if kind != kinds.XLS:
            raise TableError([_no_workbook(path, kind)])
        protected = _PACKAGE in file.read()
    if protected:
        raise TableError(
            [problem("file/password", f"{path} 有密码", f"{path} is protected by a password",
                     Text("请在 Excel 中取消密码后另存", "remove the password in Excel and save it again"))]
        )
    raise TableError(
        [problem("file/xls", f"{path} 是旧版 Excel 工作簿（.xls）", f"{path} is an old Excel workbook (.xls)",
                 Text("请用 Excel 打开后另存为 .xlsx", "open it in Excel and save it as .xlsx"))]
    )


def _no_workbook(path: str, kind: Optional[kinds.Kind]) -> Problem:
    if kind is None:
        return problem("file/not-xlsx", f"{path} 不是 Excel 工作簿，只是改了扩展名",
                       f"{path} is no Excel workbook, though its name says so",
                       Text("若是 CSV，请把扩展名改为 .csv", "if it is CSV, name it .csv"))
    return problem("file/not-xlsx", f"{path} 不是 Excel 工作簿，{kind.but.zh}",
                   f"{path} is no Excel workbook {kind.but.en}", kind.mend)


# -- which sheet ----------------------------------------------------------------------------------

def _chosen(path: str, book: Any, sheets: Dict[str, Sheet], sheet: Optional[str]) -> Tuple[str, Cells]:
    """The sheet to read, and its cells."""
    if sheet is not None:
        if sheet not in sheets:
            raise TableError([problem("file/sheet", f"没有工作表“{sheet}”", f"there is no sheet `{sheet}`",
                                      Text(f"有：{'、'.join(sheets)}", f"sheets: {', '.join(sheets)}"))])
        cells = sheet_cells.load(book, sheet)
        if not sheet_cells.filled(cells):
            raise TableError([problem("file/empty", f"工作表“{sheet}”是空的", f"the sheet `{sheet}` is empty", _EMPTY)])
        return sheet, cells
    lone: Optional[Tuple[str, Cells]] = None
    visible = [one.name for one in sheets.values() if one.visible]
    for name in sorted(visible, key=lambda name: name in _ABOUT):
        cells = sheet_cells.load(book, name)
        width = max(_widths(cells, sheet_cells.filled(cells)[:TOP]), default=0)
        if width > 1:
            return name, cells
        lone = lone or ((name, cells) if width else None)
    if lone is None:
        raise _nothing(path, sheets)
    return lone


_EMPTY = Text("第一行应为列名", "its first row should name the columns")


def _nothing(path: str, sheets: Dict[str, Sheet]) -> TableError:
    """Refuses a workbook whose visible sheets are all empty."""
    unseen = [one.name for one in sheets.values() if not one.visible and sheet_xml.is_filled(path, one.part)]
    if not unseen:
        return empty(path)
    return TableError([problem("file/empty", f"{path} 中可见的工作表都是空的", f"all visible sheets of {path} are empty",
                               Text(f"隐藏的工作表：{'、'.join(unseen)}，用 --sheet 指定",
                                    f"hidden sheets: {', '.join(unseen)}; choose with --sheet"))])


def _others(path: str, sheets: Dict[str, Sheet], chosen: str) -> List[Problem]:
    """The note which sheet is read, and which are not; none where there is no other choice."""
    left = [one for one in sheets.values() if one.name != chosen and one.name not in _ABOUT
            and (one.visible or one.name not in _LISTS) and sheet_xml.is_filled(path, one.part)]
    help = Text("用 --sheet 指定", "choose with --sheet")
    if left:
        zh = "、".join(one.name if one.visible else f"{one.name}（隐藏）" for one in left)
        en = ", ".join(one.name if one.visible else f"{one.name} (hidden)" for one in left)
        return [problem("file/sheets", f"只读取工作表“{chosen}”，未读：{zh}", f"only the sheet `{chosen}` is read, not {en}",
                        help, severity="warning")]
    if chosen != next(iter(sheets)):
        return [problem("file/sheets", f"读取的是工作表“{chosen}”", f"the sheet `{chosen}` is read", help, severity="warning")]
    return []


# -- rows -----------------------------------------------------------------------------------------

def _piece(path: str, book: Any, sheet: Sheet, cells: Cells, notes: List[Problem]) -> Piece:
    hidden = sheet_xml.hidden(path, sheet.part)
    if hidden.fine:
        cells = sheet_cells.exact(book, sheet.name, cells)
    cells, dates = sheet_cells.dated(book, sheet.name, cells)
    left = sheet_xml.first_column(path, sheet.part) if cells.left is None else cells.left
    zeros = sheet_formats.zeros(path, sheet.part)
    if zeros:
        cells = cells._replace(columns=sheet_formats.padded(cells.columns, left, zeros))
        hidden = hidden._replace(long=sheet_formats.unsure(hidden.long, cells.columns, left, zeros))
    # A formula without a value is something, though its cell reads as nothing.
    formulas = {row for row, column in hidden.unsaved if 0 <= column - left < len(cells.columns)}
    cells = sheet_cells.lengthened(cells, max(formulas, default=0) + 1)
    filled = sorted(formulas.union(sheet_cells.filled(cells)))
    top = _headings(cells, filled)
    names = names_of([column[top].as_py() for column in cells.columns])
    rows = [row for row in filled if row > top]
    marks = Marks(names, left, rows, cells, dates, hidden)
    shown = _table(sheet_cells.with_errors(cells), names, rows) if cells.wrong else None
    return Piece(names, 0, _table(cells, names, rows), {}, top + 1, [*notes, *above(top), *marks.notes()], 1.0,
                 list(_blank(rows, top + 1)), marks.of, shown)


def _widths(cells: Cells, rows: List[int]) -> List[int]:
    """How many cells are filled in each of these rows."""
    return [sum(bool((column[row].as_py() or "").strip()) for column in cells.columns) for row in rows]


def _headings(cells: Cells, filled: List[int]) -> int:
    """The first row with more than one cell filled, else the first with any."""
    rows = filled[:TOP]
    widths = _widths(cells, rows)
    return next(row for row, width in zip(rows, widths) if width >= min(max(widths), 2))


def _table(cells: Cells, names: List[str], rows: List[int]) -> ArrowTable:
    import pyarrow as pa

    batch = pa.RecordBatch.from_arrays(cells.columns, [str(place) for place in range(len(names))])
    if not rows:
        batch = batch.slice(0, 0)
    elif rows[-1] - rows[0] + 1 == len(rows):
        batch = batch.slice(rows[0], len(rows))
    else:
        batch = batch.take(pa.array(rows))
    return ArrowTable.read(batch).rename(names)


def _blank(rows: List[int], first: int) -> Iterator[Tuple[int, int]]:
    """Rows of the table with blank ones above them in the sheet, and how many there are from the headings on."""
    before = 0
    for place, row in enumerate(rows):
        if row - first - place != before:
            before = row - first - place
            yield place, before
