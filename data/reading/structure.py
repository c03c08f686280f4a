"""Which records form a table: several tables in a file, lines above and below them."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from data.reading.cell_types import column_kind, value_kind
from data.reading.headers import filled, find_header
from data.reading.records import Records

TELLS_DELIMITER = re.compile(r"sep=.?", re.IGNORECASE)
NARROWEST_BESIDE = 3  # columns of tables that no blank line keeps apart; two are names and values above a table
FEWEST_ROWS_BESIDE = 3
ROWS_BESIDE = 1_000  # looked at


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a file, ragged as it is.

    Attributes
    ----------
    preamble, footer
        Lines above and below that are no part of it, as text.
    header_rows
        None, one, or several rows of names.
    first_line
        Line of the first header row; None where there is no header.
    """

    preamble: tuple[str, ...]
    header_rows: list[list[str]]
    first_line: int | None
    records: Records
    footer: tuple[str, ...]


def find_tables(records: Records) -> list[RawTable]:
    """Return the tables of a file, in order."""
    starts = [0, *(place for place in range(1, len(records.cells)) if _begins_table(records, place))]
    ends = [*starts[1:], len(records.cells)]
    is_list = max(map(len, records.cells), default=0) == 1
    parts = [records.between(start, end) for start, end in zip(starts, ends, strict=True) if end > start]
    found = [_table(part, is_list=is_list) for part in parts]
    return [part for table in found for part in _cut_at_repeated_header(table)]


def _cut_at_repeated_header(table: RawTable) -> list[RawTable]:
    """Files that were put one below the other bring their header each time."""
    header = table.header_rows[-1] if table.header_rows else []
    if filled(header) < 2:
        return [table]
    rows = table.records
    places = [place for place, cells in enumerate(rows.cells) if place and cells == header]
    if not places:
        return [table]
    ends = [*places[1:], len(rows.cells)]
    parts = [replace(table, records=rows.between(0, places[0]), footer=())]
    for start, end in zip(places, ends, strict=True):
        parts.append(RawTable((), [header], rows.lines[start], rows.between(start + 1, end), ()))
    return [*parts[:-1], replace(parts[-1], footer=table.footer)]


def is_comment(cells: list[str]) -> bool:
    """Tell ``# Start date: 20260801`` from a header or row whose first cell is "#" or begins with it.

    ``sep=;``, which tells spreadsheets the delimiter, is one too.
    """
    if TELLS_DELIMITER.fullmatch(cells[0]):
        return filled(cells) == 1
    return cells[0].startswith("#") and (filled(cells) <= 1 or cells[0].startswith("# "))


def _begins_table(records: Records, place: int) -> bool:
    """Below a blank line: comments, or a header of another width with rows like it."""
    if not records.after_blank[place]:
        return _changes_width(records, place)
    here = records.cells[place]
    if is_comment(here) and not is_comment(records.cells[place - 1]):
        return filled(here) <= 1 and any(len(cells) > 1 for cells in records.cells[:place])
    before = _block_before(records, place)
    width = Counter(map(len, before)).most_common(1)[0][0]
    beneath = _block_from(records, place + 1)
    if len(here) < 2 or width < 2 or not beneath or any(map(value_kind, here)):
        return False
    if len(here) != width:
        return all(len(cells) == len(here) for cells in beneath)
    typed = [kind for kind in map(column_kind, zip(*_of_width(before, width)[1:], strict=True)) if kind]
    return len(typed) > 0 and filled(here) == width


def _changes_width(records: Records, place: int) -> bool:
    """Right below the rows of a table: a header of another width, and then only rows as wide as it."""
    here, width = records.cells[place], len(records.cells[place - 1])
    first = records.cells[place + 1 : place + 1 + FEWEST_ROWS_BESIDE]
    if len(here) == width or min(len(here), width) < NARROWEST_BESIDE or filled(here) < len(here):
        return False
    if len(first) < FEWEST_ROWS_BESIDE or any(len(cells) != len(here) for cells in first):
        return False
    if any(map(value_kind, here)):
        return False
    above = _block_before(records, place)
    beneath = records.cells[place + 1 : place + 1 + ROWS_BESIDE]
    if sum(len(cells) == len(here) for cells in beneath) < 0.8 * len(beneath):
        return False
    return _has_values(_of_width(above[1:], width)) and _has_values(_of_width(beneath, len(here)))


def _has_values(rows: list[list[str]]) -> bool:
    return len(rows) > 1 and any(map(column_kind, zip(*rows, strict=True)))


def _of_width(rows: list[list[str]], width: int) -> list[list[str]]:
    return [cells for cells in rows if len(cells) == width]


def _block_before(records: Records, place: int) -> list[list[str]]:
    start = place - 1
    while start > max(0, place - ROWS_BESIDE) and not records.after_blank[start]:
        start -= 1
    return records.cells[start:place]


def _block_from(records: Records, place: int) -> list[list[str]]:
    end = place
    while end < len(records.cells) and not records.after_blank[end]:
        end += 1
    return records.cells[place:end]


def _table(records: Records, *, is_list: bool) -> RawTable:
    """Return the table of some records; in a list of one column a line that begins with "#" is no comment."""
    comments = 0
    while comments < len(records.cells) and not is_list and is_comment(records.cells[comments]):
        comments += 1
    rest = records.between(comments, len(records.cells))
    above = [_as_line(cells) for cells in records.cells[:comments]]
    if not rest.cells:
        return RawTable(tuple(above), [], None, rest, ())
    place = find_header(rest.cells)
    above += [_as_line(cells) for cells in rest.cells[: place.start]]
    body_start = place.start + place.count
    body_end = len(rest.cells) - _footer_rows(rest, body_start)
    return RawTable(
        preamble=tuple(above),
        header_rows=rest.cells[place.start : body_start],
        first_line=rest.lines[place.start] if place.count else None,
        records=rest.between(body_start, body_end),
        footer=tuple(_as_line(cells) for cells in rest.cells[body_end:]),
    )


def _footer_rows(records: Records, body_start: int) -> int:
    """Lines of a single cell at the end of a wide table, below a blank line or several words long."""
    body = records.cells[body_start:]
    if not body or Counter(map(len, body)).most_common(1)[0][0] < 3:
        return 0
    count = 0
    while count < len(body) - 1 and filled(body[-1 - count]) == 1 and body[-1 - count][0].strip():
        count += 1
    first = len(records.cells) - count
    is_apart = count > 0 and (
        records.after_blank[first] or all(" " in cells[0].strip() for cells in body[-count:])
    )
    return count if is_apart else 0


def _as_line(cells: list[str]) -> str:
    return " ".join(cell.strip() for cell in cells if cell.strip())
