"""The way from a file to its blocks."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import UnreadableFileError
from data.reading import fast_lane
from data.reading.assembly import Origin, block_of, finished, with_positions
from data.reading.blocks import Block, Dialect, ReadOptions
from data.reading.containers import Member, unpack
from data.reading.dialects import head_of
from data.reading.joining import join_tables
from data.reading.records import Records
from data.reading.sources import Sheet, Text, load, sheet_of, text_of, workbook_of
from data.reading.structure import RawTable, find_tables
from data.texts import _

FAST_LANE_CHARACTERS = 1_000_000


def read_file(path_or_name: str | Path, content: bytes | Path, options: ReadOptions | None = None) -> list[Block]:
    """Read every table of a file, an archive or a spreadsheet as text.

    Parameters
    ----------
    path_or_name
        Only its last part is used, as the name to show.
    content
        The bytes, or where they lie.
    options
        What a person knows about the file; the rest is found out.

    Returns
    -------
    list of Block
        One per table, sheet or member, in order. A member of an archive that can't be read becomes a block
        without columns whose warning says why.

    Raises
    ------
    UnreadableFileError
        If the file is empty, no table, broken, locked, or beyond the limits; of an archive, if that is so for
        every member.
    """
    options = options or ReadOptions()
    name = Path(path_or_name).name
    blocks: list[Block] = []
    refusals: list[UnreadableFileError] = []
    members = 0
    for member in unpack(name, load(name, content, options), options.limits):
        members += 1
        try:
            blocks.extend(_blocks(member, options))
        except UnreadableFileError as refusal:
            refusals.append(refusal)
            blocks.append(_without_table(member.name, refusal))
    if refusals and len(refusals) == members:
        raise refusals[0]
    return blocks


def _blocks(member: Member, options: ReadOptions) -> list[Block]:
    if member.refused is not None:
        raise member.refused
    sheets = workbook_of(member, options)
    if sheets is not None:
        return [block for sheet in sheets for block in _blocks_of_sheet(sheet)]
    source = text_of(member, options)
    quick = _quick_block(source, options)
    return [quick] if quick is not None else _blocks_of_sheet(sheet_of(source, options))


def _blocks_of_sheet(sheet: Sheet) -> list[Block]:
    tables = find_tables(sheet.records)
    blocks = []
    for number, table in enumerate(tables, start=1):
        warnings = sheet.warnings if number == 1 else ()
        origin = Origin(sheet.name, _part(sheet.part, number, len(tables)), sheet.dialect, warnings)
        blocks.append(block_of(table, origin))
    return join_tables(blocks)


def _part(sheet: str | None, number: int, count: int) -> str | None:
    if count == 1:
        return sheet
    table = _("table {number}").format(number=number)
    return f"{sheet}, {table}" if sheet else table


def _without_table(name: str, refusal: UnreadableFileError) -> Block:
    nothing = pd.DataFrame()
    return Block(name, None, (), (), nothing, np.zeros(0, dtype=np.int64), Dialect(), warnings=(str(refusal),))


def _quick_block(source: Text, options: ReadOptions) -> Block | None:
    """Read a large file in good order; None where it is small, or anything about it needs care."""
    if len(source.text) < FAST_LANE_CHARACTERS:
        return None
    head = sheet_of(replace(source, text=head_of(source.text), warnings=()), options)
    tables = find_tables(head.records)
    if len(tables) != 1 or head.warnings or not _is_even(tables[0]):
        return None
    table = tables[0]
    first_line = table.records.lines[0]
    body = source.text[_start_of_line(source.text, first_line) :].encode()
    found = fast_lane.read_body(body, source.form, len(table.records.cells[0]), first_line)
    if found is None:
        return None
    rows, lines = found
    origin = Origin(source.name, None, source.dialect, source.warnings)
    return finished(replace(table, records=Records([], [], [])), origin, with_positions(rows), lines, ())


def _is_even(table: RawTable) -> bool:
    """Check that every row is as wide as the header, and that nothing stands below the table."""
    rows = [*table.header_rows, *table.records.cells]
    return bool(table.records.cells) and not table.footer and len({len(cells) for cells in rows}) == 1


def _start_of_line(text: str, line: int) -> int:
    r"""Return where a line begins, counted from 1 as an editor does.

    Examples
    --------
    >>> _start_of_line("a\r\nb\nc", 3)
    5
    """
    if line == 1:
        return 0
    breaks = re.finditer(r"\r\n|\n|\r", text)
    for number, found in enumerate(breaks, start=2):
        if number == line:
            return found.end()
    return len(text)
