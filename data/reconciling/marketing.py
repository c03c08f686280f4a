"""Figures of e-mail, web traffic, spend, our posts and content."""

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from data.components import Basis
from data.components.marketing import FEWEST_RECIPIENTS
from data.reconciling.figure import Figure, Part, RowValue, column, components, each_row
from data.texts import mark

_COUNTED_BOTH = "incomplete"  # a rate is only taken over rows that know both its parts


def _is_test(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
    few = ibis.coalesce(rows.sent, rows.delivered) < FEWEST_RECIPIENTS
    return rows.is_test.fill_null(False) | few.fill_null(False)


def _sent(rows: ir.Table, _basis: Basis) -> ir.Value:
    return ibis.coalesce(rows.sent, rows.delivered + rows.bounced)


def _delivered(rows: ir.Table, _basis: Basis) -> ir.Value:
    return ibis.coalesce(rows.delivered, rows.sent - rows.bounced)


def _email(key: str, label: str, component: str, part: Part, other: RowValue) -> Figure:
    """Return a count of sends; only those count that are no tests and say the ``other`` part of the rate too."""
    return Figure(
        key, label, components(component), parts=(part,),
        why_not=(("tests", _is_test), (_COUNTED_BOTH, lambda rows, basis: other(rows, basis).isnull())),
    )  # fmt: skip


def _of(name: str) -> RowValue:
    return lambda rows, _basis: rows[name]


CAMPAIGNS = (
    Figure(
        "sends", mark("Sends"), components("email_sends"),
        parts=(Part(each_row, moves_with=""),), why_not=(("tests", _is_test),),
    ),
    _email(
        "sent", mark("Recipients"), "email_sent_with_bounced",
        Part(_sent, reads=("sent",), or_else=("delivered", "bounced")), _of("bounced"),
    ),
    _email(
        "delivered", mark("Deliveries"), "email_delivered_with_opened",
        Part(_delivered, reads=("delivered",), or_else=("sent", "bounced")), _of("opened"),
    ),
    _email("opened", mark("Unique opens"), "email_opened_of_delivered", column("opened"), _delivered),
    _email("clicked", mark("Unique clicks"), "email_clicked_of_delivered", column("clicked"), _delivered),
    _email(
        "unsubscribed", mark("Unsubscribed"), "email_unsubscribed_of_delivered", column("unsubscribed"), _delivered
    ),
    _email("bounced", mark("Bounces"), "email_bounced_of_sent", column("bounced"), _sent),
    replace(
        _email("email_revenue", mark("Revenue"), "email_revenue_of_delivered", column("revenue"), _delivered),
        is_money=True,
    ),
)  # fmt: skip


def _paired(key: str, label: str, component: str, part: Part, other: RowValue) -> Figure:
    return Figure(
        key, label, components(component), parts=(part,),
        why_not=((_COUNTED_BOTH, lambda rows, basis: other(rows, basis).isnull()),),
    )  # fmt: skip


TRAFFIC = (
    Figure("sessions", mark("Sessions"), components("web_sessions"), parts=(column("sessions"),)),
    _paired("conversions", mark("Conversions"), "web_conversions", column("conversions"), _of("sessions")),
    _paired("seconds_on_site", mark("Seconds on site"), "web_seconds", column("seconds_on_site"), _of("sessions")),
)


def _acquisition(rows: ir.Table, _basis: Basis) -> ir.Value:
    return ibis.ifelse(rows.purpose.lower() == "acquisition", rows.amount, None)


SPEND = (
    Figure("spend", mark("Spend"), components("spend"), parts=(column("amount"),), is_money=True),
    Figure(
        "acquisition_spend", mark("Spend on winning customers"), components("acquisition_spend"),
        parts=(Part(_acquisition, reads=("amount", "purpose")),), is_money=True,
    ),
)  # fmt: skip

_REACTIONS = ("reactions", "comments", "shares", "clicks")


def _engagements(rows: ir.Table, _basis: Basis) -> ir.Value:
    known = [rows[name] for name in _REACTIONS]
    return ibis.ifelse(ibis.coalesce(*known).notnull(), sum(value.fill_null(0) for value in known), None)


def _shown(rows: ir.Table, _basis: Basis) -> ir.Value:
    return ibis.coalesce(rows.impressions, rows.reach)


POSTS = (
    _paired(
        "impressions", mark("Impressions, or reach where those are missing"), "post_impressions",
        Part(_shown, reads=("impressions",), or_else=("reach",)), _engagements,
    ),
    _paired(
        "engagements", mark("Reactions, comments, shares and clicks"), "post_engagements",
        Part(_engagements, reads=_REACTIONS), _shown,
    ),
)  # fmt: skip

CONTENT = (
    _paired("views", mark("Views"), "content_views", column("views"), _of("engagements")),
    _paired("engagements", mark("Engagements"), "content_engagements", column("engagements"), _of("views")),
)
