"""A curve with its range: what comes out for what is put in."""

import pandas as pd
import plotly.graph_objects as go

from components import numbers, theme
from components.charts.frame import Heading, blank, value_axis
from components.texts import _


def curve(
    frame: pd.DataFrame,
    heading: Heading,
    *,
    across: Heading,
    best: float | None = None,
    chosen: float | None = None,
) -> go.Figure:
    """Draw values over an amount that is chosen, with the band between their low and high.

    Parameters
    ----------
    frame
        ``x``, ``value``; where at hand ``low`` and ``high``.
    across
        The horizontal axis: its title and unit.
    best, chosen
        The x to mark as the best, and as what is set now.
    """
    figure = blank(heading, height=360)
    if {"low", "high"} <= set(frame.columns):
        _band(figure, frame)
    figure.add_scatter(
        x=frame["x"],
        y=frame["value"],
        name=_("expected"),
        mode="lines",
        line={"color": theme.INK, "width": 2.5},
        customdata=_hover(frame, heading, across),
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_hline(y=0, line={"color": theme.CONTEXT, "width": 1})
    for at, text, side in ((best, _("best"), "top left"), (chosen, _("set now"), "bottom right")):
        if at is not None:
            _point(figure, frame, at, text=text, side=side)
    return figure.update_xaxes(title={"text": across.title}, **value_axis(across))


def _band(figure: go.Figure, frame: pd.DataFrame) -> None:
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "x": frame["x"]}
    figure.add_scatter(y=frame["low"], showlegend=False, **edge)
    figure.add_scatter(
        y=frame["high"], name=_("low to high"), fill="tonexty", fillcolor=f"{theme.CONTEXT}33", **edge
    )


def _point(figure: go.Figure, frame: pd.DataFrame, at: float, *, text: str, side: str) -> None:
    nearest = frame.iloc[int((frame["x"] - at).abs().argmin())]
    figure.add_scatter(
        x=[nearest["x"]],
        y=[nearest["value"]],
        mode="markers+text",
        text=[text],
        textposition=side,
        cliponaxis=False,
        marker={
            "symbol": "circle" if side.startswith("top") else "circle-open",
            "size": 11,
            "color": theme.GOOD,
            "line": {"width": 2, "color": theme.GOOD},
        },
        showlegend=False,
        hoverinfo="skip",
    )


def _hover(frame: pd.DataFrame, heading: Heading, across: Heading) -> list[str]:
    lows = frame.get("low", pd.Series(float("nan"), index=frame.index))
    highs = frame.get("high", pd.Series(float("nan"), index=frame.index))
    texts = []
    for x, value, low, high in zip(frame["x"], frame["value"], lows, highs, strict=True):
        range_ = "" if numbers.is_undefined(low) else f"<br>{heading.text(low)} … {heading.text(high)}"
        texts.append(f"{across.title}: {across.text(x)}<br><b>{heading.text(value)}</b>{range_}")
    return texts
