"""CSV read in blocks: the same cells as Python's own reader gives, no row lost, each broken one named."""

import csv
import io
import os
import random
import subprocess
import sys

import pytest

from aftersales import csv_files, files
from aftersales._native import CsvReader
from aftersales.cli import main
from aftersales.errors import TableError


def pieces(text, encoding="utf-8", size=1 << 23):
    """What a pipe that hands over so many bytes at a time gives."""
    source = io.BytesIO(text.encode(encoding) if isinstance(text, str) else text)
    return list(csv_files._pieces(lambda: source.read(size), encoding, "x.csv", 0))


def table(text, encoding="utf-8", size=1 << 23):
    out, unread = {}, {}
    for piece in pieces(text, encoding, size):
        assert piece.first == len(next(iter(out.values()), []))
        for name, column in piece.table.to_pydict().items():
            out.setdefault(name, []).extend(column)
        unread.update(piece.unread)
    return out, {row: cells[0].problem for row, cells in unread.items()}


def test_the_same_cells_as_pythons_reader_whatever_the_size_of_the_blocks():
    chance = random.Random(7)
    cells = ["", "a", "1,000", "two\nlines", 'say "hi"', "龘㐂", " x ", "12.5", "=1+1", "\t"]
    for turn in range(300):
        rows = [[chance.choice(cells) for _ in range(3)] for _ in range(chance.randrange(1, 12))]
        end = chance.choice(["\n", "\r\n"])
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator=end, quoting=chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])).writerows(
            [["甲", "乙", "丙"], *rows])
        text = out.getvalue()
        if chance.random() < 0.3:
            text = text[: -len(end)]
        expected = [row for row in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in row)][1:]
        encoding = chance.choice(["utf-8", "gb18030"])
        read, unread = table(text, encoding, chance.choice([1, 2, 7, 64, 1 << 20]))
        assert unread == {}, text
        assert [list(row) for row in zip(*read.values())] == [[c or None for c in row] for row in expected], text


def test_a_block_with_quotes_and_one_without_are_read_alike():
    rows = [f"{i:05},{i % 97},{i % 13}" for i in range(200_000)]
    without, _ = table("a,b,c\n" + "\n".join(rows) + "\n")
    within, _ = table('"a",b,c\n' + "\n".join(rows) + "\n")
    assert without == within
    assert without["a"][:2] + without["a"][-1:] == ["00000", "00001", "199999"]


BROKEN = [
    ("1,2,3,4", "file/ragged", "有 4 个单元格，表头有 3 列，数据可能已错位", "has 4 cells under 3 headings: its cells may have slipped"),
    ("1,2", "file/ragged", "有 2 个单元格，表头有 3 列，数据可能不全", "has 2 cells under 3 headings: some are missing"),
    ('1,"2"x,3', "file/quote", "引号没有成对", "a quotation mark is not closed, or stands inside a cell"),
    ('1,"2,3', "file/quote", "引号没有成对", "a quotation mark is not closed, or stands inside a cell"),
]


@pytest.mark.parametrize("size", [3, 1 << 20])
@pytest.mark.parametrize(("row", "code", "zh", "en"), BROKEN)
def test_a_broken_row_is_told_and_the_others_are_read(row, code, zh, en, size):
    read, unread = table(f"a,b,c\nx,y,z\n{row}\n7,8,9\n", size=size)
    assert read["a"] == ["x", "1", "7"] and read["c"][2] == "9"
    (fault,) = unread.values()
    assert (fault.row, fault.code, fault.message.zh, fault.message.en) == (1, code, zh, en)


def test_a_trailing_comma_is_no_fault():
    read, unread = table("a,b\n1,2,\n3,4,,\n")
    assert unread == {} and read == {"a": ["1", "3"], "b": ["2", "4"]}


BLANK = ["", ",,", " , ,\t", ",,,,", '"","",""', '" ",,']


@pytest.mark.parametrize("size", [5, 64, 1 << 20])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_blank_rows_are_no_rows_and_the_others_keep_their_numbers(end, size):
    chance = random.Random(3)
    for turn in range(100):
        lines, rows = ["甲,乙,丙"], []
        for _ in range(chance.randrange(0, 30)):
            if chance.random() < 0.5:
                lines.append(chance.choice(BLANK[: 4 if turn % 2 else 6]))
            else:
                # The first line of the file is line 1, and no cell here goes over lines.
                lines.append(f"{len(lines) + 1},x," + chance.choice(["", "y"]))
                rows.append(str(len(lines)))
        read, found = [], []
        for piece in pieces(end.join(lines) + chance.choice(["", end, end * 3]), size=size):
            column = piece.table.to_pydict()["甲"]
            assert piece.unread == {} and piece.first == len(read)
            read += column
            found += [str(piece.row(piece.first + place)) for place in range(len(column))]
        assert read == found == rows, lines


def test_blank_rows_are_not_judged_and_faults_are_named_by_their_lines(tmp_path, capsys):
    path, out = tmp_path / "x.csv", tmp_path / "o.csv"
    path.write_bytes("批次号,抽检数,误判数\r\n1,100,20\r\n,,\r\n\r\n2,100\r\n3,-1,0\r\n,,\r\n\r\n".encode())
    assert main(["score", str(path), "-o", str(out), "--lang", "en"]) == 0
    said = capsys.readouterr().err
    assert "row 5: has 2 cells under 3 headings" in said and "row 6 [抽检数]" in said and "3 rows: " in said
    assert [line.split(",")[0] for line in out.read_text("utf-8-sig").splitlines()] == ["批次号", "1", "2", "3"]


def test_a_blank_heading_is_called_by_its_place():
    read, _ = table("a,,抽检数\n1,x,3\n")
    assert read == {"a": ["1"], "#2": ["x"], "抽检数": ["3"]}


ASCII, ZH = "id,inspected,misjudged\n", "批次号,抽检数,误判数\n"
MIXED = [
    # The encoding of the file; its headings, its rows in that encoding, one row in the other; what comes before the headings.
    ("utf-8", ZH, "B0000001,100,2\n", "乱码,100,4\n", b""),
    ("utf-8", ZH, "B0000001,100,2\n", "乱码,100,4\n", b"\xef\xbb\xbf"),
    ("utf-8", ASCII, "B0000001,100,2\n", "乱码,100,4\n", b"\xef\xbb\xbf"),
    ("utf-8", ASCII, "杭州,100,2\n", "乱码,100,4\n", b""),
    ("gb18030", ZH, "B0000001,100,2\n", "乱码,100,4\n", b""),
    ("gb18030", ASCII, "杭州,100,2\n", "乱码,100,4\n", b""),
    # 台 in GB18030 is a letter of UTF-8 too.
    ("gb18030", ASCII, "B0000001,100台,2\n", "B0000001,杭州,2\n", None),
]


@pytest.mark.parametrize(("encoding", "head", "good", "odd", "mark"), MIXED)
@pytest.mark.parametrize("place", [0, 399_000])
def test_one_row_in_another_encoding_does_not_decide(encoding, head, good, odd, mark, place):
    other = encoding if mark is None else {"utf-8": "gb18030", "gb18030": "utf-8"}[encoding]
    rows = [good.encode(encoding)] * 400_000
    rows[place] = odd.encode(other)
    text = (mark or b"") + head.encode(encoding) + b"".join(rows)
    assert csv_files._encoding(io.BytesIO(text)) == encoding


def test_only_the_row_in_another_encoding_is_named(tmp_path):
    path = tmp_path / "x.csv"
    rows = [f"B{i:07},100,{i % 7}\n".encode() for i in range(5000)]
    rows[4000] = "乱码,100,4\n".encode("gb18030")
    for mark in (b"", b"\xef\xbb\xbf"):
        text = mark + ZH.encode() + b"".join(rows)
        path.write_bytes(text)
        for (piece,) in (files.read(str(path)), files.read("-", io.BytesIO(text))):
            assert piece.names == ["批次号", "抽检数", "误判数"] and len(piece.table) == 5000
            assert list(piece.unread) == [4000]
            assert piece.unread[4000][0].problem.code == "file/encoding"


@pytest.mark.parametrize("text", ["批次号,抽检数\n联通,1\n", "batch,n\n" + "x,1\n" * 5 + "中,2\n", "纯,数\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_are_found_in_files_and_pipes(tmp_path, text, encoding):
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    expected = [line.split(",") for line in text.splitlines()]
    for (piece,) in (files.read(str(path)), files.read("-", io.BytesIO(text.encode(encoding)))):
        assert piece.names == expected[0]
        assert [list(row) for row in zip(*piece.table.to_pydict().values())] == expected[1:]


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(sign, end):
    read, _ = table(end.join(sign.join(row) for row in (["a", "b"], ["1", "2,5" if sign != "," else "2"], ["3", "4"])))
    assert read == {"a": ["1", "3"], "b": ["2,5" if sign != "," else "2", "4"]}


@pytest.mark.parametrize("sign", ["\t", ";", "|"])
def test_a_title_does_not_choose_the_delimiter(sign):
    assert table(f"三月退货\n\na{sign}b\n1{sign}2\n") == ({"a": ["1"], "b": ["2"]}, {})


def test_a_bar_is_a_delimiter_only_where_no_other_is():
    assert table("a|b|c,d\n1|2,3\n") == ({"a|b|c": ["1|2"], "d": ["3"]}, {})


@pytest.mark.parametrize("sign", ["，", "；", "｜"])
def test_headings_separated_by_full_width_signs(sign):
    with pytest.raises(TableError) as refused:
        pieces(sign.join(["批次号", "抽检数"]) + "\n" + sign.join(["1", "2"]) + "\n")
    (fault,) = refused.value.problems
    assert fault.code == "file/delimiter"
    assert fault.text("zh").startswith(f"表头以“{sign}”分隔。分隔符可用半角逗号、制表符、分号或竖线")
    assert fault.text("en").startswith(f"the headings are separated by `{sign}`; use a comma, a tab, a semicolon or a vertical bar")


def test_a_title_above_the_headings_is_passed_over_and_said():
    (piece,) = pieces("退货批次统计表,,\n,,\n批次号,抽检数,误判数\n1,2,3\n")
    assert piece.names == ["批次号", "抽检数", "误判数"] and piece.top == 3
    assert [n.message.zh for n in piece.notes] == ["表头取自第 3 行，其上 2 行未作数据"]
    assert [n.message.en for n in piece.notes] == ["the headings are taken from row 3; the 2 above are not data"]


def test_a_file_of_one_column():
    assert table("抽检数\n5\n6\n") == ({"抽检数": ["5", "6"]}, {})


def test_what_never_ends_is_refused():
    with pytest.raises(TableError) as refused:
        pieces("a,b\n" + "x" * (70 << 20))
    assert refused.value.problems[0].message.zh == "第 2 行起没有换行"
    assert refused.value.problems[0].message.en == "from row 2 on there is no end of a line"


def test_identifiers_in_powers_of_ten_are_warned_of():
    (piece,) = pieces("条码,抽检数\n6.93E+12,5\n007,6\n1.2E+12,6\n")
    (note,) = piece.notes
    assert note.code == "file/number-id" and note.path == "columns.条码"
    assert note.message.zh == "“条码”列有被改写成科学计数的编号（6.93E+12、1.2E+12），原来的数字已丢失"
    assert note.message.en == "the column `条码` has identifiers rewritten as powers of ten (6.93E+12, 1.2E+12): their digits are lost"


def test_a_pipe_is_judged_as_it_comes_in():
    """The verdict of the first rows comes out while the writer still holds the pipe open."""
    run = subprocess.Popen([sys.executable, "-m", "aftersales", "score", "-", "-o", "-", "--lang", "en"],
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    run.stdin.write("批次号,抽检数,误判数\n007,100,20\n".encode())
    run.stdin.flush()
    assert run.stdout.readline().decode().startswith("批次号,抽检数,误判数,misjudged_by_customer,")
    assert run.stdout.readline().decode().startswith("007,100,20,TRUE,0.2,-1,")
    run.stdin.write(b"008,100,19\n")
    rest, _ = run.communicate()
    assert rest.decode().startswith("008,100,19,FALSE,0.19,1,") and run.returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="pipes have no names here")
def test_a_pipe_with_a_name():
    end, begin = os.pipe()
    os.write(begin, "批次号,抽检数\n007,2\n".encode())
    os.close(begin)
    (piece,) = files.read(f"/dev/fd/{end}")
    os.close(end)
    assert piece.table.to_pydict() == {"批次号": ["007"], "抽检数": ["2"]}


def test_reader_without_headings_is_not_ready():
    reader = CsvReader(",")
    assert reader.headings is None and not reader.begin(b"", False)
    assert reader.begin(b"a,b\n", False) and reader.headings == ["a", "b"]
