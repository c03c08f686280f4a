"""What a component is: a sum, count or median over rows, before anything is divided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import ibis
import ibis.expr.types as ir

from data.components.grains import Grains
from data.settings import Settings
from data.workbench import Tables, once

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
    lines_are_orders
        True where it is known that no order has a second line.
    """

    settings: Settings = field(default_factory=Settings)
    as_of: date = date.max
    covered_until: Mapping[str, date] = field(default_factory=dict)
    currency: str | None = None
    inactivity_window_days: int = 365
    web_grain: str | None = "day"
    lines_are_orders: bool = False

    @property
    def grains(self) -> Grains:
        """All grains, as the company cuts time."""
        return Grains(calendar=self.settings.calendar)

    def until(self, table: str) -> ir.DateScalar:
        """Return the last day for which a table is complete."""
        return ibis.date(self.covered_until.get(table, self.as_of).isoformat())


@dataclass(frozen=True, slots=True)
class Component:
    """One number per period and segment that formulas are made of.

    Attributes
    ----------
    expression
        An aggregate over the rows of its source; over periods where it isn't ``additive``, over days where it is.
        Of what is `Counted`: a condition on the rows, given them and the start of the period.
    additive
        True where the values of periods and of segments add up; never for medians and distinct counts.
    zero_where_absent
        False where no rows mean "not known" and not "none": medians, users.
    running
        True for changes that are read as a running total: customers active, recurring value.
    """

    key: str
    expression: Callable[..., ir.Value]
    reach: Reach = Reach.PERIOD
    additive: bool = True
    zero_where_absent: bool = True
    running: bool = False


Build = Callable[[Tables, Basis], ir.Table]


@dataclass(frozen=True, slots=True)
class Counted:
    """Things (customers, orders) of which each counts once per period, however many rows it has in it.

    Distinct counts don't add up over days. But that a row is the first of its thing in a week, a month, a quarter
    is seen by the day of the row before it alone, and such rows add up: each period is counted in one pass over
    days, without holding all things of a quarter together.

    Attributes
    ----------
    of
        The columns that name the thing; rows in which one of them is empty don't count.
    rows
        Builds the rows: ``day``, ``of``, the dimensions in which a thing's rows differ, what the conditions need.
        They are some of the source's own rows, so that no period and segment has them alone.
    components
        The expression is a condition on the rows of a thing, alike for all of a period and segment.
    alike
        The dimensions in which all rows of a thing are alike, so that what is first in total is first in them.
    days
        Builds the days of each thing over all its rows, with ``before`` and the dimensions that are ``alike``.
    never_again
        Tells that no thing has a second row, so that none has to be looked for.
    """

    of: tuple[str, ...]
    rows: Build
    components: tuple[Component, ...]
    alike: tuple[str, ...] = ()
    days: Build | None = None
    never_again: Callable[[Basis], bool] = lambda _basis: False


@dataclass(frozen=True, slots=True)
class Beside:
    """Rows of another kind with components beside those of a source: 0 where it has rows and they none."""

    rows: Build
    components: tuple[Component, ...]


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
    own
        The components over these rows.
    counted, beside
        More components, over rows of another kind.
    dated_by
        The tables without which there are no rows; those of the coverage unless named.
    apart
        A dimension whose values are never mixed (currency, brand): in the total only rows that ``counts`` are
        ours, split by that dimension all are.
    cut_at_coverage
        True where rows beyond the last day with data are left out, so that a later last day lets more in.
    are_changes
        True where a row is a change of something that lasts: a period without rows is one without changes.
    read_again
        True where the rows are so quickly read from their tables that they aren't kept.
    """

    key: str
    tables: tuple[str, ...]
    coverage: tuple[str, ...]
    dimensions: tuple[str, ...]
    rows: Build
    own: tuple[Component, ...]
    counted: tuple[Counted, ...] = ()
    beside: tuple[Beside, ...] = ()
    dated_by: tuple[str, ...] = ()
    apart: str | None = None
    cut_at_coverage: bool = False
    are_changes: bool = False
    read_again: bool = False

    @property
    def components(self) -> tuple[Component, ...]:
        """Every component: its own, what is counted, and those beside."""
        counted = (item for part in self.counted for item in part.components)
        beside = (item for part in self.beside for item in part.components)
        return (*self.own, *counted, *beside)


@once
def _described(tables: Tables) -> ir.Table:
    """Return the customers of whom something is known to split by."""
    customers = tables["customers"]
    known = customers.select(known_customer_id="customer_id", **{name: name for name in CUSTOMER_DIMENSIONS})
    return known.filter(ibis.coalesce(*(known[name] for name in CUSTOMER_DIMENSIONS)).notnull())


def with_customer(rows: ir.Table, tables: Tables, dimensions: tuple[str, ...] = CUSTOMER_DIMENSIONS) -> ir.Table:
    """Return the rows with what is known now of their customers."""
    known = _described(tables).select("known_customer_id", *dimensions)
    joined = rows.left_join(known, rows.customer_id == known.known_customer_id)
    return joined.drop("known_customer_id")


def hours_between(start: ir.TimestampValue, end: ir.TimestampValue) -> ir.FloatingValue:
    """Return the hours from one moment to another; null where it would be negative."""
    hours = end.delta(start, unit="second") / 3600.0
    return ibis.ifelse(hours >= 0, hours, None)


def known_by_source(rows: ir.Table, column: str) -> ir.Table:
    """Return the rows with ``known``: whether the tool they come from ever fills a column.

    A tool that has no column for conversions must not count as one that converts nobody.
    """
    return rows.mutate(known=rows[column].count().over(ibis.window(group_by="tool")) > 0)
