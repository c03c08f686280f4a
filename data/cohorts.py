"""Cohorts: customers by the period in which they became customers, and what they do at each age.

A customer belongs to the period that ``customers_new`` counts the customer in. The age counts whole periods after
it: 0 is the cohort's own period, 1 the one that follows. Everything is summed from changes, so that a cohort costs
its months and not its customers: who is active at the end of an age is the running total of who came and who went.
"""

from datetime import date

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data.components import activity, orders
from data.components.base import CUSTOMER_DIMENSIONS, UNKNOWN, Basis, Source, with_customer
from data.components.grains import Grains, start_of
from data.coverage import ACTIVITY
from data.facts import DERIVED
from data.store import Facts, Writer
from data.summing import OTHER, TOTAL, Splits, splits_of
from data.workbench import Tables, Workbench, once

GRAINS = {"month": 1, "quarter": 3}  # and how many months each has
BASIS_GRAIN = "basis"  # the grain of the row that keeps up to which day the cohorts were followed
SUMS = (
    "customers",
    "under_contract",
    "active_change",
    "bought_month",
    "bought_quarter",
    "revenue",
    "recurring_change",
)


@once
def cohort_members(tables: Tables, basis: Basis) -> ir.Table:
    """Return who became a customer by the last day covered: customer_id, ``cohort`` (a month), the dimensions.

    ``contracted`` tells who ever was under a contract, or has a status and dates.
    """
    won = activity.became_customer(tables, basis)
    won = won.filter(won.day <= basis.until(ACTIVITY))
    contracted = activity.contracted(tables, basis).select(contracted_id="customer_id").distinct()
    joined = won.left_join(contracted, won.customer_id == contracted.contracted_id)
    known = joined.select(
        "customer_id",
        cohort=start_of(joined.day, "month"),
        contracted=joined.contracted_id.notnull().cast("int64"),
    )
    return with_customer(known, tables)


SOURCE = Source(
    "cohorts",
    tables=("customers", "orders", "subscriptions"),
    coverage=(ACTIVITY,),
    dimensions=CUSTOMER_DIMENSIONS,
    rows=cohort_members,
    own=(),
    cut_at_coverage=True,
)


def cells(tables: Tables, basis: Basis, splits: Splits) -> ir.Table:
    """Return what cohorts did at each age, as the table ``cohorts`` holds it.

    Parameters
    ----------
    splits
        The dimensions to split by, with the values that aren't folded into "other" (None: all are kept).

    Returns
    -------
    ir.Table
        grain, cohort_start, age, dimension and segment ("" for the total), and per cell: ``customers`` who joined
        the cohort (at age 0) and how many of them are ``under_contract``; ``active_change``, by how many more are
        active at the end of the age than at that of the age before; who ``bought`` in it; their ``revenue`` in it,
        net of refunds; ``recurring_change``, of the value per month under contract. Cells without any are absent.
    """
    months = cohort_months(tables, basis, splits)
    parts = [
        _of_grain(months, basis.grains, grain, dimension) for grain in GRAINS for dimension in (TOTAL, *splits)
    ]
    return ibis.union(*parts)


def _of_grain(months: ir.Table, grains: Grains, grain: str, dimension: str) -> ir.Table:
    cohort, month = grains.start_of(months.cohort, grain), grains.start_of(months.month, grain)
    apart = (month.year() - cohort.year()) * 12 + month.month() - cohort.month()
    rows = months.mutate(
        cohort_start=cohort,
        # A return can be older than the first sale that is known; it counts where the customer begins.
        age=ibis.greatest(apart // GRAINS[grain], 0),
        segment=months[dimension] if dimension else ibis.literal(TOTAL),
    )
    sums = {name: rows[name].sum() for name in SUMS if not name.startswith("bought")}
    each = rows.group_by("cohort_start", "age", "segment").aggregate(**sums, bought=rows[f"bought_{grain}"].sum())
    named = each.mutate(grain=ibis.literal(grain), dimension=ibis.literal(dimension))
    return named.select(*(named[name].cast(kind) for name, kind in DERIVED["cohorts"].items()))


@once
def cohort_months(tables: Tables, basis: Basis, splits: Splits) -> ir.Table:
    """Return the sums per cohort, month and all dimensions at once, from which the rest is made."""
    joined = cohort_members(tables, basis)
    named = joined.select("customer_id", "cohort", **{name: _part(joined[name], splits[name]) for name in splits})
    if not splits:
        return _added(_events(tables, basis), named, ["cohort", "month"])
    # Millions of rows are grouped by one number in the place of five texts.
    profiles = named.select(*splits).distinct()
    profiles = profiles.mutate(profile=ibis.row_number().over(ibis.window(order_by=list(splits))))
    numbered = named.inner_join(profiles, list(splits)).select("customer_id", "cohort", "profile")
    months = _added(_events(tables, basis), numbered, ["profile", "cohort", "month"])
    return months.inner_join(profiles, "profile").drop("profile")


def _events(tables: Tables, basis: Basis) -> ir.Table:
    """Return what happened to each customer, a month and a column of `SUMS` at a time."""
    parts = [build(tables, basis) for build in (_joined, _came_and_went, _bought, _paid, _recurring)]
    filled = [
        rows.select("customer_id", "month", **{name: _sum_of(rows, name) for name in SUMS}) for rows in parts
    ]
    return ibis.union(*filled)


def _sum_of(rows: ir.Table, name: str) -> ir.Value:
    return (rows[name] if name in rows.columns else ibis.literal(0)).cast("float64")


def _added(events: ir.Table, customers: ir.Table, keys: list[str]) -> ir.Table:
    rows = events.inner_join(customers, "customer_id")
    return rows.group_by(keys).aggregate(**{name: rows[name].sum() for name in SUMS})


def _part(value: ir.Value, largest: list[str] | None) -> ir.StringValue:
    named = ibis.coalesce(value.cast("string"), UNKNOWN)
    return named if largest is None else ibis.ifelse(named.isin(largest), named, OTHER)


def _joined(tables: Tables, basis: Basis) -> ir.Table:
    rows = cohort_members(tables, basis)
    return rows.select("customer_id", month="cohort", customers=ibis.literal(1), under_contract=rows.contracted)


def _came_and_went(tables: Tables, basis: Basis) -> ir.Table:
    spells = activity.spells(tables, basis)
    came = spells.select("customer_id", day="starts", active_change=ibis.literal(1))
    went = spells.select("customer_id", day="ends", active_change=ibis.literal(-1))
    return _by_month(came.union(went), basis)


def _bought(tables: Tables, basis: Basis) -> ir.Table:
    """Return the days that are a customer's first of a month, or of a quarter, with a purchase."""
    days = activity.sale_days(tables)
    firsts = {f"bought_{grain}": _is_first(days, basis.grains, grain).cast("int64") for grain in GRAINS}
    return _by_month(days.mutate(**firsts).select("customer_id", "day", *firsts), basis)


def _is_first(days: ir.Table, grains: Grains, grain: str) -> ir.BooleanValue:
    return ~days.before.notnull() | (days.before < grains.start_of(days.day, grain))


def _paid(tables: Tables, basis: Basis) -> ir.Table:
    rows = orders.rows(tables, basis)
    rows = rows.filter(rows.customer_id.notnull() & rows.counts)
    return _by_month(rows.select("customer_id", "day", revenue="money"), basis)


def _recurring(tables: Tables, basis: Basis) -> ir.Table:
    running = activity.contract_spells(tables, basis)
    running = running.filter((running.recurring_value > 0) & (running.ends > running.starts))
    came = running.select("customer_id", day="starts", recurring_change="recurring_value")
    went = running.select("customer_id", day="ends", recurring_change=-running.recurring_value)
    return _by_month(came.union(went), basis)


def _by_month(rows: ir.Table, basis: Basis) -> ir.Table:
    rows = rows.filter(rows.day <= basis.until(ACTIVITY))
    return rows.mutate(month=start_of(rows.day, "month")).drop("day")


def refresh(writer: Writer, bench: Workbench, basis: Basis) -> None:
    """Work out the cohorts anew and keep them, with the day up to which they were followed."""
    splits = splits_of(SOURCE, cohort_members(bench, basis), bench.frame)
    rows = bench.arrow(cells(bench, basis, splits))
    writer.replace("cohorts", rows)
    until = pd.DataFrame({"grain": [BASIS_GRAIN], "cohort_start": [basis.covered_until[ACTIVITY]], "age": [0]})
    writer.append("cohorts", pa.Table.from_pandas(until, preserve_index=False))


def followed_until(facts: Facts) -> date | None:
    """Return the day up to which the cohorts are followed; None before the first were made."""
    rows = facts.derived("cohorts")
    days = facts.frame(rows.filter(rows.grain == BASIS_GRAIN).select("cohort_start"))["cohort_start"]
    return None if days.empty else date(days.iloc[0].year, days.iloc[0].month, days.iloc[0].day)


def read(facts: Facts, grain: str, dimension: str = TOTAL) -> pd.DataFrame:
    """Return the cells of a grain as `cells` gives them: the total, and beside it a dimension's segments."""
    rows = facts.derived("cohorts")
    wanted = (rows.grain == grain) & rows.dimension.isin([TOTAL, dimension])
    frame = facts.frame(rows.filter(wanted).drop("grain"))
    return frame.assign(cohort_start=pd.to_datetime(frame["cohort_start"]))


def dimensions(facts: Facts) -> list[str]:
    """Return the dimensions by which the cohorts are split."""
    rows = facts.derived("cohorts")
    names = facts.frame(rows.filter((rows.age == 0) & (rows.dimension != TOTAL)).select("dimension").distinct())
    return [name for name in CUSTOMER_DIMENSIONS if name in set(names["dimension"])]
