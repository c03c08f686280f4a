"""What a figure is that a tool's own report shows too: its value row by row, and what keeps rows from counting.

The tool's side is added up over every row that came; the product's side is asked of the components that KPIs are
made of. Each reason is added up by itself, so that what the reasons don't explain would be seen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from data.components import COMPONENTS, Basis, Component, Source, Tables, source_of

# Why a row doesn't count, in the order in which it is asked; a figure's own reasons come after these.
NOT_HAPPENED, SET_ASIDE = "not_happened", "set_aside"
AGAIN, REPLACED, UNDATED = "again", "replaced", "undated"
COMMON = (NOT_HAPPENED, SET_ASIDE, AGAIN, REPLACED, UNDATED)
COUNTS = "counts"  # nothing keeps it

Condition = Callable[[ir.Table, Basis], ir.BooleanValue]
RowValue = Callable[[ir.Table, Basis], ir.Value]


@dataclass(frozen=True, slots=True)
class Period:
    """The days compared, both inside; None on a side that is open."""

    first: date | None = None
    last: date | None = None

    @property
    def is_whole(self) -> bool:
        """True where nothing is left out."""
        return self.first is None and self.last is None

    def holds(self, day: ir.DateValue) -> ir.BooleanValue:
        """Return which days lie in it; without limits also rows without a day do."""
        held = ibis.literal(value=True)
        if self.first:
            held &= (day >= ibis.date(self.first.isoformat())).fill_null(False)
        if self.last:
            held &= (day <= ibis.date(self.last.isoformat())).fill_null(False)
        return held


Counted = Callable[[Tables, Basis, Period], list[ir.Table]]


@dataclass(frozen=True, slots=True)
class Part:
    """What a row adds to a figure, on which day.

    Attributes
    ----------
    value
        Null where the row says nothing to the figure.
    day
        None for the table's own moment.
    reads
        The columns that the value is made of: where a row set aside holds something unreadable in them, its value
        is not known.
    or_else
        The columns that stand in for those where they are empty.
    applies
        The rows that can say something to it, whatever they say; None for all.
    moves_with
        The column whose sum the value is ("" for rows); only of it is known what changed its month by the
        company's time zone. None where it is on another day, or no plain sum.
    """

    value: RowValue
    day: RowValue | None = None
    reads: tuple[str, ...] = ()
    or_else: tuple[str, ...] = ()
    applies: Condition | None = None
    moves_with: str | None = None
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a tool's report.

    Attributes
    ----------
    key, label
        Its name in code and in words.
    parts
        What is summed; or ``thing``, whose different values are counted.
    counted
        Builds what the product counts, as tables of one row with a ``value``, to be added up.
    why_not
        Own reasons by their keys, asked in turn of rows that nothing common keeps out.
    further
        Reasons that lie beside the rows: a table of one row with ``count`` and ``amount``, given the rows.
    merged
        The column that names a thing in the product, where the tool's several names may mean one.
    is_money, currency
        Whether it is an amount, and in which currency; None for the company's.
    whole_only
        True where it is only known at the end, not for a month.
    """

    key: str
    label: str
    counted: Counted
    parts: tuple[Part, ...] = ()
    why_not: tuple[tuple[str, Condition], ...] = ()
    further: tuple[tuple[str, Callable[[ir.Table, Tables, Basis, Period], ir.Table]], ...] = ()
    thing: str | None = None
    merged: str | None = None
    is_money: bool = False
    currency: str | None = None
    whole_only: bool = False

    @property
    def reasons(self) -> tuple[str, ...]:
        """The keys of everything that can keep a row out, in turn."""
        return (*COMMON, *(key for key, _condition in self.why_not))


def each_row(_rows: ir.Table, _basis: Basis) -> ir.Value:
    """Return 1 for every row."""
    return ibis.literal(1.0)


def column(name: str) -> Part:
    """Return a column as it is, on the table's own day."""
    return Part(lambda rows, _basis: rows[name], reads=(name,), moves_with=name)


def rows_where(condition: Condition, *reads: str, day: str | None = None) -> Part:
    """Return 1 for each row for which a condition holds, on the table's own day unless told."""
    return Part(
        lambda rows, basis: ibis.ifelse(condition(rows, basis).fill_null(False), 1.0, None),
        day=(lambda rows, _basis: rows[day].cast("date")) if day else None,
        reads=reads,
    )


def nothing(_tables: Tables, _basis: Basis, _period: Period) -> list[ir.Table]:
    """Return that the product counts nothing of it."""
    return []


def components(*keys: str) -> Counted:
    """Return what the product counts by components of its KPIs, their sums added up."""

    def counted(tables: Tables, basis: Basis, period: Period) -> list[ir.Table]:
        return [_summed(source_of(key), COMPONENTS[key], tables, basis, period) for key in keys]

    return counted


def _summed(source: Source, component: Component, tables: Tables, basis: Basis, period: Period) -> ir.Table:
    """Return one component over a period, by the rows and the expression that its KPIs are made of."""
    if component in source.own:
        rows = source.rows(tables, basis)
        rows = rows.filter(period.holds(rows.day))
        return one_row(component.expression(rows))
    (item,) = [part for part in source.counted if component in part.components]
    rows = item.rows(tables, basis)
    rows = rows.filter(period.holds(rows.day), *(rows[name].notnull() for name in item.of))
    rows = rows.filter(rows.counts) if source.apart and "counts" in rows.columns else rows
    return one_row(rows.select(*item.of).distinct().count())


def one_row(value: ir.Value) -> ir.Table:
    """Return a scalar as a table of one row, 0 where there is nothing to sum."""
    return ibis.coalesce(value.cast("float64"), 0.0).name("value").as_table()
