"""The mailing list: who joined it, who left, whose address bounced, on which day, from what exports say of it.

Where a newsletter tool's own list was imported, that is the list. Otherwise it is the customers of whom it is
known whether they may be written to, and leaving has a day only where the exports of recipients' events have one.
A bounce among those events takes nobody off: the next e-mail may arrive.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from data import facts as facts_
from data.components.base import Basis
from data.components.marketing import campaign_rows
from data.store import Facts
from data.workbench import Tables

TOOLS = ("mailchimp", "klaviyo")  # whose exports of people are lists of recipients
LEFT_HEADERS, BOUNCED_HEADERS = ("UNSUB_TIME",), ("CLEAN_TIME",)
LEFT_EVENTS = ("unsubscribed", "unsubscribe")


def tool_members(facts: Facts, batch_ids: list[int]) -> ir.Table:
    """Return the people on the lists of newsletter tools, as these name them.

    Returns
    -------
    ir.Table
        may (False where the tool says that they may not be written to), joined_on, left_on, bounced_on.
    """
    rows = facts_.in_force("customers", facts.stored["customers"], batch_ids)
    rows = rows.filter(rows.tool.isin(TOOLS))
    return rows.select(
        may=rows.contact_consent.fill_null(rows.tool == "mailchimp"),  # whose lists are a file for each state
        joined_on=rows.signed_up_on,
        left_on=_day_of(rows, LEFT_HEADERS),
        bounced_on=_day_of(rows, BOUNCED_HEADERS),
    )


def known_members(tables: Tables) -> ir.Table:
    """Return the customers of whom it is known whether they may be written to, as ``tool_members`` does.

    Whoever unsubscribed by an event was on the list until then, also where the customers' export, made later,
    says that they may not be written to.
    """
    customers = tables["customers"]
    customers = customers.filter(customers.contact_consent.notnull())
    left = unsubscribed(tables)
    joined = customers.left_join(left, customers.customer_id == left.left_customer)
    return joined.select(
        may=joined.contact_consent,
        joined_on=joined.signed_up_on,
        left_on=joined.left_on,
        bounced_on=ibis.null("date"),
    )


def unsubscribed(tables: Tables) -> ir.Table:
    """Return as ``left_customer`` who unsubscribed, with ``left_on``: the first day they did."""
    events = tables["email_events"]
    left = events.filter(events.customer_id.notnull() & events.event.lower().isin(LEFT_EVENTS))
    return left.group_by(left_customer=left.customer_id).aggregate(left_on=left.happened_at.date().min())


def flows(members: ir.Table) -> ir.Table:
    """Return per day how many joined, left and bounced out: day (null: not dated), way, people.

    Each person goes once: by what came first. ``way`` is "joined", "left", "bounced", or "gone" for those who
    may not be written to and of whom nobody says since when; these never counted as joined.
    """
    ended_on = ibis.least(members.left_on, members.bounced_on)
    ended = ibis.ifelse(members.bounced_on.notnull() & (members.bounced_on == ended_on), "bounced", "left")
    undated = ~members.may & ended_on.isnull()
    there = members.filter(~undated)
    joined = there.select(way=ibis.literal("joined"), day=there.joined_on)
    left = members.mutate(way=ended, day=ended_on).filter(ended_on.notnull()).select("way", "day")
    gone = members.filter(undated).select(way=ibis.literal("gone"), day=ibis.null("date"))
    every = joined.union(left).union(gone)
    return every.group_by("day", "way").aggregate(people=every.count())


def _day_of(rows: ir.Table, headers: tuple[str, ...]) -> ir.DateValue:
    """Return a day that the export has in a column of its own, kept as an attribute of the row."""
    texts = [rows.attributes.get(header, ibis.null("string")) for header in headers]
    return ibis.coalesce(*texts).left(10).try_cast("date")


def largest_send(tables: Tables, first: date, last: date) -> ir.Table:
    """Return one row with ``recipients``: of the largest real send of some days; null without one."""
    rows = campaign_rows(tables, Basis())
    within = rows.day.between(ibis.date(first.isoformat()), ibis.date(last.isoformat()))
    return rows.aggregate(recipients=rows.sent.max(where=rows.real & within))
