"""Files that are not what their names say: what they are and what to do is told, whatever they are called."""

import gzip
import io
import sys
import zipfile
from pathlib import Path

import pytest

from aftersales import files, kinds
from aftersales.errors import TableError

CSV = "批次号,抽检数,误判数\r\n00012,100,3\r\n"
HTML = "<!DOCTYPE html><html><table><tr><td>批次号</td></tr></table></html>"
SHEET_2003 = '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return file.getvalue()


KINDS = [
    ("html", HTML.encode(), "网页（HTML）", "a web page (HTML)"),
    ("html", b"\xef\xbb\xbf\r\n <HTML><body>", "网页（HTML）", "a web page (HTML)"),
    ("html", b"<table border=1><tr><td>1", "网页（HTML）", "a web page (HTML)"),
    ("html", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "网页（HTML）", "a web page (HTML)"),
    ("xml-sheet", SHEET_2003.encode(), "XML 表格（Excel 2003）", "an XML spreadsheet (Excel 2003)"),
    ("gzip", gzip.compress(CSV.encode(), mtime=0), "gzip 压缩文件", "a gzip archive"),
    ("zip", zipped(**{"returns.csv": CSV}), "zip 压缩文件", "a zip archive"),
    ("docx", zipped(**{"word/document.xml": "<a/>"}), "Word 文档", "a Word document"),
    ("ods", zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument 表格（.ods）",
     "an OpenDocument spreadsheet (.ods)"),
    ("utf-16", CSV.encode("utf-16"), "UTF-16 文本", "UTF-16 text"),
    ("utf-16", CSV.encode("utf-16-le"), "UTF-16 文本", "UTF-16 text"),
    ("utf-16", CSV.encode("utf-16-be"), "UTF-16 文本", "UTF-16 text"),
    ("picture", PNG, "图片", "a picture"),
    ("program", b"\x7fELF\x02\x01\x01" + bytes(57), "程序文件", "a program"),
    ("binary", bytes(range(4)) * 100, "二进制文件", "a binary file"),
]


def _short(whole):
    return whole[:200] + whole[-8:]


def _no_footer(whole):
    return whole[:-400] + b"\xff" * 392 + whole[-8:]


def _no_pages(whole):
    return whole[:4] + b"\xff" * 60 + whole[64:]


@pytest.mark.parametrize("harmed", [_short, _no_footer, _no_pages])
def test_a_damaged_parquet_file(tmp_path, harmed):
    """What is known is said in either language; the library's English is marked as its own."""
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "bad.parquet"
    parquet.write_table(pa.table({"抽检数": list(range(100)), "误判数": list(range(100))}), path)
    path.write_bytes(harmed(path.read_bytes()))
    with pytest.raises(TableError) as refused:
        list(files.read(str(path)))
    (fault,) = refused.value.problems
    assert fault.code == "file/parquet"
    assert fault.message.zh.startswith(f"无法读取 {path}，文件可能已损坏或不完整（原文：")
    assert fault.message.en.startswith(f"cannot read {path}, it may be damaged or incomplete (the reader says: ")
    assert "\n" not in fault.message.zh + fault.message.en


@pytest.mark.parametrize(("id", "data", "zh", "en"), KINDS)
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".xls", ".parquet"])
def test_what_a_file_is_whatever_its_name_says(tmp_path, id, data, zh, en, ending):
    assert kinds.kind(data).id == id
    path = tmp_path / f"x{ending}"
    path.write_bytes(data)
    with pytest.raises(TableError) as refused:
        next(files.read(str(path)))
    (fault,) = refused.value.problems
    assert zh in fault.message.zh and en in fault.message.en and fault.help is not None
    assert ".csv" not in fault.help.zh + fault.help.en


def test_the_same_in_a_pipe():
    with pytest.raises(TableError) as refused:
        next(files.read("-", io.BytesIO(HTML.encode())))
    assert "a web page (HTML); open it in Excel and save it as .xlsx or CSV [file/not-csv]" in refused.value.text("en")


def test_a_workbook_by_another_name(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "x.csv"
    xlsxwriter.Workbook(tmp_path / "x.xlsx").close()
    path.write_bytes((tmp_path / "x.xlsx").read_bytes())
    for said, text in (("zh", f"{path} 不是 CSV，而是 Excel 工作簿（.xlsx）。请把扩展名改为 .xlsx"),
                       ("en", f"{path} is not CSV but an Excel workbook (.xlsx); name it .xlsx")):
        with pytest.raises(TableError) as refused:
            next(files.read(str(path)))
        assert text in refused.value.text(said)


def test_xls_files_that_are_none(tmp_path):
    path = tmp_path / "x.xls"
    for data, zh, en in (
        (CSV.replace(",", "\t").encode("gb18030"), "不是 Excel 工作簿，而是文本。若是 CSV 或制表符分隔，请把扩展名改为 .csv",
         "is no Excel workbook but text; if it is CSV or separated by tabs, name it .csv"),
        (OLE, "旧版 Excel 工作簿（.xls）或加密的工作簿。请用 Excel 打开后另存为 .xlsx 或 CSV",
         "an old Excel workbook (.xls) or a protected one; open it in Excel and save it as .xlsx or CSV"),
    ):
        path.write_bytes(data)
        with pytest.raises(TableError) as refused:
            files.read(str(path))
        assert zh in refused.value.text("zh") and en in refused.value.text("en")


@pytest.mark.parametrize("text", [CSV, "a,b\n", "<5mm,b\n1,2\n", "a\0b,c\n" + "1,2\n" * 20, "BZ,PK\n1,2\n", "MZ,n\n1,2\n", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_is_no_kind_of_its_own(text, encoding):
    assert kinds.kind(text.encode(encoding)) is None


def test_this_python_is_a_program():
    assert kinds.kind(Path(sys.executable).read_bytes()[: kinds.LOOKED_AT]).id == "program"
