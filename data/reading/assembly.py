"""Records of a table to a block: every row as wide as the widest, totals set aside, all of it said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.reading import headers
from data.reading.blocks import Block, Dialect
from data.reading.listing import listed
from data.reading.structure import RawTable
from data.reading.totals import total_rows
from data.texts import _, _n


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table was found."""

    file: str
    part: str | None
    dialect: Dialect
    warnings: tuple[str, ...] = ()


def block_of(table: RawTable, origin: Origin) -> Block:
    """Return the block of a table, its ragged rows made even."""
    names = len(headers.first_names(table.header_rows, max(map(len, table.header_rows), default=0)))
    rows = frame_of(table.records.cells, names)
    lines = np.array(table.records.lines, dtype=np.int64)
    warnings = _ragged_warnings(table, names)
    return finished(table, origin, rows, lines, warnings)


def frame_of(rows: Sequence[Sequence[str]], width: int) -> pd.DataFrame:
    """Return the rows as a frame at least that wide, short rows padded with empty cells."""
    columns = [pa.array(column, type=pa.large_string()) for column in zip_longest(*rows, fillvalue="")]
    missing = [pa.array([""] * len(rows), type=pa.large_string())] * (width - len(columns))
    every = [*columns, *missing]
    return with_positions(pa.table(every, names=[str(position) for position in range(len(every))]).to_pandas())


def with_positions(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its columns named by position."""
    return frame.set_axis(pd.RangeIndex(frame.shape[1]), axis="columns")


def finished(
    table: RawTable, origin: Origin, rows: pd.DataFrame, lines: NDArray[np.int64], warnings: tuple[str, ...]
) -> Block:
    """Return the block, rows without content and totals left out, and say what was left out."""
    empty = ~(rows != "").any(axis="columns").to_numpy() if len(rows) else np.zeros(0, dtype=bool)
    totals = np.zeros(len(rows), dtype=bool)
    totals[~empty] = total_rows(rows[~empty].reset_index(drop=True))
    kept = ~(empty | totals)
    shown = headers.first_names(table.header_rows, rows.shape[1])
    first = table.first_line
    return Block(
        file=origin.file,
        part=origin.part,
        header=headers.unique(shown),
        shown=shown,
        rows=rows[kept].reset_index(drop=True),
        lines=lines[kept],
        dialect=replace(origin.dialect, header_row=first, skipped_rows=len(table.preamble)),
        preamble=table.preamble,
        warnings=(
            *origin.warnings,
            *_around_warnings(table),
            *warnings,
            *_left_out_warnings(lines[totals], lines[empty]),
        ),
    )


def _around_warnings(table: RawTable) -> tuple[str, ...]:
    found = []
    if not table.header_rows:
        found.append(_("The file has no header: its first line looks like data and was kept as data."))
    if not all(line.casefold().startswith(("#", "sep=")) for line in table.preamble):
        text = _n(
            "{count} line above the header is no part of the table: {lines}.",
            "{count} lines above the header are no part of the table: {lines}.",
            len(table.preamble),
        )
        found.append(text.format(count=len(table.preamble), lines=_quoted(table.preamble)))
    if table.footer:
        text = _n(
            "{count} line below the table is no part of it: {lines}.",
            "{count} lines below the table are no part of it: {lines}.",
            len(table.footer),
        )
        found.append(text.format(count=len(table.footer), lines=_quoted(table.footer)))
    return tuple(found)


def _quoted(lines: Sequence[str]) -> str:
    shown = "; ".join(f"“{line[:60]}”" for line in lines[:3])
    return shown + (" …" if len(lines) > 3 else "")


def _ragged_warnings(table: RawTable, width: int) -> tuple[str, ...]:
    if not width:
        return ()
    short = [
        line for line, cells in zip(table.records.lines, table.records.cells, strict=True) if len(cells) < width
    ]
    long = [
        line
        for line, cells in zip(table.records.lines, table.records.cells, strict=True)
        if any(cell.strip() for cell in cells[width:])
    ]
    return said_of_ragged_rows(short, long)


def said_of_ragged_rows(short: Sequence[int], long: Sequence[int]) -> tuple[str, ...]:
    """Say on which lines rows have fewer or more cells than the header."""
    found = []
    if short:
        text = _n(
            "{count} row has fewer cells than the header (line {lines}); the missing ones were left empty.",
            "{count} rows have fewer cells than the header (lines {lines}); the missing ones were left empty.",
            len(short),
        )
        found.append(text.format(count=len(short), lines=listed(short)))
    if long:
        text = _n(
            "{count} row has more cells than the header (line {lines}); they were kept in unnamed columns.",
            "{count} rows have more cells than the header (lines {lines}); they were kept in unnamed columns.",
            len(long),
        )
        found.append(text.format(count=len(long), lines=listed(long)))
    return tuple(found)


def _left_out_warnings(totals: NDArray[np.int64], empty: NDArray[np.int64]) -> tuple[str, ...]:
    found = []
    if len(totals):
        text = _n(
            "Line {lines} adds up the others and was left out.",
            "Lines {lines} add up the others and were left out.",
            len(totals),
        )
        found.append(text.format(lines=listed(totals.tolist())))
    if len(empty):
        found.append(said_of_empty_rows(empty.tolist()))
    return tuple(found)


def said_of_empty_rows(lines: Sequence[int]) -> str:
    """Say which rows hold nothing and count for none."""
    text = _n(
        "{count} row has nothing in any cell (line {lines}) and was left out.",
        "{count} rows have nothing in any cell (lines {lines}) and were left out.",
        len(lines),
    )
    return text.format(count=len(lines), lines=listed(lines))
