"""The whole periods of a series as plain arrays: a page judges dozens of series when it opens."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics import periods, trends

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
    numbers = pd.DatetimeIndex(whole["period_start"]).to_period(periods.FREQUENCIES[grain]).asi8
    columns = ("value", "numerator", "denominator", "low", "high")
    return Known(numbers.astype(float), *(whole[name].to_numpy(dtype=float) for name in columns))
