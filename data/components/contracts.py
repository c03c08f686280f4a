"""Components of contracts: recurring value kept, lost and moved, and renewals."""

import ibis
import ibis.expr.types as ir

from data.components.activity import contract_spells
from data.components.base import (
    CUSTOMER_DIMENSIONS,
    Basis,
    Component,
    Reach,
    Source,
    known_by_source,
    with_customer,
)
from data.components.grains import days_after, each_grain
from data.workbench import Tables

TABLES = ("subscriptions", "customers")
CENT = 0.005  # sums of money that differ by less are equal


def value_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return per customer and period with a change the recurring value at its start and at its end."""
    running = contract_spells(tables, basis)
    running = running.filter((running.recurring_value > 0) & (running.ends > running.starts))
    came = running.select("customer_id", day="starts", value="recurring_value", contracts=ibis.literal(1))
    went = running.select("customer_id", day="ends", value=-running.recurring_value, contracts=ibis.literal(-1))
    events = came.union(went)
    events = each_grain(events.filter(events.day <= basis.until("subscriptions")), basis.grains)
    keys = ["customer_id", "grain", "period_start"]
    each = events.group_by(keys).aggregate(value=events.value.sum(), contracts=events.contracts.sum())
    upto = ibis.cumulative_window(group_by=["customer_id", "grain"], order_by="period_start")
    each = each.mutate(value_end=each.value.sum().over(upto), contracts_end=each.contracts.sum().over(upto))
    at_end = ibis.ifelse(each.contracts_end > 0, each.value_end, 0.0)
    at_start = ibis.ifelse(each.contracts_end > each.contracts, each.value_end - each.value, 0.0)
    return with_customer(each.select(*keys, at_start=at_start, at_end=at_end), tables)


def renewal_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return the contracts that came due, on the day they did, of tools that say what was renewed."""
    contracts = tables["subscriptions"]
    due = known_by_source(contracts, "renewed_on")
    due = due.filter(due.known & (due.due_on <= basis.until("subscriptions")))
    last_day = days_after(due.due_on, basis.settings.renewal_grace_days)
    rows = due.select("customer_id", "plan", day=due.due_on, renewed=(due.renewed_on <= last_day).fill_null(False))
    return with_customer(rows, tables, tuple(name for name in CUSTOMER_DIMENSIONS if name != "plan"))


def _lost(rows: ir.Table) -> ir.Value:
    return ibis.ifelse(rows.at_end < CENT, rows.at_start, 0.0).sum()


def _moved_down(rows: ir.Table) -> ir.Value:
    return ibis.ifelse(rows.at_end >= CENT, ibis.greatest(rows.at_start - rows.at_end, 0.0), 0.0).sum()


def _moved_up(rows: ir.Table) -> ir.Value:
    return ibis.ifelse(rows.at_start >= CENT, ibis.greatest(rows.at_end - rows.at_start, 0.0), 0.0).sum()


VALUE = Source(
    "recurring_value",
    tables=TABLES,
    coverage=("subscriptions",),
    cut_at_coverage=True,
    are_changes=True,
    dimensions=CUSTOMER_DIMENSIONS,
    rows=value_rows,
    own=(
        Component(
            "recurring_value_change",
            lambda rows: (rows.at_end - rows.at_start).sum(),
            reach=Reach.ALL_LATER,
            running=True,
        ),
        Component("recurring_value_lost", _lost, reach=Reach.ALL_LATER),
        Component("recurring_value_downgraded", _moved_down, reach=Reach.ALL_LATER),
        Component("recurring_value_upgraded", _moved_up, reach=Reach.ALL_LATER),
    ),
)

RENEWALS = Source(
    "renewals",
    tables=TABLES,
    coverage=("subscriptions",),
    cut_at_coverage=True,
    dimensions=CUSTOMER_DIMENSIONS,
    rows=renewal_rows,
    own=(
        Component("contracts_due", lambda rows: rows.count()),
        Component("contracts_renewed", lambda rows: rows.count(where=rows.renewed), reach=Reach.WINDOW),
    ),
)
