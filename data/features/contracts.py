"""Who is under contract on a day, and since when.

A contract runs from its first day until it is cancelled. One that came due without being renewed runs until
the grace is over; one that was renewed until the customer's next contract, or on.
Customers without a subscription count with the dates of the customer export, where that export knows when
customers left.
"""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

from data.features.days import day, days_before

Tables = Mapping[str, ir.Table]

COLUMNS = ("customer_id", "started_on", "ended_on", "due_on", "recurring_value", "plan")


def spells(tables: Tables, grace_days: int) -> ir.Table:
    """Return a row per contract: ``started_on``, ``ended_on`` (the first day it no longer ran; null: runs)."""
    subscribed = _subscriptions(tables["subscriptions"], grace_days)
    customers = tables["customers"]
    knows_leavers = customers.churned_on.count().over(ibis.window(group_by=customers.tool)) > 0
    customers = customers.mutate(knows_leavers=knows_leavers)
    signed_up = customers.filter(customers.knows_leavers & customers.signed_up_on.notnull())
    signed_up = signed_up.anti_join(subscribed, "customer_id")
    by_customer = signed_up.select(
        "customer_id",
        started_on=signed_up.signed_up_on,
        ended_on=signed_up.churned_on,
        due_on=ibis.null("date"),
        # What the export says of value and plan is as of today, and no feature of the past.
        recurring_value=ibis.null("float64"),
        plan=ibis.null("string"),
    )
    return subscribed.union(by_customer)


def _subscriptions(rows: ir.Table, grace_days: int) -> ir.Table:
    rows = rows.filter(rows.customer_id.notnull() & rows.started_on.notnull())
    following = ibis.window(group_by="customer_id", order_by=["started_on", "due_on", "row_key"])
    rows = rows.mutate(next_start=rows.started_on.lead().over(following))
    grace_over = rows.due_on + ibis.interval(days=grace_days)
    followed = ibis.greatest(rows.next_start, rows.due_on)
    renewed = rows.renewed_on.notnull()
    by_renewal = ibis.cases(
        (rows.due_on.isnull(), None),
        (rows.next_start.isnull() & renewed, None),
        (rows.next_start.isnull(), grace_over),
        (renewed, followed),
        else_=ibis.least(followed, grace_over),
    )
    return rows.select(
        "customer_id",
        "started_on",
        ended_on=ibis.coalesce(rows.cancelled_on, by_renewal),
        due_on=rows.due_on,
        recurring_value=rows.recurring_value,
        plan=rows.plan,
    )


def running(tables: Tables, on: date, grace_days: int) -> ir.Table:
    """Return the contracts that run at the end of a day."""
    contracts = spells(tables, grace_days)
    until = ibis.coalesce(contracts.ended_on, ibis.date("2999-12-31"))
    return contracts.filter((contracts.started_on <= day(on)) & (until > day(on)))


def customers_under_contract(tables: Tables, on: date, grace_days: int) -> ir.Table:
    """Return the customers with a running contract, as of the end of a day.

    Returns
    -------
    ir.Table
        customer_id; contract_days: since the running contract began; tenure_days: since the first one began;
        contracts_before: earlier contracts; days_to_due: until one comes due (null without a date); monthly:
        the value per month of what runs; monthly_change: that value over the first contract's; plan.
    """
    history = spells(tables, grace_days)
    history = history.filter(history.started_on <= day(on))
    past = history.group_by("customer_id").aggregate(
        first=history.started_on.min(),
        contracts=history.count(),
        first_value=history.recurring_value.argmin(history.started_on),
    )
    now = running(tables, on, grace_days)
    each = now.group_by("customer_id").aggregate(
        started=now.started_on.max(),
        due=now.due_on.min(where=now.due_on > day(on)),
        monthly=now.recurring_value.sum(),
        plan=now.plan.argmax(now.started_on),
    )
    past = past.rename(past_customer="customer_id")
    each = each.left_join(past, each.customer_id == past.past_customer)
    return each.select(
        "customer_id",
        "monthly",
        "plan",
        contract_days=days_before(each.started, on),
        tenure_days=days_before(each["first"], on),
        contracts_before=(each.contracts - 1).cast("float64"),
        days_to_due=-days_before(each.due, on),
        monthly_change=each.monthly / each.first_value.nullif(0.0),
    )
