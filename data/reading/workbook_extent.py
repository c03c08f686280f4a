"""How large a workbook is in truth, found out before a library holds it in memory.

A sheet is held as a rectangle from its first to its last cell: one stray cell at the far corner makes it
17,000,000,000 cells large. And what a zip file says of the size of its parts may be a lie.
"""

import re
from collections.abc import Iterator

from data.errors import UnreadableFileError
from data.reading.blocks import Limits
from data.reading.containers import Budget, opened, pieces, stated_size
from data.texts import _

SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# At a glance: the rows there are, also empty ones, and columns beyond the 26 that have one letter.
ROW = re.compile(rb'row r="(\d{1,19})"')
WIDE = re.compile(rb' r="([A-Z]{2,8})\d')
# In detail: a cell with something in it; one that is only formatted ends at once.
CELL = re.compile(rb'<(?:\w+:)?c [^<>]*?\br="([A-Z]{1,8})(\d{1,19})"[^<>]*(?<!/)>')
LONGEST_TAG = 200  # a tag may be cut between two pieces
LETTERS = 26


def refuse_what_is_too_large(name: str, content: bytes, limits: Limits) -> None:
    """Raise UnreadableFileError where a workbook unpacks to too much, or a sheet of it spans too many cells."""
    budget = Budget(name, len(content), limits)
    with opened(name, content) as archive:
        budget.count_members(len(archive.infolist()))
        budget.refuse_beyond(stated_size(archive))
        for info in archive.infolist():
            parts = pieces(name, archive, info, budget)  # all of them, since only unpacking tells the size
            if _at_a_glance(parts, is_sheet=SHEETS.fullmatch(info.filename) is not None) > limits.cells:
                again = pieces(name, archive, info, Budget(name, len(content), limits))
                _refuse_far_cells(name, again, limits)


def _at_a_glance(parts: Iterator[bytes], *, is_sheet: bool) -> int:
    """Return how many cells a sheet spans at most; 0 for other parts."""
    rows, columns = {1}, {LETTERS}
    for text in _overlapping(parts):
        if is_sheet:
            rows.update(map(int, ROW.findall(text)))
            columns.update(map(column_number, set(WIDE.findall(text))))
    return max(rows) * max(columns) if is_sheet else 0


def _refuse_far_cells(name: str, parts: Iterator[bytes], limits: Limits) -> None:
    rows: set[int] = set()
    columns: set[int] = set()
    for text in _overlapping(parts):
        cells = CELL.findall(text)
        columns.update(column_number(letters) for letters in {column for column, _row in cells})
        rows.update(int(row) for _column, row in cells)
    if not rows or _span(rows) * _span(columns) <= limits.cells:
        return
    said = _(
        "A sheet of {file} reaches to row {row:,} and column {column:,}, which makes {count:,} cells; {limit:,} "
        "is the limit. Delete what stands far from the table and save it again, or save the sheet as CSV."
    )
    count = _span(rows) * _span(columns)
    message = said.format(file=name, row=max(rows), column=max(columns), count=count, limit=limits.cells)
    raise UnreadableFileError(message)


def _span(numbers: set[int]) -> int:
    return max(numbers) - min(numbers) + 1


def _overlapping(parts: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for part in parts:
        yield rest + part
        rest = part[-LONGEST_TAG:]


def column_number(letters: bytes) -> int:
    """Return the number of a column by its letters.

    Examples
    --------
    >>> column_number(b"A"), column_number(b"Z"), column_number(b"AA"), column_number(b"XFD")
    (1, 26, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number
