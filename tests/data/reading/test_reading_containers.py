"""Archives, spreadsheets, and what is refused."""

import gzip
import io
import random
import zipfile

import pytest

from data.errors import UnreadableFileError
from data.reading import Limits, ReadOptions, read_file
from tests.data.reading.building import gzipped, workbook, zipped

CSV = b"id,name\n1,Ann\n2,Bob\n"


def test_a_gzip_file_is_opened():
    block = read_file("orders.csv.gz", gzipped(CSV))[0]
    assert block.rows.to_numpy().tolist() == [["1", "Ann"], ["2", "Bob"]]


def test_a_gzip_file_of_several_parts_is_read_to_its_end():
    assert len(read_file("a.csv.gz", gzipped(CSV) + gzipped(b"3,Cid\n"))[0].rows) == 3


def test_every_member_of_an_archive_is_read_under_its_own_name():
    blocks = read_file("week.zip", zipped(a__csv=CSV, b__csv=b"x;y\n3;4\n"))
    assert [block.file for block in blocks] == ["week.zip › a.csv", "week.zip › b.csv"]


def test_an_archive_in_an_archive_is_opened():
    blocks = read_file("out.zip", zipped(inner__zip=zipped(a__csv=CSV)))
    assert [block.file for block in blocks] == ["out.zip › inner.zip › a.csv"]


def test_a_bad_member_stops_none_of_the_others():
    blocks = read_file("week.zip", zipped(a__csv=CSV, b__csv=b"%PDF-1.7 x"))
    assert len(blocks[0].rows) == 2
    assert blocks[1].header == ()
    assert "PDF" in blocks[1].warnings[0]


def test_an_archive_of_nothing_but_bad_members_is_refused():
    with pytest.raises(UnreadableFileError, match=r"week.zip › b.csv is a PDF"):
        read_file("week.zip", zipped(b__csv=b"%PDF-1.7 x"))


def test_an_archive_with_a_password_says_so():
    content = bytearray(zipped(a__csv=CSV))
    content[6] |= 1  # the flag in the member's own header, and in the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFileError, match="password"):
        read_file("week.zip", bytes(content))


@pytest.mark.parametrize("pack", [gzipped, lambda content: zipped(a__csv=content)])
def test_an_archive_that_grows_a_hundredfold_is_refused(pack):
    with pytest.raises(UnreadableFileError, match="100 times"):
        read_file("bomb", pack(b"0," * 20_000_000))


def test_archives_in_archives_do_not_multiply_what_they_may_grow():
    lines = "".join(f"{number},{random.Random(number).random()}\n" for number in range(400))
    file = f"id,name\n{lines}".encode() + b"1,Ann\n" * 40_000
    packed = gzipped(file)
    within = zipped(**{f"a{number}__gz": packed for number in range(60)})
    content = gzipped(within)
    assert len(file) < 100 * len(packed)
    assert len(within) < 100 * len(content)
    assert 60 * len(file) > 1_000 * len(content)
    blocks = read_file("out.zip.gz", content)
    assert blocks[0].header == ("id", "name")
    assert blocks[-1].header == ()
    assert "out.zip.gz grows to more than 100 times" in blocks[-1].warnings[0]


def test_an_archive_in_too_many_archives_is_not_opened():
    content = CSV
    for _turn in range(4):
        content = zipped(inner__zip=content)
    with pytest.raises(UnreadableFileError, match="archive in an archive in an archive"):
        read_file("out.zip", content)


def test_files_are_counted_over_all_archives_inside():
    inner = zipped(**{f"a{number}__csv": CSV for number in range(60)})
    content = zipped(one__zip=inner, two__zip=inner)
    blocks = read_file("out.zip", content, ReadOptions(limits=Limits(members=100)))
    assert [bool(block.header) for block in blocks] == [True] * 60 + [False]
    assert "holds 122 files; 100 is the limit" in blocks[-1].warnings[0]


def test_a_member_larger_than_it_states_is_refused():
    content = bytearray(zipped(a__csv=CSV))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(signature) + offset
        content[place : place + 4] = (4).to_bytes(4, "little")
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_file("week.zip", bytes(content))


def test_an_archive_of_the_64_bit_kind_is_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("a.csv", "w", force_zip64=True) as member:
        member.write(CSV)
    assert len(read_file("week.zip", buffer.getvalue())[0].rows) == 2


def test_a_gzip_file_of_a_hundred_thousand_parts_is_read_in_seconds():
    content = gzipped(b"id,name\n") + gzipped(b"1,Ann\n") * 100_000
    assert len(read_file("a.csv.gz", content)[0].rows) == 100_000


def test_padding_after_a_gzip_file_is_left_out():
    assert len(read_file("a.csv.gz", gzipped(CSV) + bytes(512))[0].rows) == 2


def test_a_repetitive_small_file_is_no_bomb():
    content = b"id,name\n" + b"1,Ann\n" * 10_000  # 60 kB, packs to a few hundred bytes
    assert len(read_file("a.csv.gz", gzipped(content))[0].rows) == 10_000


def test_a_truncated_gzip_file_says_so():
    with pytest.raises(UnreadableFileError, match="not downloaded to its end"):
        read_file("a.csv.gz", gzipped(CSV * 100)[:-20])


def test_a_file_beyond_the_limit_is_refused_with_both_sizes():
    with pytest.raises(UnreadableFileError, match="3 MB; 2 MB is the limit"):
        read_file("big.csv", b"a,b\n" * 786_432, ReadOptions(limits=Limits(file_bytes=2 * 1024 * 1024)))


def test_too_many_columns_are_refused():
    with pytest.raises(UnreadableFileError, match="4 columns; 3 is the limit"):
        read_file("wide.csv", b"a,b,c,d\n1,2,3,4\n", ReadOptions(limits=Limits(columns=3)))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (bytes(range(256)) * 10, "binary"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "can't be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_table_is_named(content, what):
    with pytest.raises(UnreadableFileError, match=what) as refusal:
        read_file("report.csv", content)
    assert "report.csv" in str(refusal.value)


def test_a_text_that_begins_like_a_picture_is_a_text():
    assert read_file("a.csv", b"BMI,MZ\n22,3\n")[0].header == ("BMI", "MZ")


def test_sheets_are_tables_with_their_own_row_numbers():
    content = workbook(
        Posts=[["LinkedIn report", None, None], ["Date", "Clicks", "Likes"], ["2026-05-01", 3, 4.5]],
        Visits=[["Day", "Visits"], ["2026-05-01", 17850]],
    )
    posts, visits = read_file("export.xlsx", content)
    assert posts.part == "Posts"
    assert posts.header == ("Date", "Clicks", "Likes")
    assert posts.rows.to_numpy().tolist() == [["2026-05-01", "3", "4.5"]]
    assert posts.lines.tolist() == [3]
    assert visits.rows.to_numpy().tolist() == [["2026-05-01", "17850"]]


def test_a_spreadsheet_named_csv_is_read_as_what_it_is():
    assert read_file("export.csv", workbook(A=[["x", "y"], ["00123", 2]]))[0].rows[0].tolist() == ["00123"]


def test_a_spreadsheet_that_is_a_bomb_is_refused():
    content = zipped(xl__xml=b"<a/>" * 10_000_000)
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(UnreadableFileError, match="100 times"):
        read_file("a.xlsx", buffer.getvalue())


def test_file_names_are_never_used_as_paths():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../etc/passwd.csv", CSV)
    assert read_file("/tmp/../week.zip", buffer.getvalue())[0].file == "week.zip › ../../etc/passwd.csv"


@pytest.mark.parametrize(
    ("member", "shown"),
    [
        ("/etc/cron.d/x.csv", "/etc/cron.d/x.csv"),
        ("..\\..\\x.csv", "..\\..\\x.csv"),
        ("C:\\x.csv", "C:\\x.csv"),
        ("two\nlines.csv", "two\ufffdlines.csv"),
        ("fdc\u202evsc.exe", "fdc\ufffdvsc.exe"),
        ("x" * 60_000, "x" * 99 + "…" + "x" * 100),
    ],
)
def test_a_members_name_is_shown_in_one_line_and_leads_nowhere(member, shown, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, CSV)
    assert read_file("week.zip", buffer.getvalue())[0].file == f"week.zip › {shown}"
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_member_checksum_is_noticed():
    content = bytearray(gzip.compress(CSV))
    content[-8] ^= 1
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_file("a.csv.gz", bytes(content))
