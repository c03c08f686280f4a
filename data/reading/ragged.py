"""Rows of a large file that are wider or narrower than the others, made even as the careful reading makes them.

A few such rows are a slip somewhere. Many, two in a row, or rows of a single cell may be another table or a
footer: then the file is left to the careful reading.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from data.engine import session
from data.reading.assembly import said_of_ragged_rows
from data.reading.blocks import Block
from data.reading.headers import filled, unique
from data.reading.large import PIECE_BYTES, LargeFile

MOST_RAGGED = 1_000  # rows
FEWEST_FILLED = 2  # cells
EVENED = ("MISSING COLUMNS", "TOO MANY COLUMNS")


@dataclass(frozen=True, slots=True)
class _Ragged:
    """A row of another width: the line on which it begins, and its cells."""

    line: int
    cells: list[str]


def evened(block: Block) -> Block | None:
    """Return a large block with its rows made even, and said which were not; None where it needs care."""
    large = block.large
    if not isinstance(large, LargeFile):
        return None
    rows = _ragged_rows(large)
    if rows is None or any(after.line - before.line == 1 for before, after in pairwise(rows)):
        return None
    width = max(large.width, *(len(row.cells) for row in rows))
    shown = (*block.shown, *[""] * (width - large.width))
    short = [row.line for row in rows if len(row.cells) < large.width]
    long = [row.line for row in rows if any(cell.strip() for cell in row.cells[large.width :])]
    return replace(
        block,
        header=unique(shown),
        shown=shown,
        rows=block.rows.reindex(columns=range(width), fill_value=""),
        warnings=(*block.warnings, *said_of_ragged_rows(short, long)),
        large=replace(large, width=width, is_ragged=True),
    )


def _ragged_rows(large: LargeFile) -> list[_Ragged] | None:
    """Return the rows of another width; None where there are too many or anything else is amiss."""
    wanted = "select distinct line_byte_position, csv_line, error_type::varchar from reject_errors order by 1"
    with session({}) as connection:
        connection.execute(f"select count(*) from {large.skipping(MOST_RAGGED * large.width)}").fetchall()
        found = connection.execute(wanted).fetchall()
    texts = {position: text for position, text, _why in found}
    rows = [next(csv.reader([text], delimiter=large.delimiter), []) for text in texts.values()]
    is_slip = all(why in EVENED for _position, _text, why in found) and all(map(_is_row, rows))
    if not rows or len(rows) >= MOST_RAGGED or not is_slip:
        return None
    return [_Ragged(*row) for row in zip(_lines_at(large.path, list(texts)), rows, strict=True)]


def _is_row(cells: list[str]) -> bool:
    return filled(cells) >= FEWEST_FILLED


def _lines_at(path: Path, positions: Sequence[int]) -> Iterator[int]:
    """Yield the line at each position in bytes, which are in ascending order."""
    line, place = 1, 0
    with path.open("rb") as stream:
        for position in positions:
            while place < position:
                piece = stream.read(min(PIECE_BYTES, position - place))
                line, place = line + piece.count(b"\n"), place + len(piece)
            yield line
