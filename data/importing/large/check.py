"""Checks the rows of a large file where they lie.

It gives what ``data.importing.checking`` gives, which a test holds: the rows that are kept as a query, those set
aside with their cells. Only what the engine can't tell apart is left to the careful way: rows of another width, a
header that comes again, keys of several columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import duckdb

from data import schemas
from data.engine import literal
from data.importing.checking import (
    Checked,
    Meaning,
    check_mapping,
    is_misfit,
    said_of_derived_ids,
    said_of_misfit,
    said_of_repeats,
)
from data.importing.keys import own_id
from data.importing.large import keys
from data.importing.large.casts import Cast
from data.importing.large.cells import cells_of
from data.importing.large.odd_texts import with_odd_texts
from data.importing.large.query import stored_query
from data.importing.large.refusals import refusing
from data.importing.large.rejects import Aside, nothing_aside, refuse_too_many, rows_aside
from data.importing.large.rows import LargeRows
from data.importing.large.rules import COUNTED, NOT_IN_SQL
from data.importing.large.spoilt import with_spoilt_ids
from data.importing.large.typed import Found, TypedCells, glance, is_clean, survey, unread, with_edges
from data.importing.rules import said_of_orders
from data.reading import Block
from data.reading.assembly import said_of_empty_rows
from data.schemas import Table
from data.values.assumptions import said_of_assumptions

STORED_PER_READ = 2.0  # about how much room a row takes in the store, by its size in the file


class NeedsCareError(Exception):
    """Something about a large file needs the careful reading."""


class RaggedRowsError(NeedsCareError):
    """A row is not like the others."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Cells that were looked through: how each column is read, what was counted, and what is to be said of it."""

    typed: TypedCells
    found: Found
    notes: tuple[str, ...] = ()


def check_large(block: Block, meaning: Meaning) -> Checked:
    """Type and check every row of a large block.

    Raises
    ------
    InvalidMappingError
        If a required column has nothing mapped to it, a header is not in the file, or more rows would be set aside
        than anybody could mend.
    RaggedRowsError
        If the engine can't read a row.
    NeedsCareError
        If the file is otherwise not what its head promised.
    """
    table = schemas.table(meaning.table)
    check_mapping(block, table, meaning)
    if len(table.key) > 1 or table.name in NOT_IN_SQL:
        raise NeedsCareError
    try:
        seen = _seen(block, table, meaning)
        return _checked(seen, _aside(seen, block), block, meaning)
    except duckdb.InvalidInputException as problem:
        raise RaggedRowsError from problem


def _seen(block: Block, table: Table, meaning: Meaning) -> Seen:
    """Look through the cells: at a glance, and with care where that finds anything."""
    typed, further = _typed(block, table, meaning), _further(table)
    header_again = f"count_if({typed.cells.names[0]} = {literal(block.shown[0])})"
    found = glance(typed, further | {"header_again": header_again})
    if found["header_again"]:
        raise NeedsCareError
    seen = _mended(Seen(typed, found), table)
    if is_clean(typed, found) and not seen.typed.inputs:
        return replace(seen, typed=replace(seen.typed, refusals=()))
    return _without_misfits(seen, meaning, further)


def _typed(block: Block, table: Table, meaning: Meaning) -> TypedCells:
    cells = cells_of(block)
    casts = {
        column: Cast(table.column(column), header, cells.cell(header), meaning.reading)
        for header, column in meaning.mapping.items()
        if column
    }
    fixed = {name: text for name, text in meaning.constants.items() if name in table.names and name not in casts}
    if meaning.currency and "currency" in table.names:
        fixed.setdefault("currency", meaning.currency)
    return refusing(TypedCells(cells, table, casts, fixed), meaning.accepts, meaning.refuses)


def _further(table: Table) -> dict[str, str]:
    """Return what else to count: ids that are lacking, keys where they must differ, and what a rule asks."""
    wanted = dict(COUNTED.get(table.name, {}))
    if column := own_id(table):
        wanted["ids_lacking"] = f'count_if("{column}" is null)'
    if not table.replaced_together:
        key = keys.key(table)
        wanted |= {"keyed": f"count({key})", "distinct_keys": f"count(distinct {key})"}
    return wanted


def _mended(seen: Seen, table: Table) -> Seen:
    """See to what a glance found: white space, ids that were spoilt, texts that can be read in two ways."""
    typed, found, relation = seen.typed, seen.found, seen.typed.cells.relation
    if found["edges"]:
        typed = with_edges(typed)
    ids = [cast for name, cast in typed.casts.items() if cast.is_id and found[f"spoilt_{name}"]]
    ids, notes = with_spoilt_ids(ids, relation, table)
    typed = typed.with_casts([*ids, *_read(typed, found)])
    settled = (replace(cast, is_settled=True) for cast in typed.casts.values())
    return replace(seen, typed=typed.with_casts(settled), notes=tuple(notes))


def _read(typed: TypedCells, found: Found) -> list[Cast]:
    """Return the casts of columns whose texts must be looked at to be read, with what the whole column says."""
    odd = unread(typed, found)
    odd_names = {cast.name for cast in odd}
    marked = {name for name, cast in typed.casts.items() if cast.is_number and found[f"marked_{name}"]}
    casts = [
        replace(cast, is_marked=name in marked)
        for name, cast in typed.casts.items()
        if name in marked or name in odd_names
    ]
    return with_odd_texts(casts, typed.cells.relation, unread=odd)


def _without_misfits(seen: Seen, meaning: Meaning, further: Mapping[str, str]) -> Seen:
    """Survey the cells; optional columns that mostly can't be read stay as attributes."""
    typed = refusing(seen.typed, meaning.accepts, meaning.refuses)
    found = survey(typed, further)
    failed = {name: found[f"failed_{name}"] for name in typed.casts}
    filled = {name: failed[name] + found[f"read_{name}"] for name in typed.casts}
    misfits = [
        cast
        for name, cast in typed.casts.items()
        if name not in typed.table.required and is_misfit(failed[name], filled[name])
    ]
    if not misfits:
        refusals = () if found["rows_kept"] == found["rows_read"] else typed.refusals
        return replace(seen, typed=replace(typed, refusals=refusals), found=found)
    notes = [
        said_of_misfit(cast.header, cast.column, failed=failed[cast.name], filled=filled[cast.name])
        for cast in misfits
    ]
    kept = {name: cast for name, cast in typed.casts.items() if cast not in misfits}
    typed = refusing(replace(typed, casts=kept), meaning.accepts, meaning.refuses)
    return Seen(typed, survey(typed, further), (*notes, *seen.notes))


def _aside(seen: Seen, block: Block) -> Aside:
    """Return the rows to set aside, and those that go with them: the other lines of their orders."""
    rows_read, rows_kept = seen.found["rows_read"], seen.found.get("rows_kept", seen.found["rows_read"])
    if rows_kept == rows_read or block.large is None:
        return nothing_aside()
    refuse_too_many(seen.typed, block, count=rows_read - rows_kept, rows_read=rows_read)
    return rows_aside(seen.typed, block.large, seen.found.get("aside") or ())


def _checked(seen: Seen, aside: Aside, block: Block, meaning: Meaning) -> Checked:
    typed, found, table = seen.typed, seen.found, seen.typed.table
    rows_read = found["rows_read"] - len(aside.empty_lines)
    repeats = found.get("keyed", 0) - found.get("distinct_keys", 0)
    lacking = found.get("ids_lacking", 0)
    query, inputs = stored_query(typed, meaning.source, has_repeats=repeats > 0, lacks_ids=lacking > 0)
    size = int(STORED_PER_READ * block.large.size_bytes) if block.large else 0
    orders = {cast.date_order for cast in typed.casts.values()}
    marks = {cast.decimal for cast in typed.casts.values() if cast.is_marked}
    said = {name: found[name] or 0 for name in COUNTED.get(table.name, {})}
    return Checked(
        meaning=meaning,
        rows=LargeRows(query, inputs, rows_read - len(aside.rejects) - repeats, size),
        rejects=aside.rejects,
        rejected_cells=aside.cells,
        rows_read=rows_read,
        repeats=repeats,
        warnings=(
            *([said_of_empty_rows(aside.empty_lines)] if aside.empty_lines else []),
            *seen.notes,
            *([said_of_derived_ids(table, lacking)] if lacking else []),
            *([said_of_repeats(table, repeats)] if repeats else []),
            *(said_of_orders(**said) if said else []),
            *(said for cast in typed.casts.values() for said in said_of_assumptions(cast.header, cast)),
        ),
        date_order=next((cast.told_order for cast in typed.casts.values() if cast.is_moment), None),
        decimal=next((cast.told_decimal for cast in typed.casts.values() if cast.is_number), None),
        companions=aside.companions,
        agreed={"date_order": _only(orders), "decimal": _only(marks)},
    )


def _only(told: set[str | None]) -> str | None:
    """Return what all columns say that say anything; None where they don't agree."""
    said = told - {None, "ymd"}
    return said.pop() if len(said) == 1 else None
