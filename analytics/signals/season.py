"""The season: what the time of the year alone makes of a value, where two years allow to tell.

Two values per week of the year are too few for an index per week: its noise would be half the series' own. A few
smooth waves over all weeks leave next to none. Sharp peaks, such as December's, are no waves: a period that was
extraordinary is remembered, and the same period a year later is held against it (see the walk).
"""

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]

YEARS = 2
WAVES = {"day": 3, "week": 3, "month": 2, "quarter": 1}  # per year
EVIDENT = 4.0  # F: a season counts if its waves explain so much more than noise would
ALIKE = 0.25  # correlation of a year with the one before
ROUNDS = 4  # of weighing wild values down
WILD = 2.0  # robust standard deviations
SMALLEST = 1e-300  # a divisor
DAYS_OF_A_WEEK = 7
WEEKS_FOR_WEEKDAYS = 6


def seasonal(numbers: Real, readings: Real, *, grain: str, year: int, known: int) -> tuple[Real, float]:
    """Return what the season adds to each reading, learnt from the first ``known`` ones; 0 where none is evident.

    Also its variance, in variances of a single reading: so many columns are fitted to so many readings.

    Parameters
    ----------
    numbers
        The periods' numbers on the calendar; a gap is a jump.
    readings
        On the scale on which the metric is judged; NaN where not known.
    year
        Periods in a year.
    """
    weekdays, variance = _weekdays(numbers, readings, known) if grain == "day" else (np.zeros(len(numbers)), 0.0)
    span = numbers[known - 1] - numbers[0] + 1 if known else 0
    # with the judged period they are two years
    if span < YEARS * year - 1 or not _repeats(numbers[:known], (readings - weekdays)[:known], year):
        return weekdays, variance
    waves, of_waves = _evident(numbers, readings - weekdays, _waves(numbers / year, WAVES[grain]), known)
    return weekdays + waves, variance + of_waves


def _repeats(numbers: Real, readings: Real, year: int) -> bool:
    """Tell whether the last year goes up and down with the year before: a lasting shift does so only once."""
    use = ~np.isnan(readings)
    _both, now, before = np.intersect1d(numbers[use], numbers[use] + year, return_indices=True)
    last, first = readings[use][now][-year:], readings[use][before][-year:]
    if len(last) < year // 2 or not (np.ptp(last) > 0 and np.ptp(first) > 0):
        return False
    return bool(np.corrcoef(last, first)[0, 1] > ALIKE)


def _weekdays(numbers: Real, readings: Real, known: int) -> tuple[Real, float]:
    if known < WEEKS_FOR_WEEKDAYS * DAYS_OF_A_WEEK:
        return np.zeros(len(numbers)), 0.0
    is_day = (numbers[:, None] % DAYS_OF_A_WEEK == np.arange(DAYS_OF_A_WEEK - 1)).astype(float)
    return _evident(numbers, readings, is_day - 1 / DAYS_OF_A_WEEK, known)


def _waves(turns: Real, count: int) -> Real:
    angles = 2 * np.pi * turns[:, None] * np.arange(1, count + 1)
    return np.hstack([np.sin(angles), np.cos(angles)])


def _evident(numbers: Real, readings: Real, columns: Real, known: int) -> tuple[Real, float]:
    """Return the part of the readings that columns explain beside a bent trend, and its variance.

    Both are 0 where that part may be noise.
    """
    use = np.flatnonzero(~np.isnan(readings[:known]))
    time = (numbers - numbers[0]) / max(numbers[known - 1] - numbers[0], 1.0)
    trend = np.column_stack([np.ones(len(time)), time, time**2])
    every = np.hstack([trend, columns])
    free = len(use) - every.shape[1]
    if free < columns.shape[1]:
        return np.zeros(len(numbers)), 0.0
    weights = np.ones(len(use))
    for _round in range(ROUNDS):
        coefficients = _fit(every[use], readings[use], weights)
        size = np.abs(readings[use] - every[use] @ coefficients)
        spread = 1.4826 * float(np.median(size))
        if spread <= 0:
            break
        weights = np.minimum(1.0, WILD * spread / np.maximum(size, SMALLEST))
    rest = float(np.sum(weights * (readings[use] - every[use] @ coefficients) ** 2))
    plain = readings[use] - trend[use] @ _fit(trend[use], readings[use], weights)
    explained = float(np.sum(weights * plain**2)) - rest
    if explained <= EVIDENT * columns.shape[1] * rest / free:
        return np.zeros(len(numbers)), 0.0
    return np.asarray(columns @ coefficients[trend.shape[1] :]), columns.shape[1] / len(use)


def _fit(columns: Real, readings: Real, weights: Real) -> Real:
    root = np.sqrt(weights)
    return np.asarray(np.linalg.lstsq(columns * root[:, None], readings * root, rcond=None)[0])
