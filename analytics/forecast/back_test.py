"""How far forecasts made in the past were off, beside the two simplest ones: last week's and last year's value."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from analytics.forecast import ranges
from analytics.forecast.history import YEAR, History
from analytics.forecast.scale import Real

FIRST_ORIGIN = 26  # weeks known to the first forecast that is judged
BEFORE_YEAR = 8  # weeks of last year that it knows beside the year, where there are enough to judge by
FEWEST_ORIGINS = 26
MARGIN = 0.05
LUCK = 0.1


class Naive(StrEnum):
    """A forecast that needs no model."""

    LAST = "the last week's value"
    YEAR = "last year's week"


@dataclass(frozen=True, slots=True)
class BackTest:
    """Errors of forecasts made in the past, each knowing only the weeks before it.

    Attributes
    ----------
    origins
        How many times a forecast was made: once a week.
    error, error_last, error_year
        Mean absolute error of the model, of the last value and of last year's week (of the last value again where
        the history holds no such week), over the same weeks, in the metric's unit.
    luck
        The chance of an advantage this large if the model were no better than the naive forecast that is
        nearer (Diebold-Mariano).
    held, ranges
        The share of ranges that held what came, and how many were drawn.
    """

    origins: int
    error: float
    error_last: float
    error_year: float
    luck: float
    held: float
    ranges: int

    @property
    def naive(self) -> Naive:
        """The naive forecast that came nearer."""
        return Naive.YEAR if self.error_year <= self.error_last else Naive.LAST

    @property
    def naive_error(self) -> float:
        """The error of the naive forecast that came nearer."""
        return self.error_year if self.naive is Naive.YEAR else self.error_last

    @property
    def gain(self) -> float:
        """By which share the model's error is below the nearer naive forecast's; negative where it is above."""
        return 1 - self.error / self.naive_error if self.naive_error > 0 else 0.0

    @property
    def beats_naive(self) -> bool:
        """Whether the gain reaches the stated margin, and not by luck."""
        return self.gain >= MARGIN and self.luck <= LUCK


def origins_of(history: History, horizon: int) -> range:
    """Return after how many weeks the judged forecasts are made; empty where the history is too short.

    They begin with the second year where 26 forecasts can be judged from there, else after half a year.
    """
    end = len(history) - horizon + 1
    in_second_year = YEAR + BEFORE_YEAR
    first = in_second_year if end - in_second_year >= FEWEST_ORIGINS else FIRST_ORIGIN
    return range(first, end) if end - first >= FEWEST_ORIGINS else range(0)


def misses_of(history: History, origins: range, made: Real) -> Real:
    """Return by how much forecasts were off on the metric's scale; NaN where the week isn't known."""
    return history.came(history.scaled, _weeks(origins, made.shape[1])) - made


def judged(history: History, origins: range, made: Real) -> BackTest:
    """Return how the forecasts made at those origins did.

    Parameters
    ----------
    origins
        Each the number of weeks known.
    made
        On the metric's scale, a row per origin, a column per week ahead.
    """
    weeks = _weeks(origins, made.shape[1])
    came = history.came(history.observed, weeks)
    error = np.abs(came - history.scale.read(made))
    last_value = history.filled[np.array(origins) - 1][:, None]
    last, year = np.abs(came - last_value), np.abs(came - _year_ago(history, weeks, last_value))
    nearer = year if _mean(year) <= _mean(last) else last
    advantage = _by_origin(nearer) - _by_origin(error)
    share_held, drawn = ranges.held(misses_of(history, origins, made), origins)
    return BackTest(
        origins=len(origins),
        error=_mean(error),
        error_last=_mean(last),
        error_year=_mean(year),
        luck=luck(advantage[~np.isnan(advantage)], made.shape[1]),
        held=share_held,
        ranges=drawn,
    )


def luck(advantage: Real, horizon: int) -> float:
    """Return the one-sided chance of a mean advantage this large where there is none.

    Forecasts of neighbouring origins share weeks, so their errors hang together over the horizon; the variance of
    the mean counts that in (Bartlett weights), with the correction for few origins.

    References
    ----------
    Diebold, F. X. & Mariano, R. S. (1995). Comparing predictive accuracy. JBES 13, 253-263.
    Harvey, D., Leybourne, S. & Newbold, P. (1997). Testing the equality of prediction mean squared errors.
    International Journal of Forecasting 13, 281-291.
    """
    number, mean = len(advantage), float(advantage.mean())
    apart = advantage - mean
    lags = range(1, min(horizon, number))
    shared = [2 * (1 - lag / horizon) * float(apart[lag:] @ apart[:-lag]) for lag in lags]
    variance = (float(apart @ apart) + sum(shared)) / number**2
    if variance <= 0:
        return 0.0 if mean > 0 else 1.0
    correction = (number + 1 - 2 * horizon + horizon * (horizon - 1) / number) / number
    return float(student.sf(mean / variance**0.5 * max(correction, 0.0) ** 0.5, number - 1))


def _weeks(origins: range, horizon: int) -> npt.NDArray[np.int_]:
    return np.array(origins)[:, None] + np.arange(horizon)


def _year_ago(history: History, weeks: npt.NDArray[np.int_], otherwise: Real) -> Real:
    """Return last year's weeks, and something else for weeks whose year before lies before the history."""
    ago = weeks - YEAR
    return np.where(ago >= 0, history.filled[np.maximum(ago, 0)], otherwise)


def _mean(errors: Real) -> float:
    known = errors[~np.isnan(errors)]
    return float(known.mean()) if known.size else float("nan")


def _by_origin(errors: Real) -> Real:
    counted = (~np.isnan(errors)).sum(axis=1)
    return np.where(counted > 0, np.nansum(errors, axis=1) / np.maximum(counted, 1), np.nan)
