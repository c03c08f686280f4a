"""The whole periods of a series as plain arrays: a page judges dozens of series when it opens."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics import trends

MONTHS = {"month": 1, "quarter": 3}  # of a period
DAYS = {"day": 1, "week": 7}

Real = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """The whole periods of one segment in order; ``number`` counts on the calendar, so that a gap is a jump."""

    number: Real
    value: Real
    numerator: Real
    denominator: Real
    low: Real
    high: Real

    def __len__(self) -> int:
        return len(self.value)

    def until(self, count: int) -> "Known":
        """Return the first so many periods."""
        return Known(*(getattr(self, field.name)[:count] for field in fields(self)))


def whole_periods(series: pd.DataFrame, segment: str | None) -> pd.DataFrame:
    """Return the rows of the whole periods of a segment, in order."""
    return trends.whole(series, segment).sort_values("period_start", ignore_index=True)


def known(whole: pd.DataFrame, grain: str) -> Known:
    """Return the arrays of rows that `whole_periods` gave."""
    numbers = _numbers(pd.DatetimeIndex(whole["period_start"]), grain)
    columns = ("value", "numerator", "denominator", "low", "high")
    return Known(numbers, *(whole[name].to_numpy(dtype=float) for name in columns))


def _numbers(starts: pd.DatetimeIndex, grain: str) -> Real:
    """Return numbers that count periods, on whichever weekday or in whichever month they begin."""
    if grain in MONTHS:
        return np.asarray((12 * starts.year + starts.month - 1) // MONTHS[grain], dtype=float)
    days = starts.to_numpy().astype("datetime64[D]").astype(np.int64)
    return np.asarray(days // DAYS[grain], dtype=float)
