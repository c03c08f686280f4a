"""What reading gives: blocks of text cells, and how the file was written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold; more is refused with a sentence before memory is spent on it.

    Attributes
    ----------
    upload_bytes
        Size of a file sent by a browser, which the server holds in memory; larger ones go through the terminal.
    file_bytes, unpacked_bytes
        Size as it lies on the disk, and after unpacking.
    ratio
        An archive that grows by more than this factor is taken for a bomb.
    ratio_free_bytes
        Up to this unpacked size the factor is not looked at: tiny repetitive files pack well.
    cells
        How many cells a sheet may span, empty ones included: they are all held at once. A full sheet of Excel,
        1,048,576 rows, may have 47 columns.
    memory_bytes
        Memory that reading a file may take beyond what Python itself needs. Cells as texts take about ten times
        the file's size, so a dirty file of 300 MB can be read, on a machine of 8 GB beside everything else.
    seconds
        Time that reading a file may take; a dirty file of 300 MB takes about a minute.
    """

    upload_bytes: int = 1024 * MEBIBYTE
    file_bytes: int = 2048 * MEBIBYTE
    unpacked_bytes: int = 4096 * MEBIBYTE
    ratio: int = 100
    ratio_free_bytes: int = 1 * MEBIBYTE
    members: int = 1_000
    sheets: int = 200
    columns: int = 5_000
    cells: int = 50_000_000
    cell_characters: int = 2_000_000
    memory_bytes: int = 4096 * MEBIBYTE
    seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person knows about the file; None is found out from the file itself."""

    encoding: str | None = None
    delimiter: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the file was written.

    Attributes
    ----------
    encoding
        Python's name of it; None for a spreadsheet.
    delimiter
        The character between cells, a space where any run of white space separates; None for a spreadsheet.
    decimal, date_order
        Known only once columns are typed: "." or ",", and "ymd", "dmy" or "mdy".
    header_row
        Line of the header as an editor shows it; None where the file has no header.
    skipped_rows
        Lines above the header that are no part of the table.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    date_order: str | None = None
    header_row: int | None = None
    skipped_rows: int = 0
    quote: str | None = None
    escape: str | None = None

    def summary(self) -> dict[str, str | int | None]:
        """Return what is reported of it, by name."""
        names = ("encoding", "delimiter", "decimal", "date_order", "header_row", "skipped_rows")
        return {name: getattr(self, name) for name in names}


class Large(Protocol):
    """A table that the engine reads where it lies."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def relation(self) -> str:
        """What stands behind ``from`` in SQL: columns ``c0``, ``c1`` … of text, null for an empty cell."""

    @property
    def size_bytes(self) -> int:
        """How large the file is."""

    def lines_of(self, places: Sequence[int]) -> NDArray[np.int64]:
        """Return the line on which each row begins; rows are counted from 0 and in ascending order."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One table as it stands in a file: every cell a text, nothing typed, nothing lost.

    Attributes
    ----------
    file
        Name to show, with the archive it came from: ``archive.zip › orders.csv``.
    part
        The sheet, or which table of the file; None where there is only one.
    header
        One name per column, unique; ``column 3`` where the file gives none.
    shown
        The names as the file has them, repeated or empty as they may be.
    rows
        Cells by position (columns 0, 1 …), all text; an empty cell is "". Of a large table only the first rows.
    lines
        For each row the line of the file where it begins, as an editor shows it (1 is the first), or the
        row number of the sheet.
    preamble
        The lines above the header, which may say which period a report covers.
    large
        The whole of a table that doesn't stand in memory.
    """

    file: str
    part: str | None
    header: tuple[str, ...]
    shown: tuple[str, ...]
    rows: pd.DataFrame
    lines: NDArray[np.int64]
    dialect: Dialect
    preamble: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    large: Large | None = None
