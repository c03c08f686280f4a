"""Charts in one notation: builders return figures, ``show`` draws them with their title, alt text and table."""

from components.charts.ages import ages
from components.charts.around import Around, Mark
from components.charts.bars import bars, tone_bars
from components.charts.curves import curve
from components.charts.frame import Heading, blank
from components.charts.heatmap import heatmap, short
from components.charts.lines import line, segment_lines
from components.charts.show import show
from components.charts.waterfall import Step, Tone, waterfall

__all__ = [
    "Around",
    "Heading",
    "Mark",
    "Step",
    "Tone",
    "ages",
    "bars",
    "blank",
    "curve",
    "heatmap",
    "line",
    "segment_lines",
    "short",
    "show",
    "tone_bars",
    "waterfall",
]
