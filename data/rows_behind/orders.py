"""Order lines behind revenue, orders and buyers."""

import ibis
import ibis.expr.types as ir

from data.components import Basis, Tables
from data.components.activity import buyers
from data.components.base import with_customer
from data.purchases import is_sale
from data.rows_behind.asked import Asked

KEPT = ("customer_id", "order_id", "product", "channel", "currency", "amount")


def lines(tables: Tables, basis: Basis, asked: Asked) -> ir.Table:
    """Return what was sold, and what was paid back, each on its own day; ``repeat`` for buyers of before."""
    orders = tables["orders"]
    orders = orders.mutate(sale=is_sale(orders), order_tool=ibis.coalesce(orders.tool, ""))
    columns = (*KEPT, "order_tool")
    sold = orders.filter(orders.ordered_at.notnull())
    sold = sold.select(*columns, "sale", day=sold.ordered_at.date(), money=sold.amount)
    back = orders.filter(orders.refunded_amount > 0)
    day = ibis.coalesce(back.refunded_at, back.ordered_at).date()
    back = back.select(*columns, sale=ibis.literal(value=False), day=day, money=-back.refunded_amount)
    rows = with_customer(sold.union(back), tables)
    ours = ibis.literal(value=True) if basis.currency is None else rows.currency == basis.currency
    return _with_repeat(rows.mutate(counts=ours | rows.currency.isnull()), tables, asked)


def _with_repeat(rows: ir.Table, tables: Tables, asked: Asked) -> ir.Table:
    if "repeat_buyers" not in asked.components:
        return rows.mutate(repeat=ibis.literal(value=False))
    first = buyers(tables).select(buyer="customer_id", first_day="first_day")
    joined = rows.left_join(first, rows.customer_id == first.buyer)
    is_repeat = joined.first_day < ibis.date(asked.first_day.isoformat())
    return joined.mutate(repeat=is_repeat.fill_null(False)).drop("buyer", "first_day")


def adds(rows: ir.Table) -> dict[str, ir.Value]:
    """Return what a line adds: an order, and a buyer, count with the first of their lines."""
    valued = (rows.sale & rows.counts & rows.amount.notnull()).fill_null(False)
    bought = (rows.sale & rows.customer_id.notnull()).fill_null(False)
    buyer = _first_of(rows, bought, "customer_id")
    return {
        "revenue": ibis.ifelse(rows.counts, rows.money, 0.0),
        "orders_with_value": _first_of(rows, valued, "order_tool", "order_id"),
        "buyers": buyer,
        "repeat_buyers": ibis.ifelse(rows.repeat, buyer, 0),
    }


def _first_of(rows: ir.Table, condition: ir.BooleanValue, *thing: str) -> ir.Value:
    named = [condition, *(rows[name] for name in thing)]
    turn = ibis.row_number().over(ibis.window(group_by=named, order_by=[rows.day, rows.order_id, rows.money]))
    known = condition
    for name in thing:
        known &= rows[name].notnull()
    return ibis.ifelse(known & (turn == 0), 1, 0)
