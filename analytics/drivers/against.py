"""What a period is compared with: the mean of the periods before it, the one before, or that of a year ago."""

from collections.abc import Sequence
from enum import StrEnum

import pandas as pd

from analytics import periods

PERIODS_OF_MEAN = 8


class Against(StrEnum):
    """The base of a comparison."""

    MEAN = "mean"  # of up to eight whole periods before
    BEFORE = "before"
    YEAR_AGO = "year"


def base_of(starts: Sequence[pd.Timestamp], at: int, against: Against, grain: str) -> list[int]:
    """Return which of the periods are the base of the one at a place; none where there is no such base.

    Parameters
    ----------
    starts
        The whole periods in which the metric is known, in order.

    Examples
    --------
    >>> weeks = list(pd.date_range("2026-01-05", periods=10, freq="W-MON"))
    >>> base_of(weeks, 9, Against.MEAN, "week"), base_of(weeks, 9, Against.BEFORE, "week")
    ([1, 2, 3, 4, 5, 6, 7, 8], [8])
    >>> base_of(weeks, 9, Against.YEAR_AGO, "week")
    []
    """
    if against is Against.MEAN:
        return list(range(max(at - PERIODS_OF_MEAN, 0), at))
    back = -1 if against is Against.BEFORE else -periods.PERIODS_PER_YEAR[grain]
    wanted = periods.shifted(starts[at], grain, back)
    return [place for place in range(at) if starts[place] == wanted]
