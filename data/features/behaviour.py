"""What customers did up to a day: orders, e-mails, tickets, surveys, mentions, loyalty.

Every function reads rows known on that day and no later one, and returns one row per customer who has any.
Counts of customers without rows become 0 where ``snapshot`` puts the groups side by side; what can't be known
without a row (days since an order, a score) stays missing.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce

import ibis
import ibis.expr.types as ir

from data.features.days import days_before, is_before, is_recent, known_by
from data.purchases import known_lines

Tables = Mapping[str, ir.Table]

NPS_SCALE, CSAT_SCALE = 10.0, 5.0


def orders(tables: Tables, as_of: date) -> ir.Table:
    """Return recency, frequency, money, their trend, and the customer's own rhythm."""
    lines = known_lines(tables["orders"], as_of)
    recent, before = is_recent(lines, as_of), is_before(lines, as_of)
    each = lines.group_by("customer_id").aggregate(
        first=lines.day.min(where=lines.sale),
        last=lines.day.max(where=lines.sale),
        order_days=lines.day.nunique(where=lines.sale),
        orders_recent=lines.day.nunique(where=lines.sale & recent),
        orders_before=lines.day.nunique(where=lines.sale & before),
        spend_total=lines.net.sum(),
        spend_recent=lines.net.sum(where=recent).fill_null(0.0),
        spend_before=lines.net.sum(where=before).fill_null(0.0),
        refunded=lines.refunded_amount.fill_null(0.0).sum(),
        products=lines.product.nunique(),
    )
    each = each.filter(each["last"].notnull())
    gap = each["last"].delta(each["first"], unit="day") / (each.order_days - 1).nullif(0)
    since = days_before(each["last"], as_of)
    return each.select(
        "customer_id",
        "spend_recent",
        "spend_before",
        days_since_order=since,
        days_since_first_order=days_before(each["first"], as_of),
        order_days=each.order_days.cast("float64"),
        orders_recent=each.orders_recent.cast("float64"),
        orders_before=each.orders_before.cast("float64"),
        usual_gap_days=gap.cast("float64"),
        silence_ratio=since / gap.nullif(0.0),
        mean_order_value=each.spend_total / each.order_days.nullif(0),
        refunded_share=each.refunded / (each.spend_total + each.refunded).nullif(0.0),
        products_bought=each.products.cast("float64"),
    )


def emails(tables: Tables, as_of: date) -> ir.Table:
    """Return e-mails got, opened and clicked lately, and whether the customer unsubscribed."""
    events = known_by(tables["email_events"], "happened_at", as_of)
    recent = is_recent(events, as_of)

    def count(*names: str) -> ir.IntegerScalar:
        return events.campaign.nunique(where=events.event.isin(names) & recent)

    each = events.group_by("customer_id").aggregate(
        # An open proves a mail where the tool lists no sends.
        mails_recent=count("sent", "delivered", "opened", "clicked").cast("float64"),
        opens_recent=count("opened", "clicked").cast("float64"),
        clicks_recent=count("clicked").cast("float64"),
        last_open=events.day.max(where=events.event.isin(("opened", "clicked"))),
        unsubscribed=(events.event == "unsubscribed").max().cast("float64"),
    )
    return each.mutate(
        open_share_recent=each.opens_recent / each.mails_recent.nullif(0.0),
        days_since_open=days_before(each.last_open, as_of),
    ).drop("last_open")


def tickets(tables: Tables, as_of: date) -> ir.Table:
    """Return tickets lately and still open, hours to solve, and how the customer rated them."""
    cases = known_by(tables["tickets"], "opened_at", as_of)
    end = ibis.timestamp(as_of.isoformat()) + ibis.interval(days=1)
    solved = cases.resolved_at.notnull() & (cases.resolved_at < end)
    hours = cases.resolved_at.delta(cases.opened_at, unit="second") / 3600.0
    each = cases.group_by("customer_id").aggregate(
        tickets_recent=cases.count(where=is_recent(cases, as_of)).cast("float64"),
        tickets_ever=cases.count().cast("float64"),
        tickets_open=cases.count(where=~solved).cast("float64"),
        hours_to_solve=hours.mean(where=solved),
        ticket_rating=cases.satisfaction.mean(where=solved),
        last=cases.day.max(),
    )
    return each.mutate(days_since_ticket=days_before(each["last"], as_of)).drop("last")


def surveys(tables: Tables, as_of: date) -> ir.Table:
    """Return the last survey answer as a share of its scale, and how old it is."""
    answers = known_by(tables["surveys"], "answered_at", as_of)
    scale = ibis.coalesce(answers.scale_max, ibis.ifelse(answers.kind == "csat", CSAT_SCALE, NPS_SCALE))
    answers = answers.mutate(share=answers.score / scale.nullif(0.0))
    each = answers.group_by("customer_id").aggregate(
        survey_score=answers.share.argmax(answers.answered_at), last=answers.day.max()
    )
    return each.mutate(days_since_survey=days_before(each["last"], as_of)).drop("last")


def mentions(tables: Tables, as_of: date) -> ir.Table:
    """Return how much a customer wrote of us lately, and in what tone where that was scored."""
    posts = known_by(tables["mentions"], "posted_at", as_of)
    if "tones" in tuple(tables):
        tones = tables["tones"]
        scored = tones.filter(tones.label != "not_scored").select(tone_key="mention_key", tone="polarity")
        posts = posts.left_join(scored, posts.row_key == scored.tone_key)
    else:
        posts = posts.mutate(tone=ibis.null("float64"))
    return posts.group_by("customer_id").aggregate(
        mentions_recent=posts.count(where=is_recent(posts, as_of)).cast("float64"), tone=posts.tone.mean()
    )


def loyalty(tables: Tables, as_of: date) -> ir.Table:
    """Return points earned and redeemed lately."""
    events = known_by(tables["loyalty_events"], "happened_at", as_of)
    recent = is_recent(events, as_of)
    each = events.group_by("customer_id").aggregate(
        points_earned_recent=events.points.sum(where=(events.kind == "earned") & recent).fill_null(0.0),
        points_redeemed_recent=events.points.sum(where=(events.kind == "redeemed") & recent).fill_null(0.0),
        last=events.day.max(),
    )
    return each.mutate(days_since_loyalty=days_before(each["last"], as_of)).drop("last")


def sign_up(tables: Tables, as_of: date) -> ir.Table:
    """Return how long ago a customer signed up."""
    rows = known_by(tables["customers"], "signed_up_on", as_of)
    return rows.select("customer_id", days_since_sign_up=days_before(rows.day, as_of))


GROUPS: tuple[Callable[[Tables, date], ir.Table], ...] = (
    orders,
    emails,
    tickets,
    surveys,
    mentions,
    loyalty,
    sign_up,
)
# Nothing recorded means none of it.
COUNTS = (
    "order_days", "orders_recent", "orders_before", "spend_recent", "spend_before",
    "products_bought", "mails_recent", "opens_recent", "clicks_recent", "unsubscribed", "tickets_recent",
    "tickets_ever",
    "tickets_open", "mentions_recent", "points_earned_recent", "points_redeemed_recent",
)  # fmt: skip


def snapshot(population: ir.Table, tables: Tables, as_of: date) -> ir.Table:
    """Return the population with all features as of the end of a day.

    Parameters
    ----------
    population
        customer_id, a row per customer, and columns of its own that are kept.
    tables
        The canonical tables; ``tones`` too where mentions were scored.
    """
    joined = reduce(_beside, (group(tables, as_of) for group in GROUPS), population)
    return joined.mutate(**{name: joined[name].fill_null(0.0) for name in COUNTS if name in joined.columns})


def _beside(left: ir.Table, right: ir.Table) -> ir.Table:
    right = right.rename(joined_customer="customer_id")
    return left.left_join(right, left.customer_id == right.joined_customer).drop("joined_customer")
