"""Files written again as plain CSV."""

import csv

import pytest

from data.errors import RapportError, UnreadableFileError
from data.reading import guarded, read_plain
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


def test_two_files_of_one_name_do_not_replace_each_other(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "orders.csv").write_text(f"id\n{folder}\n")
    first = read_plain(tmp_path / "a" / "orders.csv", tmp_path / "out")
    second = read_plain(tmp_path / "b" / "orders.csv", tmp_path / "out", taken={"orders.csv"})
    assert (tmp_path / "out" / "orders.csv").read_bytes() == b"id\r\na\r\n"
    assert second[0]["out"] == f"{first[0]['out']}.2"
    assert (tmp_path / "out" / "orders.csv.2").read_bytes() == b"id\r\nb\r\n"


def test_a_file_is_not_replaced_by_its_own_copy(tmp_path):
    source = tmp_path / "orders.csv"
    source.write_bytes(b"id;name\n1;Ann\n")
    with pytest.raises(RapportError, match="would be replaced by its own copy"):
        read_plain(source, tmp_path)
    assert source.read_bytes() == b"id;name\n1;Ann\n"


def test_a_link_in_the_folder_leads_nowhere(tmp_path):
    (tmp_path / "precious").write_text("keep me")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "file.csv").symlink_to(tmp_path / "precious")
    plain(tmp_path, b"id,name\n1,Ann\n")
    assert (tmp_path / "precious").read_text() == "keep me"


@pytest.mark.parametrize(
    "name", ["two\nlines.csv", "-rf", "~", "$(id).csv", "a" * 251 + ".csv", "é\udcff.csv", "con "]
)
def test_a_strange_name_stays_in_the_folder(tmp_path, name):
    two = workbook(A=[["x", "y"], ["p", 1]], B=[["u", "v"], ["q", 2]])
    source = tmp_path / name
    source.write_bytes(two)
    before = set(tmp_path.rglob("*"))
    reports = guarded.read_plain(source, tmp_path / "out")
    assert len(reports) == 2
    new = set(tmp_path.rglob("*")) - before - {tmp_path / "out"}
    assert len(new) == 2
    assert {path.parent for path in new} == {tmp_path / "out"}
    assert (tmp_path / "out" / name).exists()


def test_what_can_not_be_written_is_said(tmp_path):
    (tmp_path / "out" / "file.csv").mkdir(parents=True)
    with pytest.raises(RapportError, match=r"file.csv can't be written: .*directory"):
        plain(tmp_path, b"id,name\n1,Ann\n")
