"""The view from a year ago: the same weeks of earlier years, moved by how far the last weeks have moved."""

import numpy as np

from analytics.forecast.history import YEAR, History
from analytics.forecast.scale import Real

FEWEST_BEFORE = 4  # weeks of the earlier year that say where it stood
WINDOW = 8
MOST_YEARS = 3


def forecasts(history: History, origins: range, horizon: int) -> Real:
    """Return a forecast on the history's scale per origin and week ahead; NaN before there is a year to look at.

    Each earlier year's shape is smoothed over three weeks and moved by the difference between the mean of the
    last eight weeks and that of the same weeks then; the years are averaged.

    Parameters
    ----------
    origins
        Each the number of weeks known; no forecast looks at a later one.
    """
    padded = np.pad(history.scaled, 1, mode="edge")
    shape = (padded[:-2] + padded[1:-1] + padded[2:]) / 3
    return np.array([_forecast(history, shape, known, horizon) for known in origins])


def _forecast(history: History, shape: Real, known: int, horizon: int) -> Real:
    earlier = [known - YEAR * years for years in range(1, MOST_YEARS + 1)]
    views = [_moved(history, shape, known, then)[:horizon] for then in earlier if then >= FEWEST_BEFORE]
    return np.mean(views, axis=0) if views else np.full(horizon, np.nan)


def _moved(history: History, shape: Real, known: int, then: int) -> Real:
    """Return an earlier year's shape after week ``then``, at the level of the last weeks."""
    window = min(WINDOW, then)
    growth = _mean(history, known - window, known) - _mean(history, then - window, then)
    return shape[then:] + growth


def _mean(history: History, first: int, end: int) -> float:
    values, cases = history.scaled[first:end], history.weights[first:end]
    return float(np.average(values, weights=cases if cases.sum() > 0 else None))
