"""Tables of one file that say different things about the same rows, read as one.

Google Analytics writes a table per measure, one below the other: days and users, days and new users. Kept apart,
the second would replace what the first said about a day.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from data.reading import headers
from data.reading.blocks import Block
from data.texts import _

DAY = re.compile(r"\d{8}|\d{4}-\d{2}-\d{2}")


def join_tables(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, those joined that share their first column and the period above them, or their header."""
    groups: list[list[Block]] = []
    for block in stacked(blocks):
        group = next((group for group in groups if _same_rows(group[0], block)), None)
        if group is None:
            groups.append([block])
        else:
            group.append(block)
    return [_side_by_side(group) if len(group) > 1 else group[0] for group in groups]


def stacked(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, those put one below the other whose header only comes again, as in files put together."""
    found: list[Block] = []
    for block in blocks:
        if found and _only_repeats_the_header(found[-1], block):
            found[-1] = _below(found[-1], block)
        else:
            found.append(block)
    return found


def _only_repeats_the_header(one: Block, other: Block) -> bool:
    names = [name for name in other.shown if name]
    is_same = names == [name for name in one.shown if name] and bool(names)
    return is_same and other.dialect.header_row is not None and not other.preamble


def _below(one: Block, other: Block) -> Block:
    wider = one if len(one.header) >= len(other.header) else other
    text = _("The header comes again in line {line}; the rows below it were read as rows of the same table.")
    return replace(
        one,
        shown=wider.shown,
        header=wider.header,
        rows=pd.concat([one.rows, other.rows], ignore_index=True).fillna(""),
        lines=np.concatenate([one.lines, other.lines]),
        warnings=(*one.warnings, text.format(line=other.dialect.header_row), *other.warnings),
    )


def _same_rows(one: Block, other: Block) -> bool:
    if min(one.rows.shape[1], other.rows.shape[1]) < 2 or len(one.rows) != len(other.rows) or one.rows.empty:
        return False
    if one.dialect.header_row is None or one.header[0] != other.header[0] or _period(one) != _period(other):
        return False
    return bool(one.rows[0].is_unique and one.rows[0].equals(other.rows[0]))


def _period(block: Block) -> list[str]:
    return DAY.findall(" ".join(block.preamble))


def _side_by_side(group: Sequence[Block]) -> Block:
    first, *others = group
    shown = (*first.shown, *(name for block in others for name in block.shown[1:]))
    rows = pd.concat([first.rows, *(block.rows.iloc[:, 1:] for block in others)], axis="columns")
    text = _("Tables further down describe the same rows and were read beside the first: {tables}.")
    tables = "; ".join(_described(block) for block in others)
    return replace(
        first,
        shown=shown,
        header=headers.unique(shown),
        rows=rows.set_axis(pd.RangeIndex(len(shown)), axis="columns"),
        warnings=(*(note for block in group for note in block.warnings), text.format(tables=tables)),
    )


def _described(block: Block) -> str:
    text = _("“{header}” from line {line} on")
    return text.format(header=", ".join(block.header[1:]), line=block.dialect.header_row)
