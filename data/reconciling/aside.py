"""Rows set aside, read as far as they can be, so that it can be told what they would have come to."""

import ibis
import ibis.expr.types as ir
import pandas as pd

from data import schemas
from data.importing.rules import RULES
from data.recognising import profiles
from data.recognising.names import squash
from data.reconciling.figure import NOT_HAPPENED, SET_ASIDE
from data.schemas import Column, Table
from data.state import Batch
from data.store import Facts, Store
from data.values.columns import Reading, read_column

UNREAD = "unread"  # the columns in which something stands that can't be read, between commas


def rows_aside(store: Store, reader: Facts, batches: list[Batch]) -> ir.Table | None:
    """Return the rows that some batches of one table set aside, typed; ``fate`` says why, ``unread`` what isn't.

    None where there are none. What a profile refuses because nothing happened (a payment that failed) is told
    from what can't be read.
    """
    with_rejects = [batch for batch in batches if batch.rows_rejected]
    if not with_rejects:
        return None
    rejects = reader.derived("rejects")
    numbers = [int(batch.batch_id or 0) for batch in with_rejects]
    kept = reader.frame(rejects.filter(rejects.batch_id.isin(numbers) & rejects.reason.notnull()))
    zone = store.state.settings().time_zone
    table = schemas.table(with_rejects[0].table)
    typed = [_typed(kept[kept["batch_id"] == batch.batch_id], batch, table, zone) for batch in with_rejects]
    every = pd.concat(typed, ignore_index=True)
    schema = {column.name: schemas.IBIS_TYPES[column.kind] for column in table.columns}
    schema |= dict.fromkeys(("tool", "fate", UNREAD, "row_key"), "string")
    return reader.backend.create_table("reconciled_aside", every, schema=ibis.schema(schema), temp=True)


def _typed(rejects: pd.DataFrame, batch: Batch, table: Table, zone: str) -> pd.DataFrame:
    cells = pd.DataFrame([dict(row) for row in rejects["cells"]], dtype="str").fillna("")
    headers = {column: header for header, column in batch.mapping.items() if column}
    reading = Reading(batch.dialect.get("date_order"), batch.dialect.get("decimal"), zone)
    read: dict[str, pd.Series] = {}
    unread = pd.Series("", index=cells.index, dtype="str")
    for column in table.columns:
        texts = cells[headers[column.name]] if headers.get(column.name) in cells else _nothing(cells)
        typed = read_column(texts, column, reading)
        read[column.name] = _as_stored(typed.cells, column)
        unread = unread.where(~typed.failed, unread + f",{column.name},")
    rows = pd.DataFrame(read, index=cells.index)
    if "currency" in rows:  # several tools write it small, and profiles mend that in the rows that are kept
        rows["currency"] = rows["currency"].str.upper()
    rule = RULES.get(table.name)
    rows = rule(rows)[0] if rule else rows
    refused = refused_headers(batch.source)
    fates = [NOT_HAPPENED if squash(str(header)) in refused else SET_ASIDE for header in rejects["column"]]
    said = {"tool": batch.source, "fate": fates, UNREAD: unread, "row_key": None}
    plain = rows.astype(object)
    return plain.where(plain.notna(), None).assign(**said)


def refused_headers(source: str) -> frozenset[str]:
    """Return the headers by which a tool's exports say that something did not happen, squashed.

    Examples
    --------
    >>> sorted(refused_headers("stripe")), sorted(refused_headers("hubspot"))
    (['status'], [])
    """
    own = (profile for profile in profiles() if profile.source == source)
    return frozenset(squash(header) for profile in own for header in (*profile.accepts, *profile.refuses))


def _nothing(cells: pd.DataFrame) -> pd.Series:
    return pd.Series("", index=cells.index, dtype="str")


def _as_stored(cells: pd.Series, column: Column) -> pd.Series:
    """Return numbers as numbers also where a column of them is empty, for the rules to count with."""
    kind = schemas.IBIS_TYPES[column.kind]
    return cells.astype("float64") if kind == "float64" else cells
