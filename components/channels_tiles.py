"""The page's tiles: at most seven, those left out of which nothing is known."""

import pandas as pd

from analytics.channels.email import Email
from analytics.channels.groups import REVENUE_PER_CUSTOMER, SHARES, Groups, Pair
from analytics.channels.mailing_list import MailingList
from analytics.channels.service import Service
from analytics.channels.spending import Spending
from components import channels_mail, channels_words, numbers, tiles
from components.texts import _
from components.tiles import Tile


def row(  # noqa: PLR0913 - all named
    *, mail: Email, money: Spending, service: Service, groups: Groups, people: MailingList, key: str
) -> None:
    """Draw the tiles of what is known."""
    shown = [
        _mail(mail),
        _cost(money),
        _back(money),
        _pair(groups, "members", "customer_churn_rate", _("Members lost, per {grain}")),
        _pair(groups, "referred", REVENUE_PER_CUSTOMER, _("Per referred customer and {grain}")),
        _rated(service),
        _people(people),
    ]
    known = [tile for tile in shown if tile is not None]
    if known:
        tiles.row(known, key=key)


def _mail(mail: Email) -> Tile | None:
    value, behind = channels_mail.total_revenue_per_mail(mail) if not mail.is_empty else (float("nan"), 0.0)
    if numbers.is_undefined(value):
        return None
    return Tile(
        _("Revenue per e-mail"),
        numbers.money(value, mail.currency),
        count_text=channels_words.counted(behind),
        note=_("as the tool credits it"),
        definition=_(
            "Revenue credited to campaigns per e-mail delivered, all kinds together, test sends left out."
        ),
    )


def _cost(money: Spending) -> Tile | None:
    if numbers.is_undefined(money.cost):
        return None
    return Tile(
        _("Cost per customer won"),
        numbers.money(money.cost, money.currency),
        count_text=channels_words.counted(float(money.channels["won"].sum())),
        note=_("all channels, also those without spend"),
        definition=_("Spend on acquisition over customers won, whatever the channel they came by."),
    )


def _back(money: Spending) -> Tile | None:
    if numbers.is_undefined(money.back):
        return None
    behind = money.channels.loc[money.channels["back"].notna(), "followed"].sum()
    return Tile(
        _("Back per {one} spent").format(one=channels_words.one(money.currency)),
        numbers.money(money.back, money.currency),
        count_text=channels_words.counted(float(behind)),
        note=_("revenue of the first 90 days"),
        definition=_(
            "Revenue of the first 90 days of customers won, over spend on acquisition; channels with spend only."
        ),
    )


def _pair(groups: Groups, group: str, measure: str, label: str) -> Tile | None:
    pair = next((pair for pair in groups.pairs.get(group, ()) if pair.measure == measure), None)
    if pair is None:
        return None
    grain = _(channels_words.GRAINS[groups.grain])
    return Tile(
        label.format(grain=grain),
        numbers.percent(pair.value) if measure in SHARES else numbers.money(pair.value, groups.currency),
        change=None if pair.too_few else _gap(pair, groups.currency),
        change_period=_("to other customers"),
        good="down" if measure == "customer_churn_rate" else "up",
        is_real=None if pair.too_few else pair.difference.is_real,
        count_text=channels_words.counted(pair.n),
        note=_verdict(pair),
        definition=_("Compared, not caused: those in a programme differ from others in more than that."),
    )


def _gap(pair: Pair, currency: str | None) -> str:
    if pair.measure in SHARES:
        return numbers.percentage_points(pair.difference.gap)
    text = numbers.money(pair.difference.gap, currency)
    return f"+{text}" if pair.difference.gap > 0 else text


def _verdict(pair: Pair) -> str:
    if pair.too_few:
        return _("too few to judge")
    return _("a real difference") if pair.difference.is_real else _("no difference beyond chance")


def _rated(service: Service) -> Tile | None:
    table = service.channels.dropna(subset=["rated_well_n"]) if not service.channels.empty else pd.DataFrame()
    if table.empty or not table["rated_well_n"].sum():
        return None
    rated = float(table["rated_well_n"].sum())
    return Tile(
        _("Cases rated well"),
        numbers.percent(float((table["rated_well"].fillna(0.0) * table["rated_well_n"]).sum()) / rated),
        count_text=channels_words.counted(rated),
        definition=_("Of the rated support cases, the share rated 4 or 5 of 5. Not mixed with surveys."),
    )


def _people(people: MailingList) -> Tile | None:
    if not people.members:
        return None
    growth = people.growth
    return Tile(
        _("On the mailing list"),
        numbers.count(people.members),
        change=None if numbers.is_undefined(growth) else _signed(growth),
        change_period=_("in these days"),
        good="up",
        sparkline=list(people.periods["members"]),
        note=_("customers only") if people.origin.value == "customers" else "",
        definition=_("People who may be written to now, by the exports of customers or of the newsletter tool."),
    )


def _signed(share: float) -> str:
    return f"+{numbers.percent(share)}" if share > 0 else numbers.percent(share).replace("-", numbers.MINUS)
