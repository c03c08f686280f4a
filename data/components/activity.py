"""Components of activity: who is a customer when, who came, who was lost.

Under a contract a customer is active while it runs. Without one a customer is active on the day of a
purchase and for the inactivity window after it. Spells that overlap or touch are one spell, so a customer
who leaves and comes back within a period is not lost in it.
"""

import ibis
import ibis.expr.types as ir

from data.components.base import (
    CUSTOMER_DIMENSIONS,
    Basis,
    Beside,
    Component,
    Reach,
    Source,
    with_customer,
)
from data.components.grains import days_after, each_grain
from data.purchases import is_sale
from data.workbench import Tables, once

TABLES = ("customers", "orders", "subscriptions", "referrals")
OPEN_END = ibis.date("2999-12-31")
GONE = (
    "cancelled",
    "canceled",
    "churned",
    "closed",
    "ended",
    "expired",
    "former",
    "inactive",
    "left",
    "lost",
    "terminated",
)


def contract_spells(tables: Tables, basis: Basis) -> ir.Table:
    """Return each contract's days: ``starts`` (inside) and ``ends`` (the first day it no longer ran).

    A contract that came due and was neither renewed nor cancelled runs until the grace is over, or until
    the customer's next contract starts, whichever is first.
    """
    contracts = tables["subscriptions"]
    contracts = contracts.filter(contracts.customer_id.notnull() & contracts.started_on.notnull())
    window = ibis.window(group_by="customer_id", order_by=["started_on", "due_on", "row_key"])
    contracts = contracts.mutate(next_start=contracts.started_on.lead().over(window))
    return contracts.select(
        "customer_id",
        "recurring_value",
        starts=contracts.started_on,
        ends=ibis.coalesce(contracts.cancelled_on, _end_by_renewal(contracts, basis), OPEN_END),
    )


def _end_by_renewal(contracts: ir.Table, basis: Basis) -> ir.DateValue:
    grace_over = days_after(contracts.due_on, basis.settings.renewal_grace_days)
    followed = ibis.greatest(contracts.next_start, contracts.due_on)
    is_renewed = contracts.renewed_on.notnull()
    return ibis.cases(
        (contracts.due_on.isnull(), None),
        (contracts.next_start.isnull() & is_renewed, None),
        (contracts.next_start.isnull(), grace_over),
        (is_renewed, followed),
        else_=ibis.least(followed, grace_over),
    )


def _status_spells(tables: Tables) -> ir.Table:
    """Return the days of customers who have a status and dates but no contract of their own."""
    customers = tables["customers"]
    has_status = customers.status.notnull() | customers.churned.notnull() | customers.churned_on.notnull()
    is_gone = customers.churned.fill_null(False) | customers.status.lower().isin(GONE).fill_null(False)
    dated = customers.signed_up_on.notnull() & (~is_gone | customers.churned_on.notnull())
    rows = customers.filter(has_status & dated)
    return rows.select("customer_id", starts=rows.signed_up_on, ends=ibis.coalesce(rows.churned_on, OPEN_END))


@once
def sale_days(tables: Tables) -> ir.Table:
    """Return the days on which known customers bought, each with the day ``before`` it and their ``first_day``."""
    orders = tables["orders"]
    sales = orders.filter(orders.customer_id.notnull() & orders.ordered_at.notnull() & is_sale(orders))
    lines = sales.select("customer_id", day=sales.ordered_at.date())
    in_turn = ibis.window(group_by="customer_id", order_by="day")
    lines = lines.mutate(before=lines.day.lag().over(in_turn), first_day=lines.day.first().over(in_turn))
    return lines.filter(lines.before.isnull() | (lines.before < lines.day))


@once
def buyers(tables: Tables) -> ir.Table:
    """Return who ever bought: the first and the last day, and the ``longest`` gap in days (null without one)."""
    days = sale_days(tables)
    gap = days.day.delta(days.before, unit="day")
    return days.group_by("customer_id").aggregate(
        first_day=days.day.min(), last_day=days.day.max(), longest=gap.max()
    )


@once
def contracted(tables: Tables, basis: Basis) -> ir.Table:
    """Return when those who ever had a contract, or have a status and dates, were customers."""
    subscribed = contract_spells(tables, basis).select("customer_id", "starts", "ends")
    by_status = _status_spells(tables).anti_join(subscribed, "customer_id")
    return subscribed.union(by_status)


def _bought_spells(tables: Tables, basis: Basis) -> ir.Table:
    """Return when those without a contract were customers.

    Every purchase lasts equally long. So a spell starts where the day before lies further back than that, and
    ends so long after the day before the next one that does.
    """
    days = sale_days(tables)
    lasts_days = basis.inactivity_window_days + 1
    starting = days.filter(days.before.isnull() | (days_after(days.before, lasts_days) < days.day))
    starting = starting.anti_join(contracted(tables, basis), "customer_id")
    starting = starting.inner_join(buyers(tables).select("customer_id", "last_day"), "customer_id")
    following = starting.before.lead().over(ibis.window(group_by="customer_id", order_by="day"))
    starting = starting.mutate(last=ibis.coalesce(following, starting.last_day))
    return starting.select("customer_id", starts="day", ends=days_after(starting["last"], lasts_days))


@once
def spells(tables: Tables, basis: Basis) -> ir.Table:
    """Return when each customer was active: customer_id, starts, ends; apart from each other."""
    return merged(contracted(tables, basis)).union(_bought_spells(tables, basis))


def merged(spells: ir.Table) -> ir.Table:
    """Return spells with those that overlap or touch made one.

    Examples
    --------
    >>> from datetime import date
    >>> day = lambda number: date(2026, 1, number)
    >>> rows = ibis.memtable({"customer_id": ["a"] * 3, "starts": [day(1), day(3), day(9)],
    ...                       "ends": [day(4), day(6), day(12)]})
    >>> frame = merged(rows).order_by("starts").execute()
    >>> [(f"{row.starts:%d}", f"{row.ends:%d}") for row in frame.itertuples()]
    [('01', '06'), ('09', '12')]
    """
    spells = spells.filter(spells.ends > spells.starts)
    before = ibis.window(group_by="customer_id", order_by=["starts", "ends"], preceding=(None, 1))
    upto = ibis.cumulative_window(group_by="customer_id", order_by=["starts", "ends"])
    spells = spells.mutate(ended_before=spells.ends.max().over(before))
    is_new = spells.ended_before.isnull() | (spells.starts > spells.ended_before)
    spells = spells.mutate(is_new=is_new.cast("int64"))
    spells = spells.mutate(turn=spells.is_new.sum().over(upto))
    grouped = spells.group_by("customer_id", "turn").aggregate(starts=spells.starts.min(), ends=spells.ends.max())
    return grouped.drop("turn")


@once
def became_customer(tables: Tables, basis: Basis) -> ir.Table:
    """Return the day on which each became a customer: ``customer_id``, ``day``.

    That is the first contract or the first purchase; for those with neither, the day they signed up.
    """
    contracts = contracted(tables, basis)
    started = contracts.filter(contracts.ends > contracts.starts).select("customer_id", day="starts")
    first = started.union(buyers(tables).select("customer_id", day="first_day"))
    earliest = first.group_by("customer_id").aggregate(day=first.day.min())
    customers = tables["customers"]
    signed_up = customers.filter(customers.signed_up_on.notnull())
    signed_up = signed_up.select("customer_id", day="signed_up_on").anti_join(earliest, "customer_id")
    return earliest.union(signed_up)


def rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return who came and who went on which day, as a change of +1 and -1, and who was newly won."""
    until = basis.until("activity")
    won = became_customer(tables, basis).mutate(change=ibis.literal(0), new=ibis.literal(1))
    events = _came_and_went(spells(tables, basis)).mutate(new=ibis.literal(0)).union(won)
    return _with_referral(with_customer(events.filter(events.day <= until), tables), tables)


def lost_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return per grain and period who was lost in it: whoever came back within it was not."""
    until = basis.until("activity")
    active = spells(tables, basis)
    leavers = active.semi_join(active.filter(active.ends <= until), "customer_id")
    events = _came_and_went(leavers)
    events = each_grain(events.filter(events.day <= until), basis.grains)
    each = events.group_by("customer_id", "grain", "period_start").aggregate(change=events.change.sum())
    return with_customer(each.filter(each.change < 0), tables)


def _came_and_went(spells: ir.Table) -> ir.Table:
    came = spells.select("customer_id", day="starts", change=ibis.literal(1))
    return came.union(spells.select("customer_id", day="ends", change=ibis.literal(-1)))


def _with_referral(rows: ir.Table, tables: Tables) -> ir.Table:
    """Mark the customers whom another one brought, as their own row or the list of invitations says."""
    customers, invitations = tables["customers"], tables["referrals"]
    named = customers.filter(customers.referred_by.notnull()).select(referred_id="customer_id")
    invited = invitations.filter(invitations.converted_on.notnull() & invitations.referred_id.notnull())
    referred = named.union(invited.select("referred_id")).distinct()
    joined = rows.left_join(referred, rows.customer_id == referred.referred_id)
    marked = joined.mutate(referred=joined.referred_id.notnull(), is_member=joined.loyalty_tier.notnull())
    # Where nobody is in a programme, or nobody was referred, the exports say nothing about it.
    known = marked.mutate(
        any_member=marked.is_member.any().over(ibis.window()),
        any_referred=marked.referred.any().over(ibis.window()),
    )
    return known.drop("referred_id")


SOURCE = Source(
    "activity",
    tables=TABLES,
    coverage=("activity",),
    dated_by=("customers", "orders", "subscriptions"),
    cut_at_coverage=True,
    are_changes=True,
    dimensions=CUSTOMER_DIMENSIONS,
    rows=rows,
    own=(
        Component("customers_change", lambda rows: rows.change.sum(), reach=Reach.ALL_LATER, running=True),
        Component("customers_new", lambda rows: rows.count(where=rows.new == 1), reach=Reach.ALL_LATER),
        Component(
            "customers_new_referred",
            lambda rows: ibis.ifelse(rows.referred, rows.new, 0).sum(where=rows.any_referred),
            reach=Reach.ALL_LATER,
        ),
        Component(
            "active_members_change",
            lambda rows: ibis.ifelse(rows.is_member, rows.change, 0).sum(where=rows.any_member),
            reach=Reach.ALL_LATER,
            running=True,
        ),
    ),
    beside=(Beside(lost_rows, (Component("customers_lost", lambda rows: rows.count(), reach=Reach.WINDOW),)),),
)
