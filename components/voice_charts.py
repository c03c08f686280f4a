"""Tone by platform, brand or language: lying bars as long as there are mentions, split by tone."""

import html
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components import numbers, theme
from components.charts import Heading, blank
from components.charts.bars import BAR_HEIGHT, TONE_LABELS
from components.texts import _

ORDER = ("negative", "neutral", "positive", "not_scored")
_HATCHED = {"pattern": {"shape": "/", "fgcolor": theme.CONTEXT, "size": 5, "solidity": 0.25}}
LONGEST_NAME = 18


def tone_by_group(frame: pd.DataFrame, heading: Heading) -> go.Figure:
    """Draw a bar per group, in the frame's order from above, with its net sentiment behind it.

    Parameters
    ----------
    frame
        ``label``, a count for each tone, ``mentions`` and ``net_sentiment``.
    """
    figure = blank(heading, height=max(len(frame) * BAR_HEIGHT + 56, 120))
    names = [_short(name) for name in frame["label"]]
    for tone in ORDER:
        figure.add_bar(
            y=names,
            x=frame[tone],
            orientation="h",
            name=_(TONE_LABELS[tone]),
            showlegend=False,
            marker={"color": theme.TONES[tone], **(_HATCHED if tone == "not_scored" else {})},
            customdata=[_hover(row, tone) for row in frame.to_dict("records")],
            hovertemplate="%{customdata}<extra></extra>",
        )
    for name, total, net in zip(names, frame["mentions"], frame["net_sentiment"], strict=True):
        figure.add_annotation(
            y=name, x=total, text=_behind(net), showarrow=False, xanchor="left", xshift=6, font={"size": 12}
        )
    figure.update_yaxes(
        autorange="reversed", showgrid=False, tickformat="", ticksuffix="  ", nticks=0, type="category"
    )
    return figure.update_xaxes(visible=False, rangemode="tozero").update_layout(
        barmode="stack", margin={"r": 64}, hovermode="closest"
    )


def _short(name: str) -> str:
    """Return a name that fits beside its bar, as text and never as markup."""
    return html.escape(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…")


def _behind(net: float) -> str:
    return _("not scored") if numbers.is_undefined(net) else numbers.value(net, "index")


def _hover(row: Mapping[Any, Any], tone: str) -> str:
    text = _("{group}<br><b>{count:,.0f} {tone}</b> of {mentions:,.0f}")
    return text.format(
        group=html.escape(str(row["label"])), count=row[tone], tone=_(TONE_LABELS[tone]), mentions=row["mentions"]
    )
