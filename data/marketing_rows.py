"""Rows of marketing as they stand, for tables that name each campaign, piece of content or way of spending."""

from datetime import date

import ibis
import ibis.expr.types as ir

from data.components.base import Basis
from data.components.marketing import campaign_rows, known_with, spend_rows
from data.workbench import Tables


def _between(rows: ir.Table, first: date, last: date) -> ir.Table:
    return rows.filter(rows.day.between(ibis.date(first.isoformat()), ibis.date(last.isoformat())))


def campaigns(tables: Tables, first: date, last: date) -> ir.Table:
    """Return each campaign's real sends of some days, added up.

    Returns
    -------
    ir.Table
        campaign, kind, sends, sent, delivered, and ``revenue`` with ``revenue_delivered``: the deliveries of
        those sends whose revenue is known.
    """
    rows = campaign_rows(tables, Basis())
    rows = _between(rows.filter(rows.real), first, last)
    revenue, revenue_delivered = known_with("revenue", "delivered")
    return rows.group_by("campaign", "kind").aggregate(
        sends=rows.count(),
        sent=rows.sent.sum(),
        delivered=rows.delivered.sum(),
        revenue=revenue(rows),
        revenue_delivered=revenue_delivered(rows),
    )


def spending(tables: Tables, first: date, last: date) -> ir.Table:
    """Return what was spent in some days, by purpose, channel and campaign."""
    rows = _between(spend_rows(tables, Basis()), first, last)
    return rows.group_by("purpose", "channel", "campaign").aggregate(amount=rows.amount.sum())


def pieces(tables: Tables, first: date, last: date) -> ir.Table:
    """Return the pieces of content published in some days: title, kind, day, views, engagements, conversions."""
    content = tables["content"]
    rows = content.select("title", "kind", "views", "engagements", "conversions", day=content.published_at.date())
    return _between(rows.filter(rows.day.notnull()), first, last)
