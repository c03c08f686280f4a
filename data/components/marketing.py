"""Components of marketing: e-mail, web traffic, spend, our posts and content.

A ratio is only fair over rows that know both its parts: an export without clicks must not lower the click
rate of the others. So several denominators come as often as there are numerators.
"""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from data.components.base import Basis, Component, Source
from data.workbench import Tables

FEWEST_RECIPIENTS = 5  # a send to fewer is taken for a test


def known_with(
    part: str, whole: str, where: Callable[[ir.Table], ir.BooleanValue] | None = None
) -> tuple[Callable[[ir.Table], ir.Value], Callable[[ir.Table], ir.Value]]:
    """Return the sums of a part and of its whole over the rows that know both."""

    def condition(rows: ir.Table) -> ir.BooleanValue:
        both = rows[part].notnull() & rows[whole].notnull()
        return both & where(rows) if where else both

    return (
        lambda rows: rows[part].sum(where=condition(rows)),
        lambda rows: rows[whole].sum(where=condition(rows)),
    )


def campaign_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return the sends of campaigns; those marked as tests or to fewer than five people aren't real."""
    sends = tables["email_campaigns"]
    recipients = ibis.coalesce(sends.sent, sends.delivered)
    is_test = sends.is_test.fill_null(False) | (recipients < FEWEST_RECIPIENTS).fill_null(False)
    rows = sends.select(
        "campaign",
        "opened",
        "clicked",
        "unsubscribed",
        "bounced",
        "revenue",
        "kind",
        "segment",
        day=sends.sent_at.date(),
        sent=ibis.coalesce(sends.sent, sends.delivered + sends.bounced),
        delivered=ibis.coalesce(sends.delivered, sends.sent - sends.bounced),
        real=~is_test,
    )
    return rows.filter(rows.day.notnull())


def web_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return the days of the web export; ``users_grain`` is the one grain at which users mean something."""
    traffic = tables["web_traffic"]
    columns = ("sessions", "users", "views", "seconds_on_site", "conversions", "source")
    grain = ibis.literal(basis.web_grain, type="string")
    rows = traffic.select(
        *columns, day=traffic.date, users_grain=grain, weight=ibis.coalesce(traffic.sessions, traffic.users, 0.0)
    )
    return rows.filter(rows.day.notnull())


def spend_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return what was spent; a channel that wins customers is also the acquisition channel they came by."""
    spend = tables["spend"]
    rows = spend.select(
        "channel",
        "campaign",
        "amount",
        day=spend.date,
        acquisition_channel=spend.channel,
        purpose=spend.purpose.lower(),
        weight=spend.amount,
    )
    return rows.filter(rows.day.notnull() & rows.amount.notnull())


def post_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return our posts with their engagements; where impressions are missing, reach stands in."""
    posts = tables["social_posts"]
    reactions = [posts[name] for name in ("reactions", "comments", "shares", "clicks")]
    any_known = ibis.coalesce(*reactions).notnull()
    rows = posts.select(
        "platform",
        day=posts.posted_at.date(),
        engagements=ibis.ifelse(any_known, sum(value.fill_null(0) for value in reactions), None),
        shown=ibis.coalesce(posts.impressions, posts.reach),
        by_reach=posts.impressions.isnull() & posts.reach.notnull(),
    )
    return rows.filter(rows.day.notnull())


def content_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return our pieces of content on the day they were published."""
    pieces = tables["content"]
    rows = pieces.select("kind", "views", "engagements", day=pieces.published_at.date())
    return rows.filter(rows.day.notnull())


def _pair(part: str, whole: str, keys: tuple[str, str], *, real_only: bool = False) -> tuple[Component, Component]:
    sums = known_with(part, whole, (lambda rows: rows.real) if real_only else None)
    return Component(keys[0], sums[0]), Component(keys[1], sums[1])


def _email_pair(part: str, whole: str) -> tuple[Component, Component]:
    return _pair(part, whole, (f"email_{part}_of_{whole}", f"email_{whole}_with_{part}"), real_only=True)


def _users(rows: ir.Table) -> ir.Value:
    """Users of one row at the export's own grain; over several rows people would be counted twice."""
    at_own_grain = (rows.grain == rows.users_grain) & rows.users.notnull()
    return ibis.ifelse(rows.count(where=at_own_grain) == 1, rows.users.max(where=at_own_grain), None)


CAMPAIGNS = Source(
    "email_campaigns",
    tables=("email_campaigns",),
    coverage=("email_campaigns",),
    dimensions=("kind", "segment"),
    rows=campaign_rows,
    own=(
        *_email_pair("opened", "delivered"),
        *_email_pair("clicked", "delivered"),
        *_email_pair("clicked", "opened"),
        *_email_pair("unsubscribed", "delivered"),
        *_email_pair("bounced", "sent"),
        *_email_pair("revenue", "delivered"),
        Component("email_sends", lambda rows: rows.count(where=rows.real)),
        Component("email_sends_kept_out", lambda rows: rows.count(where=~rows.real)),
    ),
)

WEB = Source(
    "web_traffic",
    tables=("web_traffic",),
    coverage=("web_traffic",),
    dimensions=("source",),
    rows=web_rows,
    own=(
        Component("web_sessions", lambda rows: rows.sessions.sum()),
        Component("web_users", _users, additive=False, zero_where_absent=False),
        *_pair("conversions", "sessions", ("web_conversions", "web_sessions_with_conversions")),
        *_pair("seconds_on_site", "sessions", ("web_seconds", "web_sessions_with_seconds")),
    ),
)

SPEND = Source(
    "spend",
    tables=("spend",),
    coverage=("spend",),
    dimensions=("acquisition_channel", "channel", "campaign"),
    rows=spend_rows,
    own=(
        Component("acquisition_spend", lambda rows: rows.amount.sum(where=rows.purpose == "acquisition")),
        Component("spend", lambda rows: rows.amount.sum()),
    ),
)

POSTS = Source(
    "social_posts",
    tables=("social_posts",),
    coverage=("social_posts",),
    dimensions=("platform",),
    rows=post_rows,
    own=(
        *_pair("engagements", "shown", ("post_engagements", "post_impressions")),
        Component("posts_shown", lambda rows: rows.count(where=rows.shown.notnull())),
        Component("posts_by_reach", lambda rows: rows.count(where=rows.by_reach)),
    ),
)

CONTENT = Source(
    "content",
    tables=("content",),
    coverage=("content",),
    dimensions=("kind",),
    rows=content_rows,
    own=_pair("engagements", "views", ("content_engagements", "content_views")),
)
