"""A metric's counts laid out for splitting: a row per whole period, a column per segment, and the total."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics import trends
from analytics.drivers.exact import Numbers, Side

MOST_PERIODS = 105  # two years of weeks: a year of changes, also of changes to a year ago

COUNTS, VALUES = ("numerator", "denominator"), ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class Cells:
    """What was counted per period (rows) and segment (columns).

    Attributes
    ----------
    starts
        The whole periods in which the total is known, in order, and at most so many as are needed.
    total
        Rows of the total's series, one per period.
    numerator, denominator, value, low, high
        Per period and segment; a segment that a period doesn't have counts 0 there.
    """

    starts: list[pd.Timestamp]
    segments: list[str]
    total: pd.DataFrame
    numerator: Numbers
    denominator: Numbers
    value: Numbers
    low: Numbers
    high: Numbers

    def side(self, places: Sequence[int]) -> Side:
        """Return what was counted over some of the periods, as a mean per period."""
        rows = list(places)
        return Side(
            self.numerator[rows].mean(axis=0),
            self.denominator[rows].mean(axis=0),
            np.asarray(self.total["numerator"].to_numpy()[rows].mean()),
            np.asarray(self.total["denominator"].to_numpy()[rows].mean()),
        )


def lay_out(total: pd.DataFrame, parts: pd.DataFrame) -> Cells:
    """Return the cells of a metric.

    Parameters
    ----------
    total, parts
        Its series (see `analytics.trends.series`) in total, and by one dimension.
    """
    known = trends.whole(total).set_index("period_start").sort_index().tail(MOST_PERIODS)
    of_periods = parts[parts["period_start"].isin(known.index) & parts["segment"].notna()]
    segments = sorted({str(name) for name in of_periods["segment"]})
    of_cells = of_periods.set_index(["period_start", "segment"])
    every = pd.MultiIndex.from_product([known.index, segments])

    def cells(column: str, absent: float) -> Numbers:
        values = of_cells[column].reindex(every).to_numpy(dtype="float64", na_value=absent)
        return np.asarray(values.reshape(len(known), len(segments)))

    return Cells(
        starts=list(known.index),
        segments=segments,
        total=known,
        **{name: cells(name, 0.0) for name in COUNTS},
        **{name: cells(name, float("nan")) for name in VALUES},
    )
