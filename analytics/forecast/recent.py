"""The view from recent weeks: levels of short and long memory and slopes, weighed by a ridge regression.

Every week of the past, with what was known by then, is a lesson on the weeks after it. One regression learns
all horizons from those lessons; the ridge pulls it towards "as of late", which is hard to beat.
"""

import numpy as np
from sklearn import config_context
from sklearn.linear_model import Ridge

from analytics.forecast.history import History
from analytics.forecast.scale import Real

FIRST_LESSON = 8  # weeks before a level is one
LEVEL, LONG_LEVEL = 0.15, 0.07  # weight of the newest week in a smoothed level
SLOPES = (4, 13)  # weeks over which a level's slope is taken
PENALTY = 300.0  # a lesson on one week weighs 1


def forecasts(history: History, origins: range, horizon: int) -> Real:
    """Return a forecast on the history's scale per origin and week ahead.

    Parameters
    ----------
    origins
        Each the number of weeks known; no forecast looks at a later one.

    Returns
    -------
    array
        A row per origin, a column per week ahead.
    """
    level = smoothed(history, LEVEL)
    lessons, ahead = _lessons(history, level, horizon)
    with config_context(
        assume_finite=True, skip_parameter_validation=True
    ):  # a fifth of the time of fits this small
        return np.array([_forecast(history, level, lessons, ahead, known) for known in origins])


def smoothed(history: History, newest: float) -> Real:
    """Return the exponentially weighted mean up to each week, weighted by the cases behind it as well."""
    level, total, weight = np.empty(len(history)), 0.0, 0.0
    for week, (value, cases) in enumerate(zip(history.scaled, history.weights, strict=True)):
        total, weight = (1 - newest) * total + cases * value, (1 - newest) * weight + cases
        level[week] = total / weight if weight > 0 else value
    return level


def _lessons(history: History, level: Real, horizon: int) -> tuple[Real, Real]:
    """Return what is known at each week for each week ahead (week, ahead, feature), and the weeks ahead."""
    ahead = np.arange(1, horizon + 1, dtype=float)
    long = smoothed(history, LONG_LEVEL) - level
    slopes = [(level - level[np.maximum(np.arange(len(level)) - weeks, 0)]) / weeks for weeks in SLOPES]
    flat = np.ones(horizon)
    columns = [np.outer(history.scaled - level, flat), np.outer(long, flat), np.outer(long, ahead / horizon)]
    columns += [np.outer(slope, ahead) for slope in slopes]
    return np.stack(columns, axis=2), ahead


def _forecast(history: History, level: Real, lessons: Real, ahead: Real, known: int) -> Real:
    """Return the forecast of somebody who knows so many weeks."""
    week = np.arange(FIRST_LESSON, known - 1)[:, None]
    target = week + ahead.astype(int)[None, :]
    taught = target < known
    step = float(np.std(np.diff(history.scaled[:known]))) or 1.0
    drift = np.broadcast_to(ahead / len(ahead), target.shape)
    told = np.concatenate([lessons[week[:, 0]] / step, drift[:, :, None]], axis=2)[taught]
    moved = (history.scaled[np.minimum(target, known - 1)] - level[week])[taught] / step
    cases = history.weights[np.minimum(target, known - 1)][taught]
    model = Ridge(alpha=PENALTY, fit_intercept=False, solver="cholesky")
    model.fit(told, moved, sample_weight=cases / (cases.mean() or 1.0))
    now = np.column_stack([lessons[known - 1] / step, ahead / len(ahead)])
    return np.asarray(level[known - 1] + step * model.predict(now), dtype=float)
