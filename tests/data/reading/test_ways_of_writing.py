"""One table written in every way that exports are written in is read as the same table, without being told how."""

import csv
import gzip
import io

import pytest

from data.reading import Block, read_file
from tests.data.reading.building import workbook, zipped

LATIN = [
    ["Kunde", "Stadt", "Betrag", "Notiz"],
    ["00123", "Köln", "3,20", 'sagt "ja, gern"'],
    ["00124", "Düsseldorf", "1.234,50", "zwei\nZeilen"],
    ["00125", "Zürich", "-7,00", ""],
    ["00126", "Genève", "12,00", "NA"],
    ["00127", "Málaga", "8,90", "Null"],
]
OTHERS = {
    "gb18030": [["姓名", "城市", "金额"], ["王小明", "北京市", "3.20"], ["李雷", "上海市", "4.10"]],
    "cp1256": [["الاسم", "المدينة", "المبلغ"], ["محمد", "القاهرة", "3.20"], ["فاطمة", "الرياض", "4.10"]],
    "cp1251": [["имя", "город", "сумма"], ["Анна", "Москва", "3.20"], ["Пётр", "Нижний Новгород", "4.10"]],
}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]


def written(rows: list[list[str]], *, end: str = "\r\n", **dialect: object) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=end, **dialect).writerows(rows)
    return stream.getvalue()


def table(block: Block) -> list[list[str]]:
    return [list(block.shown), *block.rows.to_numpy().tolist()]


def read(content: bytes) -> list[list[str]]:
    (block,) = read_file("export.csv", content)
    return table(block)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encoding_and_delimiter(encoding, delimiter):
    assert read(written(LATIN, delimiter=delimiter).encode(encoding)) == LATIN


@pytest.mark.parametrize("encoding", OTHERS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_scripts(encoding, delimiter):
    rows = OTHERS[encoding]
    assert read(written(rows, delimiter=delimiter).encode(encoding)) == rows


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_line_ends(end, delimiter):
    assert read(written(LATIN, end=end, delimiter=delimiter, quoting=csv.QUOTE_ALL).encode()) == LATIN


def test_mixed_line_ends():
    lines = [written([row], end="", delimiter=";", quoting=csv.QUOTE_ALL) for row in LATIN]
    ends = ["\r\n", "\n", "\r", "\n", "\r\n", ""]
    assert read("".join(line + end for line, end in zip(lines, ends, strict=True)).encode()) == LATIN


@pytest.mark.parametrize(
    "dialect",
    [
        {"quoting": csv.QUOTE_ALL},
        {"quotechar": "'"},
        {"quoting": csv.QUOTE_ALL, "quotechar": "'"},
        {"doublequote": False, "escapechar": "\\"},
        {"doublequote": False, "escapechar": "\\", "quoting": csv.QUOTE_ALL},
    ],
    ids=str,
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_quotes_and_escapes(dialect, delimiter):
    assert read(written(LATIN, delimiter=delimiter, **dialect).encode()) == LATIN


def test_a_blank_behind_each_delimiter():
    rows = [row[:3] for row in LATIN]
    text = "\n".join("; ".join(row) for row in rows)
    assert [[cell.strip() for cell in row] for row in read(text.encode())] == rows


ABOVE = "Umsatzbericht\nErstellt am 01.05.2026\n\n"
BELOW = "\nVertraulich - nicht weitergeben\nErstellt von Ann\n"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_lines_above_and_below(encoding):
    text = ABOVE + written(LATIN, delimiter=";", end="\n") + BELOW
    (block,) = read_file("export.csv", text.encode(encoding))
    assert table(block) == LATIN
    assert block.lines.tolist() == [5, 6, 8, 9, 10]  # line 7 is the second of the cell with a line break
    assert block.preamble == ("Umsatzbericht", "Erstellt am 01.05.2026")
    assert any("Vertraulich" in warning for warning in block.warnings)


@pytest.mark.parametrize(
    "label", ["Total", "Grand total", "Summe", "Gesamtergebnis", "合计", "الإجمالي", "Итого", "Jumlah", ""]
)
@pytest.mark.parametrize("place", ["first", "last"])
def test_a_row_of_totals(label, place):
    rows = [["email", "3", "1,50"], ["search", "5", "2,25"], ["social", "4", "0,25"]]
    total = [label, "12", "4,00"]  # 3 + 5 + 4 and 1.50 + 2.25 + 0.25
    body = [total, *rows] if place == "first" else [*rows, total]
    (block,) = read_file("export.csv", written([["channel", "sessions", "spend"], *body], delimiter=";").encode())
    assert block.rows.to_numpy().tolist() == rows
    line = 2 if place == "first" else 5
    assert block.warnings == (f"Line {line} adds up the others and was left out.",)


def test_several_tables_with_lines_between():
    first = [["day", "visits"], ["2026-05-01", "3"], ["2026-05-02", "4"]]
    second = [["browser", "visits", "share"], ["Firefox", "3", "43%"], ["Safari", "4", "57%"]]
    blocks = read_file("export.csv", (written(first) + "\r\n" + written(second)).encode())
    assert [table(block) for block in blocks] == [first, second]


def test_ragged_rows_keep_every_cell():
    text = "a;b;c\n1;2;3\n4;5\n6;7;8;9\n10;11;12\n"
    assert read(text.encode())[1:] == [
        ["1", "2", "3", ""], ["4", "5", "", ""], ["6", "7", "8", "9"], ["10", "11", "12", ""],
    ]  # fmt: skip


SHEETS = {
    "Overview": [
        ["Made on 2026-05-01"],
        ["Day", "Visits", "Note"],
        ["2026-05-01", 3, "NA"],
        ["2026-05-02", 4, "x"],
    ],
    "Posts": [["Post", "Likes"], ["00123", 7], ["00124", 8]],
}


def test_sheets_with_a_line_above_the_header():
    overview, posts = read_file("report.xlsx", workbook(**SHEETS))
    assert table(overview) == [["Day", "Visits", "Note"], ["2026-05-01", "3", "NA"], ["2026-05-02", "4", "x"]]
    assert overview.lines.tolist() == [3, 4]
    assert table(posts) == [["Post", "Likes"], ["00123", "7"], ["00124", "8"]]
    assert (overview.part, posts.part) == ("Overview", "Posts")


def test_packed_files():
    content = written(LATIN, delimiter=";").encode("cp1252")
    assert read(gzip.compress(content)) == LATIN
    blocks = read_file(
        "week.zip", zipped(a__csv=content, b__xlsx=workbook(**SHEETS), c__csv__gz=gzip.compress(content))
    )
    assert [table(block)[0][0] for block in blocks] == ["Kunde", "Day", "Post", "Kunde"]
    assert table(blocks[0]) == table(blocks[3]) == LATIN
