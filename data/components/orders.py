"""Components of orders: revenue net of refunds, orders, buyers."""

import ibis
import ibis.expr.types as ir

from data.components.base import CUSTOMER_DIMENSIONS, Basis, Component, Reach, Source, Tables, with_customer
from data.purchases import is_sale

TABLES = ("orders", "customers")


def rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return what was sold on the day it was sold, and what was paid back on the day it was paid back."""
    orders = tables["orders"]
    lines = orders.mutate(
        sale=is_sale(orders),
        order_key=ibis.coalesce(orders.tool, "") + "|" + orders.order_id,
        counts=_in_main_currency(orders, basis),
        ordered_on=orders.ordered_at.date(),
    )
    lines = lines.mutate(first_day=_first_sale_day(lines))
    sold = lines.filter(lines.ordered_on.notnull())
    sold = _as_rows(sold, day=sold.ordered_on, money=sold.amount, sale=sold.sale)
    back = lines.filter(lines.refunded_amount > 0)
    day = ibis.coalesce(back.refunded_at, back.ordered_at).date()
    back = _as_rows(back, day=day, money=-back.refunded_amount, sale=ibis.literal(value=False))
    return with_customer(_numbered(sold.union(back.filter(back.day.notnull()))), tables)


def _numbered(rows: ir.Table) -> ir.Table:
    """Return the rows with numbers for customers and orders: counting distinct texts takes twice as long."""
    return rows.mutate(
        buyer=ibis.ifelse(rows.customer_id.notnull(), _number(rows, "customer_id"), None),
        order_number=_number(rows, "order_key"),
    ).drop("order_key")


def _number(rows: ir.Table, column: str) -> ir.IntegerValue:
    return ibis.dense_rank().over(ibis.window(order_by=rows[column]))


def _as_rows(lines: ir.Table, **values: ir.Value) -> ir.Table:
    kept = ("customer_id", "order_key", "counts", "first_day", "channel", "product", "currency")
    return lines.select(*kept, **values)


def _in_main_currency(orders: ir.Table, basis: Basis) -> ir.BooleanValue:
    if basis.currency is None:
        return ibis.literal(value=True)
    return orders.currency.isnull() | (orders.currency == basis.currency)


def _first_sale_day(lines: ir.Table) -> ir.DateValue:
    """Return the first day on which the line's customer bought; null for guests."""
    first = lines.ordered_on.min(where=lines.sale).over(ibis.window(group_by=lines.customer_id))
    return ibis.ifelse(lines.customer_id.notnull(), first, None)


def _buyers(rows: ir.Table) -> ir.Value:
    return rows.buyer.nunique(where=rows.sale)


def _repeat_buyers(rows: ir.Table) -> ir.Value:
    return rows.buyer.nunique(where=rows.sale & (rows.first_day < rows.period_start))


SOURCE = Source(
    "orders",
    tables=TABLES,
    coverage=("orders",),
    dimensions=("channel", "product", "currency", *CUSTOMER_DIMENSIONS),
    rows=rows,
    apart="currency",
    components=(
        Component("revenue", lambda rows: rows.money.sum(where=rows.counts)),
        Component(
            "orders_with_value",
            lambda rows: rows.order_number.nunique(where=rows.sale & rows.counts & rows.money.notnull()),
            additive=False,
        ),
        Component("buyers", _buyers, additive=False),
        Component("repeat_buyers", _repeat_buyers, reach=Reach.ALL_LATER, additive=False),
        Component("lines_in_other_currencies", lambda rows: rows.count(where=rows.sale & ~rows.counts)),
        Component("lines_without_customer", lambda rows: rows.count(where=rows.sale & rows.buyer.isnull())),
    ),
)
