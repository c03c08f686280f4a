"""The tone of a column of texts in a file, for the terminal."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analytics import sentiment
from data.errors import UnknownNameError, UnreadableFileError
from data.texts import _

ADDED_COLUMNS = ("language", "label", "polarity", "confidence")


@dataclass(frozen=True, slots=True)
class FileTones:
    """How many rows a file has, how many were scored, and what came out, most frequent first."""

    rows: int
    scored: int
    by_language: dict[str, int]
    by_label: dict[str, int]


def score_file(
    path: Path,
    text_column: str,
    language: str | None = None,
    out: Path | None = None,
    progress: sentiment.Progress | None = None,
) -> FileTones:
    """Score a column of a file; write the file with the tones beside it where ``out`` says so.

    Parameters
    ----------
    path
        A file with a header.
    text_column
        The header of the column that holds the texts. A column called language is believed where it can be.
    language
        The code of the language all texts are in; found text by text where it is None.
    out
        Where to write the input's rows and cells, in order and unchanged, plus language, label, polarity and
        confidence. UTF-8, RFC 4180; polarity is empty where a text isn't scored.

    Raises
    ------
    UnreadableFileError
        If the file holds no table.
    UnknownNameError
        If there is no such column or language.
    """
    header, rows = _read(path)
    texts = _column(header, rows, text_column)
    given = _column(header, rows, "language") if "language" in header else None
    tones = sentiment.score(texts, given, progress, language=language)
    if out is not None:
        _write(out, header, rows, tones)
    return FileTones(
        rows=len(tones),
        scored=int((tones.label != sentiment.NOT_SCORED).sum()),
        by_language={str(code): int(count) for code, count in tones.language.value_counts().items()},
        by_label={str(label): int(count) for label, count in tones.label.value_counts().items()},
    )


def _column(header: list[str], rows: list[list[str]], name: str) -> list[str]:
    if name not in header:
        raise UnknownNameError(_("column"), name, header)
    at = header.index(name)
    return [row[at] if at < len(row) else "" for row in rows]


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows, every cell as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    if not rows:
        raise UnreadableFileError(_("{file} is empty; there is no column to read.").format(file=path.name))
    return rows[0], rows[1:]


def _write(path: Path, header: list[str], rows: list[list[str]], tones: pd.DataFrame) -> None:
    """Write the rows with their tones; short rows are filled up so that those stand under their headers."""
    width = max(len(row) for row in (header, *rows))
    polarity = tones.polarity.astype(object).where(tones.polarity.notna(), "")
    added = zip(tones.language, tones.label, polarity, tones.confidence, strict=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*header, *[""] * (width - len(header)), *ADDED_COLUMNS])
        writer.writerows([*row, *[""] * (width - len(row)), *more] for row, more in zip(rows, added, strict=True))
