"""A workbench: tables by name, and what is worked out from them once however often it is asked for.

Whatever stands on it has a name of its own that is the same every time. So the same question is the same
expression at every refresh, and its text is known from the last one: writing the SQL of an expression takes longer
than a small store takes to answer it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import Any, Protocol

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

Tables = Mapping[str, ir.Table]

USED_OFTEN = ("customers", "orders", "subscriptions", "loyalty_events", "mentions", "tickets", "tones")
# Columns that no number is made of; millions of rows are not copied with them.
NOT_ADDED_UP = ("line", "row_hash", "attributes", "source_customer_id", "customer_email", "unit_price", "comment")
MOST_TEXTS = 256  # a refresh of everything has about eighty


class Runs(Protocol):
    """What runs expressions: the facts of a store."""

    backend: Any


class Workbench(Tables):
    """The tables by name, and what is kept of them, for as long as the workbench stands.

    Parameters
    ----------
    facts
        Runs the expressions.
    """

    def __init__(self, facts: Runs, tables: Tables) -> None:
        self._backend = facts.backend
        self._tables = tables
        self._standing: dict[str, ir.Table] = {}
        self._kinds: dict[str, str] = {}

    def __getitem__(self, name: str) -> ir.Table:
        if name not in self._standing:
            table = _narrow(self._tables[name])
            kind = "table" if name in USED_OFTEN and _takes_work(table) else "view"
            self._standing[name] = self._stand(kind, name, table)
        return self._standing[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def keep(self, name: str, build: Callable[[], ir.Table]) -> ir.Table:
        """Return the table of that name; the first to ask for it has it filled with what a function builds."""
        name = f"kept_{name}"
        if name not in self._standing:
            self._standing[name] = self._stand("table", name, build())
        return self._standing[name]

    def put(self, name: str, rows: pa.Table) -> ir.Table:
        """Let rows stand under a name, in the place of those put there before."""
        place = f"bench_put_{name}"
        self._kinds[place] = "table"
        self._backend.con.register("_put", rows)
        try:
            self._backend.raw_sql(f'create or replace temp table "{place}" as from _put')
        finally:
            self._backend.con.unregister("_put")
        return ibis.table(ibis.Schema.from_pyarrow(rows.schema), name=place)

    def arrow(self, expression: ir.Table) -> pa.Table:
        """Return the rows of an expression over these tables."""
        rows: pa.Table = self._backend.con.sql(self._text(expression)).to_arrow_table()
        return rows

    def frame(self, expression: ir.Table) -> pd.DataFrame:
        """Return the rows of an expression over these tables, as a frame."""
        frame: pd.DataFrame = self.arrow(expression).to_pandas()
        return frame

    def clear(self) -> None:
        """Take everything down, the last first: a view needs what it looks at."""
        for name, kind in reversed(self._kinds.items()):
            self._backend.raw_sql(f'drop {kind} if exists "{name}"')
        self._kinds.clear()
        self._standing.clear()

    def _stand(self, kind: str, name: str, expression: ir.Table) -> ir.Table:
        place = f"bench_{name}"
        self._kinds[place] = kind
        self._backend.raw_sql(f'create temp {kind} "{place}" as {self._text(expression)}')
        return ibis.table(expression.schema(), name=place)

    def _text(self, expression: ir.Table) -> str:
        return text_of(expression.unbind().op(), self._backend.name)


@lru_cache(maxsize=MOST_TEXTS)
def text_of(expression: ops.Relation, dialect: str) -> str:
    """Return an expression as SQL.

    It is known by all that it is made of: names and types of columns, days, settings, batches. So a text can't be
    of another state than the one it is asked for: what differs is another expression.
    """
    return str(ibis.to_sql(expression.to_expr(), dialect=dialect, pretty=False))


@contextmanager
def workbench(facts: Runs, tables: Tables) -> Iterator[Workbench]:
    """Yield a workbench whose tables and views are gone afterwards."""
    bench = Workbench(facts, tables)
    try:
        yield bench
    finally:
        bench.clear()


def once(build: Callable[..., ir.Table]) -> Callable[..., ir.Table]:
    """Let a function of tables be worked out once per workbench; over other tables it is an expression as usual.

    Its other arguments have to be the same at every call on one workbench.

    Examples
    --------
    >>> import ibis
    >>> from types import SimpleNamespace
    >>> @once
    ... def doubled(tables):
    ...     return tables["t"].mutate(x=tables["t"].x * 2)
    >>> tables = {"t": ibis.memtable({"x": [1, 2]})}
    >>> doubled(tables).x.to_list()
    [2, 4]
    >>> backend = ibis.duckdb.connect()
    >>> with workbench(SimpleNamespace(backend=backend), {"t": backend.create_table("t", tables["t"])}) as bench:
    ...     doubled(bench) is doubled(bench), bench.frame(doubled(bench)).x.to_list()
    (True, [2, 4])
    """
    name = build.__name__.strip("_")

    @wraps(build)
    def built(tables: Tables, *arguments: Any) -> ir.Table:
        if isinstance(tables, Workbench):
            return tables.keep(name, lambda: build(tables, *arguments))
        return build(tables, *arguments)

    return built


def _takes_work(table: ir.Table) -> bool:
    """Return whether rows are looked for (newest batch per key, customers across tools) and not just read."""
    return bool(table.op().find((ops.WindowFunction, ops.JoinChain, ops.Aggregate, ops.Set)))


def _narrow(table: ir.Table) -> ir.Table:
    return table.drop(*(name for name in NOT_ADDED_UP if name in table.columns))
