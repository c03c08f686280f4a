"""Customers, contracts, leads, cases, points and invitations behind the numbers of the relationship."""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from data.components import Basis, Tables, activity, contracts
from data.components.base import CUSTOMER_DIMENSIONS, hours_between, known_by_source, with_customer
from data.components.grains import days_after
from data.components.loyalty import event_rows
from data.rows_behind.asked import Asked


def came_and_went(tables: Tables, basis: Basis, _asked: Asked) -> ir.Table:
    """Return who came and who went, and who was newly won."""
    return activity.rows(tables, basis)


def came_and_went_adds(rows: ir.Table) -> dict[str, ir.Value]:
    """Return what a coming or going adds."""
    return {
        "customers_change": rows.change,
        "customers_new": rows.new,
        "customers_new_referred": ibis.ifelse(rows.referred & rows.any_referred, rows.new, 0),
        "active_members_change": ibis.ifelse(rows.is_member & rows.any_member, rows.change, 0),
    }


def lost(tables: Tables, basis: Basis, asked: Asked) -> ir.Table:
    """Return who was lost in the period, on the last day they left."""
    gone = _of_period(activity.lost_rows(tables, basis), asked)
    ends = activity.spells(tables, basis)
    ends = ends.filter(ends.ends.between(*_days(asked)))
    last = ends.group_by("customer_id").aggregate(day=ends.ends.max()).rename(left_id="customer_id")
    return gone.inner_join(last, gone.customer_id == last.left_id).drop("left_id")


def moved_value(tables: Tables, basis: Basis, asked: Asked) -> ir.Table:
    """Return whose recurring value changed in the period, with what it was at its start and its end."""
    return _of_period(contracts.value_rows(tables, basis), asked)


def moved_value_adds(rows: ir.Table) -> dict[str, ir.Value]:
    """Return what a customer's value adds to what was lost, moved down and moved up."""
    there, then = rows.at_start >= contracts.CENT, rows.at_end >= contracts.CENT
    return {
        "recurring_value_change": rows.at_end - rows.at_start,
        "recurring_value_lost": ibis.ifelse(~then, rows.at_start, 0.0),
        "recurring_value_downgraded": ibis.ifelse(then, ibis.greatest(rows.at_start - rows.at_end, 0.0), 0.0),
        "recurring_value_upgraded": ibis.ifelse(there, ibis.greatest(rows.at_end - rows.at_start, 0.0), 0.0),
    }


def came_due(tables: Tables, basis: Basis, _asked: Asked) -> ir.Table:
    """Return the contracts on the day they came due; ``renewed`` by the end of the grace."""
    due = known_by_source(tables["subscriptions"], "renewed_on")
    due = due.filter(due.known & (due.due_on <= basis.until("subscriptions")))
    last_day = days_after(due.due_on, basis.settings.renewal_grace_days)
    columns = ("subscription_id", "customer_id", "plan", "recurring_value", "renewed_on", "cancelled_on")
    rows = due.select(*columns, day=due.due_on, renewed=(due.renewed_on <= last_day).fill_null(False))
    return with_customer(rows, tables, tuple(name for name in CUSTOMER_DIMENSIONS if name != "plan"))


def leads_created(tables: Tables, basis: Basis, _asked: Asked) -> ir.Table:
    """Return the leads on the day they were created; ``converted`` in time."""
    leads = tables["leads"]
    leads = known_by_source(leads.filter(leads.created_on.notnull()), "converted_on")
    last_day = days_after(leads.created_on, basis.settings.lead_maturity_days)
    rows = leads.mutate(day=leads.created_on, converted=(leads.converted_on <= last_day).fill_null(False))
    return rows.filter(rows.known)


def deals_closed(tables: Tables, _basis: Basis, _asked: Asked) -> ir.Table:
    """Return the deals on the day they were won or lost."""
    deals = tables["leads"]
    return deals.filter(deals.closed_on.notnull() & deals.won.notnull()).mutate(day=deals.closed_on)


def tickets_by(moment: str) -> Callable[[Tables, Basis, Asked], ir.Table]:
    """Return what builds the cases on the day of a moment, with the hours until then."""

    def build(tables: Tables, basis: Basis, _asked: Asked) -> ir.Table:
        tickets = tables["tickets"]
        done = tickets.filter(tickets[moment].notnull() & tickets.opened_at.notnull())
        hours = hours_between(done.opened_at, done[moment])
        columns = ("customer_id", "channel", "ticket_id", "subject", "satisfaction")
        rows = done.select(*columns, day=done[moment].date(), hours=hours)
        rows = rows.mutate(in_time=(rows.hours <= basis.settings.resolution_target_hours).fill_null(False))
        return with_customer(rows, tables)

    return build


def resolved_adds(rows: ir.Table) -> dict[str, ir.Value]:
    """Return what a case that was solved adds."""
    return {
        "tickets_resolved": rows.hours.notnull().cast("int64"),
        "tickets_resolved_in_time": rows.in_time.cast("int64"),
    }


def points(tables: Tables, basis: Basis, _asked: Asked) -> ir.Table:
    """Return the movements of points."""
    return event_rows(tables, basis)


def points_adds(rows: ir.Table) -> dict[str, ir.Value]:
    """Return what a movement adds: a member counts with the first of them."""
    turn = ibis.row_number().over(ibis.window(group_by=rows.customer_id, order_by=[rows.day, rows.points]))
    return {
        "points_earned": ibis.ifelse(rows.way == "earned", rows.points, 0.0),
        "points_redeemed": ibis.ifelse(rows.way == "redeemed", rows.points, 0.0),
        "members_moving_points": ibis.ifelse(turn == 0, 1, 0),
    }


def invitations(tables: Tables, _basis: Basis, _asked: Asked) -> ir.Table:
    """Return the invitations on the day they were sent; the customer is who sent them."""
    sent = tables["referrals"]
    sent = known_by_source(sent.filter(sent.sent_on.notnull()), "converted_on")
    sent = sent.filter(sent.known)
    rows = sent.select(
        "referred_id",
        "converted_on",
        customer_id=sent.referrer_id,
        day=sent.sent_on,
        converted=sent.converted_on.notnull(),
    )
    return with_customer(rows, tables)


def _of_period(rows: ir.Table, asked: Asked) -> ir.Table:
    start = ibis.date(asked.first_day.isoformat())
    return rows.filter((rows.grain == asked.grain) & (rows.period_start == start))


def _days(asked: Asked) -> tuple[ir.DateScalar, ir.DateScalar]:
    return ibis.date(asked.first_day.isoformat()), ibis.date(asked.last_day.isoformat())
