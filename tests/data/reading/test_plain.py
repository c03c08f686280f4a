"""Files written again as plain CSV."""

import csv

import pytest

from data.errors import UnreadableFileError
from data.reading import read_plain
from tests.data.reading.building import workbook


def plain(tmp_path, content: bytes, name: str = "file.csv"):
    source = tmp_path / name
    source.write_bytes(content)
    reports = read_plain(source, tmp_path / "out")
    for report in reports:
        with open(report["out"], encoding="utf-8", newline="") as stream:  # noqa: PTH123 -- as a reader would
            report["cells"] = list(csv.reader(stream))
    return reports


def test_any_dialect_becomes_plain_csv(tmp_path):
    report = plain(tmp_path, 'name;spend\r\n"Zoë;x";3,20\r\n'.encode("cp1252"))[0]
    assert (tmp_path / "out" / "file.csv").read_bytes() == 'name,spend\r\nZoë;x,"3,20"\r\n'.encode()
    assert report["rows"] == 1
    assert report["dialect"]["delimiter"] == ";"
    assert report["dialect"]["header_row"] == 1


def test_ragged_rows_stay_as_they_are(tmp_path):
    assert plain(tmp_path, b"a,b,c\n1,2\n3,4,5,6\n7,8,9\n")[0]["cells"] == [
        ["a", "b", "c"], ["1", "2"], ["3", "4", "5", "6"], ["7", "8", "9"],
    ]  # fmt: skip


def test_no_header_is_invented(tmp_path):
    assert plain(tmp_path, b"1,2\n3,4\n")[0]["cells"] == [["1", "2"], ["3", "4"]]


def test_several_header_rows_are_joined_by_a_blank(tmp_path):
    content = b"day,total,total\n,visits,spend\n2026-05-01,3,4\n2026-05-02,5,6\n"
    assert plain(tmp_path, content)[0]["cells"][0] == ["day", "total visits", "total spend"]


def test_a_second_header_row_may_only_say_more_about_some_columns(tmp_path):
    content = b"day,product,product,note\n,kind,name,\n2026-05-01,tea,Assam,\n2026-05-02,tea,Darjeeling,cold\n"
    assert plain(tmp_path, content)[0]["cells"][0] == ["day", "product kind", "product name", "note"]


def test_further_tables_get_numbers(tmp_path):
    reports = plain(tmp_path, workbook(A=[["x", "y"], ["p", 1]], B=[["u", "v"], ["q", 2]]), "two.xlsx")
    assert [report["out"] for report in reports] == [
        str(tmp_path / "out" / name) for name in ("two.xlsx", "two.xlsx.2")
    ]
    assert reports[1]["cells"] == [["u", "v"], ["q", "2"]]


def test_an_empty_file_gives_an_empty_file(tmp_path):
    reports = plain(tmp_path, b"")
    assert (tmp_path / "out" / "file.csv").read_bytes() == b""
    assert reports[0]["rows"] == 0


def test_a_picture_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="picture"):
        plain(tmp_path, b"\x89PNG\r\n\x1a\n" + bytes(50))
