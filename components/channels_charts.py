"""Bars of the channels page: a share with its interval, and money back per amount spent."""

import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.charts import Heading, blank
from components.charts.bars import BAR_HEIGHT
from components.charts.frame import value_axis

ROOM = 1.45  # of the axis, as times the longest bar, so that what is written behind it is not cut off
WIDER = 2.6
BREAK_EVEN = 1.0


def with_intervals(frame: pd.DataFrame, heading: Heading, *, emphasis: str | None = None) -> go.Figure:
    """Draw lying bars with their 95 % interval as a whisker and their value behind it.

    Parameters
    ----------
    frame
        label (escaped), value, low, high, hover; NaN in low and high for a value without interval.
    emphasis
        The label that is the point: drawn in ink, the others in grey.
    """
    figure = _bars(frame, heading, emphasis)
    ends = frame["high"].fillna(frame["value"])
    figure.data[0].error_x = {
        "type": "data",
        "symmetric": False,
        "array": (ends - frame["value"]).clip(lower=0),
        "arrayminus": (frame["value"] - frame["low"].fillna(frame["value"])).clip(lower=0),
        "thickness": 1.5,
        "width": 4,
        "color": theme.INK,
    }
    _write_behind(figure, frame["label"], ends, [heading.text(value) for value in frame["value"]])
    return _framed(figure, heading, float(ends.max()) * ROOM)


def money_back(
    frame: pd.DataFrame, heading: Heading, *, emphasis: str | None = None, break_even: str
) -> go.Figure:
    """Draw what came back per amount spent, with a line where the spend itself is back.

    Parameters
    ----------
    frame
        label (escaped), value (NaN where not known: no bar), text (behind the bar), hover; ``hatched`` where the
        value was come by in another way than the others.
    break_even
        What the line at 1 says.
    """
    figure = _bars(frame, heading, emphasis)
    shapes = ["/" if hatched else "" for hatched in frame["hatched"]]
    figure.data[0].marker.pattern = {"shape": shapes, "size": 6, "solidity": 0.25}
    ends = frame["value"].fillna(BREAK_EVEN)  # beside the line, which would cross what is written
    _write_behind(figure, frame["label"], ends, list(frame["text"]))
    figure.add_vline(
        x=BREAK_EVEN,
        line={"color": theme.TARGET, "width": 1.5, "dash": "dash"},
        annotation={"text": break_even, "yanchor": "bottom", "xanchor": "left", "showarrow": False},
        annotation_position="top",
    )
    return _framed(figure, heading, max(float(ends.max()), BREAK_EVEN) * WIDER).update_layout(margin={"t": 28})


def _bars(frame: pd.DataFrame, heading: Heading, emphasis: str | None) -> go.Figure:
    figure = blank(heading, height=max(len(frame) * BAR_HEIGHT + 40, 110))
    figure.add_bar(
        y=frame["label"],
        x=frame["value"],
        orientation="h",
        marker={"color": [theme.INK if label == emphasis else theme.CONTEXT for label in frame["label"]]},
        customdata=frame["hover"],
        hovertemplate="%{y}<br><b>%{customdata}</b><extra></extra>",
    )
    return figure


def _write_behind(figure: go.Figure, labels: pd.Series, ends: pd.Series, texts: list[str]) -> None:
    for label, end, text in zip(labels, ends, texts, strict=True):
        figure.add_annotation(
            y=label, x=end, text=text, showarrow=False, xanchor="left", xshift=6, font={"size": 12}
        )


def _framed(figure: go.Figure, heading: Heading, longest: float) -> go.Figure:
    figure.update_yaxes(
        autorange="reversed",
        showgrid=False,
        tickformat="",
        tickprefix="",
        ticksuffix="  ",
        nticks=0,
        type="category",
    )
    figure.update_xaxes(visible=False, range=[0, longest or 1], **value_axis(heading))
    return figure.update_layout(hovermode="closest", showlegend=False)
