"""What a component is: a sum, count or median over rows, before anything is divided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import ibis
import ibis.expr.types as ir

from data.settings import Settings

Tables = Mapping[str, ir.Table]

GRAINS = {"day": "D", "week": "W", "month": "M", "quarter": "Q"}
CUSTOMER_DIMENSIONS = ("segment", "country", "plan", "acquisition_channel", "loyalty_tier")
UNKNOWN = "not known"  # the segment of rows that say nothing on a dimension


class Reach(StrEnum):
    """How far a changed row reaches: which periods' components it can alter."""

    PERIOD = "period"
    WINDOW = "window"  # its own period and those within a setting's days after it
    ALL_LATER = "all later"


@dataclass(frozen=True, slots=True)
class Basis:
    """What components depend on beside the rows.

    Attributes
    ----------
    settings
        The company's settings.
    as_of
        The last day with data.
    covered_until
        Per table, and for "activity", the last day for which it can be trusted to be complete.
    currency
        Amounts in it (or in none) are added up; others are kept apart.
    inactivity_window_days
        As set, else as proposed from the data.
    web_grain
        The grain of the web export, at which alone its users mean something; None where it is irregular.
    """

    settings: Settings = field(default_factory=Settings)
    as_of: date = date.max
    covered_until: Mapping[str, date] = field(default_factory=dict)
    currency: str | None = None
    inactivity_window_days: int = 365
    web_grain: str | None = "day"

    def until(self, table: str) -> ir.DateScalar:
        """Return the last day for which a table is complete."""
        return ibis.date(self.covered_until.get(table, self.as_of).isoformat())


@dataclass(frozen=True, slots=True)
class Component:
    """One number per period and segment that formulas are made of.

    Attributes
    ----------
    expression
        An aggregate over the rows of its source; it may use their ``grain`` and ``period_start``.
    additive
        True where the values of periods and of segments add up; never for medians and distinct counts.
    zero_where_absent
        False where no rows mean "not known" and not "none": medians, users.
    running
        True for changes that are read as a running total: customers active, recurring value.
    """

    key: str
    expression: Callable[[ir.Table], ir.Value]
    reach: Reach = Reach.PERIOD
    additive: bool = True
    zero_where_absent: bool = True
    running: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one kind, placed in time, with the components that are summed over them.

    Attributes
    ----------
    tables
        The tables that the rows are made of; a change in one of them makes the components stale.
    coverage
        The tables (or "activity") whose coverage says how far the components can be trusted.
    dimensions
        The columns of the rows by which they can be split.
    rows
        Builds the rows: ``day``, or ``grain`` and ``period_start`` where the grains differ, the dimensions, and
        what the expressions need. A ``weight`` says how large a row is; without it every row counts as one.
    apart
        A dimension whose values are never mixed (currency, brand): in the total only rows that ``counts`` are
        ours, split by that dimension all are.
    cut_at_coverage
        True where rows beyond the last day with data are left out, so that a later last day lets more in.
    are_changes
        True where a row is a change of something that lasts: a period without rows is one without changes.
    """

    key: str
    tables: tuple[str, ...]
    coverage: tuple[str, ...]
    dimensions: tuple[str, ...]
    rows: Callable[[Tables, Basis], ir.Table]
    components: tuple[Component, ...]
    apart: str | None = None
    cut_at_coverage: bool = False
    are_changes: bool = False


def each_grain(rows: ir.Table) -> ir.Table:
    """Return every row once per grain, with ``grain`` and ``period_start`` in place of ``day``.

    Examples
    --------
    >>> rows = ibis.memtable({"day": [date(2026, 11, 18)]})
    >>> frame = each_grain(rows).order_by("period_start").execute()
    >>> [f"{grain} {start:%m-%d}" for grain, start in zip(frame.grain, frame.period_start)]
    ['quarter 10-01', 'month 11-01', 'week 11-16', 'day 11-18']
    """
    periods = [
        ibis.struct({"grain": ibis.literal(grain), "period_start": _start_of(rows.day, unit)})
        for grain, unit in GRAINS.items()
    ]
    spread = rows.mutate(period=ibis.array(periods).unnest()).drop("day")
    return spread.mutate(grain=spread.period.grain, period_start=spread.period.period_start).drop("period")


def _start_of(day: ir.DateValue, unit: str) -> ir.DateValue:
    # Spark's date_trunc gives a timestamp even for a date, so the way there and back is written out.
    return day.cast("timestamp").truncate(unit).cast("date")


def with_customer(rows: ir.Table, tables: Tables, dimensions: tuple[str, ...] = CUSTOMER_DIMENSIONS) -> ir.Table:
    """Return the rows with what is known now of their customers."""
    customers = tables["customers"]
    known = customers.select(
        known_customer_id=customers.customer_id, **{name: customers[name] for name in dimensions}
    )
    joined = rows.left_join(known, rows.customer_id == known.known_customer_id)
    return joined.drop("known_customer_id")


def hours_between(start: ir.TimestampValue, end: ir.TimestampValue) -> ir.FloatingValue:
    """Return the hours from one moment to another; null where it would be negative."""
    hours = end.delta(start, unit="second") / 3600.0
    return ibis.ifelse(hours >= 0, hours, None)


def days_after(day: ir.DateValue, days: int) -> ir.DateValue:
    """Return the day so many days later."""
    return (day.cast("timestamp") + ibis.interval(days=days)).cast("date")


def known_by_source(rows: ir.Table, column: str) -> ir.Table:
    """Return the rows with ``known``: whether the tool they come from ever fills a column.

    A tool that has no column for conversions must not count as one that converts nobody.
    """
    return rows.mutate(known=rows[column].count().over(ibis.window(group_by="tool")) > 0)
