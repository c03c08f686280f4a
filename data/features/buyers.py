"""Who is an active buyer on a day: the last purchase lies within the inactivity window."""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

from data.basis import EXCEEDED_BY, SHORTEST_WINDOW_DAYS
from data.components.activity import sale_days
from data.features.days import day

Tables = Mapping[str, ir.Table]


def proposed_window(tables: Tables, as_of: date) -> ir.Table:
    """Return one row with ``days``: the longest gap that only one in ten repeat buyers exceeds.

    Null where nobody bought on two days.
    """
    days = sale_days(tables)
    days = days.filter(days.day <= day(as_of))
    before = days.day.lag().over(ibis.window(group_by=days.customer_id, order_by=days.day))
    gaps = days.mutate(gap=days.day.delta(before, unit="day"))
    longest = gaps.group_by("customer_id").aggregate(longest=gaps.gap.max())
    away = longest.longest.quantile(1 - EXCEEDED_BY)
    return longest.aggregate(days=ibis.greatest(away.ceil(), float(SHORTEST_WINDOW_DAYS)))


def active_buyers(tables: Tables, on: date, window_days: int) -> ir.Table:
    """Return the customers who bought within the window up to the end of a day: customer_id."""
    days = sale_days(tables)
    since = day(on) - ibis.interval(days=window_days)
    return days.filter((days.day <= day(on)) & (days.day > since)).select("customer_id").distinct()


def bought_between(tables: Tables, after: date, until: date) -> ir.Table:
    """Return the customers who bought after a day, up to the end of another: customer_id."""
    days = sale_days(tables)
    return days.filter((days.day > day(after)) & (days.day <= day(until))).select("customer_id").distinct()
