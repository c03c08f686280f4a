"""Charts in one notation: builders return figures, ``show`` draws them with their title, alt text and table."""

from components.charts.bars import bars, tone_bars
from components.charts.curves import curve
from components.charts.frame import Heading, blank
from components.charts.lines import line, segment_lines
from components.charts.show import show
from components.charts.waterfall import Step, Tone, waterfall

__all__ = [
    "Heading",
    "Step",
    "Tone",
    "bars",
    "blank",
    "curve",
    "line",
    "segment_lines",
    "show",
    "tone_bars",
    "waterfall",
]
