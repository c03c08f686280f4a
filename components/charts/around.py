"""What surrounds a line: its usual range, targets, what is expected, and marks on the time axis."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from components import dates, theme
from components.charts.frame import Heading
from components.texts import _

BAND = f"{theme.CONTEXT}26"
PALE_BAND = f"{theme.TARGET}1f"
SYMBOLS = {"note": "triangle-up", "import": "line-ns-open", "occasion": "diamond-open"}
SIGNALS = {"good": theme.GOOD, "bad": theme.BAD, "none": theme.INK}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to know about a day, small on the time axis."""

    day: date
    text: str
    kind: Literal["note", "import", "occasion"]


@dataclass(frozen=True, slots=True)
class Around:
    """What is drawn around a line.

    Attributes
    ----------
    targets
        ``period_start``, ``line`` (its name) and ``value``.
    outlook
        What is expected of the next periods: ``period_start``, ``value``, ``low``, ``high``.
    marks
        Notes, imports and occasions.
    """

    targets: pd.DataFrame | None = None
    outlook: pd.DataFrame | None = None
    marks: Sequence[Mark] = ()


NOTHING = Around()


def usual_range(figure: go.Figure, frame: pd.DataFrame) -> None:
    """Draw the band of the usual range, in steps where the limits were worked out anew.

    Parameters
    ----------
    frame
        A row per period, sorted: ``period_start``, ``usual_low``, ``usual_high``; where at hand ``shift``, a
        number per stretch of periods that share their limits. Without the columns nothing is drawn.
    """
    if not {"usual_low", "usual_high"} <= set(frame.columns):
        return
    known = frame.dropna(subset=["usual_low", "usual_high"])
    half = frame["period_start"].diff().median() / 2
    stretches = known.groupby(known["shift"] if "shift" in known else [0] * len(known))
    for number, (_name, stretch) in enumerate(stretches):
        starts = stretch["period_start"]
        across = [starts.iloc[0] - half, *starts, starts.iloc[-1] + half] if len(frame) > 1 else list(starts)
        low, high = (_to_its_edges(stretch[name], len(across)) for name in ("usual_low", "usual_high"))
        figure.add_scatter(
            x=[*across, *reversed(across)],
            y=[*low, *reversed(high)],
            name=_("usual range"),
            legendgroup="usual range",
            showlegend=number == 0,
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=BAND,
            hoverinfo="skip",
        )


def targets(figure: go.Figure, frame: pd.DataFrame | None, heading: Heading) -> None:
    """Draw each target as a thin dashed path with its name and last value at its end."""
    if frame is None or frame.empty:
        return
    for name, path in frame.dropna(subset=["value"]).groupby("line", sort=False):
        ordered = path.sort_values("period_start")
        figure.add_scatter(
            x=ordered["period_start"],
            y=ordered["value"],
            name=str(name),
            mode="lines",
            line={"color": theme.TARGET, "width": 1.5, "dash": "dash"},
            showlegend=False,
            hoverinfo="skip",
        )
        figure.add_annotation(
            x=ordered["period_start"].iloc[-1],
            y=float(ordered["value"].iloc[-1]),
            text=f"{html.escape(str(name))} {heading.text(float(ordered['value'].iloc[-1]))}",
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            font={"color": theme.TARGET},
        )


def outlook(figure: go.Figure, frame: pd.DataFrame | None, heading: Heading, grain: str) -> None:
    """Draw what is expected of the next periods: a pale dotted line in its band."""
    if frame is None or frame.empty:
        return
    starts = frame["period_start"]
    figure.add_scatter(
        x=[*starts, *reversed(list(starts))],
        y=[*frame["low"], *reversed(list(frame["high"]))],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=PALE_BAND,
        showlegend=False,
        hoverinfo="skip",
    )
    text = _("{period}<br><b>{value}</b> expected<br>{low} … {high}")
    hover = [
        text.format(
            period=dates.period(start.date(), grain),
            value=heading.text(value),
            low=heading.text(low),
            high=heading.text(high),
        )
        for start, value, low, high in zip(starts, frame["value"], frame["low"], frame["high"], strict=True)
    ]
    figure.add_scatter(
        x=starts,
        y=frame["value"],
        name=_("expected"),
        mode="lines",
        line={"color": theme.TARGET, "width": 2, "dash": "dot"},
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
    )


def signals(figure: go.Figure, frame: pd.DataFrame, heading: Heading, hover: Sequence[str]) -> None:
    """Put a dot on each period that was a real change, coloured by whether that is good."""
    if "signal" not in frame or not frame["signal"].fillna("").ne("").any():
        return
    flagged = frame["signal"].fillna("").ne("").to_numpy() & frame["value"].notna().to_numpy()
    shown = frame[flagged]
    figure.add_scatter(
        x=shown["period_start"],
        y=shown["value"],
        name=_("real change"),
        mode="markers",
        marker={"size": 9, "color": [SIGNALS[kind] for kind in shown["signal"]]},
        customdata=[text for text, flag in zip(hover, flagged, strict=True) if flag],
        hovertemplate="%{customdata}<extra></extra>",
        meta={"unit": heading.unit},
    )


def marks(figure: go.Figure, found: Sequence[Mark]) -> None:
    """Put notes, imports and occasions on the time axis, with a thin line up from each note.

    They hang on an axis of their own that nobody sees, so that they stay at the bottom whatever the values are.
    """
    for kind, symbol in SYMBOLS.items():
        of_kind = [mark for mark in found if mark.kind == kind]
        if not of_kind:
            continue
        figure.add_scatter(
            x=[pd.Timestamp(mark.day) for mark in of_kind],
            y=[0] * len(of_kind),
            yaxis="y2",
            mode="markers",
            marker={
                "symbol": symbol,
                "size": 9,
                "color": theme.TARGET,
                "line": {"width": 1.5, "color": theme.TARGET},
            },
            cliponaxis=False,
            customdata=[html.escape(mark.text) for mark in of_kind],
            hovertemplate="%{customdata}<extra></extra>",
            showlegend=False,
        )
    for mark in found:
        if mark.kind == "note":
            day = pd.Timestamp(mark.day)
            figure.add_vline(x=day, line={"color": theme.TARGET, "width": 1, "dash": "dot"}, layer="below")
    if found:
        figure.update_layout(yaxis2={"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True})


def _to_its_edges(values: pd.Series, length: int) -> list[float]:
    """Return the values with the first and last once more, where the band reaches half a period beyond them."""
    listed = [float(value) for value in values]
    return [listed[0], *listed, listed[-1]] if length > len(listed) else listed
