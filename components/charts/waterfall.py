"""A waterfall: from one value to another by the parts of the change, lying, so that names fit on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import plotly.graph_objects as go

from components import theme
from components.charts.frame import Heading, blank, value_axis
from components.texts import _

ROW_HEIGHT = 34
LONGEST_NAME = 20  # letters that fit beside the bars at 390 pixels
ZOOM_BELOW = 0.3  # of the larger value: changes smaller than this would be slivers on an axis from zero
FIGURE_WIDTH = 72  # pixels, for the figures at the right
ROOM = 0.25  # of what is drawn, between where a zoomed axis starts and the lowest bar's end
BREAK = "\u2571\u2571"  # two strokes across a bar that doesn't start at zero


class Tone(StrEnum):
    """What a step means."""

    TOTAL = "total"
    GOOD = "good"
    BAD = "bad"
    PLAIN = "plain"  # it stands out, and is neither good nor bad
    USUAL = "usual"  # no more than chance


@dataclass(frozen=True, slots=True)
class Step:
    """A bar: a value that stands on the axis (``Tone.TOTAL``), or a part that starts where the last one ended."""

    label: str
    amount: float
    text: str
    tone: Tone
    hover: str = ""


COLOURS = {
    Tone.TOTAL: theme.INK,
    Tone.GOOD: theme.GOOD,
    Tone.BAD: theme.BAD,
    Tone.PLAIN: theme.TARGET,
    Tone.USUAL: theme.CONTEXT,
}


def waterfall(steps: Sequence[Step], heading: Heading) -> go.Figure:
    """Draw the steps from above: the base, the parts, the latest value.

    Bars start at zero. Where the change would be too small to be seen so, they start further right: then the
    subtitle says where, and the values that stand on the axis are drawn with a break.
    """
    spans = _spans(steps)
    start = _start(spans)
    if start:
        note = _("{subtitle} · bars start at {start}, not at zero")
        heading = replace(heading, subtitle=note.format(subtitle=heading.subtitle, start=heading.text(start)))
    figure = blank(heading, height=len(steps) * ROW_HEIGHT + 24)
    names = _names(steps)
    lows = [start if step.tone is Tone.TOTAL else low for step, (low, _high) in zip(steps, spans, strict=True)]
    figure.add_bar(
        y=names,
        base=lows,
        x=[high - low for low, (_low, high) in zip(lows, spans, strict=True)],
        orientation="h",
        marker={"color": [COLOURS[step.tone] for step in steps]},
        customdata=[step.hover or step.text for step in steps],
        hovertemplate="%{y}<br><b>%{customdata}</b><extra></extra>",
        showlegend=False,
    )
    _connect(figure, steps, names, spans)
    _label(figure, steps, names, [max(low, high) for low, (_low, high) in zip(lows, spans, strict=True)])
    if start:
        _mark_breaks(figure, steps, names, start)
    return _framed(figure, heading, start, spans)


def _spans(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """Return from where to where each bar reaches: a part falls to the left where it is negative."""
    spans, at = [], 0.0
    for step in steps:
        low = 0.0 if step.tone is Tone.TOTAL else at
        at = low + step.amount
        spans.append((low, at))
    return spans


def _start(spans: Sequence[tuple[float, float]]) -> float:
    """Return where the bars start: 0, or close to the lowest where the change would be too small to be seen."""
    ends = [high for _low, high in spans]
    lowest, highest = min(ends), max(ends)
    if lowest <= 0 or highest - lowest >= ZOOM_BELOW * highest or highest == lowest:
        return 0.0
    return max(lowest - ROOM * (highest - lowest), 0.0)


def _names(steps: Sequence[Step]) -> list[str]:
    """Return the labels, short enough to stand beside their bars, and each only once."""
    names: list[str] = []
    for step in steps:
        name = step.label if len(step.label) <= LONGEST_NAME else f"{step.label[: LONGEST_NAME - 1]}…"
        names.append(name + "\u200b" * names.count(name))
    return names


def _connect(
    figure: go.Figure, steps: Sequence[Step], names: Sequence[str], spans: Sequence[tuple[float, float]]
) -> None:
    """Draw a thin line from the end of each bar to the next, so that the eye finds where it starts."""
    for turn in range(len(steps) - 1):
        figure.add_scatter(
            x=[spans[turn][1]] * 2,
            y=[names[turn], names[turn + 1]],
            mode="lines",
            line={"color": theme.CONTEXT, "width": 1},
            hoverinfo="skip",
            showlegend=False,
        )


def _label(figure: go.Figure, steps: Sequence[Step], names: Sequence[str], ends: Sequence[float]) -> None:
    """Write each figure right of its bar, also of one that falls: to its left is what it fell from."""
    for step, name, end in zip(steps, names, ends, strict=True):
        figure.add_annotation(
            x=end, y=name, text=step.text, showarrow=False, xanchor="left", xshift=6, align="left"
        )


def _mark_breaks(figure: go.Figure, steps: Sequence[Step], names: Sequence[str], start: float) -> None:
    for step, name in zip(steps, names, strict=True):
        if step.tone is Tone.TOTAL:
            mark = {"size": 13, "color": theme.CONTEXT}
            figure.add_annotation(
                x=start, y=name, text=BREAK, showarrow=False, xanchor="left", xshift=5, font=mark
            )


def _framed(figure: go.Figure, heading: Heading, start: float, spans: Sequence[tuple[float, float]]) -> go.Figure:
    ends = [end for span in spans for end in span if end or not start]
    lowest, highest = (start or min(0.0, *ends)), max(0.0, *ends)
    room = (highest - lowest or 1.0) * 0.02
    figure.update_yaxes(
        autorange="reversed", showgrid=False, tickformat="", tickprefix="", ticksuffix="  ", nticks=0
    )
    figure.update_xaxes(visible=False, **value_axis(heading))
    figure.update_xaxes(range=[lowest - (room if lowest < 0 else 0), highest + room], autorange=False)
    return figure.update_layout(margin={"r": FIGURE_WIDTH}, hovermode="closest", bargap=0.35)
