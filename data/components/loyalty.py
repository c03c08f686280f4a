"""Components of loyalty and referral: members, their points, and invitations."""

import ibis
import ibis.expr.types as ir

from data.components.activity import became_customer
from data.components.base import (
    CUSTOMER_DIMENSIONS,
    Basis,
    Component,
    Counted,
    Reach,
    Source,
    known_by_source,
    with_customer,
)
from data.workbench import Tables


def event_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return the movements of points; ``way`` is earned or redeemed."""
    events = tables["loyalty_events"]
    events = events.filter(events.happened_at.notnull() & events.customer_id.notnull())
    kind = events.kind.lower()
    way = ibis.cases(
        (kind.startswith("earn"), "earned"),
        (kind.startswith("redeem") | kind.startswith("spen") | kind.startswith("burn"), "redeemed"),
    )
    rows = events.select("customer_id", day=events.happened_at.date(), points=events.points.abs(), way=way)
    return with_customer(rows.filter(rows.way.notnull()), tables)


def member_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return the members on the day since when they are known as such.

    That is their first movement of points; who has a tier is a member since becoming a customer.
    """
    events, customers = tables["loyalty_events"], tables["customers"]
    moved = events.filter(events.happened_at.notnull() & events.customer_id.notnull())
    moved = moved.select("customer_id", day=moved.happened_at.date())
    tiered = customers.filter(customers.loyalty_tier.notnull()).select("customer_id")
    since = became_customer(tables, basis).semi_join(tiered, "customer_id")
    members = moved.union(since).group_by("customer_id").aggregate(day=ibis._.day.min())
    return with_customer(members.filter(members.day <= basis.until("loyalty_events")), tables)


def invitation_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return the invitations on the day they were sent, of tools that say who came."""
    invitations = tables["referrals"]
    sent = known_by_source(invitations.filter(invitations.sent_on.notnull()), "converted_on")
    sent = sent.filter(sent.known)
    rows = sent.select(customer_id=sent.referrer_id, day=sent.sent_on, converted=sent.converted_on.notnull())
    return with_customer(rows, tables)


def _points(way: str) -> Component:
    return Component(f"points_{way}", lambda rows: ibis.ifelse(rows.way == way, rows.points, 0.0).sum())


EVENTS = Source(
    "loyalty_events",
    tables=("loyalty_events", "customers"),
    coverage=("loyalty_events",),
    dimensions=CUSTOMER_DIMENSIONS,
    rows=event_rows,
    own=(_points("earned"), _points("redeemed")),
    counted=(
        Counted(
            of=("customer_id",),
            rows=event_rows,
            alike=CUSTOMER_DIMENSIONS,
            components=(
                Component("members_moving_points", lambda _rows, _start: ibis.literal(value=True), additive=False),
            ),
        ),
    ),
)

MEMBERS = Source(
    "loyalty_members",
    tables=("loyalty_events", "customers", "orders", "subscriptions"),
    coverage=("loyalty_events",),
    dated_by=("loyalty_events", "customers", "orders", "subscriptions"),
    cut_at_coverage=True,
    are_changes=True,
    dimensions=CUSTOMER_DIMENSIONS,
    rows=member_rows,
    own=(Component("members_joined", lambda rows: rows.count(), reach=Reach.ALL_LATER, running=True),),
)

INVITATIONS = Source(
    "referrals",
    tables=("referrals", "customers"),
    coverage=("referrals",),
    dimensions=CUSTOMER_DIMENSIONS,
    rows=invitation_rows,
    own=(
        Component("invitations_sent", lambda rows: rows.count()),
        Component("invitations_converted", lambda rows: rows.count(where=rows.converted), reach=Reach.WINDOW),
    ),
)
