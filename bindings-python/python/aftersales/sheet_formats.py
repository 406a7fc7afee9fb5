"""Numbers that a sheet shows with leading zeros: a 7 in the format ``00000`` stands there as 00007.

Only a workbook that has such a format is looked through, and only its cells in that format are touched.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any, Dict, Iterator, List, NamedTuple, Tuple
from xml.etree import ElementTree

from .pieces import need
from .sheet_xml import linked, numbered, parts

DIGITS = 15
"""Excel keeps no more digits of a number."""
_ANY = re.compile(rb"formatCode=[\"']0{2,}[\"']")
_ZEROS = re.compile(r"0{2,}")
_STYLES = "/styles"


class Zeros(NamedTuple):
    """Cells of one column in one such format."""

    column: int
    """Of the sheet, from 0."""
    digits: int
    """So many the format shows at least."""


def zeros(path: str, part: str) -> Dict[Zeros, List[int]]:
    """The cells of a sheet that hold numbers in such a format: their rows, from 0."""
    found: Dict[Zeros, List[int]] = {}
    styles = _styles(path)
    if styles:
        for style, row, column in _cells(path, part, styles):
            found.setdefault(Zeros(column, styles[style]), []).append(row)
    return found


def _styles(path: str) -> Dict[bytes, int]:
    """The styles of a workbook with such a format, by the numbers that cells call them by, and how many digits it has."""
    with zipfile.ZipFile(path) as book:
        text = next((book.read(file) for kind, file in linked(book) if kind.endswith(_STYLES)), b"")
    if not _ANY.search(text):
        return {}
    root = ElementTree.fromstring(text)
    formats = {one.attrib["numFmtId"]: len(one.attrib["formatCode"]) for one in root.findall("{*}numFmts/{*}numFmt")
               if _ZEROS.fullmatch(one.attrib["formatCode"])}
    return {b"%d" % place: formats[style.attrib["numFmtId"]] for place, style in enumerate(root.findall("{*}cellXfs/{*}xf"))
            if style.attrib.get("numFmtId") in formats}


def _cells(path: str, part: str, styles: Dict[bytes, int]) -> Iterator[Tuple[bytes, int, int]]:
    """Style, row and column of the cells in these styles that hold numbers."""
    for text, whole, signs in parts(path, part):
        # An empty cell, <c r="A2" s="1"/>, is passed over.
        in_style = re.compile(rb'%b(?:[^>]*\s)?s="(%b)"[^>]*(?<!/)>' % (re.escape(signs.cell), b"|".join(styles)))
        for sign in in_style.finditer(text, 0, whole):
            for row, column in numbered(text, sign.end(), signs):
                yield sign[1], row, column


def padded(columns: List[Any], left: int, cells: Dict[Zeros, List[int]]) -> List[Any]:
    """The columns of a sheet from column ``left`` on, with the zeros in these cells; what is no whole number stays."""
    changed: Dict[int, List[Any]] = {}
    for (column, digits), rows in cells.items():
        place = column - left
        if not 0 <= place < len(columns):
            continue
        if place not in changed:
            changed[place] = columns[place].to_pylist()
        texts = changed[place]
        for row in rows:
            if row < len(texts) and texts[row] is not None and texts[row].isdigit():
                texts[row] = texts[row].zfill(digits)
    pa = need("pyarrow", ".xlsx")
    return [pa.array(changed[place], texts.type) if place in changed else texts for place, texts in enumerate(columns)]


def unsure(long: Dict[int, List[int]], columns: List[Any], left: int, cells: Dict[Zeros, List[int]]) -> Dict[int, List[int]]:
    """The rows of long numbers, by columns of the sheet, without those whose format shows every digit there ever was."""
    whole = {(column, row) for (column, digits), rows in cells.items() if 0 <= column - left < len(columns)
             for row in set(rows).intersection(long.get(column, ()))
             if len(columns[column - left][row].as_py() or "") <= min(digits, DIGITS)}
    return {column: [row for row in rows if (column, row) not in whole] for column, rows in long.items()}
