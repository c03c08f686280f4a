"""The tone of a column of texts in a file, for the terminal."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analytics import sentiment
from data.errors import UnknownNameError, UnreadableFileError
from data.reading.blocks import Block
from data.reading.guarded import read_file
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
        A delimited file or spreadsheet; of several tables the first is taken.
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
    table = _read(path)
    texts = _column(table, text_column)
    given = _column(table, "language") if "language" in table.header else None
    tones = sentiment.score(texts, given, progress, language=language)
    if out is not None:
        _write(out, table, tones)
    return FileTones(
        rows=len(tones),
        scored=int((tones.label != sentiment.NOT_SCORED).sum()),
        by_language={str(code): int(count) for code, count in tones.language.value_counts().items()},
        by_label={str(label): int(count) for label, count in tones.label.value_counts().items()},
    )


def _read(path: Path) -> Block:
    """Return the first table of the file, every cell as text."""
    tables = [table for table in read_file(path, path) if table.header]
    if not tables:
        raise UnreadableFileError(_("{file} holds no table, so there is no text to score.").format(file=path.name))
    return tables[0]


def _column(table: Block, name: str) -> pd.Series:
    if name not in table.header:
        raise UnknownNameError(_("column"), name, table.header)
    return table.rows.iloc[:, table.header.index(name)]


def _write(path: Path, table: Block, tones: pd.DataFrame) -> None:
    """Write the table's cells as they were, under its own headers, with the tones beside them."""
    polarity = tones.polarity.astype(object).where(tones.polarity.notna(), "")
    added = zip(tones.language, tones.label, polarity, tones.confidence, strict=True)
    cells = table.rows.itertuples(index=False, name=None)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*table.shown, *ADDED_COLUMNS])
        writer.writerows([*row, *more] for row, more in zip(cells, added, strict=True))
