"""Ids that went through a spreadsheet and lost digits: 649000000000000000 that was written as 6.49E+17.

What is left of such ids is the same for different rows and different people. So they count as missing: a row's own
id is derived from what the row says, and a customer's joins nobody.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.importing.keys import own_id
from data.schemas import Kind, Table
from data.texts import _, _n
from data.values.columns import Typed

# Spreadsheets write two digits and a plus; "1e5" is the short name of a commit, or of a customer.
IN_POWERS_OF_TEN = r"^\s*[-+]?\d(?:[.,]\d+)?[eE](?:\+\d{1,3}|\d{2,3})\s*$"
KEPT_DIGITS = 15  # so many a spreadsheet keeps of a number
TOO_LONG = rf"^\d{{{KEPT_DIGITS + 2},}}$"
ALL_ZEROS = rf"^\d{{{KEPT_DIGITS}}}0+$"
FEWEST_LONG = 5  # ids that all end in zeros by chance are rarer than one in ten thousand files


def without_spoilt_ids(
    typed: Mapping[str, Typed], headers: Mapping[str, str], table: Table
) -> tuple[dict[str, Typed], list[str]]:
    """Return the columns with spoilt ids taken out, and what that means, in a sentence for each column.

    Parameters
    ----------
    typed, headers
        By canonical column: the cells as read, and the header of the file.
    """
    kept, notes = dict(typed), []
    for name, column in typed.items():
        if table.column(name).kind is Kind.ID:
            where = spoilt(column.cells)
            if where.any():
                kept[name] = replace(column, cells=column.cells.mask(where))
                is_own = name == own_id(table)
                example = str(column.cells[where].iloc[0])
                notes.append(said_of_spoilt(headers[name], count=int(where.sum()), example=example, is_own=is_own))
    return kept, notes


def spoilt(ids: pd.Series) -> pd.Series:
    """Return which ids are written in powers of ten, or long ones that all lost what came after 15 digits.

    Examples
    --------
    >>> spoilt(pd.Series(["6.49E+17", "1,23457E+11", "A1E+5", "649123456789012345", "1e5"])).tolist()
    [True, True, False, False, False]
    """
    texts = pa.array(ids, type=pa.large_string(), from_pandas=True)
    found = pc.match_substring_regex(texts, IN_POWERS_OF_TEN)
    longest = pc.max(pc.utf8_length(texts)).as_py() or 0
    if longest >= KEPT_DIGITS + 2:
        found = pc.or_(found, _cut_off(texts))
    return pd.Series(found.fill_null(False).to_numpy(zero_copy_only=False), index=ids.index)


def _cut_off(texts: pa.Array) -> pa.Array:
    """Return which long ids end in zeros, if all of them do and there are enough of them."""
    is_long = pc.match_substring_regex(texts, TOO_LONG).fill_null(False)
    ends_in_zeros = pc.match_substring_regex(texts, ALL_ZEROS).fill_null(False)
    several = pc.count_distinct(texts.filter(is_long)).as_py() >= FEWEST_LONG
    all_do = pc.sum(pc.and_not(is_long, ends_in_zeros)).as_py() == 0
    return is_long if several and all_do else pa.array([False] * len(texts))


def said_of_spoilt(header: str, *, count: int, example: str, is_own: bool) -> str:
    """Say how many ids of a column were spoilt and what was made of their rows."""
    found = _n(
        "{count:,} id in {header!r} was spoilt by a spreadsheet, which kept only its first digits: {example}.",
        "{count:,} ids in {header!r} were spoilt by a spreadsheet, which kept only their first digits, such as "
        "{example}.",
        count,
    )
    if is_own:
        result = _(
            "In their place ids were derived from what each row says, so that no two rows are taken for one."
        )
    else:
        result = _("Different people may share them, so these rows are joined to nobody by them.")
    advice = _("Export the file again and drop it in without opening it.")
    return f"{found.format(count=count, header=header, example=example)} {result} {advice}"
