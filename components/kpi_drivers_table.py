"""The table of a split: every segment on both sides, with its parts where there are any."""

import pandas as pd

from analytics.drivers import Split, Why
from analytics.formulas import Count
from analytics.metrics import Metric
from components import kpi_drivers_words as words
from components import kpi_words, tables
from components.tables import Column
from components.texts import _


def show(found: Why, split: Split, metric: Metric, *, key: str) -> None:
    """Draw the segments side by side."""
    tables.show(frame(split), columns(found, split, metric), key=key, file_stem=key)


def frame(split: Split) -> pd.DataFrame:
    """Return the segments as the table shows them, with what no segment has in a row of its own."""
    rows = split.segments.assign(
        segment=[kpi_words.segment(name) for name in split.segments["segment"]],
        stands_out=[_("yes") if stands else "" for stands in split.segments["stands_out"]],
    )
    if not split.remainder:
        return rows
    rest = pd.DataFrame({"segment": [_("in no segment")], "part": [split.remainder], "stands_out": [""]})
    return pd.concat([rows, rest], ignore_index=True)


def columns(found: Why, split: Split, metric: Metric) -> dict[str, Column]:
    """Return how the table's columns are shown: only those that say something of this metric."""
    unit = {"rate": "rate", "money": "money"}.get(metric.unit, "number")
    shown = {
        "segment": Column(_("Segment")),
        "base_value": Column(words.base_label(found).capitalize(), unit, found.currency),
        "value": Column(words.period(found), unit, found.currency),
    }
    if not isinstance(metric.formula, Count):
        shown["base_denominator"] = Column(_("n before"), "number", meaning=_("Mean per period of the base."))
        shown["denominator"] = Column(_("n"), "number")
    if not split.is_exact:
        return shown
    if not isinstance(metric.formula, Count):
        shown["rate"] = Column(_("By its own value"), unit, found.currency)
        shown["mix"] = Column(_("By the mix"), unit, found.currency)
        if (split.segments["alone"] != 0).any():
            shown["alone"] = Column(
                _("Without a count of its own"),
                unit,
                found.currency,
                meaning=_("What this segment adds above the line while it has nothing below it."),
            )
    shown["part"] = Column(_("All it makes"), unit, found.currency)
    shown["stands_out"] = Column(_("Stands out"))
    return shown
