"""Purchase histories: one row per customer as of a date, from order lines alone."""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

DAYS_PER_WEEK = 7.0


def is_sale(lines: ir.Table) -> ir.BooleanValue:
    """Return which order lines are sales and not refunds alone.

    A line without an amount is a sale of unknown value; one with an amount of 0 that nothing was paid back on
    is a sale too (a gift, a voucher).
    """
    returned = lines.quantity.fill_null(1) < 0
    paid_back_only = (lines.amount.fill_null(1) == 0) & (lines.refunded_amount.fill_null(0) > 0)
    return ~(returned | paid_back_only)


def known_lines(orders: ir.Table, as_of: date) -> ir.Table:
    """Return the order lines of known customers up to a day, with their day and what was paid back by then."""
    end = ibis.timestamp(as_of.isoformat()) + ibis.interval(days=1)
    lines = orders.filter(orders.customer_id.notnull() & (orders.ordered_at < end))
    refunded_at = ibis.coalesce(lines.refunded_at, lines.ordered_at)
    return lines.mutate(
        day=lines.ordered_at.date(),
        sale=is_sale(lines),
        net=lines.amount.fill_null(0) - ibis.ifelse(refunded_at < end, lines.refunded_amount.fill_null(0), 0.0),
    )


def histories(tables: Mapping[str, ir.Table], as_of: date) -> ir.Table:
    """Return how often, how lately, how long and for how much each customer has bought.

    Several purchases on a day count as one. Money is net of what was paid back by then.

    Returns
    -------
    ir.Table
        customer_id; frequency: days with a purchase after the first; recency_weeks: from the first purchase
        to the last; age_weeks: from the first purchase to ``as_of``; monetary_value: mean value of the
        purchases after the first (null without any, at least 0).
    """
    lines = known_lines(tables["orders"], as_of)
    first = lines.day.min(where=lines.sale).over(ibis.window(group_by=lines.customer_id))
    lines = lines.mutate(first_day=first)
    lines = lines.filter(lines.first_day.notnull())
    each = lines.group_by("customer_id").aggregate(
        purchases=lines.day.nunique(where=lines.sale),
        first_day=lines.day.min(where=lines.sale),
        last_day=lines.day.max(where=lines.sale),
        later=lines.net.sum(where=lines.day > lines.first_day),
    )
    repeats = each.purchases - 1
    day = ibis.date(as_of.isoformat())
    return each.select(
        each.customer_id,
        frequency=repeats.cast("float64"),
        recency_weeks=each.last_day.delta(each.first_day, unit="day") / DAYS_PER_WEEK,
        age_weeks=day.delta(each.first_day, unit="day") / DAYS_PER_WEEK,
        monetary_value=ibis.ifelse(repeats > 0, ibis.greatest(each.later, 0.0) / repeats.nullif(0), None),
    )


def last_day(tables: Mapping[str, ir.Table]) -> ir.DateScalar:
    """Return the day of the last order line."""
    return tables["orders"].ordered_at.max().date()
