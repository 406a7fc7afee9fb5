"""What a workbook's own files say and the text of its cells does not: its sheets, merged cells, formulas without a value.

Sheets are read in blocks and searched, not parsed: what is not found is a hint less, never another value.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from functools import lru_cache
from typing import Dict, Iterator, List, NamedTuple, Pattern, Set, Tuple
from xml.etree import ElementTree

BLOCK = 1 << 20
"""Bytes looked at together."""
LONGEST = 1 << 18
"""No cell is longer: it holds 32,767 letters."""
_PREFIX = re.compile(rb"<(\w+:)?worksheet[\s>]")
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|t)[\s>]")
_FINE = (re.compile(rb"\.(?:\d{10}|(?<=\d{8}\.)\d)"), re.compile(rb"E-\d{1,3}</"), re.compile(rb"e-\d{1,3}</"))
"""Numbers that the reader of cells rounds: it gives nine decimals, and 17 digits where there are more."""
_OFFICE = "/officeDocument"


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    name: str
    part: str
    """Its file inside the workbook."""
    visible: bool


class Area(NamedTuple):
    """Merged cells; rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


class Hidden(NamedTuple):
    """What the text of the cells does not show; rows and columns from 0, as the sheet counts them."""

    merged: List[Area]
    long: Dict[int, List[int]]
    """Columns with numbers of 12 digits or more, and their rows."""
    unsaved: List[Tuple[int, int]]
    """Rows and columns of formulas without a stored value."""
    fine: bool
    """Whether there may be numbers with more digits than the reader of cells gives."""


def sheets(path: str) -> Dict[str, Sheet]:
    """The sheets with cells by their names, in their order."""
    with zipfile.ZipFile(path) as book:
        main = _main(book)
        targets = _links(book, main)
        found = {}
        for one in ElementTree.fromstring(book.read(main)).findall("{*}sheets/{*}sheet"):
            kind, part = targets[next(value for name, value in one.attrib.items() if name.endswith("}id"))]
            # Charts and macros may have sheets of their own.
            if kind.endswith("/worksheet"):
                found[one.attrib["name"]] = Sheet(one.attrib["name"], part, one.attrib.get("state", "visible") == "visible")
        return found


def linked(book: zipfile.ZipFile) -> List[Tuple[str, str]]:
    """The files that belong to the whole workbook, such as its styles: kind and file."""
    return list(_links(book, _main(book)).values())


def _main(book: zipfile.ZipFile) -> str:
    return next((target for kind, target in _links(book, "").values() if kind.endswith(_OFFICE)), "xl/workbook.xml")


def _links(book: zipfile.ZipFile, part: str) -> Dict[str, Tuple[str, str]]:
    """What a file inside the workbook refers to: kind and file."""
    folder, name = posixpath.split(part)
    links = ElementTree.fromstring(book.read(posixpath.join(folder, "_rels", f"{name}.rels")))
    return {
        link.attrib["Id"]: (link.attrib["Type"], posixpath.normpath(posixpath.join("/", folder, link.attrib["Target"])).lstrip("/"))
        for link in links
    }


def is_filled(path: str, part: str) -> bool:
    """Whether any cell of the sheet holds something."""
    before = b""
    for block in _blocks(path, part):
        if _FILLED.search(before + block):
            return True
        before = block[-20:]
    return False


def hidden(path: str, part: str) -> Hidden:
    """What is hidden in a sheet."""
    found, fine = Hidden([], {}, [], False), False
    for text, whole, signs in parts(path, part):
        fine = fine or any(sign.search(text, 0, whole) for sign in _FINE)
        _search(text, whole, signs, found)
    return found._replace(fine=fine)


def first_column(path: str, part: str) -> int:
    """The first column with a cell that holds something, from 0."""
    columns: Set[int] = set()
    for text, whole, signs in parts(path, part):
        for sign in signs.filled.finditer(text, 0, whole):
            place = _PLACE.search(text, max(text.rfind(signs.cell, 0, sign.start()), 0), sign.start())
            columns.update([_column(place[1])] if place else [])
    return min(columns, default=0)


def parts(path: str, part: str) -> Iterator[Tuple[bytes, int, _Signs]]:
    """A sheet in parts, each with how much of it is to be searched: what stands across two is searched with the second."""
    text, signs = b"", _signs(b"")
    for block in _blocks(path, part):
        if not text:
            root = _PREFIX.search(block)
            signs = _signs(root[1] or b"" if root else b"")
        text += block
        whole = max(text.rfind(signs.cell), text.rfind(signs.merge), len(text) - LONGEST, 0) if block else len(text)
        yield text, whole, signs
        text = text[whole:]


def _blocks(path: str, part: str) -> Iterator[bytes]:
    """A sheet in blocks; the last is empty."""
    with zipfile.ZipFile(path) as book, book.open(part) as sheet:
        while True:
            block = sheet.read(BLOCK)
            yield block
            if not block:
                return


class _Signs(NamedTuple):
    cell: bytes
    merge: bytes
    formula: bytes
    merged: Pattern[bytes]
    long: Pattern[bytes]
    unsaved: Pattern[bytes]
    filled: Pattern[bytes]


@lru_cache(maxsize=8)
def _signs(prefix: bytes) -> _Signs:
    """What to look for, where the names of a sheet's parts have this prefix."""
    p = re.escape(prefix)
    value = rb"<%bv>" % p
    return _Signs(
        b"<%bc " % prefix, b"<%bmergeCell " % prefix, b"<%bf" % prefix,
        re.compile(rb'<%bmergeCell\s[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"' % p),
        re.compile(rb"%b(?:\d{12,}|\d(?:\.\d+)?[Ee]\+\d+)</" % value),
        re.compile(rb"<(?:/%bf|%bf(?:\s[^>]*)?/)>\s*(?:<%bv\s*/>\s*|%b\s*</%bv>\s*)?</%bc>" % (p, p, p, value, p, p)),
        re.compile(rb"<%b(?:v|is)>" % p),
    )


_PLACE = re.compile(rb'\sr="([A-Z]+)(\d+)"')
_TYPE = re.compile(rb'\st="([^"]*)"')


def _search(text: bytes, whole: int, signs: _Signs, found: Hidden) -> None:
    for sign in signs.long.finditer(text, 0, whole):
        for row, column in numbered(text, sign.start(), signs):
            found.long.setdefault(column, []).append(row)
    for area in signs.merged.finditer(text, 0, whole):
        found.merged.append(Area(int(area[2]) - 1, _column(area[1]), int(area[4]) - 1, _column(area[3])))
    if text.find(signs.formula, 0, whole) >= 0:
        for sign in signs.unsaved.finditer(text, 0, whole):
            found.unsaved.extend(numbered(text, sign.start(), signs))


def numbered(text: bytes, inside: int, signs: _Signs) -> Iterator[Tuple[int, int]]:
    """Row and column of the cell around a place, if it holds a number."""
    begin = text.rfind(signs.cell, 0, inside)
    tag = text[begin: text.find(b">", begin)]
    place, kind = _PLACE.search(tag), _TYPE.search(tag)
    if begin >= 0 and place and (kind is None or kind[1] == b"n"):
        yield int(place[2]) - 1, _column(place[1])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def cell(row: int, column: int) -> str:
    """As Excel calls it."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"
