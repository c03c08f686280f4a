"""Checks the rows of a large file where they lie, if nothing about them needs care.

It gives what ``data.importing.checking`` gives, which a test holds, or nothing: a file with a row to set aside,
rows that repeat a key, or ids that a spreadsheet spoilt is left to the careful way.
"""

from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from data import schemas
from data.engine import literal
from data.importing import large_keys
from data.importing.assumptions import said_of_assumptions
from data.importing.casts import Cast
from data.importing.cells import Cells, cells_of
from data.importing.checking import (
    REJECT_COLUMNS,
    Checked,
    Meaning,
    check_mapping,
    said_of_derived_ids,
)
from data.importing.keys import own_id
from data.importing.large_rules import COUNTED, NOT_IN_SQL, REPLACED
from data.importing.refusals import refusing
from data.importing.rows import LargeRows
from data.importing.rules import said_of_orders
from data.importing.typed import TypedCells, glance, is_clean, mended, plain, survey
from data.reading import Block
from data.schemas import Table

STORED_PER_READ = 2.0  # about how much room a row takes in the store, by its size in the file


class NeedsCareError(Exception):
    """Something about a large file needs the careful reading."""


def check_large(block: Block, meaning: Meaning) -> Checked:
    """Type and check every row of a large block.

    Raises
    ------
    InvalidMappingError
        If a required column has nothing mapped to it, or a header is not in the file.
    NeedsCareError
        If a row would be set aside, or is not like the others.
    """
    table = schemas.table(meaning.table)
    check_mapping(block, table, meaning)
    if len(table.key) > 1 or table.name in NOT_IN_SQL or meaning.reading.nulls:
        raise NeedsCareError
    try:
        typed, found = _looked_through(_typed(cells_of(block), table, meaning))
    except duckdb.InvalidInputException as problem:  # a row is not like the others
        raise NeedsCareError from problem
    lacking = found.get("ids_lacking", 0)
    said = {name: found[name] for name in COUNTED.get(table.name, {})}
    return Checked(
        meaning=meaning,
        rows=_rows(typed, meaning.source, block, found),
        rejects=pd.DataFrame(columns=list(REJECT_COLUMNS)),
        rejected_cells=[],
        rows_read=found["rows_read"],
        repeats=0,
        warnings=(
            *([said_of_derived_ids(table, lacking)] if lacking else []),
            *(said_of_orders(**said) if said else []),
            *(said for cast in typed.casts.values() for said in said_of_assumptions(cast.header, cast)),
        ),
        date_order=next((cast.date_order for cast in typed.casts.values() if cast.date_order), None)
        or _ymd(typed),
        decimal=next((cast.reading.decimal or "." for cast in typed.casts.values() if cast.is_number), None),
    )


def _ymd(typed: TypedCells) -> str | None:
    return "ymd" if any(cast.is_moment for cast in typed.casts.values()) else None


def _typed(cells: Cells, table: Table, meaning: Meaning) -> TypedCells:
    casts = {
        column: Cast(table.column(column), header, cells.cell(header), meaning.reading)
        for header, column in meaning.mapping.items()
        if column
    }
    fixed = {name: text for name, text in meaning.constants.items() if name in table.names and name not in casts}
    if meaning.currency and "currency" in table.names:
        fixed.setdefault("currency", meaning.currency)
    return refusing(TypedCells(cells, table, casts, fixed), meaning.accepts, meaning.refuses)


def _looked_through(typed: TypedCells) -> tuple[TypedCells, dict[str, Any]]:
    """Return the cells, odd texts read with care, and what they hold."""
    further = _further(typed.table)
    found = glance(typed, further)
    if not is_clean(typed, found):
        typed = mended(typed, found)
        found = survey(typed, further)
    if found["rows_kept"] < found["rows_read"] or found.get("keyed") != found.get("distinct_keys"):
        raise NeedsCareError
    return plain(typed), found


def _further(table: Table) -> dict[str, str]:
    """Return what else to count: ids that are lacking, keys where they must differ, and what a rule asks."""
    wanted = dict(COUNTED.get(table.name, {}))
    column = own_id(table)
    if column:
        wanted["ids_lacking"] = f'count_if("{column}" is null)'
    if not table.replaced_together:
        wanted["keyed"] = f'count("{column}")' if column else "count(*)"
        wanted["distinct_keys"] = f"count(distinct {column or large_keys.key(table)})"
    return wanted


def _rows(typed: TypedCells, source: str, block: Block, found: Mapping[str, Any]) -> LargeRows:
    """Return the rows as they are stored; the line of each is not known, it would cost reading with one core."""
    table = typed.table
    kept = f"select * {_replacing(REPLACED.get(table.name, {}))} from {typed.relation()}"
    if found.get("ids_lacking"):
        column = table.key[0]
        kept = f"select * {_replacing({column: large_keys.derived_id(typed.cells, column)})} from ({kept})"
    columns = {f'"{name}"': f'"{name}"' for name in table.names} | {
        "line": "cast(null as bigint)",
        "tool": literal(source),
        "row_key": "cast(null as varchar)",
        "attributes": _attributes(typed),
    }
    query = f"select {', '.join(f'{value} as {name}' for name, value in columns.items())} from ({kept})"
    size = int(STORED_PER_READ * block.large.size_bytes) if block.large else 0
    return LargeRows(query, typed.inputs, found["rows_read"], size)


def _replacing(replaced: Mapping[str, str]) -> str:
    if not replaced:
        return ""
    return f"replace ({', '.join(f'{value} as {name}' for name, value in replaced.items())})"


def _attributes(typed: TypedCells) -> str:
    """Return a map of the columns that are no canonical ones, empty cells left out."""
    taken = {cast.header for cast in typed.casts.values()}
    extra = sorted(set(typed.cells.header) - taken)
    if not extra:
        return "map([]::varchar[], []::varchar[])"
    entries = ", ".join(f"{{'k': {literal(header)}, 'v': {typed.cells.cell(header)}}}" for header in extra)
    return f"map_from_entries(list_filter([{entries}], lambda entry: entry.v is not null))"
