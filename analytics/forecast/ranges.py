"""The range around a forecast, from how far earlier forecasts of the same KPI were off."""

import math

import numpy as np

from analytics.forecast.scale import Real

HELD = 0.8  # of the ranges are to hold
FEWEST_MISSES = 8  # of one week ahead, before they say how wide a range is


def half_widths(misses: Real) -> Real:
    """Return the half width per week ahead that would have held four of five earlier forecasts.

    Misses are pooled with those of the weeks beside it, and a range never gets narrower further ahead. The rank
    is the one of split conformal prediction, (n + 1) * 0.8 rounded up, which holds on new weeks like the old ones
    whatever their distribution.

    Parameters
    ----------
    misses
        A row per origin, a column per week ahead, on the metric's scale; NaN where not known.

    Returns
    -------
    array
        NaN where fewer than eight misses are known.

    References
    ----------
    Lei, J. et al. (2018). Distribution-free predictive inference for regression. JASA 113, 1094-1111.
    """
    widths = [_half_width(misses, ahead) for ahead in range(misses.shape[1])]
    return np.maximum.accumulate(np.array(widths))


def held(misses: Real, origins: range) -> tuple[float, int]:
    """Return the share of ranges that held, each drawn from the misses known at its time, and their number."""
    horizon = misses.shape[1]
    due = np.array(origins)[:, None] + np.arange(horizon)
    widths = np.array([half_widths(np.where(due < known, misses, np.nan)) for known in origins])
    judged = ~np.isnan(widths) & ~np.isnan(misses)
    inside = (np.abs(misses) <= widths)[judged]
    return (float(inside.mean()) if inside.size else float("nan")), int(inside.size)


def _half_width(misses: Real, ahead: int) -> float:
    beside = np.abs(misses[:, max(ahead - 1, 0) : ahead + 2])
    known = np.sort(beside[~np.isnan(beside)])
    if np.count_nonzero(~np.isnan(misses[:, ahead])) < FEWEST_MISSES:
        return float("nan")
    return float(known[min(math.ceil((len(known) + 1) * HELD), len(known)) - 1])
