"""Which segments moved by more than chance: than their counts explain, and than they usually do.

Both are asked where both can be. Counts alone would call every move of a website's sessions real, which are many
and never independent; what is usual alone is fooled by segments of a few cases.
"""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from analytics.drivers.cells import Cells
from analytics.drivers.exact import Numbers, Side
from analytics.formulas import Balance, Count, Share
from analytics.intervals import Z_95
from analytics.metrics import Metric, Unit

FEWEST_CHANGES = 8  # before it can be said what is usual
MOST_CHANGES = 52
SPREADS = 3.0
USUAL_SHARE = 0.8  # of earlier changes: one in five may have been an event of its own
USUAL_TO_SPREAD = 1 / 1.2816  # of a normal distribution: four in five lie within 1.28 standard deviations

Flags = npt.NDArray[np.bool_]


def limit_of(segments: int) -> float:
    """Return how many standard errors one of so many segments has to move: 5 % that any of them does by chance.

    Examples
    --------
    >>> round(limit_of(1), 2), round(limit_of(5), 2), round(limit_of(50), 2)
    (1.96, 2.58, 3.29)
    """
    return NormalDist().inv_cdf(1 - 0.025 / max(segments, 1))


def beyond_usual(now: Numbers, history: Numbers) -> Flags:
    """Tell which changes lie further from the middle of the changes before than three of their spreads.

    The spread is taken from the distance that four in five of them keep, so that earlier events don't hide the
    next, and yet what has heavy tails is not called real all the time.

    Parameters
    ----------
    now
        A change per segment.
    history
        The same of earlier periods, a row each; at least eight.
    """
    middle = np.median(history, axis=0)
    spread = USUAL_TO_SPREAD * np.quantile(np.abs(history - middle), USUAL_SHARE, axis=0)
    limit = max(SPREADS, limit_of(now.shape[-1]))
    return np.asarray(np.abs(now - middle) > limit * spread)


def by_counts(metric: Metric, cells: Cells, base: Sequence[int], at: int) -> Flags | None:
    """Tell whose own rate (or number) moved by more than its cases explain; None where none are counted."""
    limit = limit_of(len(cells.segments))
    if isinstance(metric.formula, Share):
        return _shares_differ(*_summed(cells, base, at), limit)
    if isinstance(metric.formula, Balance):
        return _balances_differ(cells, base, at, limit)
    if isinstance(metric.formula, Count) and metric.unit is not Unit.MONEY and not metric.is_level:
        return _numbers_differ(cells.numerator[list(base)].sum(axis=0), cells.numerator[at], len(base), limit)
    return None


def weights_by_counts(metric: Metric, cells: Cells, base: Sequence[int], at: int) -> Flags | None:
    """Tell whose share in the denominator moved by more than the cases explain; None where none are counted."""
    if not isinstance(metric.formula, Share | Balance):
        return None
    before, now = _summed(cells, base, at)
    return _shares_differ(_of_all(before), _of_all(now), limit_of(len(cells.segments)))


def _of_all(side: Side) -> Side:
    """Return the segments' denominators as parts of the total one."""
    whole = np.broadcast_to(side.total_denominator, side.denominator.shape)
    return side._replace(numerator=side.denominator, denominator=whole)


def _summed(cells: Cells, base: Sequence[int], at: int) -> tuple[Side, Side]:
    """Return the counts themselves: the mean per period would look like fewer cases."""
    mean = cells.side(base)
    return Side(*(values * len(base) for values in mean)), cells.side([at])


def _shares_differ(before: Side, now: Side, limit: float) -> Flags:
    """Run the pooled two-proportion test of `analytics.intervals.differ` for all segments at once."""
    trials = [np.where(side.denominator > 0, side.denominator, np.nan) for side in (before, now)]
    pooled = (before.numerator + now.numerator) / (trials[0] + trials[1])
    variance = pooled * (1 - pooled) * (1 / trials[0] + 1 / trials[1])
    gap = np.abs(before.numerator / trials[0] - now.numerator / trials[1])
    valid = variance > 0
    return np.asarray(valid & (gap > limit * np.sqrt(np.where(valid, variance, 1.0))))


def _balances_differ(cells: Cells, base: Sequence[int], at: int, limit: float) -> Flags:
    """Compare two balances by their intervals; that of several periods as of strata weighted by their answers."""
    rows = list(base)
    errors = (cells.high - cells.low) / 2 / Z_95
    answers = cells.denominator[rows]
    weighted = np.nansum((answers * np.nan_to_num(errors[rows])) ** 2, axis=0)
    counted = answers.sum(axis=0)
    before = np.nansum(answers * np.nan_to_num(cells.value[rows]), axis=0)
    known = (counted > 0) & (cells.denominator[at] > 0)
    size = np.where(counted > 0, counted, 1.0)
    gap = np.abs(np.nan_to_num(cells.value[at]) - before / size)
    error = np.sqrt(weighted / size**2 + np.nan_to_num(errors[at]) ** 2)
    return np.asarray(known & (error > 0) & (gap > limit * error))


def _numbers_differ(before: Numbers, now: Numbers, periods: int, limit: float) -> Flags:
    """Compare counts with those of several periods, as of rare events that don't depend on each other.

    References
    ----------
    Przyborowski, J. & Wilenski, H. (1940). Homogeneity of results in testing samples from Poisson series.
    Biometrika 31, 313-323; here with its normal approximation.
    """
    usual = (before + now) / (periods + 1)
    variance = usual * (1 + 1 / periods)
    return np.asarray((variance > 0) & (np.abs(now - before / periods) > limit * np.sqrt(np.abs(variance))))
