"""Content by piece: the best and the worst as bars, all of them as a table in the order asked for."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics.channels import content
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
from components.texts import _, _n, mark

EACH_END = 5
RATES = {"engagement_rate": mark("Engaged, of views"), "conversion_rate": mark("Converted, of views")}
ORDERS = {
    "engagement_rate": mark("Engagement rate"),
    "conversion_rate": mark("Conversion rate"),
    "views": mark("Views"),
    "conversions": mark("Conversions"),
    "day": mark("Newest"),
}


def show(pieces: pd.DataFrame, view: Filters, *, key: str) -> None:
    """Draw the pieces of content."""
    layout.section(_("Content by piece"))
    if pieces.empty:
        channels_empty.content(key=f"{key}_empty")
        return
    order: str = st.segmented_control(
        _("Order"),
        list(ORDERS),
        default="engagement_rate",
        required=True,
        format_func=lambda name: _(ORDERS[name]),
        key=f"{key}_order",
        label_visibility="collapsed",
        bind="query-params",
    )
    _chart(pieces, order if order in RATES else "engagement_rate", view, key=f"{key}_ends")
    few = int((~pieces["enough_views"]).sum())
    if few:
        text = _n(
            "{few} of {all} pieces has fewer than {views} views: too few to judge, so it stands last by rate.",
            "{few} of {all} pieces have fewer than {views} views: too few to judge, so they stand last by rate.",
            few,
        )
        messages.partial(text.format(few=few, all=len(pieces), views=content.FEWEST_VIEWS))
    tables.show(
        content.ordered(pieces, order),
        _columns(),
        key=key,
        file_stem="content",
        alt=_("Pieces of content by rate"),
    )


def _chart(pieces: pd.DataFrame, rate: str, view: Filters, *, key: str) -> None:
    found = content.extremes(pieces, rate)
    if found is None:
        text = _("Fewer than two pieces have {views} views or more, so none is called best.")
        messages.too_few(text.format(views=content.FEWEST_VIEWS))
        return
    rows = content.shown(pieces, rate, EACH_END)
    heading = Heading(_point(found, rate), _subtitle(rate, len(rows), view), "rate")
    bars = pd.DataFrame(
        {
            "label": _labels(rows["title"]),
            "value": rows[rate].to_numpy(),
            "low": rows[f"{rate}_low"].to_numpy(),
            "high": rows[f"{rate}_high"].to_numpy(),
            "hover": [_hover(row, rate) for row in rows.to_dict("records")],
        }
    )
    charts.show(
        channels_charts.with_intervals(bars, heading, emphasis=bars["label"].iloc[0]),
        key=key,
        alt=channels_words.spoken(heading),
    )


def _point(found: content.Extremes, rate: str) -> str:
    text = (
        _("{best} does best, {worst} worst: {most} against {least}")
        if found.lie_apart
        else _("No piece stands out: {best} at {most} and {worst} at {least} may differ by chance")
    )
    return channels_words.title(
        text.format(
            best=channels_words.named(found.best["title"]),
            worst=channels_words.named(found.worst["title"]),
            most=numbers.percent(found.best[rate]),
            least=numbers.percent(found.worst[rate]),
        )
    )


def _subtitle(rate: str, number: int, view: Filters) -> str:
    text = _("{rate}, with its 95 % interval; the best and the worst, {number} pieces · published {days}")
    return text.format(rate=_(RATES[rate]), number=number, days=channels_words.days(view))


def _labels(titles: pd.Series) -> list[str]:
    """Return the titles shortened, each once: two bars of one name would lie on one another."""
    names = [channels_words.short(title) for title in titles]
    return [name if name not in names[:at] else f"{name} ({at + 1})" for at, name in enumerate(names)]


def _hover(row: Mapping[Any, Any], rate: str) -> str:
    day = pd.Timestamp(row["day"]).date()
    return f"{numbers.percent(row[rate])}, {channels_words.counted(row['views'])}, {dates.day(day)}"


def _columns() -> dict[str, Column]:
    return {
        "title": Column(_("Title")),
        "kind": Column(_("Kind")),
        "day": Column(_("Published"), "date"),
        "views": Column(_("Views (n)"), "count"),
        "engagements": Column(_("Engagements"), "count"),
        "engagement_rate": Column(_("Engagement rate"), "rate"),
        "engagement_rate_low": Column(_("Low (95 %)"), "rate"),
        "engagement_rate_high": Column(_("High (95 %)"), "rate"),
        "conversions": Column(_("Conversions"), "count"),
        "conversion_rate": Column(_("Conversion rate"), "rate"),
        "conversion_rate_low": Column(_("Low (95 %) "), "rate"),
        "conversion_rate_high": Column(_("High (95 %) "), "rate"),
    }
