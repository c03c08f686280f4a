"""Individuals and moving-range charts: how far values usually lie apart, and the limits that follow."""

from collections import deque

import pandas as pd

from analytics.signals.verdicts import Limits

FEWEST_PERIODS = 8  # of a baseline
MOST_PERIODS = 52
XMR_FACTOR = 2.66
RANGE_PER_DEVIATION = 1.128  # of two values: the mean range is so many standard deviations
POINT_LIMIT = 3.0  # 2.66 × 1.128: the same limit in standard deviations


def xmr(values: pd.Series) -> Limits | None:
    """Return the limits of an individuals and moving-range chart: mean ± 2.66 mean moving range.

    None with fewer than eight values. A range is taken between neighbours only: a NaN between them is a gap.

    References
    ----------
    Wheeler, D. J. (2000). Understanding Variation: The Key to Managing Chaos, 2nd ed.

    Examples
    --------
    >>> limits = xmr(pd.Series([10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 10.0, 12.0]))
    >>> limits.mean, round(limits.low, 2), round(limits.high, 2)
    (11.0, 5.68, 16.32)
    """
    ranges = values.diff().abs().dropna()
    if values.count() < FEWEST_PERIODS or ranges.empty:
        return None
    mean, spread = float(values.mean()), XMR_FACTOR * float(ranges.mean())
    return Limits(mean, mean - spread, mean + spread)


class MovingRanges:
    """The last ranges between neighbouring periods.

    They outlive a shift, since a new level seldom has another spread.
    """

    def __init__(self, most: int = MOST_PERIODS) -> None:
        self._ranges: deque[float] = deque()
        self._sum = 0.0
        self._most = most

    def __len__(self) -> int:
        return len(self._ranges)

    def add(self, size: float) -> None:
        """Take in the newest range, and forget the oldest where there are enough."""
        self._ranges.append(size)
        self._sum += size
        if len(self._ranges) > self._most:
            self._sum -= self._ranges.popleft()

    @property
    def variance(self) -> float:
        """The variance that the mean range stands for."""
        return float((max(self._sum, 0.0) / len(self._ranges) / RANGE_PER_DEVIATION) ** 2)
