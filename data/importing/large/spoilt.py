"""Ids of a large file that a spreadsheet spoilt, in SQL: what ``data.importing.spoilt_ids`` finds elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

from data.engine import literal, session
from data.importing.keys import own_id
from data.importing.large.casts import Cast
from data.importing.spoilt_ids import (
    ALL_ZEROS,
    FEWEST_LONG,
    IN_POWERS_OF_TEN,
    KEPT_DIGITS,
    TOO_LONG,
    said_of_spoilt,
)
from data.schemas import Table


def may_be_spoilt(cell: str) -> str:
    """Return whether digits may be missing in a cell; of most cells that is told quickly."""
    looked_at = f"contains({cell}, 'E') or contains({cell}, 'e') or strlen({cell}) > {KEPT_DIGITS + 1}"
    return f"case when {looked_at} then {_in_powers(cell)} or {_matches(cell, ALL_ZEROS)} end"


def with_spoilt_ids(casts: Sequence[Cast], relation: str, table: Table) -> tuple[list[Cast], list[str]]:
    """Return casts of ids that take the spoilt ones out, and what that means in a sentence for each column."""
    found, notes = [], []
    for cast in casts:
        spoilt, count, example = _spoilt(cast.text, relation)
        found.append(replace(cast, spoilt=spoilt))
        if count:
            is_own = cast.name == own_id(table)
            notes.append(said_of_spoilt(cast.header, count=count, example=example, is_own=is_own))
    return found, notes


def _spoilt(text: str, relation: str) -> tuple[str | None, int, str]:
    """Return the condition for spoilt ids, how many there are, and the first of them."""
    in_powers, is_long = _in_powers(text), _matches(text, TOO_LONG)
    are_cut = f"bool_and({_matches(text, ALL_ZEROS)}) filter ({is_long})"
    wanted = f"count_if({in_powers}), count_if({is_long}), count(distinct {text}) filter ({is_long}), {are_cut}"
    with session({}) as connection:
        ((powers, long, different, cut),) = connection.execute(f"select {wanted} from {relation}").fetchall()
        is_cut = bool(cut) and different >= FEWEST_LONG
        count = powers + (long if is_cut else 0)
        if not count:
            return None, 0, ""
        spoilt = f"coalesce({in_powers}{f' or {is_long}' if is_cut else ''}, false)"
        ((example,),) = connection.execute(f"select {text} from {relation} where {spoilt} limit 1").fetchall()
    return spoilt, count, example


def _in_powers(text: str) -> str:
    return _matches(text, IN_POWERS_OF_TEN)


def _matches(text: str, pattern: str) -> str:
    return f"regexp_matches({text}, {literal(pattern)})"
