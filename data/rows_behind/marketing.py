"""Campaigns, web traffic, spend, posts and content behind the numbers of reach."""

import ibis
import ibis.expr.types as ir

from data.components import Basis, Tables
from data.components.marketing import FEWEST_RECIPIENTS
from data.rows_behind.asked import Asked

PAIRS = (
    ("opened", "delivered"),
    ("clicked", "delivered"),
    ("clicked", "opened"),
    ("unsubscribed", "delivered"),
    ("bounced", "sent"),
    ("revenue", "delivered"),
)


def both(rows: ir.Table, part: str, whole: str, keys: tuple[str, str]) -> dict[str, ir.Value]:
    """Return what a row adds to a part and to its whole: nothing where it doesn't know both."""
    known = rows[part].notnull() & rows[whole].notnull()
    return {key: ibis.ifelse(known, rows[name], None) for key, name in zip(keys, (part, whole), strict=True)}


def campaigns(tables: Tables, _basis: Basis, _asked: Asked) -> ir.Table:
    """Return the sends of campaigns that aren't tests."""
    sends = tables["email_campaigns"]
    recipients = ibis.coalesce(sends.sent, sends.delivered)
    is_test = sends.is_test.fill_null(False) | (recipients < FEWEST_RECIPIENTS).fill_null(False)
    rows = sends.mutate(
        day=sends.sent_at.date(),
        sent=ibis.coalesce(sends.sent, sends.delivered + sends.bounced),
        delivered=ibis.coalesce(sends.delivered, sends.sent - sends.bounced),
        real=~is_test,
    )
    return rows.filter(rows.real & rows.day.notnull())


def campaign_adds(rows: ir.Table) -> dict[str, ir.Value]:
    """Return what a send adds to each pair of numbers."""
    adds: dict[str, ir.Value] = {}
    for part, whole in PAIRS:
        adds |= both(rows, part, whole, (f"email_{part}_of_{whole}", f"email_{whole}_with_{part}"))
    return adds


def web(tables: Tables, _basis: Basis, _asked: Asked) -> ir.Table:
    """Return the days and sources of the web export."""
    traffic = tables["web_traffic"]
    return traffic.mutate(day=traffic.date)


def web_adds(rows: ir.Table) -> dict[str, ir.Value]:
    """Return what a day of a source adds; users are those of the export's own rows."""
    adds: dict[str, ir.Value] = {"web_sessions": rows.sessions, "web_users": rows.users}
    adds |= both(rows, "conversions", "sessions", ("web_conversions", "web_sessions_with_conversions"))
    return adds | both(rows, "seconds_on_site", "sessions", ("web_seconds", "web_sessions_with_seconds"))


def spend(tables: Tables, _basis: Basis, _asked: Asked) -> ir.Table:
    """Return what was spent."""
    rows = tables["spend"]
    rows = rows.mutate(day=rows.date, acquisition_channel=rows.channel, purpose=rows.purpose.lower())
    return rows.filter(rows.amount.notnull())


def posts(tables: Tables, _basis: Basis, _asked: Asked) -> ir.Table:
    """Return our posts with their engagements."""
    rows = tables["social_posts"]
    reactions = [rows[name] for name in ("reactions", "comments", "shares", "clicks")]
    any_known = ibis.coalesce(*reactions).notnull()
    return rows.mutate(
        day=rows.posted_at.date(),
        engagements=ibis.ifelse(any_known, sum(value.fill_null(0) for value in reactions), None),
        shown=ibis.coalesce(rows.impressions, rows.reach),
    )


def content(tables: Tables, _basis: Basis, _asked: Asked) -> ir.Table:
    """Return our pieces of content."""
    pieces = tables["content"]
    return pieces.mutate(day=pieces.published_at.date())
