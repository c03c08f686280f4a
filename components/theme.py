"""Colours by their role, and the one chart template.

A figure carries no colour but the name of a slot: Streamlit's client puts in the colour that the reader's
scheme (light or dark) has for it in ``.streamlit/config.toml``, also when the reader changes the scheme while
looking. The slots' names look like colours ("#000001") because Plotly checks that they are.
``resolved`` puts colours in for figures that are drawn elsewhere.
"""

import json
import tomllib
import zlib
from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go

CONFIG = Path(__file__).resolve().parent.parent / ".streamlit" / "config.toml"

INK = "#000001"  # the actual
CONTEXT = "#000002"  # a year ago, the other segments, whatever is not the point
SEGMENTS = ("#000003", "#000004", "#000005", "#000006", "#000007", "#000008", "#000009", "#000010")
RISK = tuple(f"#0000{slot}" for slot in range(11, 21))  # pale to deep
BAD, BAD_SOFT, BAD_PALE = "#000021", "#000022", "#000023"
NEUTRAL, NEUTRAL_PALE, NOT_SCORED = "#000024", "#000025", "#000026"
GOOD_PALE, GOOD_SOFT, TARGET, GOOD = "#000027", "#000028", "#000029", "#000030"

TONES = {"positive": GOOD, "neutral": NEUTRAL_PALE, "negative": BAD, "not_scored": NOT_SCORED}
RISK_BANDS = {"low": RISK[2], "medium": RISK[5], "high": RISK[8]}

TEMPLATE = go.layout.Template(
    layout={
        "font": {"size": 13},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [INK, *SEGMENTS],
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "hovermode": "x",
        "hoverlabel": {"align": "left"},
        "dragmode": False,
        "bargap": 0.3,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "title": {"text": ""},
        },
        "xaxis": {
            "tickangle": 0,
            "nticks": 6,
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
            "fixedrange": True,
        },
        "yaxis": {"showgrid": True, "zeroline": False, "automargin": True, "fixedrange": True, "nticks": 5},
    }
)


def segment_colours(segments: Sequence[str]) -> dict[str, str]:
    """Return a colour for each segment, the same on every page that shows the same segments.

    A segment's preferred hue follows from its name; where two prefer the same, the later name takes the next
    free one, so give every value of the dimension, not only those shown. More segments than hues share.

    Examples
    --------
    >>> colours = segment_colours(["Basic", "Plus", "Team"])
    >>> colours == segment_colours(["Team", "Basic", "Plus"])
    True
    >>> len(set(colours.values()))
    3
    """
    colours: dict[str, str] = {}
    free = list(SEGMENTS)
    for name in sorted(set(segments)):
        if name.casefold() == "other":
            colours[name] = CONTEXT
            continue
        free = free or list(SEGMENTS)
        preferred = SEGMENTS[zlib.crc32(name.encode()) % len(SEGMENTS)]
        colours[name] = preferred if preferred in free else free[0]
        free.remove(colours[name])
    return colours


def palette(scheme: str) -> dict[str, str]:
    """Return the colour of every slot in a scheme ("light" or "dark")."""
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][scheme]
    colours = theme["chartCategoricalColors"] + theme["chartSequentialColors"] + theme["chartDivergingColors"]
    return dict(zip((INK, CONTEXT, *SEGMENTS, *RISK, *_DIVERGING), colours, strict=True))


def resolved(figure: go.Figure, *, scheme: str = "light") -> go.Figure:
    """Return the figure with a scheme's colours in the place of the slots, to be drawn outside the app."""
    text = figure.to_json()
    for slot, colour in palette(scheme).items():
        text = text.replace(slot, colour)
    return go.Figure(json.loads(text))


_DIVERGING = (BAD, BAD_SOFT, BAD_PALE, NEUTRAL, NEUTRAL_PALE, NOT_SCORED, GOOD_PALE, GOOD_SOFT, TARGET, GOOD)
