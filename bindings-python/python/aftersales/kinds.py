"""What a file is by its first bytes, whatever its name says, and what to do with it."""

from __future__ import annotations

import re
from typing import BinaryIO, NamedTuple, Optional, Sequence, Tuple

from .text import Text

LOOKED_AT = 1 << 12
"""Bytes by which a kind is known."""


class Kind(NamedTuple):
    """No text of rows, though it may be called so."""

    id: str
    what: Text
    mend: Text

    @property
    def but(self) -> Text:
        """After what it is not."""
        space = " " if self.what.zh[0].isascii() else ""
        return Text(f"而是{space}{self.what.zh}", f"but {self.what.en}")


_SAVE = Text("请用 Excel 打开后另存为 .xlsx 或 CSV", "open it in Excel and save it as .xlsx or CSV")
_UNPACK = Text("请先解压", "unpack it first")
_EXPORT = Text("请从源系统导出 CSV 或 .xlsx", "export CSV or .xlsx from its source")

XLSX = Kind("xlsx", Text("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)"), Text("请把扩展名改为 .xlsx", "name it .xlsx"))
XLS = Kind("xls", Text("旧版 Excel 工作簿（.xls）或加密的工作簿", "an old Excel workbook (.xls) or a protected one"), _SAVE)
PARQUET = Kind("parquet", Text("Parquet 文件", "a Parquet file"), Text("请把扩展名改为 .parquet", "name it .parquet"))
UTF16 = Kind("utf-16", Text("UTF-16 文本（Excel 的“Unicode 文本”）", "UTF-16 text (Excel's \"Unicode Text\")"), _SAVE)
GZIP = Kind("gzip", Text("gzip 压缩文件", "a gzip archive"),
            Text("请先解压，或 zcat 文件 | aftersales score -", "unpack it first, or zcat FILE | aftersales score -"))
ZIP = Kind("zip", Text("zip 压缩文件", "a zip archive"), _UNPACK)
ARCHIVE = Kind("archive", Text("压缩文件", "an archive"), _UNPACK)
ODS = Kind("ods", Text("OpenDocument 表格（.ods）", "an OpenDocument spreadsheet (.ods)"),
           Text("请用 Excel 或 LibreOffice 打开后另存为 .xlsx", "open it in Excel or LibreOffice and save it as .xlsx"))
DOCX = Kind("docx", Text("Word 文档", "a Word document"), _EXPORT)
HTML = Kind("html", Text("网页（HTML）", "a web page (HTML)"), _SAVE)
XML_SHEET = Kind("xml-sheet", Text("XML 表格（Excel 2003）", "an XML spreadsheet (Excel 2003)"), _SAVE)
XML = Kind("xml", Text("XML 文件", "an XML file"), _EXPORT)
PDF = Kind("pdf", Text("PDF 文件", "a PDF file"), _EXPORT)
PICTURE = Kind("picture", Text("图片", "a picture"), _EXPORT)
PROGRAM = Kind("program", Text("程序文件", "a program"), _EXPORT)
BINARY = Kind("binary", Text("二进制文件", "a binary file"), _EXPORT)

_BEGINNINGS: Sequence[Tuple[bytes, Kind]] = (
    (b"\xd0\xcf\x11\xe0", XLS), (b"PAR1", PARQUET), (b"\xff\xfe", UTF16), (b"\xfe\xff", UTF16), (b"\x1f\x8b", GZIP),
    (b"\xfd7zXZ\x00", ARCHIVE), (b"\x28\xb5\x2f\xfd", ARCHIVE), (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE), (b"%PDF-", PDF), (b"\x89PNG", PICTURE), (b"\xff\xd8\xff", PICTURE), (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE), (b"\x7fELF", PROGRAM), (b"MZ\x90\x00", PROGRAM),
)
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|meta|style|table|div)\b", re.IGNORECASE)
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/")


def kind(begins: bytes) -> Optional[Kind]:
    """What a file beginning so is; None if it may be text."""
    if begins.startswith(b"PK\x03\x04"):
        return _zipped(begins)
    found = next((kind for beginning, kind in _BEGINNINGS if begins.startswith(beginning)), None)
    return found or _marked_up(begins) or _not_text(begins)


def of_file(file: BinaryIO) -> Optional[Kind]:
    """The kind of an open file; it is read from its beginning afterwards."""
    begins = file.read(LOOKED_AT)
    file.seek(0)
    return kind(begins)


def _zipped(begins: bytes) -> Kind:
    """A workbook, unless its first part says otherwise."""
    first = begins[30: 30 + int.from_bytes(begins[26:28], "little")]
    if first == b"mimetype":
        return ODS if b"opendocument.spreadsheet" in begins else ZIP
    if first.startswith(b"word/") or b"/word/document.xml" in begins:
        return DOCX
    return ZIP if first and not first.startswith(_OFFICE) else XLSX


def _marked_up(begins: bytes) -> Optional[Kind]:
    text = begins.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:13].lower() == b"mime-version:":
        return HTML
    if not text.startswith(b"<"):
        return None
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return XML_SHEET
    if _HTML.search(text):
        return HTML
    return XML if text.startswith(b"<?xml") else None


def _not_text(begins: bytes) -> Optional[Kind]:
    """Text has no zero bytes; one that slipped in makes no other file of it."""
    if 20 * begins.count(0) < max(len(begins), 20):
        return None
    even, odd = begins[::2].count(0), begins[1::2].count(0)
    order = "utf-16-le" if odd > even else "utf-16-be"
    # Signs, digits and ends of lines have their zero byte on one side.
    return UTF16 if _is_text(begins.decode(order, "ignore")) else BINARY


def _is_text(text: str) -> bool:
    return all(sign >= " " or sign in "\t\r\n" for sign in text)
