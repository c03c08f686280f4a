"""Lines over age: one that is the point, others beside it in grey or in their own colours."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.charts.frame import Heading, blank


def ages(
    frame: pd.DataFrame,
    heading: Heading,
    *,
    across: str,
    point: str | None = None,
    colours: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw a line per name over whole ages.

    Parameters
    ----------
    frame
        ``line`` (its name), ``age``, ``value``, ``hover``; a missing age is a gap at the end, never a zero.
    across
        What the ages are counted in; stands below them.
    point
        The line that is the point: drawn in ink, with its name in the legend.
    colours
        By line, which are named in the legend too; the others are thin and grey, and unnamed.
    """
    figure = blank(heading)
    named = dict(colours or {}) | ({point: theme.INK} if point else {})
    # The grey ones lie below, and the point above all.
    names = sorted(dict.fromkeys(frame["line"]), key=lambda name: (name == point, name in named))
    for name in names:
        rows = frame[frame["line"] == name].sort_values("age")
        figure.add_scatter(
            x=rows["age"],
            y=rows["value"],
            name=name,
            mode="lines+markers" if len(rows) == 1 else "lines",
            line={"color": named.get(name, theme.CONTEXT), "width": _width(name, point, named)},
            opacity=1 if name in named else 0.55,
            showlegend=name in named,
            customdata=rows["hover"],
            hovertemplate="%{customdata}<extra></extra>",
        )
    figure.update_yaxes(rangemode="tozero")
    return figure.update_xaxes(title={"text": across}, dtick=1 if frame["age"].max() <= 12 else 3).update_layout(
        hovermode="closest", legend={"traceorder": "reversed"}
    )


def _width(name: str, point: str | None, named: Mapping[str, str]) -> float:
    if name == point:
        return 3
    return 2 if name in named else 1
