"""A heatmap: one hue from pale to deep, the number in every cell, grey where it says too little."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from components import numbers, theme
from components.charts.frame import Heading, blank

ROW_HEIGHT = 28
TEXT_SIZE = 11  # set, since Plotly would shrink all texts of a layer to fit its longest
# The paler half: ink stands out on it by 5 to 1 and more, in both schemes.
HUE = [[place / 4, slot] for place, slot in enumerate(theme.RISK[:5])]
GREY = [[0, theme.NOT_SCORED], [1, theme.NOT_SCORED]]


def short(value: float) -> str:
    """Return a number as it fits into a cell: two meaningful digits from a thousand on, else whole.

    Examples
    --------
    >>> short(640.2), short(1124)
    ('640', '1.1k')
    """
    if abs(value) < 999.5:
        return numbers.count(value)
    return numbers.number(value, digits=2).replace(numbers.NBSP, "")


def heatmap(
    frame: pd.DataFrame, heading: Heading, *, columns: Sequence[str], across: str, tilted: bool = False
) -> go.Figure:
    """Draw cells, their rows in the frame's order from above.

    Parameters
    ----------
    frame
        A row per cell: ``row`` and ``column`` (labels), ``value`` (colours it; NaN leaves it blank), ``text``
        (stands in it), ``hover``, and ``muted`` (bool): grey, since it says too little or isn't the point.
    columns
        Their labels from the left, also those without a cell.
    across
        What the columns are; stands above them.
    tilted
        True where the columns' labels are words, which have no room side by side.
    """
    rows, columns = list(dict.fromkeys(frame["row"])), list(columns)
    figure = blank(heading, height=len(rows) * ROW_HEIGHT + (150 if tilted else 64))
    shown = frame[frame["value"].notna()]
    for muted, scale in ((False, HUE), (True, GREY)):
        part = shown[shown["muted"] == muted]
        if not part.empty:
            figure.add_trace(_layer(part, rows, columns, scale=scale))
    figure.update_yaxes(
        type="category",
        categoryarray=rows,
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        tickformat="",
        tickprefix="",
        ticks="",
        nticks=0,
    )
    figure.update_xaxes(
        type="category",
        categoryarray=columns,
        range=[-0.5, len(columns) - 0.5],
        side="top",
        title={"text": across, "standoff": 8},
        tickangle=-45 if tilted else 0,
        ticks="",
        nticks=0,
    )
    return figure.update_layout(hovermode="closest")


def _layer(part: pd.DataFrame, rows: list[str], columns: list[str], *, scale: list[list[object]]) -> go.Heatmap:
    placed = part.set_index(["row", "column"])
    every = pd.MultiIndex.from_product([rows, columns])
    # An empty cell's text is "": the browser would write a missing one as "null".
    value, text, hover = (
        placed[name].reindex(every, fill_value=empty).to_numpy().reshape(len(rows), len(columns))
        for name, empty in (("value", float("nan")), ("text", ""), ("hover", ""))
    )
    return go.Heatmap(
        x=columns,
        y=rows,
        z=value.astype(float),
        text=text,
        customdata=hover,
        texttemplate="%{text}",
        textfont={"color": theme.INK, "size": TEXT_SIZE},
        hovertemplate="%{customdata}<extra></extra>",
        hoverongaps=False,
        colorscale=scale,
        showscale=False,
        xgap=2,
        ygap=2,
    )
