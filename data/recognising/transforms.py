"""What is done to the texts of an export before they are typed.

A transform is named in a profile as ``name`` or ``name:Header``, where the header gives what else is needed.
A column that has a transform with a header but no header of its own is derived from that one, or from two
of them: ``name:Header|Other``. Several follow each other as ``name:Header then name:Header``.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from data.errors import UnknownNameError
from data.reading import Block
from data.recognising.changes import CHANGES, Texts, left_is, nth_day
from data.recognising.labels import LEFT_IS
from data.recognising.recognition import Recognition

NTH_DAY = "nth_day"  # its argument is the first day, not a header
TWO_HEADERS = "\x1f"  # stands between the headers of a column derived from two
THEN = "\x1e"  # stands between the steps of a column changed more than once
# One header without the other says another thing.
NEED_BOTH = frozenset({"times", "plus_hours", "plus_minutes", "share_of"})
# What gives a column from others, also where the export may have a header for it.
DERIVE = frozenset({"first_listed", "won_from_stage", "told_apart_by"})


def prepared(block: Block, recognition: Recognition) -> tuple[Block, Recognition]:
    """Return the block with its transforms done, and the recognition without them.

    A changed column keeps its header; a derived one is added under its canonical name. Rows and their order stay.
    """
    if not recognition.transforms and not recognition.plain:
        return block, recognition
    rows = block.rows.set_axis(list(block.header), axis="columns")
    changed = {header: transformed("plain_id", rows[header]) for header in recognition.plain}
    mapping = dict(recognition.mapping)
    for column, how in recognition.transforms.items():
        own = recognition.header_of(column)
        for step in how.split(THEN):
            name, _colon, argument = step.partition(":")
            first, _mark, second = argument.partition(TWO_HEADERS)
            source, other = own or first, second or first
            if source in rows.columns:
                cells = changed.get(own or column, _without_nulls(rows[source], recognition.nulls))
                beside = _without_nulls(rows[other], recognition.nulls) if other in rows.columns else None
                changed[own or column] = transformed(name, cells, beside, argument)
                mapping[own or column] = column
    after = rows.assign(**changed)
    header = tuple(after.columns)
    shown = (*block.shown, *header[len(block.shown) :])
    positions = after.set_axis(pd.RangeIndex(len(header)), axis="columns")
    return replace(block, header=header, shown=shown, rows=positions), replace(
        recognition, mapping=mapping, transforms={}, plain=()
    )


def not_accepted(
    rows: pd.DataFrame, accepts: Mapping[str, frozenset[str]], refuses: Mapping[str, frozenset[str]]
) -> dict[str, pd.Series]:
    """Return by header which rows stand for something else, such as a payment that failed.

    Parameters
    ----------
    accepts, refuses
        Header → the words of which a row must have one, or may have none, casefolded.
    """
    words = {header: rows[header].str.strip().str.casefold() for header in (*accepts, *refuses) if header in rows}
    found = {header: ~words[header].isin(accepts[header]) for header in accepts if header in words}
    return found | {header: words[header].isin(refuses[header]) for header in refuses if header in words}


def transformed(name: str, own: Texts, beside: Texts | None = None, argument: str = "") -> Texts:
    """Return a column of text changed by the transform of that name.

    Parameters
    ----------
    beside
        The column that the transform's argument names, where there is one.

    Raises
    ------
    UnknownNameError
        If there is no such transform.

    Examples
    --------
    >>> transformed("strip_float", pd.Series(["17850.0", "", "A7"])).tolist()
    ['17850', '', 'A7']
    """
    if name == NTH_DAY:
        return nth_day(own, argument)
    if name == LEFT_IS:
        return left_is(own, argument).astype("str")
    if name not in CHANGES:
        raise UnknownNameError("transform", name, [*CHANGES, NTH_DAY, LEFT_IS])
    return CHANGES[name](own, own if beside is None else beside).astype("str")


def _without_nulls(cells: Texts, nulls: frozenset[str]) -> Texts:
    return cells.where(~cells.str.strip().isin(nulls), "") if nulls else cells
