"""The view from a year ago: the same weeks of earlier years, moved by how far the last weeks have moved."""

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from analytics import occasions
from analytics.forecast.history import YEAR, History
from analytics.forecast.scale import Real

WINDOW = 8  # weeks whose level is compared with that of a year before
FEWEST_COMPARED = 4
MOST_YEARS = 3

Weeks = npt.NDArray[np.int_]  # numbers of weeks, counted from the history's first


def forecasts(history: History, origins: range, horizon: int, keys: tuple[str, ...] = ()) -> Real:
    """Return a forecast on the history's scale per origin and week ahead; NaN before there is a year to look at.

    Each earlier year's shape is smoothed over three weeks and moved by the difference between the mean of the
    last eight weeks and that of the same weeks then; the years are averaged.

    Parameters
    ----------
    origins
        Each the number of weeks known; no forecast looks at a later one.
    keys
        Occasions that a week is matched by before its date, and whose weeks stay as sharp as they were.
    """
    before = _week_before(history, horizon, keys)
    shape = _shape(history, keys)
    return np.array([_forecast(history, shape, before, range(known, known + horizon)) for known in origins])


def _forecast(history: History, shape: Real, before: Weeks, ahead: range) -> Real:
    """Return the mean of earlier years' shapes over the weeks ahead, each at today's level."""
    target, lately = np.array(ahead), np.arange(max(ahead.start - WINDOW, 0), ahead.start)
    then, then_lately, views = target, lately, []
    for _year in range(MOST_YEARS):
        then, then_lately = _back(before, then), _back(before, then_lately)
        compared = then_lately >= 0
        if compared.sum() < FEWEST_COMPARED or then.min() < 0:
            break
        growth = _mean(history, lately[compared]) - _mean(history, then_lately[compared])
        views.append(shape[then] + growth)
    return np.mean(views, axis=0) if views else np.full(len(ahead), np.nan)


def _back(before: Weeks, weeks: Weeks) -> Weeks:
    return np.where(weeks >= 0, before[weeks], -1)


def _week_before(history: History, horizon: int, keys: tuple[str, ...]) -> Weeks:
    """Return the number of the week a year before each week, known or ahead; negative before the first."""
    weeks = np.arange(len(history) + horizon)
    if not keys:
        return weeks - YEAR
    first = history.starts[0]
    fair = [occasions.fair_year_ago(first + timedelta(weeks=int(week)), "week", keys).start for week in weeks]
    return np.array([(start - first).days // 7 for start in fair])


def _shape(history: History, keys: tuple[str, ...]) -> Real:
    """Return the history smoothed over three weeks; weeks of an occasion stay apart."""
    days = [(start.date(), (start + timedelta(days=6)).date()) for start in history.starts]
    plain = np.array([not occasions.between(first, last, keys) for first, last in days], dtype=float)
    total, count = (np.convolve(values, np.ones(3), "same") for values in (history.scaled * plain, plain))
    return np.where(plain > 0, total / np.maximum(count, 1), history.scaled)


def _mean(history: History, weeks: Weeks) -> float:
    values, cases = history.scaled[weeks], history.weights[weeks]
    return float(np.average(values, weights=cases if cases.sum() > 0 else None))
