"""A KPI's whole weeks without holes, ready for the model."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.forecast.scale import Real, Scale
from analytics.formulas import Balance, Share
from analytics.metrics import Metric

YEAR = 52  # weeks
MOST_WEEKS = 4 * YEAR  # what lies further back says nothing of the next weeks


@dataclass(frozen=True, slots=True)
class History:
    """A value per week, oldest first.

    Attributes
    ----------
    starts
        The first days of the weeks, one after the other.
    observed
        The values as the metric has them; NaN in weeks that aren't known.
    scaled
        On the metric's scale; a week that isn't known repeats the one before.
    weights
        Of a share or a balance the cases behind it, so that a mean over weeks counts every case once, as a ratio
        of sums does; else 1, since money or time per case owes little of its noise to their number. 0 where
        the week isn't known.
    """

    starts: pd.DatetimeIndex
    observed: Real
    scaled: Real
    weights: Real
    scale: Scale

    def __len__(self) -> int:
        """Return the number of weeks."""
        return len(self.observed)

    @property
    def filled(self) -> Real:
        """The values, those not known as the one before."""
        return np.asarray(pd.Series(self.observed).ffill(), dtype=float)

    def came(self, values: Real, weeks: npt.NDArray[np.int_]) -> Real:
        """Return what came of weeks, by their numbers; NaN where a week isn't known or lies ahead."""
        inside = np.minimum(weeks, len(self) - 1)
        return np.where((weeks < len(self)) & ~np.isnan(self.observed[inside]), values[inside], np.nan)


def history(known: pd.DataFrame, metric: Metric) -> History:
    """Return the history that a metric's known whole weeks make, at most the last four years.

    Parameters
    ----------
    known
        Whole periods alone, as `analytics.trends.whole` returns them; at least one.
    """
    by_start = known.set_index("period_start").sort_index()
    starts = pd.date_range(by_start.index[0], by_start.index[-1], freq="7D")[-MOST_WEEKS:]
    even = by_start.reindex(starts)[["value", "numerator", "denominator"]].astype(float)
    even = even.loc[even["value"].first_valid_index() :]
    scale = Scale(metric)
    scaled = np.asarray(pd.Series(scale.write(even)).ffill(), dtype=float)
    is_known = even["value"].notna()
    cases = even["denominator"].clip(lower=0.0) if isinstance(metric.formula, Share | Balance) else 1.0
    weights = pd.Series(cases, index=even.index).where(is_known, 0.0)
    observed = np.asarray(even["value"], dtype=float)
    return History(pd.DatetimeIndex(even.index), observed, scaled, np.asarray(weights, dtype=float), scale)
