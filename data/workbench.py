"""A workbench: tables by name, and what is worked out from them once however often it is asked for."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from itertools import count
from typing import Any, Protocol

import ibis.expr.operations as ops
import ibis.expr.types as ir

Tables = Mapping[str, ir.Table]

USED_OFTEN = ("customers", "orders", "subscriptions", "loyalty_events", "mentions", "tickets", "tones")
# Columns that no number is made of; millions of rows are not copied with them.
NOT_ADDED_UP = ("line", "row_hash", "attributes", "source_customer_id", "customer_email", "unit_price", "comment")


class Runs(Protocol):
    """What runs expressions: the facts of a store."""

    backend: Any


class Workbench(Tables):
    """The tables by name, those used often kept for as long as the workbench stands.

    Parameters
    ----------
    keep
        Works an expression out and returns the table that holds it.
    """

    def __init__(self, tables: Tables, keep: Callable[[ir.Table], ir.Table]) -> None:
        self._tables = tables
        self.keep = keep
        self._kept: dict[str, ir.Table] = {}
        self._made: dict[Callable[..., ir.Table], ir.Table] = {}

    def __getitem__(self, name: str) -> ir.Table:
        if name not in self._kept:
            table = self._tables[name]
            self._kept[name] = self.keep(_narrow(table)) if name in USED_OFTEN and _takes_work(table) else table
        return self._kept[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def once(self, build: Callable[..., ir.Table], *arguments: Any) -> ir.Table:
        """Return what a function makes of these tables, made at the first call."""
        if build not in self._made:
            self._made[build] = self.keep(build(self, *arguments))
        return self._made[build]


@contextmanager
def workbench(facts: Runs, tables: Tables) -> Iterator[Workbench]:
    """Yield a workbench whose kept tables are gone afterwards."""
    names: list[str] = []
    numbers = count()

    def keep(expression: ir.Table) -> ir.Table:
        name = f"worked_out_{next(numbers)}"
        names.append(name)
        return facts.backend.create_table(name, expression, temp=True)

    try:
        yield Workbench(tables, keep)
    finally:
        for name in names:
            facts.backend.drop_table(name, force=True)


def once(build: Callable[..., ir.Table]) -> Callable[..., ir.Table]:
    """Let a function of tables be worked out once per workbench; over other tables it is an expression as usual.

    Its other arguments have to be the same at every call on one workbench.

    Examples
    --------
    >>> import ibis
    >>> @once
    ... def doubled(tables):
    ...     return tables["t"].mutate(x=tables["t"].x * 2)
    >>> tables = {"t": ibis.memtable({"x": [1, 2]})}
    >>> sorted(doubled(tables).x.to_list())
    [2, 4]
    >>> kept = []
    >>> bench = Workbench(tables, lambda expression: kept.append(expression) or expression)
    >>> doubled(bench) is doubled(bench), len(kept)
    (True, 1)
    """

    @wraps(build)
    def built(tables: Tables, *arguments: Any) -> ir.Table:
        return tables.once(build, *arguments) if isinstance(tables, Workbench) else build(tables, *arguments)

    return built


def _takes_work(table: ir.Table) -> bool:
    """Return whether rows are looked for (newest batch per key, customers across tools) and not just read."""
    return bool(table.op().find((ops.WindowFunction, ops.JoinChain, ops.Aggregate, ops.Set)))


def _narrow(table: ir.Table) -> ir.Table:
    return table.drop(*(name for name in NOT_ADDED_UP if name in table.columns))
