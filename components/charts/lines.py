"""Lines over time: actual solid, a year ago thin grey, target dashed, partial open, gaps stay gaps."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analytics import periods
from components import dates, theme
from components.charts import around as surroundings
from components.charts.around import NOTHING, Around
from components.charts.frame import Heading, blank
from components.texts import _

LABELLED_LINES = 5  # more lines than these get a legend instead of labels at their ends


def line(frame: pd.DataFrame, heading: Heading, *, grain: str = "week", around: Around = NOTHING) -> go.Figure:
    """Draw one metric over time.

    Parameters
    ----------
    frame
        ``period_start`` and ``value``; where at hand also ``year_ago``, ``partial`` (bool), ``usual_low`` and
        ``usual_high`` (the band of the usual range) with ``shift`` (a number per stretch of equal limits),
        ``signal`` ("good", "bad" or "none" where the period was a real change, else "") and ``count_text`` (for
        the hover). A missing row is a gap.
    grain
        "day", "week", "month" or "quarter".
    around
        Targets, what is expected, and marks on the time axis.
    """
    whole = _with_gaps(frame, grain)
    figure = blank(heading)
    figure.update_layout(legend={"traceorder": "normal"})
    surroundings.usual_range(figure, whole)
    if "year_ago" in whole and whole["year_ago"].notna().any():
        _add(figure, whole, "year_ago", name=_("a year ago"), hover=_hover(whole, "year_ago", heading, grain))
        figure.data[-1].line = {"color": theme.CONTEXT, "width": 1.5}
    surroundings.outlook(figure, around.outlook, heading, grain)
    surroundings.targets(figure, around.targets, heading)
    _actual(figure, whole, heading, grain)
    surroundings.signals(figure, whole, heading, _hover(whole, "value", heading, grain))
    surroundings.marks(figure, around.marks)
    return figure


def segment_lines(
    frame: pd.DataFrame, heading: Heading, *, grain: str = "week", all_segments: Sequence[str] = ()
) -> go.Figure:
    """Draw one metric over time, a line for each segment.

    Parameters
    ----------
    frame
        ``period_start``, ``segment``, ``value``.
    all_segments
        Every segment of the dimension, so that colours stay the same when fewer are shown.
    """
    figure = blank(heading)
    names = list(dict.fromkeys(frame["segment"]))
    colours = theme.segment_colours([*all_segments, *names])
    ends: dict[str, tuple[object, float]] = {}
    for name in names:
        part = _with_gaps(frame[frame["segment"] == name], grain)
        _add(figure, part, "value", name=name, hover=_hover(part, "value", heading, grain))
        figure.data[-1].line = {"color": colours[name], "width": 2}
        known = part.dropna(subset=["value"])
        if not known.empty:
            ends[name] = (known["period_start"].iloc[-1], float(known["value"].iloc[-1]))
    if len(names) > LABELLED_LINES:
        return figure
    _label_ends(figure, ends, colours)
    return figure.update_layout(showlegend=False)


def _with_gaps(frame: pd.DataFrame, grain: str) -> pd.DataFrame:
    """Return the frame with a row for every period, empty where there was none."""
    sorted_ = frame.assign(period_start=pd.to_datetime(frame["period_start"])).sort_values("period_start")
    if sorted_.empty:
        return sorted_
    days = sorted_["period_start"]
    every = pd.date_range(days.iloc[0], days.iloc[-1], freq=periods.STEPS[grain])
    return (
        sorted_.set_index("period_start")
        .reindex(every.union(pd.DatetimeIndex(days)))
        .rename_axis("period_start")
        .reset_index()
    )


def _add(figure: go.Figure, frame: pd.DataFrame, column: str, *, name: str, hover: list[str]) -> None:
    figure.add_scatter(
        x=frame["period_start"],
        y=frame[column],
        name=name,
        mode="lines",
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
        connectgaps=False,
    )


def _actual(figure: go.Figure, frame: pd.DataFrame, heading: Heading, grain: str) -> None:
    """Whole periods as a solid line, a single one between gaps as a dot, a partial one as an open marker."""
    partial = frame["partial"].eq(True) if "partial" in frame else pd.Series(False, index=frame.index)
    complete = frame.assign(value=frame["value"].mask(partial))
    _add(figure, complete, "value", name=_("actual"), hover=_hover(complete, "value", heading, grain))
    alone = complete["value"].notna() & complete["value"].shift().isna() & complete["value"].shift(-1).isna()
    figure.data[-1].update(
        mode="lines+markers",
        line={"color": theme.INK, "width": 2.5},
        marker={"color": theme.INK, "size": [6 if dot else 0 for dot in alone], "opacity": 1},
    )
    if partial.any():
        open_ = frame[partial]
        _add(figure, open_, "value", name=_("so far"), hover=_hover(open_, "value", heading, grain))
        figure.data[-1].update(
            mode="markers",
            marker={"symbol": "circle-open", "size": 9, "color": theme.INK, "line": {"width": 2}},
        )


def _label_ends(figure: go.Figure, ends: dict[str, tuple[object, float]], colours: dict[str, str]) -> None:
    """Write each line's name at its end, pushed apart where they would lie on one another."""
    if not ends:
        return
    values = [value for trace in figure.data for value in trace.y if pd.notna(value)]
    step = (max(values) - min(values) or 1.0) * 0.075
    lowest = float("-inf")
    for name, (when, value) in sorted(ends.items(), key=lambda end: end[1][1]):
        lowest = max(value, lowest + step)
        figure.add_annotation(
            x=when,
            y=lowest,
            text=name,
            showarrow=False,
            xanchor="left",
            xshift=6,
            font={"color": colours[name]},
        )
    longest = max(len(name) for name in ends)
    days = [day for trace in figure.data for day in trace.x]
    figure.update_xaxes(range=[min(days), max(days)])
    figure.update_layout(margin={"r": min(24 + 7 * longest, 120)})


def _hover(frame: pd.DataFrame, column: str, heading: Heading, grain: str) -> list[str]:
    counts = frame["count_text"] if "count_text" in frame and column == "value" else [""] * len(frame)
    texts = []
    for start, value, count in zip(frame["period_start"], frame[column], counts, strict=True):
        parts = [dates.period(start.date(), grain), f"<b>{heading.text(value)}</b>"]
        texts.append("<br>".join([*parts, count] if isinstance(count, str) and count else parts))
    return texts
