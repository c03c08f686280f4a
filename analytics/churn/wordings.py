"""What behaviour says, in words with the customer's own numbers."""

from collections.abc import Callable, Mapping

import pandas as pd

from analytics.churn.reasons import Reason, plain_number, plain_reasons
from data.features.days import RECENT_DAYS
from data.texts import _, _n, mark

Row = Mapping[str, object]


def reasons_of(kinds: Mapping[str, str]) -> list[Reason]:
    """Return the reasons that the features at hand can give; what has no words of its own gets plain ones."""
    said = []
    taken: set[str] = set()
    for features, words in _WORDED:
        here = tuple(name for name in features if name in kinds)
        if here:
            said.append(Reason(here, words))
            taken |= set(here)
    return [*said, *plain_reasons({name: kind for name, kind in kinds.items() if name not in taken})]


def _days(value: object) -> str:
    days = round(_number(value))
    return _n("{days} day", "{days} days", days).format(days=f"{days:,}")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not pd.isna(value) else 0.0


def _known(row: Row, name: str) -> bool:
    return name in row and not pd.isna(row[name])  # type: ignore[call-overload]


def _silence(row: Row, _usual: Row) -> str:
    if not _known(row, "days_since_order"):
        return _("No order so far")
    days = _days(row["days_since_order"])
    if not _known(row, "usual_gap_days"):
        return _("No second order for {days}").format(days=days)
    gap = round(_number(row["usual_gap_days"]))
    return _("No order for {days}, usually every {gap}").format(days=days, gap=gap)


def _orders(row: Row, _usual: Row) -> str:
    recent, before = round(_number(row.get("orders_recent"))), round(_number(row.get("orders_before")))
    text = _n(
        "{recent} order in the last {window} days, {before} in the {window} days before",
        "{recent} orders in the last {window} days, {before} in the {window} days before",
        recent,
    )
    return text.format(recent=recent, before=before, window=RECENT_DAYS)


def _order_days(row: Row, usual: Row) -> str:
    made = round(_number(row["order_days"]))
    text = _n("{made} order so far, usually {usual}", "{made} orders so far, usually {usual}", made)
    return text.format(made=made, usual=plain_number(usual["order_days"]))


def _spending(row: Row, _usual: Row) -> str:
    text = _("Spent {recent} in the last {window} days, {before} in the {window} days before")
    recent, before = plain_number(_number(row.get("spend_recent"))), plain_number(_number(row.get("spend_before")))
    return text.format(recent=recent, before=before, window=RECENT_DAYS)


def _emails(row: Row, _usual: Row) -> str:
    mails, opens = round(_number(row.get("mails_recent"))), round(_number(row.get("opens_recent")))
    if mails == 0:
        return _("No e-mail got in the last {window} days").format(window=RECENT_DAYS)
    if opens == 0:
        text = _n("Opened none of the last {mails} e-mail", "Opened none of the last {mails} e-mails", mails)
        return text.format(mails=mails)
    text = _n("Opened {opens} of the last {mails} e-mail", "Opened {opens} of the last {mails} e-mails", mails)
    return text.format(mails=mails, opens=opens)


def _unsubscribed(row: Row, _usual: Row) -> str:
    return _("Unsubscribed from e-mails") if _number(row["unsubscribed"]) else _("Still gets e-mails")


def _tickets(row: Row, _usual: Row) -> str:
    recent, open_now = round(_number(row.get("tickets_recent"))), round(_number(row.get("tickets_open")))
    text = _n(
        "{recent} ticket in the last {window} days, {open_now} still open",
        "{recent} tickets in the last {window} days, {open_now} still open",
        recent,
    )
    return text.format(recent=recent, open_now=open_now, window=RECENT_DAYS)


def _tenure(row: Row, usual: Row) -> str:
    name = "tenure_days" if _known(row, "tenure_days") else "days_since_sign_up"
    if not _known(row, name):
        return _("Not known since when a customer")
    text = _("Customer for {days}, usually {usual}")
    return text.format(days=_days(row[name]), usual=_days(usual[name]))


def _contract(row: Row, _usual: Row) -> str:
    return _("Contract began {days} ago").format(days=_days(row["contract_days"]))


def _due(row: Row, _usual: Row) -> str:
    if not _known(row, "days_to_due"):
        return _("No date on which the contract comes due")
    return _("Contract comes due in {days}").format(days=_days(row["days_to_due"]))


def _monthly_change(row: Row, _usual: Row) -> str:
    if not _known(row, "monthly_change"):
        return _("No value known of the first contract")
    change = _number(row["monthly_change"]) - 1
    return _("Pays {change:+.0%} against the first contract").format(change=change)


def _plan(row: Row, _usual: Row) -> str:
    return _("Plan: {plan}").format(plan=row["plan"]) if _known(row, "plan") else _("No plan known")


def _days_since(name: str, words: str, never: str) -> Callable[[Row, Row], str]:
    def say(row: Row, _usual: Row) -> str:
        return _(words).format(days=_days(row[name])) if _known(row, name) else _(never)

    return say


def _share(name: str, words: str, never: str) -> Callable[[Row, Row], str]:
    def say(row: Row, usual: Row) -> str:
        if not _known(row, name):
            return _(never)
        return _(words).format(value=plain_number(row[name]), usual=plain_number(usual[name]))

    return say


_WORDED: tuple[tuple[tuple[str, ...], Callable[[Row, Row], str]], ...] = (
    (("silence_ratio", "days_since_order", "usual_gap_days"), _silence),
    (("orders_recent", "orders_before"), _orders),
    (("order_days",), _order_days),
    (("spend_recent", "spend_before"), _spending),
    (
        ("spend_total",),
        _share("spend_total", mark("Spent {value} in all, usually {usual}"), mark("Spent nothing")),
    ),
    (
        ("mean_order_value",),
        _share("mean_order_value", mark("Spends {value} per order, usually {usual}"), mark("No order so far")),
    ),
    (
        ("refunded_share",),
        _share(
            "refunded_share", mark("Share of spending paid back: {value}, usually {usual}"), mark("Spent nothing")
        ),
    ),
    (
        ("products_bought",),
        _share("products_bought", mark("Bought {value} products, usually {usual}"), mark("No product known")),
    ),
    (
        ("days_since_first_order",),
        _days_since("days_since_first_order", mark("First order {days} ago"), mark("No order so far")),
    ),
    (("opens_recent", "mails_recent", "open_share_recent", "clicks_recent"), _emails),
    (
        ("days_since_open",),
        _days_since("days_since_open", mark("Last opened an e-mail {days} ago"), mark("Never opened an e-mail")),
    ),
    (("unsubscribed",), _unsubscribed),
    (("tickets_recent", "tickets_open", "days_since_ticket"), _tickets),
    (
        ("tickets_ever",),
        _share("tickets_ever", mark("Tickets so far: {value}, usually {usual}"), mark("No ticket so far")),
    ),
    (
        ("hours_to_solve",),
        _share(
            "hours_to_solve",
            mark("Tickets took {value} hours to solve, usually {usual}"),
            mark("No ticket solved"),
        ),
    ),
    (
        ("ticket_rating",),
        _share("ticket_rating", mark("Rated tickets {value}, usually {usual}"), mark("No ticket rated")),
    ),
    (
        ("survey_score", "days_since_survey"),
        _share(
            "survey_score",
            mark("Last survey answer {value} of 1, usually {usual}"),
            mark("Never answered a survey"),
        ),
    ),
    (
        ("tone", "mentions_recent"),
        _share("tone", mark("Tone of own mentions {value}, usually {usual}"), mark("Never wrote of us")),
    ),
    (
        ("points_earned_recent", "points_redeemed_recent", "days_since_loyalty"),
        _days_since("days_since_loyalty", mark("Last points moved {days} ago"), mark("No points moved so far")),
    ),
    (("tenure_days", "days_since_sign_up"), _tenure),
    (("contract_days",), _contract),
    (("days_to_due",), _due),
    (
        ("contracts_before",),
        _share("contracts_before", mark("Earlier contracts: {value}, usually {usual}"), mark("First contract")),
    ),
    (
        ("monthly",),
        _share("monthly", mark("Pays {value} a month, usually {usual}"), mark("No value per month known")),
    ),
    (("monthly_change",), _monthly_change),
    (("plan",), _plan),
)
