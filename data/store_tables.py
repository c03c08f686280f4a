"""The tables of the facts: made where they are missing, matched where an earlier version made them.

A column that came later is added and empty; one that is kept no longer stays where it is. What is worked out from
other rows is made anew. Only a column of another type can't be matched, which is said.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import duckdb
import ibis

from data import facts, schemas
from data.errors import StoreUnusableError
from data.texts import _

Columns = dict[str, dict[str, str]]

WANTED: Columns = {name: schemas.stored_schema(name) for name in schemas.TABLES} | facts.DERIVED
MADE_ANEW = ("customer_map", "rollups", "rollup_traces", "coverage", "cohorts", "rfm", "tones")


def make(connection: duckdb.DuckDBPyConnection, *, remaking: Callable[[], None], place: Path) -> None:
    """Let every table that is kept be there with its columns.

    Parameters
    ----------
    remaking
        Called before a table of ``MADE_ANEW`` is emptied, or comes anew into a store that was there.
    place
        The file, to be named in an error.

    Raises
    ------
    StoreUnusableError
        If a column holds another type of value; then nothing is changed.
    """
    there, wanted = _columns(connection), _wanted_columns()
    outdated = [name for name in MADE_ANEW if name in there and there[name] != wanted[name]]
    _refuse_other_types({name: there[name] for name in there if name not in outdated}, wanted, place)
    if outdated or (there and not there.keys() >= set(MADE_ANEW)):
        remaking()
    for name in outdated:
        connection.execute(f'drop table "{name}"')
    for name in wanted:
        if name in there and name not in outdated:
            _add_columns(connection, name, wanted[name].keys() - there[name].keys())
        else:
            _create(connection, name)


def has_rows(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether any canonical table holds a row, of whatever batch."""
    there = _columns(connection)
    return any(
        connection.execute(f'select 1 from "{name}" limit 1').fetchall()  # noqa: S608 - our own table names
        for name in schemas.TABLES
        if name in there
    )


def _refuse_other_types(there: Columns, wanted: Columns, place: Path) -> None:
    for name in there.keys() & wanted.keys():
        for column in there[name].keys() & wanted[name].keys():
            if there[name][column] == wanted[name][column]:
                continue
            text = _(
                "{place} was made by another version of Rapport: {column} of {table} holds {there} there and "
                "{wanted} here. Nothing was changed. Move the file and its .state.sqlite to another folder and "
                "import the exports again, or go back to that version."
            )
            types = {"there": there[name][column], "wanted": wanted[name][column]}
            raise StoreUnusableError(text.format(place=place, column=column, table=name, **types))


def _add_columns(connection: duckdb.DuckDBPyConnection, name: str, columns: set[str]) -> None:
    for column in sorted(columns):
        connection.execute(f'alter table "{name}" add column "{column}" {_wanted_columns()[name][column]}')


def _create(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    ibis.duckdb.from_connection(connection).create_table(name, schema=ibis.schema(WANTED[name]))


def _columns(connection: duckdb.DuckDBPyConnection) -> Columns:
    """Return what is there. Ibis 12's list_tables calls a method that DuckDB 2.0 no longer has."""
    query = "select table_name, column_name, data_type from duckdb_columns() where not internal"
    found: Columns = {}
    for table, column, kind in connection.execute(query).fetchall():
        found.setdefault(table, {})[column] = kind
    return found


@cache
def _wanted_columns() -> Columns:
    """Return what is wanted, with types as the engine names them."""
    with duckdb.connect() as connection:
        for name in WANTED:
            _create(connection, name)
        return _columns(connection)
