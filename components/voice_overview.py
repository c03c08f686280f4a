"""The sentiment page's tiles and charts."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics import mentions
from analytics.mentions import Summary
from components import charts, dates, numbers, tiles, voice_charts, voice_words
from components.charts import Heading
from components.filters import Filters
from components.tables import Column
from components.texts import _, _n, mark

DIMENSIONS = {
    "platform": mark("Mentions by platform and tone; the figure is net sentiment"),
    "brand": mark("Mentions by brand and tone; the figure is net sentiment"),
    "language": mark("Mentions by language and tone; the figure is net sentiment"),
}
LABELS = {"platform": mark("Platform"), "brand": mark("Brand"), "language": mark("Language")}
TONES = {
    "positive": mark("Positive"),
    "neutral": mark("Neutral"),
    "negative": mark("Negative"),
    "not_scored": mark("Not scored"),
}


def summary_tiles(now: Summary, before: Summary | None, *, has_brands: bool, key: str) -> None:
    """Draw how many mentions there are, their tone, what isn't scored, and the share of voice among brands."""
    shown = [_volume(now, before), _tone(now, before), _unscored(now, before)]
    if has_brands:
        shown.append(_voice(now, before))
    tiles.row(shown, key=key)


def over_time(frame: pd.DataFrame, view: Filters, *, key: str) -> None:
    """Draw volume and tone over time, as counts or as shares."""
    share = (
        st.segmented_control(
            _("Show"),
            ["count", "share"],
            default="count",
            required=True,
            format_func=lambda name: _("Mentions") if name == "count" else _("Shares"),
            key=f"{key}_measure",
            label_visibility="collapsed",
            bind="query-params",
        )
        == "share"
    )
    table = mentions.over_time(frame, view.grain, view.first_day, view.last_day, dates.current_calendar())
    heading = Heading(
        _loudest(table, view), _("Mentions by tone · {filter}").format(filter=view.sentence), "mentions"
    )
    charts.show(
        charts.tone_bars(table, heading, grain=view.grain, share=share),
        key=key,
        alt=_("Mentions by tone over time. {title}.").format(title=heading.title),
        table=table[["period_start", *TONES]],
        columns={"period_start": Column(_("From"), "date"), **_tone_columns()},
    )


def by_groups(frame: pd.DataFrame, dimensions: Sequence[str], *, key: str) -> None:
    """Draw tone by each dimension, side by side where there is room."""
    for column, dimension in zip(st.columns(len(dimensions), gap="medium"), dimensions, strict=True):
        with column:
            _by_group(frame, dimension, key=f"{key}_{dimension}")


def _by_group(frame: pd.DataFrame, dimension: str, *, key: str) -> None:
    table = mentions.by_group(frame, dimension)
    name = voice_words.language_name if dimension == "language" else voice_words.named
    table = table.assign(label=[name(value) for value in table[dimension]])
    heading = Heading(_most(table), _(DIMENSIONS[dimension]), "mentions")
    charts.show(
        voice_charts.tone_by_group(table, heading),
        key=key,
        alt=_("{title}: {groups}.").format(title=heading.title, groups=_spoken(table)),
        table=table[["label", "mentions", "net_sentiment", *TONES]],
        columns={
            "label": Column(_(LABELS[dimension])),
            "mentions": Column(_("Mentions"), "count"),
            "net_sentiment": Column(_("Net sentiment"), "number"),
            **_tone_columns(),
        },
    )


def _most(table: pd.DataFrame) -> str:
    """Return the point of a chart by group: who has most of the mentions shown."""
    share = table["mentions"].iloc[0] / table["mentions"].sum()
    text = _("{group} has {share} of the mentions")
    return text.format(group=voice_words.plain(table["label"].iloc[0]), share=numbers.percent(share))


def _tone_columns() -> dict[str, Column]:
    return {name: Column(_(label), "count") for name, label in TONES.items()}


def _spoken(table: pd.DataFrame) -> str:
    text = _("{group} {mentions} mentions, net sentiment {net}")
    return "; ".join(
        text.format(group=group, mentions=numbers.count(total), net=numbers.value(net, "index"))
        for group, total, net in zip(table["label"], table["mentions"], table["net_sentiment"], strict=True)
    )


def _loudest(table: pd.DataFrame, view: Filters) -> str:
    total = table[list(TONES)].sum(axis=1)
    start = pd.Timestamp(table["period_start"].iloc[int(total.argmax())])
    text = _("Most was said in {period}: {mentions} mentions")
    return text.format(period=dates.period(start.date(), view.grain), mentions=numbers.count(total.max()))


def _volume(now: Summary, before: Summary | None) -> tiles.Tile:
    return tiles.Tile(
        _("Mentions"),
        numbers.count(now.mentions),
        change=numbers.change(now.mentions, before.mentions, "mentions") if before else None,
        change_period=_("to the period before"),
        definition=_("Mentions of our brand in the period; of all brands where no brand is set as ours."),
    )


def _tone(now: Summary, before: Summary | None) -> tiles.Tile:
    return tiles.Tile(
        _("Net sentiment"),
        numbers.value(now.net_sentiment, "index"),
        change=numbers.change(now.net_sentiment, before.net_sentiment, "index") if before else None,
        change_period=_("to the period before"),
        good="up",
        is_real=now.differs_from(before) if before else None,
        count_text=_("n = {scored}").format(scored=numbers.count(now.scored)),
        note=_("± {margin}").format(margin=numbers.number(now.margin, digits=2)) if now.scored else "",
        definition=_(
            "(positive − negative) / scored mentions, from −1 to 1. ± is half the 95 % interval from the number "
            "of mentions; how often the scorer itself is wrong is not in it."
        ),
    )


def _unscored(now: Summary, before: Summary | None) -> tiles.Tile:
    return tiles.Tile(
        _("Not scored"),
        numbers.percent(now.not_scored_share),
        change=numbers.change(now.not_scored_share, before.not_scored_share, "rate") if before else None,
        change_period=_("to the period before"),
        count_text=_n("{count} mention", "{count} mentions", now.mentions - now.scored).format(
            count=numbers.count(now.mentions - now.scored)
        ),
        definition=_(
            "Mentions in a language without a scorer, or too short to tell the language. They have no tone."
        ),
    )


def _voice(now: Summary, before: Summary | None) -> tiles.Tile:
    return tiles.Tile(
        _("Share of voice"),
        numbers.percent(now.share_of_voice),
        change=numbers.change(now.share_of_voice, before.share_of_voice, "rate") if before else None,
        change_period=_("to the period before"),
        good="up",
        is_real=now.voice_differs_from(before) if before else None,
        count_text=_("of {mentions} mentions").format(mentions=numbers.count(now.all_mentions)),
        definition=_("Mentions of our brand over mentions of all brands tracked."),
    )
