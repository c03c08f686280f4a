"""Spend and return: the large chart, the channels, the campaigns, and what can't be known."""

import html
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics.channels.spending import PURPOSES, Spending
from analytics.channels.windows import Days
from components import (
    channels_charts,
    channels_empty,
    channels_words,
    charts,
    dates,
    layout,
    messages,
    numbers,
    tables,
)
from components.charts import Heading
from components.filters import Filters
from components.tables import Column
from components.texts import _

MOST_CAMPAIGNS = 200


def chart(money: Spending, *, key: str) -> None:
    """Draw what came back per amount spent, a bar per channel that was spent on; ``show`` has its table."""
    if not money.has_spend:
        channels_empty.spend(key=f"{key}_empty")
        return
    rows = _bars(money)
    heading = Heading(channels_words.best_return(money), _subtitle(money), "money", money.currency)
    best = rows["label"].iloc[0] if rows["value"].notna().any() else None
    figure = channels_charts.money_back(rows, heading, emphasis=best, break_even=_("spend is back, as revenue"))
    charts.show(
        figure,
        key=key,
        alt=channels_words.spoken(heading),
    )


def _subtitle(money: Spending) -> str:
    followed = money.followed_days
    if not followed.number:
        return _("Revenue back per amount spent; no customer of these days has had 90 days yet")
    text = _("Revenue back per amount spent · customers won {days}, net of refunds, over their first 90 days")
    return text.format(days=dates.span(followed.first, followed.last))


def _bars(money: Spending) -> pd.DataFrame:
    """Return the channels with spend, the best return first, those whose return isn't known last."""
    rows = money.channels.assign(spent=money.channels[list(PURPOSES)].sum(axis=1))
    rows = rows[rows["spent"] > 0]
    rows = rows.assign(value=rows["back"].fillna(rows["credited_back"]), by_tool=rows["back"].isna())
    rows = rows.sort_values(["value", "spent"], ascending=False, na_position="last")
    texts = [_behind(row, money.currency) for row in rows.to_dict("records")]
    return pd.DataFrame(
        {
            "label": [channels_words.short(name) for name in rows["channel"]],
            "value": rows["value"].to_numpy(),
            "text": texts,
            "hover": texts,
            "hatched": (rows["by_tool"] & rows["value"].notna()).to_numpy(),
        }
    )


def _behind(row: Mapping[Any, Any], currency: str | None) -> str:
    value, spent = numbers.money(row["value"], currency), numbers.money(row["spent"], currency)
    if numbers.is_undefined(row["value"]):
        return html.escape(_("return not known · {spent} spent").format(spent=spent))
    if row["by_tool"]:
        return html.escape(_("{value} by its tool · {spent} spent").format(value=value, spent=spent))
    return html.escape(_("{value} · {spent} spent").format(value=value, spent=spent))


def _not_known(money: Spending, asked: Days) -> str:
    """Say what the figures can't say."""
    unpaid = money.channels[money.channels[list(PURPOSES)].sum(axis=1).eq(0) & money.channels["won"].gt(0)]
    parts = [
        _(
            "A customer counts for the channel that the export names: its first touch as exported, not a proof "
            "that the channel was the cause. Revenue isn't margin."
        )
    ]
    if not unpaid.empty:
        text = _("No spend is exported for {channels}, so these have neither cost nor return.")
        parts.append(text.format(channels=", ".join(channels_words.named(name) for name in unpaid["channel"])))
    if money.cost_days != asked:
        text = _(
            "Spend and customers are both known from {first} to {last}: the cost per customer is of these days."
        )
        first, last = dates.day(money.cost_days.first), dates.day(money.cost_days.last)
        parts.append(text.format(first=first, last=last))
    if money.margin_rate is None:
        parts.append(_("With a margin in the settings, the return after margin would stand beside it."))
    if money.currency:
        text = _("The spend export names no currency; its amounts are taken to be in {currency}.")
        parts.append(text.format(currency=money.currency))
    return " ".join(parts)


def show(money: Spending, view: Filters, *, key: str) -> None:
    """Draw the channels and the campaigns as tables."""
    if not money.has_spend:
        return
    layout.section(_("Spend and return"))
    columns = _columns(money)
    table = money.channels.round({"back": 2})
    if money.margin_rate is not None:
        table = table.assign(after_margin=money.channels["back"] * money.margin_rate - 1)
    tables.show(
        table, columns, key=key, file_stem="spend_by_channel", alt=_("Spend, customers won and return by channel")
    )
    layout.prose(_not_known(money, Days(view.first_day, view.last_day)))
    st.markdown(f"**{_('By campaign')}**")
    if not money.names_campaigns:
        messages.partial(_("The spend export has no column for the campaign, so spend per campaign is not known."))
    if not money.campaigns.empty:
        _campaigns(money, key=f"{key}_campaigns")


def _campaigns(money: Spending, *, key: str) -> None:
    if not money.campaigns["back"].notna().any():
        messages.partial(
            _(
                "No campaign has the same name in the spend export and in the e-mail tool, so no return per "
                "campaign is known: spend and credited revenue stand side by side."
            )
        )
    currency = money.currency
    tables.show(
        money.campaigns.head(MOST_CAMPAIGNS).round({"back": 2, "per_delivered": 4}),
        {
            "campaign": Column(_("Campaign")),
            "channel": Column(_("Channel")),
            "spent": Column(_("Spent"), "money", currency),
            "revenue": Column(
                _("Credited revenue"),
                "money",
                currency,
                _("As the e-mail tool credits it to the campaign's sends."),
            ),
            "per_delivered": Column(_("Per e-mail delivered"), "money", currency),
            "back": Column(_("Back per 1 spent"), "number", None, _("Credited revenue over spend.")),
        },
        key=key,
        file_stem="spend_by_campaign",
        rows=8,
        alt=_("Spend and credited revenue by campaign"),
    )


def _columns(money: Spending) -> dict[str, Column]:
    currency = money.currency
    columns = {
        "channel": Column(_("Channel")),
        "won": Column(_("Customers won"), "count"),
        "acquisition": Column(_("Spent on winning"), "money", currency),
        "cost": Column(
            _("Cost per customer"), "money", currency, _("Spend on acquisition per customer won in it.")
        ),
        "back": Column(_("Back per 1 spent"), "number", None, _("Revenue of the first 90 days per amount spent.")),
        "first_revenue": Column(
            _("First 90 days"),
            "money",
            currency,
            _("Revenue of one customer in the first 90 days, of those won at least 90 days ago."),
        ),
        "followed": Column(_("Customers behind it (n)"), "count"),
        "retention": Column(_("Spent on keeping"), "money", currency),
        "other": Column(_("Other spend"), "money", currency),
        "credited": Column(
            _("Credited by tool"), "money", currency, _("What the e-mail tool credits its sends with.")
        ),
    }
    if money.margin_rate is not None:
        meaning = _("(Revenue of the first 90 days × margin − spend) / spend; below 0 it isn't earned back yet.")
        columns["after_margin"] = Column(_("Return after margin"), "rate", None, meaning)
    return columns
