"""From when to when the data behind features reach."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

# Dates that record what happened; due dates and scheduled ends may lie ahead of the data.
_RECORDED = (
    ("orders", "ordered_at"),
    ("subscriptions", "started_on"),
    ("subscriptions", "renewed_on"),
    ("customers", "signed_up_on"),
    ("customers", "churned_on"),
    ("tickets", "opened_at"),
    ("email_events", "happened_at"),
)


def days_covered(tables: Mapping[str, ir.Table]) -> ir.Table:
    """Return one row: ``last_day`` with data, ``first_order``, ``first_contract``; null where there are none."""
    recorded = [tables[table].select(day=tables[table][column].cast("date")) for table, column in _RECORDED]
    last = ibis.union(*recorded).aggregate(last_day=ibis._.day.max())
    orders = tables["orders"].aggregate(first_order=ibis._.ordered_at.min().cast("date"))
    started = (
        tables["subscriptions"].select(day="started_on").union(tables["customers"].select(day="signed_up_on"))
    )
    return last.cross_join(orders).cross_join(started.aggregate(first_contract=ibis._.day.min()))
