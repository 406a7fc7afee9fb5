"""CSV files: which encoding, which delimiter, and the rows in blocks.

A file that is UTF-8 from its first byte to its last, or begins with UTF-8's mark or headings, is read as UTF-8; else as
what most of it is, UTF-8 or GB18030. A broken line is told by its number and keeps its place; the others are read.
"""

from __future__ import annotations

import codecs
import itertools
import os
import re
from typing import BinaryIO, Callable, Iterator, List, Optional, Tuple

from . import _native, kinds
from .errors import Problem, TableError, problem
from .pieces import Piece, Unread, above, empty, names_of
from .text import Text

BLOCK = 1 << 23
"""Bytes read at a time."""
SAMPLE = 1 << 20
"""Bytes looked at for an encoding where the whole is not UTF-8."""
WORDS = 1000
"""So many words before and after a fault tell the encoding."""
TOP = 20
"""Lines looked at for a delimiter."""
LOOKED_AT = 1000
"""Rows in which rewritten identifiers are looked for."""
UTF8, GB18030 = "utf-8", "gb18030"

_WORD = re.compile(rb"[\x80-\xff]+")
_THREE = 0xE0
"""From this byte on a letter of UTF-8 has three bytes or more."""
_POWER = re.compile(r"\d(\.\d+)?[Ee]\+\d+")
_WIDE = "，；｜、"
"""Signs between headings that are no delimiters."""


def file(source: BinaryIO, path: str) -> Iterator[Piece]:
    """The rows of a file that can be read twice: once for its encoding."""
    with source:
        size = os.fstat(source.fileno()).st_size
        _refuse(kinds.of_file(source), path)
        encoding = _encoding(source)
        source.seek(0)
        yield from _pieces(lambda: source.read(BLOCK), encoding, path, size)


def stream(source: BinaryIO, path: str) -> Iterator[Piece]:
    """The rows of what comes in through a pipe, as it comes in."""
    some = getattr(source, "read1", source.read)
    yield from _pieces(lambda: bytes(some(BLOCK)), None, path, 0)


# -- encoding -------------------------------------------------------------------------------------

def _encoding(source: BinaryIO) -> str:
    """Of a whole file."""
    cut, read = b"", 0
    while True:
        block = source.read(BLOCK)
        if not read and block.startswith(codecs.BOM_UTF8):
            return UTF8
        read += len(block)
        text = cut + block
        cut = text[_native.utf8_until(text):]
        if len(cut) > 3 or (cut and not block):
            return _of_most(_before(source, read - len(cut)), _at(source, read - len(cut), SAMPLE))
        if not block:
            return UTF8


def _at(source: BinaryIO, place: int, size: int) -> bytes:
    source.seek(place)
    return source.read(size)


def _before(source: BinaryIO, fault: int) -> Iterator[bytes]:
    """What stands before a fault, in parts."""
    return (_at(source, place, min(SAMPLE, fault - place)) for place in range(0, fault, SAMPLE))


def _of_most(before: Iterator[bytes], after: bytes) -> str:
    """The encoding of a text that is UTF-8 up to a fault, by what stands before and after it.

    Headings in UTF-8 settle it: read as anything else they would name no column. Else most words do. Chinese in GB18030
    is hardly ever UTF-8 by chance, and then as letters of two bytes (台): such a word says little, and says it once.
    UTF-8 is often GB18030 by chance, so that is not asked.
    """
    start = next(before, b"")
    if _tells(start):
        return UTF8
    sound, broken, unsure = 0, 0, set()
    for word in [*_words(itertools.chain([start], before)), *_words(iter([after]))]:
        if not _reads(word, UTF8):
            broken += 1
        elif max(word) >= _THREE:
            sound += 1
        else:
            unsure.add(word)
    return UTF8 if sound + len(unsure) / 2 >= broken else GB18030


def _tells(start: bytes) -> bool:
    """Whether the headings are UTF-8 beyond doubt."""
    reader = _native.CsvReader(_delimiter(start))
    found = reader.begin(start if b"\n" in start else start.replace(b"\r", b"\n"), False)
    return found and any(max(name.encode(), default=0) >= _THREE for name in reader.headings or [])


def _words(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The first of what is not ASCII."""
    return itertools.islice((found[0] for part in parts for found in _WORD.finditer(part)), WORDS)


def _reads(text: bytes, encoding: str) -> bool:
    try:
        text.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


class _Decoder:
    """Blocks of any encoding as blocks of UTF-8. Bytes that are no text stay as they are, for the reader to find."""

    def __init__(self, encoding: Optional[str]) -> None:
        self.encoding = encoding
        self.decode: Optional[Callable[[bytes, bool], str]] = None

    def __call__(self, block: bytes, last: bool) -> bytes:
        if self.encoding is None and not block.isascii():
            # A pipe shows only what has come so far: the first block with anything but ASCII decides.
            fault = _native.utf8_until(block)
            sound = block.startswith(codecs.BOM_UTF8) or len(block) - fault <= 3
            self.encoding = UTF8 if sound else _of_most(iter([block[:fault]]), block[fault: fault + SAMPLE])
        if self.encoding != GB18030:
            return block
        if self.decode is None:
            self.decode = codecs.getincrementaldecoder(GB18030)("surrogateescape").decode
        return self.decode(block, last).encode("utf-8", "surrogateescape")


# -- rows -----------------------------------------------------------------------------------------

def _pieces(more: Callable[[], bytes], encoding: Optional[str], path: str, size: int) -> Iterator[Piece]:
    decoder = _Decoder(encoding)
    block = more()
    _refuse(kinds.kind(block[:kinds.LOOKED_AT]), path)
    text = decoder(block, not block)
    if text.startswith(codecs.BOM_UTF8):
        text = text[len(codecs.BOM_UTF8):]
    mac = b"\r" in text and b"\n" not in text
    reader = _native.CsvReader(_delimiter(text))
    notes: Optional[List[Problem]] = None
    first, passed, taken = 0, 0, len(block)
    while True:
        last = not block
        if mac:
            text = text.replace(b"\r", b"\n")
        if notes is None and reader.begin(text, last):
            _no_wide(reader.headings or [])
            reader.names = names_of(reader.headings or [])
            notes, text = above(reader.above), b""
        if notes is not None:
            try:
                table, told = reader.feed(text, last)
            except ValueError:
                raise TableError([_endless(first + passed + reader.above + 2)]) from None
            unread = dict(_unread(one, len(reader.names), decoder.encoding or UTF8) for one in told if one[1] != "blank")
            blank = [(first, passed)]
            for row, _, rows, _ in (one for one in told if one[1] == "blank"):
                passed += rows
                blank.append((row, passed))
            if len(table) or (last and first == 0):
                if first == 0:
                    notes = [*notes, *_rewritten(table)]
                done = taken / size if size else 0.0
                yield Piece(reader.names, first, table, unread, reader.above + 1, notes, done, blank)
                first, notes = first + len(table), []
        if last:
            break
        block = more()
        taken, text = taken + len(block), decoder(block, not block)
    if notes is None:
        raise empty(path)


def _refuse(kind: Optional[kinds.Kind], path: str) -> None:
    if kind is None:
        return
    zh, en, mend = path + " ", path, kind.mend
    if path == "-":
        zh, en = "标准输入", "standard input"
        if kind in (kinds.XLSX, kinds.PARQUET):
            mend = Text("请把它作为文件给出", "name it as a file")
    raise TableError([problem("file/not-csv", f"{zh}不是 CSV，{kind.but.zh}", f"{en} is not CSV {kind.but.en}", mend)])


def _delimiter(text: bytes) -> str:
    """What stands most often in the first line with any of them; a vertical bar only if nothing else does."""
    lines = text[: 1 << 16].splitlines()[:TOP]
    line = next((line for line in lines if any(sign in line for sign in (b",", b"\t", b";", b"|"))), b"")
    sign = max(",\t;", key=lambda sign: line.count(sign.encode()))
    return "|" if b"|" in line and sign.encode() not in line else sign


def _no_wide(headings: List[str]) -> None:
    """Refuses headings that stand in one cell with full-width signs between them."""
    found = next((sign for sign in _WIDE if sign in headings[0]), None) if len(headings) == 1 else None
    if found is not None:
        raise TableError([problem("file/delimiter", f"表头以“{found}”分隔", f"the headings are separated by `{found}`",
                                  Text("分隔符可用半角逗号、制表符、分号或竖线", "use a comma, a tab, a semicolon or a vertical bar"))])


def _unread(told: Tuple[int, str, int, str], width: int, encoding: str) -> Tuple[int, List[Unread]]:
    row, kind, cells, raw = told
    if kind == "cells":
        few = cells < width
        fault = problem(
            "file/ragged",
            f"有 {cells} 个单元格，表头有 {width} 列，数据可能{'不全' if few else '已错位'}",
            f"has {cells} cells under {width} headings: {'some are missing' if few else 'its cells may have slipped'}",
            None if few else Text("含逗号的数字应加引号：\"1,200\"", "quote numbers that contain a comma: \"1,200\""),
            row=row,
        )
    elif kind == "quote":
        fault = problem(
            "file/quote",
            "引号没有成对",
            "a quotation mark is not closed, or stands inside a cell",
            Text("单元格中的引号应写两次，并把整格用引号括起：\"5\"\" 管\"",
                 "write it twice and put the cell in quotation marks: \"5\"\" pipe\""),
            row=row,
        )
    else:
        name = encoding.upper()
        fault = problem("file/encoding", f"其中有不是 {name} 的字节", f"holds bytes that are not {name}",
                        Text("该行可能来自另一种编码的文件", "the row may come from a file in another encoding"), row=row)
    return row, [Unread(fault, raw)]


def _rewritten(table: _native.ArrowTable) -> List[Problem]:
    """Identifiers that a spreadsheet took for numbers and wrote back as powers of ten."""
    notes = []
    for name, column in table.slice(0, LOOKED_AT).to_pydict().items():
        cells = [cell for cell in column if cell and _POWER.fullmatch(cell)]
        if cells:
            zh, en = ("、".join(cells[:3]), ", ".join(cells[:3]))
            notes.append(problem(
                "file/number-id",
                f"“{name}”列有被改写成科学计数的编号（{zh}），原来的数字已丢失",
                f"the column `{name}` has identifiers rewritten as powers of ten ({en}): their digits are lost",
                Text("请从源系统重新导出，并把该列设为文本", "export it again from its source, with the column as text"),
                path=f"columns.{name}", severity="warning",
            ))
    return notes


def _endless(row: int) -> Problem:
    return problem("file/csv", f"第 {row} 行起没有换行", f"from row {row} on there is no end of a line",
                   Text("这可能不是 CSV", "this may be no CSV"))
