"""Excel workbooks read: every cell as text, with what Excel hides told.

Formulas that ended in an error, merged cells and numbers where identifiers belong are named by their cells; nothing is
filled in. Old ``.xls`` files and protected workbooks are refused with what to do.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple
from xml.etree import ElementTree

from . import kinds
from ._native import ArrowTable
from .errors import Problem, TableError, problem
from .files import Piece, Unread, above, empty, names_of, need
from .text import Text

TOP = 20
"""So many rows are looked at for the headings."""
NAMED = 5
"""So many cells are named in one note."""
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_LONG = re.compile(
    rb'<c r="([A-Z]+)(\d+)"(?![^>]*\bt="(?:s|str|inlineStr|b|e|d)")[^>]*><v>(\d{12,}|\d(?:\.\d+)?[Ee]\+\d+)</v>'
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Hidden(NamedTuple):
    """What the text of the cells does not show. Rows and columns from 0."""

    merged: List[Tuple[int, int, int, int]]
    """First row and column, last row and column."""
    long: Dict[int, List[int]]
    """Columns with numbers of 12 digits or more, and their rows."""


def read(path: str, sheet: Optional[str]) -> Iterator[Piece]:
    """A workbook's rows, in one piece."""
    _refuse(path)
    fastexcel = need("fastexcel", ".xlsx")
    try:
        book = fastexcel.read_excel(path)
        which = _chosen(book.sheet_names, sheet)
        loaded = book.load_sheet(which, header_row=None, skip_rows=0, dtypes="string")
        table, wrong = ArrowTable.read(loaded), _errors(loaded)
        hidden = _hidden(path, book.sheet_names.index(which))
    except (fastexcel.FastExcelError, zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        # A library tells its own way to the error in lines of its own; the first says what was found.
        found = str(error).partition("\n")[0]
        raise TableError(
            [problem("file/xlsx", f"无法读取工作簿 {path}，文件可能不完整（{found}）",
                     f"cannot read the workbook {path}, it may be incomplete ({found})",
                     Text("请用 Excel 打开后另存为 .xlsx", "open it in Excel and save it as .xlsx"))]
        ) from None
    yield _piece(path, table, wrong, hidden, _others(book, which, sheet))


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


def _chosen(names: List[str], sheet: Optional[str]) -> str:
    if sheet is None:
        return names[0]
    if sheet in names:
        return sheet
    raise TableError(
        [problem("file/sheet", f"没有工作表“{sheet}”", f"there is no sheet `{sheet}`",
                 Text(f"有：{'、'.join(names)}", f"sheets: {', '.join(names)}"))]
    )


def _others(book: Any, which: str, sheet: Optional[str]) -> List[Problem]:
    """The note that other sheets were not read."""
    others = [name for name in book.sheet_names if name != which]
    if sheet is not None or not others:
        return []
    return [problem("file/sheets", f"只读取工作表“{which}”，未读：{'、'.join(others)}",
                    f"only the sheet `{which}` is read, not {', '.join(others)}",
                    Text("用 --sheet 指定", "choose with --sheet"), severity="warning")]


def _errors(sheet: Any) -> Dict[Tuple[int, int], str]:
    """Cells that hold an error: what kind, by row and column."""
    try:
        found = sheet.to_arrow_with_errors()[1]
    except ImportError:
        return {}
    out: Dict[Tuple[int, int], str] = {}
    for error in found.errors if found is not None else ():
        kind = re.search(r"Error\((\w+)\)", error.detail)
        out[error.position] = _EXCEL.get(kind[1], kind[1]) if kind else error.detail
    return out


_EXCEL = {"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
          "Value": "#VALUE!", "GettingData": "#GETTING_DATA"}


# -- what the text does not show ------------------------------------------------------------------

def _hidden(path: str, place: int) -> Hidden:
    merged: List[Tuple[int, int, int, int]] = []
    long: Dict[int, List[int]] = {}
    with zipfile.ZipFile(path) as book, book.open(_part(book, place)) as sheet:
        text = b""
        while True:
            block = sheet.read(1 << 20)
            text += block
            # What stands across two blocks is looked at with the second.
            whole = len(text) if not block else max(text.rfind(b"<c "), text.rfind(b"<mergeCell "), 0)
            for cell in _LONG.finditer(text, 0, whole):
                long.setdefault(_column(cell[1]), []).append(int(cell[2]) - 1)
            for area in _MERGED.finditer(text, 0, whole):
                merged.append((int(area[2]) - 1, _column(area[1]), int(area[4]) - 1, _column(area[3])))
            text = text[whole:]
            if not block:
                return Hidden(merged, long)


def _part(book: zipfile.ZipFile, place: int) -> str:
    """The file of a sheet inside the workbook."""
    sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).findall(f"{_MAIN}sheets/{_MAIN}sheet")
    links = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    target = {link.attrib["Id"]: link.attrib["Target"] for link in links}[sheets[place].attrib[_LINK]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _cell(row: int, column: int) -> str:
    """As Excel calls it."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


# -- rows -----------------------------------------------------------------------------------------

def _piece(path: str, sheet: ArrowTable, wrong: Dict[Tuple[int, int], str], hidden: Hidden,
           notes: List[Problem]) -> Piece:
    top = _headings(sheet)
    if top is None:
        raise empty(path)
    names = names_of([column[0] for column in sheet.slice(top, 1).to_pydict().values()])
    first = top + 1
    unread: Dict[int, List[Unread]] = {}
    for (row, column), kind in sorted(wrong.items()):
        if row >= first:
            unread.setdefault(row - first, []).append(_failed(row, first, column, kind, names))
    for area in hidden.merged:
        for row, column in _covered(area, first, len(names)):
            unread.setdefault(row - first, []).append(_merged(area, row, first, column, names))
    notes = [*notes, *above(top), *_numbers(hidden.long, names, first)]
    rows = sheet.slice(first, len(sheet)).rename(names)
    return Piece(names, 0, rows, unread, top + 1, notes, 1.0)


def _headings(sheet: ArrowTable) -> Optional[int]:
    """The first row with more than one cell filled, else the first with any."""
    columns = list(sheet.slice(0, TOP).to_pydict().values())
    filled = [sum(bool((cell or "").strip()) for cell in row) for row in zip(*columns)]
    most = max(filled, default=0)
    return next((row for row, cells in enumerate(filled) if cells >= min(most, 2) > 0), None)


def _failed(row: int, first: int, column: int, kind: str, names: List[str]) -> Unread:
    at = _cell(row, column)
    fault = problem("file/formula", f"{at} 的公式出错：{kind}", f"the formula in {at} ended in {kind}",
                    Text("请改正公式，或直接填数", "mend the formula, or write the number"), row=row - first)
    return Unread(fault, kind, names[column])


def _covered(area: Tuple[int, int, int, int], first: int, width: int) -> Iterator[Tuple[int, int]]:
    """The cells of the data that a merged one covers, but for its own, which holds the value."""
    top, left, bottom, right = area
    for row in range(max(top, first), bottom + 1):
        for column in range(left, min(right, width - 1) + 1):
            if (row, column) != (top, left):
                yield row, column


def _merged(area: Tuple[int, int, int, int], row: int, first: int, column: int, names: List[str]) -> Unread:
    shown = f"{_cell(*area[:2])}:{_cell(*area[2:])}"
    fault = problem("file/merged", f"单元格 {shown} 已合并，只有左上角有值", f"the cells {shown} are merged: only the first has a value",
                    Text("请取消合并，逐行填写", "unmerge them and fill in each row"), row=row - first)
    return Unread(fault, shown, names[column])


def _numbers(long: Dict[int, List[int]], names: List[str], first: int) -> List[Problem]:
    """Long numbers where identifiers may belong."""
    notes = []
    for column, rows in sorted(long.items()):
        cells = [_cell(row, column) for row in rows if row >= first]
        if not cells or column >= len(names):
            continue
        shown = ", ".join(cells[:NAMED]) + (f" … ({len(cells)})" if len(cells) > NAMED else "")
        notes.append(problem(
            "file/number-id",
            f"“{names[column]}”列有存为数的长编号（{shown}）：前导零已丢失，15 位以后的数字不可靠",
            f"the column `{names[column]}` has long identifiers stored as numbers ({shown}): leading zeros are lost, digits"
            " after the 15th are not reliable",
            Text("请把该列设为文本后重新导出", "format the column as text and export it again"),
            path=f"columns.{names[column]}", severity="warning",
        ))
    return notes
