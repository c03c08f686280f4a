"""A file's texts scored: the file comes back as it was, with its tones beside it."""

import csv
from pathlib import Path

import pytest

from analytics.sentiment_files import score_file
from data.errors import UnknownNameError, UnreadableFileError


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_rows_order_and_cells_are_kept_and_four_columns_added(tmp_path: Path) -> None:
    source = write(
        tmp_path / "mentions.csv",
        'id,text,note\n0012,"Great service, thank you!"," a ""quoted"" cell "\n7,Das Paket kam zu spät an,\n'
        "7,Terrible service!,1.50\n",
    )
    found = score_file(source, "text", out=tmp_path / "out.csv")
    rows = read(tmp_path / "out.csv")
    assert rows[0] == ["id", "text", "note", "language", "label", "polarity", "confidence"]
    assert [row[:3] for row in rows[1:]] == read(source)[1:]
    assert [row[3:5] for row in rows[1:]] == [["en", "positive"], ["de", "not_scored"], ["en", "negative"]]
    assert rows[2][5] == ""
    assert -1 <= float(rows[3][5]) < 0
    assert (found.rows, found.scored) == (3, 2)
    assert found.by_language == {"en": 2, "de": 1}
    assert found.by_label == {"positive": 1, "not_scored": 1, "negative": 1}


def test_the_files_own_language_column_is_believed(tmp_path: Path) -> None:
    source = write(tmp_path / "mentions.csv", "text,language\nmantap,in\ngood,en\n")
    assert score_file(source, "text").by_language == {"id": 1, "en": 1}


def test_a_short_row_still_has_its_tone_under_the_right_header(tmp_path: Path) -> None:
    source = write(tmp_path / "mentions.csv", "text,author,reach\nGreat service!\n")
    score_file(source, "text", out=tmp_path / "out.csv")
    assert read(tmp_path / "out.csv")[1][:5] == ["Great service!", "", "", "en", "positive"]


def test_a_missing_column_is_refused_with_the_columns_there_are(tmp_path: Path) -> None:
    source = write(tmp_path / "mentions.csv", "body,author\nhello,x\n")
    with pytest.raises(UnknownNameError, match="author, body"):
        score_file(source, "text", out=tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_an_empty_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"mentions\.csv"):
        score_file(write(tmp_path / "mentions.csv", ""), "text")


def test_a_file_as_a_spreadsheet_program_writes_it_is_read(tmp_path: Path) -> None:
    source = tmp_path / "mentions.csv"
    source.write_bytes("id;text\r\n1;Das Paket kam zu spät an\r\n2;Great service!\r\n".encode("cp1252"))
    found = score_file(source, "text", out=tmp_path / "out.csv")
    assert found.by_language == {"de": 1, "en": 1}
    assert read(tmp_path / "out.csv")[1][:2] == ["1", "Das Paket kam zu spät an"]
