"""Tables of one file that say different things about the same rows, read as one.

Google Analytics writes a table per measure, one below the other: days and users, days and new users. Kept apart,
the second would replace what the first said about a day.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from data.reading import headers
from data.reading.blocks import Block
from data.texts import _

DAY = re.compile(r"\d{8}|\d{4}-\d{2}-\d{2}")


def join_tables(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, those joined that share their first column and the period above them."""
    joined: list[Block] = []
    for block in blocks:
        place = next((place for place, other in enumerate(joined) if _same_rows(other, block)), None)
        if place is None:
            joined.append(block)
        else:
            joined[place] = _side_by_side(joined[place], block)
    return joined


def _same_rows(one: Block, other: Block) -> bool:
    if min(one.rows.shape[1], other.rows.shape[1]) < 2 or len(one.rows) != len(other.rows) or one.rows.empty:
        return False
    if one.dialect.header_row is None or one.header[0] != other.header[0] or _period(one) != _period(other):
        return False
    return bool(one.rows[0].is_unique and one.rows[0].equals(other.rows[0]))


def _period(block: Block) -> list[str]:
    return DAY.findall(" ".join(block.preamble))


def _side_by_side(one: Block, other: Block) -> Block:
    shown = (*one.shown, *other.shown[1:])
    rows = pd.concat([one.rows, other.rows.iloc[:, 1:]], axis="columns")
    text = _("The table of “{header}” from line {line} on describes the same rows and was read beside the first.")
    line = other.dialect.header_row
    note = text.format(header=", ".join(other.header[1:]), line=line)
    return replace(
        one,
        shown=shown,
        header=headers.unique(shown),
        rows=rows.set_axis(pd.RangeIndex(len(shown)), axis="columns"),
        warnings=(*one.warnings, *other.warnings, note),
    )
