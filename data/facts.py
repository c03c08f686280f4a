"""Rows in force, resolved: which rows count, and whose they are.

Everything here is an Ibis expression over tables as they are stored, so that it means the same on the
embedded engine and on a cluster.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir

from data import schemas

# Tables that are worked out from the facts, with their columns.
DERIVED: dict[str, dict[str, str]] = {
    "customer_map": {"source": "string", "reference": "string", "customer_id": "string"},
    "rollups": {
        "component": "string",
        "grain": "string",
        "period_start": "date",
        "dimension": "string",
        "segment": "string",
        "value": "float64",
    },
    "rollup_traces": {
        "source": "string",
        "part": "string",
        "grain": "string",
        "period_start": "date",
        "rows": "int64",
        "digest": "int64",  # the engine's own, only compared with its like
    },
    "coverage": {"table": "string", "first_day": "date", "last_day": "date", "usual_gap_days": "int64"},
    "cohorts": {
        "grain": "string",
        "cohort_start": "date",
        "age": "int64",  # in whole periods after the cohort's own
        "dimension": "string",
        "segment": "string",
        "customers": "float64",
        "under_contract": "float64",
        "active_change": "float64",
        "bought": "float64",
        "revenue": "float64",
        "recurring_change": "float64",
    },
    "rfm": {
        "as_of": "date",
        "customer_id": "string",
        "recency_days": "int64",
        "frequency": "int64",
        "money": "float64",
        "cell": "int64",  # the three scores of 1 to 5 as digits: 545 is recency 5, frequency 4, money 5
        "cell_28": "int64",  # as it was so many days before; empty where the customer had not bought yet
        "cell_91": "int64",
        "cell_182": "int64",
        "cell_364": "int64",
    },
    "tones": {
        "mention_key": "string",
        "row_hash": "int64",  # of the row that was scored: a corrected mention is scored anew
        "language": "string",
        "label": "string",
        "polarity": "float64",
        "confidence": "float64",
        "model": "string",
    },
    "churn_scores": {
        "run_id": "int64",
        "customer_id": "string",
        "churn_probability": "float64",
        "risk_band": "string",
        "lifetime_value": "float64",
        "value_at_risk": "float64",
        "reason_1": "string",
        "reason_2": "string",
        "reason_3": "string",
    },
    "rejects": {
        "batch_id": "int64",
        "line": "int64",
        "column": "string",
        "value": "string",
        "reason": "string",
        "cells": "map<string, string>",
    },
}

# Columns that name a customer, by table; each is resolved through the customer map.
CUSTOMER_COLUMNS = {"customers": ("customer_id", "referred_by"), "referrals": ("referrer_id", "referred_id")}


def keyed(name: str, stored: ir.Table) -> ir.Table:
    """Return stored rows with what they are (``row_key``) and what they say (``row_hash``).

    Where a key is the tool and one column it is put together here: stored, key and hash would be most of what an
    order takes. The hash tells a repeat from a correction; it is the engine's own, only compared with its like.
    """
    table = schemas.table(name)
    said = {column: stored[column] for column in (*table.names, "attributes") if column in stored.columns}
    rows = stored.mutate(row_hash=ibis.struct(said).hash())
    if len(table.key) > 1:
        return rows
    own = ibis.coalesce(rows.customer_id, rows.email) if name == "customers" else rows[table.key[0]]
    return rows.mutate(row_key=ibis.coalesce(rows.row_key, rows.tool + "\x1f" + ibis.coalesce(own, "")))


def in_force(name: str, stored: ir.Table, batch_ids: Sequence[int]) -> ir.Table:
    """Return the rows that count: of the batches in force, per key those of the newest batch.

    Examples
    --------
    >>> rows = ibis.memtable({"row_key": ["a", "a", "b"], "batch_id": [1, 2, 1], "amount": [1, 2, 3]})
    >>> sorted(in_force("spend", rows, [1, 2]).amount.to_list()), in_force("spend", rows, [1]).count().execute()
    ([2, 3], 2)
    """
    rows = keyed(name, stored)
    rows = rows.filter(rows.batch_id.isin(list(batch_ids)) if batch_ids else ibis.literal(value=False))
    if len(batch_ids) < 2:
        return rows
    # Only what came after the first batch is looked up: mostly that is little, and the first batch large.
    later = rows.filter(rows.batch_id > min(batch_ids))
    later = later.group_by(later_key=later.row_key).aggregate(newest_batch=later.batch_id.max())
    both = rows.left_join(later, rows.row_key == later.later_key)
    newest = both.filter(both.newest_batch.isnull() | (both.batch_id == both.newest_batch))
    return newest.drop("later_key", "newest_batch")


def resolved(name: str, rows: ir.Table, customer_map: ir.Table | None) -> ir.Table:
    """Return the rows with every customer named as in the customer map; who isn't in it keeps the name.

    ``customer_id`` becomes the customer across tools (null for guests); ``source_customer_id`` keeps the id
    as the tool has it. The customers table is folded to a row per customer. Without a map nobody has another name.
    """
    columns = CUSTOMER_COLUMNS.get(name, ("customer_id",) if schemas.table(name).has_customer else ())
    if not columns:
        return rows
    if "customer_id" in columns:
        email = rows.email if name == "customers" else rows.customer_email
        rows = rows.mutate(
            source_customer_id=rows.customer_id, customer_id=ibis.coalesce(rows.customer_id, email.lower())
        )
    if customer_map is not None:
        rows = reduce(lambda table, column: _resolve(table, column, customer_map), columns, rows)
    return one_row_per_customer(rows) if name == "customers" else rows


def _resolve(rows: ir.Table, column: str, customer_map: ir.Table) -> ir.Table:
    names = customer_map.select(map_source="source", map_reference="reference", map_customer="customer_id")
    joined = rows.left_join(names, [rows.tool == names.map_source, rows[column] == names.map_reference])
    known = ibis.coalesce(joined.map_customer, joined[column])
    return joined.mutate(**{column: known}).drop("map_source", "map_reference", "map_customer")


def one_row_per_customer(rows: ir.Table) -> ir.Table:
    """Fold the rows that several tools have of a customer: per column the newest value that isn't empty."""
    others = [column for column in rows.columns if column not in ("customer_id", "batch_id")]
    newest = {column: rows[column].argmax(rows.batch_id, where=rows[column].notnull()) for column in others}
    return rows.group_by("customer_id").aggregate(batch_id=rows.batch_id.max(), **newest)


class LazyTables(Mapping[str, ir.Table]):
    """The canonical tables by name, each built when it is first asked for."""

    def __init__(self, build: Callable[[str], ir.Table]) -> None:
        self._build = build
        self._built: dict[str, ir.Table] = {}

    def __getitem__(self, name: str) -> ir.Table:
        schemas.table(name)
        if name not in self._built:
            self._built[name] = self._build(name)
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(schemas.TABLES)

    def __len__(self) -> int:
        return len(schemas.TABLES)
