"""Canonical tables in memory, for expressions that take a mapping of tables."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import pandas as pd

from data import schemas

KEYED = {"row_hash": "int64"}  # what rows in force have beside what is stored
RESOLVED = {"source_customer_id": "string"}


def in_memory(**rows: pd.DataFrame) -> dict[str, ir.Table]:
    """Return every canonical table: those given with their missing columns empty, the others without rows."""
    return {name: ibis.memtable(_filled(name, rows.get(name)), schema=_schema(name)) for name in schemas.TABLES}


def unbound() -> Mapping[str, ir.Table]:
    """Return every canonical table as a name and columns only, to be compiled for another engine."""
    return {name: ibis.table(_schema(name), name=name) for name in schemas.TABLES}


def _schema(name: str) -> ibis.Schema:
    has_customer = "customer_id" in schemas.table(name).names
    return ibis.schema(schemas.stored_schema(name) | KEYED | (RESOLVED if has_customer else {}))


def _filled(name: str, rows: pd.DataFrame | None) -> pd.DataFrame:
    rows = pd.DataFrame() if rows is None else rows
    missing = {column: pd.Series([None] * len(rows), dtype=object) for column in _schema(name)}
    return pd.DataFrame({column: rows.get(column, missing[column]) for column in missing}).reset_index(drop=True)


def stored_rows(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with every column of the table as it is stored; keys are made from the line where missing."""
    filled = _filled(name, rows)[list(schemas.stored_schema(name))].astype(object)
    filled = filled.where(filled.notna(), None)
    if filled["row_key"].isna().all():
        filled["row_key"] = [f"{name}-{number}" for number in range(len(filled))]
    filled["line"] = range(2, len(filled) + 2)
    filled["attributes"] = [list((cell or {}).items()) for cell in filled["attributes"]]
    return filled
