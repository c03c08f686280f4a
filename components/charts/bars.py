"""Bars: a ranking, and the tone of mentions over time. The value axis starts at zero."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components import dates, theme
from components.charts.frame import HEIGHT, Heading, blank, value_axis
from components.texts import _, mark

TONE_LABELS = {
    "positive": mark("positive"),
    "neutral": mark("neutral"),
    "negative": mark("negative"),
    "not_scored": mark("not scored"),
}
BAR_HEIGHT = 32


def bars(
    frame: pd.DataFrame, heading: Heading, *, colours: Mapping[str, str] | None = None, emphasis: str | None = None
) -> go.Figure:
    """Draw lying bars with their values, in the frame's order from above.

    Parameters
    ----------
    frame
        ``label`` and ``value``; where at hand ``hover``.
    colours
        By label; grey without.
    emphasis
        The label that is the point: drawn in ink, the others in grey.
    """
    figure = blank(heading, height=max(len(frame) * BAR_HEIGHT + 24, 96))
    tints = colours or {emphasis or "": theme.INK}
    figure.add_bar(
        y=frame["label"],
        x=frame["value"],
        orientation="h",
        marker={"color": [tints.get(label, theme.CONTEXT) for label in frame["label"]]},
        text=[heading.text(value) for value in frame["value"]],
        textposition="outside",
        cliponaxis=False,
        customdata=frame["hover"] if "hover" in frame else [heading.text(value) for value in frame["value"]],
        hovertemplate="%{y}<br><b>%{customdata}</b><extra></extra>",
    )
    figure.update_yaxes(
        autorange="reversed", showgrid=False, tickformat="", tickprefix="", ticksuffix="  ", nticks=0
    )
    return figure.update_xaxes(visible=False, rangemode="tozero", **value_axis(heading)).update_layout(
        margin={"r": 72}, hovermode="closest"
    )


def tone_bars(
    frame: pd.DataFrame, heading: Heading, *, grain: str = "week", share: bool = False, height: int = HEIGHT
) -> go.Figure:
    """Draw mentions by tone over time, stacked: negative at the bottom, so that it can be read off.

    Parameters
    ----------
    frame
        ``period_start`` and a count for each of positive, neutral, negative and not_scored.
    share
        True to draw shares of all mentions instead of counts.
    """
    figure = blank(heading, height=height)
    tones = [tone for tone in ("negative", "neutral", "positive", "not_scored") if tone in frame]
    total = frame[tones].sum(axis=1)
    starts = pd.to_datetime(frame["period_start"])
    for tone in tones:
        heights = frame[tone] / total.where(total > 0) if share else frame[tone]
        figure.add_bar(
            x=starts,
            y=heights,
            name=_(TONE_LABELS[tone]),
            marker={"color": theme.TONES[tone], **(_HATCHED if tone == "not_scored" else {})},
            customdata=_hover(starts, frame[tone], total, tone=tone, grain=grain),
            hovertemplate="%{customdata}<extra></extra>",
        )
    if share:
        figure.update_yaxes(tickformat=".0%", range=[0, 1])
    return figure.update_layout(barmode="stack", bargap=0.2, legend={"traceorder": "normal"})


_HATCHED = {"pattern": {"shape": "/", "fgcolor": theme.CONTEXT, "size": 5, "solidity": 0.25}}


def _hover(starts: pd.Series, counts: pd.Series, total: pd.Series, *, tone: str, grain: str) -> list[str]:
    text = _("{period}<br><b>{count:,.0f} {tone}</b> of {total:,.0f}")
    return [
        text.format(period=dates.period(start.date(), grain), count=count, tone=_(TONE_LABELS[tone]), total=whole)
        for start, count, whole in zip(starts, counts, total, strict=True)
    ]
