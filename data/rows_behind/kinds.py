"""The kinds of rows behind components, each with what one of its rows adds to each component.

Here rows keep what the roll-ups leave out (ids, texts), so the definitions of what counts stand here a second time
where they can't be shared. A test over all components holds both to the same sums.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from data.components import SOURCES, Basis, Source, Tables
from data.rows_behind import customers, marketing, orders, voices
from data.rows_behind.asked import Asked

Adds = Mapping[str, ir.Value]


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of one kind.

    Attributes
    ----------
    source
        The key of the source whose components they are behind.
    table
        The canonical table they come from, for its name on screen.
    rows
        Builds the rows: ``day``, or none where they are of the period already; the source's dimensions, and
        ``counts`` where a dimension is kept apart.
    adds
        What a row adds to each component, given the rows of the period and segment: 0 or nothing where it has no
        part in it.
    shown
        The columns that a reader sees, in order.
    """

    source: str
    table: str
    rows: Callable[[Tables, Basis, Asked], ir.Table]
    adds: Callable[[ir.Table], Adds]
    shown: tuple[str, ...]

    @property
    def of(self) -> Source:
        """The source itself."""
        return next(source for source in SOURCES if source.key == self.source)


def _one(_rows: ir.Table) -> ir.Value:
    return ibis.literal(1)


KINDS: tuple[Kind, ...] = (
    Kind(
        "orders",
        "orders",
        orders.lines,
        orders.adds,
        ("day", "order_id", "customer_id", "product", "channel", "currency", "money"),
    ),
    Kind(
        "activity",
        "customers",
        customers.came_and_went,
        customers.came_and_went_adds,
        ("day", "customer_id", "country", "plan", "segment", "acquisition_channel", "change", "new"),
    ),
    Kind(
        "activity",
        "customers",
        customers.lost,
        lambda rows: {"customers_lost": _one(rows)},
        ("day", "customer_id", "country", "plan", "segment", "acquisition_channel"),
    ),
    Kind(
        "recurring_value",
        "subscriptions",
        customers.moved_value,
        customers.moved_value_adds,
        ("customer_id", "country", "plan", "at_start", "at_end"),
    ),
    Kind(
        "renewals",
        "subscriptions",
        customers.came_due,
        lambda rows: {"contracts_due": _one(rows), "contracts_renewed": rows.renewed.cast("int64")},
        ("day", "subscription_id", "customer_id", "plan", "recurring_value", "renewed_on", "cancelled_on"),
    ),
    Kind(
        "leads_created",
        "leads",
        customers.leads_created,
        lambda rows: {"leads_created": _one(rows), "leads_converted": rows.converted.cast("int64")},
        ("day", "lead_id", "source", "stage", "value", "converted_on"),
    ),
    Kind(
        "deals_closed",
        "leads",
        customers.deals_closed,
        lambda rows: {"deals_closed": _one(rows), "deals_won": rows.won.cast("int64")},
        ("day", "lead_id", "source", "stage", "value", "won"),
    ),
    Kind(
        "email_campaigns",
        "email_campaigns",
        marketing.campaigns,
        marketing.campaign_adds,
        (
            "day",
            "campaign",
            "kind",
            "segment",
            "sent",
            "delivered",
            "opened",
            "clicked",
            "unsubscribed",
            "bounced",
            "revenue",
        ),
    ),
    Kind(
        "web_traffic",
        "web_traffic",
        marketing.web,
        marketing.web_adds,
        ("day", "source", "sessions", "users", "views", "seconds_on_site", "conversions"),
    ),
    Kind(
        "spend",
        "spend",
        marketing.spend,
        lambda rows: {"acquisition_spend": ibis.ifelse(rows.purpose == "acquisition", rows.amount, 0.0)},
        ("day", "purpose", "channel", "campaign", "amount"),
    ),
    Kind(
        "social_posts",
        "social_posts",
        marketing.posts,
        lambda rows: marketing.both(rows, "engagements", "shown", ("post_engagements", "post_impressions")),
        (
            "day",
            "post_id",
            "platform",
            "text",
            "impressions",
            "reach",
            "reactions",
            "comments",
            "shares",
            "clicks",
        ),
    ),
    Kind(
        "content",
        "content",
        marketing.content,
        lambda rows: marketing.both(rows, "engagements", "views", ("content_engagements", "content_views")),
        ("day", "title", "kind", "views", "engagements", "conversions"),
    ),
    Kind(
        "surveys",
        "surveys",
        voices.answers,
        voices.answer_adds,
        ("day", "response_id", "customer_id", "kind", "score", "invited", "comment"),
    ),
    Kind(
        "mentions",
        "mentions",
        voices.mentions,
        voices.mention_adds,
        ("day", "platform", "brand", "author", "tone", "language", "text", "replied_at", "url"),
    ),
    Kind(
        "mention_replies",
        "mentions",
        voices.replies,
        voices.reply_adds,
        ("day", "platform", "brand", "author", "hours", "text", "posted_at", "url"),
    ),
    Kind(
        "tickets_opened",
        "tickets",
        customers.tickets_by("opened_at"),
        lambda rows: {"tickets_opened": _one(rows)},
        ("day", "ticket_id", "customer_id", "channel", "country", "subject", "satisfaction"),
    ),
    Kind(
        "tickets_replied",
        "tickets",
        customers.tickets_by("first_reply_at"),
        lambda rows: {"tickets_replied": rows.hours.notnull().cast("int64")},
        ("day", "ticket_id", "customer_id", "channel", "country", "hours", "subject"),
    ),
    Kind(
        "tickets_resolved",
        "tickets",
        customers.tickets_by("resolved_at"),
        customers.resolved_adds,
        ("day", "ticket_id", "customer_id", "channel", "country", "hours", "subject", "satisfaction"),
    ),
    Kind(
        "loyalty_events",
        "loyalty_events",
        customers.points,
        customers.points_adds,
        ("day", "customer_id", "loyalty_tier", "way", "points"),
    ),
    Kind(
        "referrals",
        "referrals",
        customers.invitations,
        lambda rows: {"invitations_sent": _one(rows), "invitations_converted": rows.converted.cast("int64")},
        ("day", "customer_id", "referred_id", "converted_on"),
    ),
)
