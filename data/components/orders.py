"""Components of orders: revenue net of refunds, orders, buyers."""

import ibis
import ibis.expr.types as ir

from data.components.activity import buyers, sale_days
from data.components.base import Basis, Component, Counted, Reach, Source
from data.components.programmes import STANDING_DIMENSIONS, with_standing
from data.purchases import is_sale
from data.workbench import Tables

TABLES = ("orders", "customers", "referrals")
LINE_DIMENSIONS = ("channel", "product", "currency")


def rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return what was sold and paid back, with what is known of the customers."""
    return with_standing(movements(tables, basis), tables)


def movements(tables: Tables, basis: Basis) -> ir.Table:
    """Return what was sold on the day it was sold, and what was paid back on the day it was paid back.

    ``money`` is in the main currency where ``counts``, and in its own where it is kept apart.
    """
    orders = tables["orders"]
    factor = basis.conversion.factor(orders)
    lines = orders.mutate(sale=is_sale(orders), counts=factor.notnull(), factor=factor.fill_null(1.0))
    sold = lines.filter(lines.ordered_at.notnull())
    sold = _as_rows(sold, day=sold.ordered_at.date(), money=sold.amount * sold.factor, sale=sold.sale)
    back = lines.filter(lines.refunded_amount > 0)
    day = ibis.coalesce(back.refunded_at, back.ordered_at).date()
    money = -back.refunded_amount * back.factor
    back = _as_rows(back, day=day, money=money, sale=ibis.literal(value=False))
    return sold.union(back.filter(back.day.notnull()))


def _as_rows(lines: ir.Table, **values: ir.Value) -> ir.Table:
    return lines.select("customer_id", "counts", *LINE_DIMENSIONS, **values)


def valued_lines(tables: Tables, basis: Basis) -> ir.Table:
    """Return the lines of orders whose value is known; ``counts`` where it is added up."""
    orders = tables["orders"]
    lines = orders.filter(orders.ordered_at.notnull() & orders.amount.notnull() & is_sale(orders))
    lines = lines.select(
        "customer_id",
        "order_id",
        *LINE_DIMENSIONS,
        order_tool=ibis.coalesce(lines.tool, ""),  # two tools number their orders alike
        day=lines.ordered_at.date(),
        counts=basis.conversion.counts(lines),
    )
    return with_standing(lines, tables)


def bought_lines(tables: Tables, _basis: Basis) -> ir.Table:
    """Return the lines that known customers bought, with the day of their first purchase of all."""
    orders = tables["orders"]
    lines = orders.filter(orders.ordered_at.notnull() & is_sale(orders))
    lines = lines.select("customer_id", *LINE_DIMENSIONS, day=lines.ordered_at.date())
    return lines.inner_join(buyers(tables).select("customer_id", "first_day"), "customer_id")


def bought_days(tables: Tables, _basis: Basis) -> ir.Table:
    """Return the days on which known customers bought, with the day before it and what is known of them."""
    return with_standing(sale_days(tables), tables)


def told_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return all that rows, valued lines and bought days are made of, on the days on which they lie."""
    orders = tables["orders"]
    columns = ("tool", "order_id", "customer_id", "amount", "refunded_amount", *LINE_DIMENSIONS)
    lines = orders.mutate(sale=is_sale(orders), counts=basis.conversion.counts(orders))
    sold_on, back_on = lines.ordered_at.date(), ibis.coalesce(lines.refunded_at, lines.ordered_at).date()
    sold = lines.select(*columns, "sale", "counts", day=sold_on)
    back = lines.filter(lines.refunded_amount > 0).select(*columns, "sale", "counts", day=back_on)
    rows = sold.union(back)
    rows = with_standing(rows.filter(rows.day.notnull()), tables)
    since = buyers(tables).select("first_day", buyer="customer_id")
    return rows.left_join(since, rows.customer_id == since.buyer).drop("buyer")


SOURCE = Source(
    "orders",
    tables=TABLES,
    coverage=("orders",),
    dimensions=(*LINE_DIMENSIONS, *STANDING_DIMENSIONS),
    rows=rows,
    apart="currency",
    read_again=True,
    told_by=told_rows,
    own=(
        Component("revenue", lambda rows: rows.money.sum(where=rows.counts)),
        Component("lines_in_other_currencies", lambda rows: rows.count(where=rows.sale & ~rows.counts)),
        Component("lines_without_customer", lambda rows: rows.count(where=rows.sale & rows.customer_id.isnull())),
    ),
    counted=(
        Counted(
            of=("order_tool", "order_id"),
            rows=valued_lines,
            never_again=lambda basis: basis.lines_are_orders,
            components=(
                Component("orders_with_value", lambda _rows, _start: ibis.literal(value=True), additive=False),
            ),
        ),
        Counted(
            of=("customer_id",),
            rows=bought_lines,
            days=bought_days,
            alike=STANDING_DIMENSIONS,
            components=(
                Component("buyers", lambda _rows, _start: ibis.literal(value=True), additive=False),
                Component(
                    "repeat_buyers",
                    lambda rows, start: rows.first_day < start,
                    reach=Reach.ALL_LATER,
                    additive=False,
                ),
            ),
        ),
    ),
)
