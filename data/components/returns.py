"""What newly won customers bring in their first days, to be set against what was spent on winning them."""

import ibis
import ibis.expr.types as ir

from data.components.activity import became_customer
from data.components.base import Basis, Component, Reach, Source, with_customer
from data.components.grains import days_after
from data.components.orders import movements
from data.workbench import Tables

FIRST_DAYS = 90  # over which a customer's purchases count as what winning them brought
DIMENSIONS = ("acquisition_channel",)


def won_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return who was won on which day, with the ``money`` of the first 90 days from then on, net of refunds.

    Amounts in other currencies are left out.
    """
    won = became_customer(tables, basis)
    won = won.filter(won.day <= basis.until("activity"))
    money = movements(tables, basis)
    money = money.filter(money.counts & money.customer_id.notnull() & money.money.notnull())
    money = money.select(bought_by="customer_id", bought_on="day", money="money")
    in_time = (money.bought_on >= won.day) & (money.bought_on < days_after(won.day, FIRST_DAYS))
    bought = won.inner_join(money, [won.customer_id == money.bought_by, in_time])
    each = bought.group_by("customer_id", "day").aggregate(money=bought.money.sum())
    nothing = won.anti_join(each, "customer_id").mutate(money=ibis.literal(0.0))
    return with_customer(each.union(nothing.select(*each.columns)), tables, DIMENSIONS)


SOURCE = Source(
    "first_days",
    tables=("customers", "orders", "subscriptions"),
    coverage=("activity", "orders"),
    dated_by=("orders",),
    cut_at_coverage=True,
    dimensions=DIMENSIONS,
    rows=won_rows,
    read_again=True,
    own=(
        Component("revenue_of_first_days", lambda rows: rows.money.sum(), reach=Reach.WINDOW),
        Component("customers_followed", lambda rows: rows.count(), reach=Reach.ALL_LATER),
    ),
)
