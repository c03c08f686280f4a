"""Judges the periods of one series in turn, each by those before it alone."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import copysign, isnan, sqrt
from typing import NamedTuple

import numpy as np

from analytics.signals import shifts
from analytics.signals.baseline import Baseline, Expected, Point
from analytics.signals.smoothed import SMOOTHED_LIMIT, Smoothed
from analytics.signals.verdicts import Sign
from analytics.signals.xmr import FEWEST_PERIODS, MOST_PERIODS, POINT_LIMIT, MovingRanges

LARGEST_SCORE = 99.0  # of a value beside others that are all the same
SAME = 1e-9  # values that differ by less, with all of them within ±1, don't differ
HELD_BACK = 3  # the newest periods stay out of the baseline, so that a shift isn't measured against itself
HELD_BACK_FROM = 20  # where there are enough others
WILD_AT_THE_START = 5.0  # standard deviations: an opening rush is no baseline


class Judged(NamedTuple):
    """A period as it was judged: what was expected, how far off it was, and what that says.

    ``spread`` is the standard deviation of an error, ``score`` the error in such units, ``smoothed`` that of the
    companion. ``first`` is the index of the period with which a signal begins.
    """

    expected: float
    spread: float
    score: float
    smoothed: float
    sign: Sign | None
    side: int
    first: int


class Shift(NamedTuple):
    """A confirmed shift: with which index it began, at which it was confirmed, and the level since."""

    first: int
    confirmed: int
    level: float


@dataclass(frozen=True, slots=True)
class Manner:
    """How a series is walked.

    Attributes
    ----------
    year
        Periods in a year: what was extraordinary in the same period a year ago is no news.
    most
        Periods of a baseline.
    gain
        0: values lie around a level that only shifts. Above: the level wanders, and follows each error by so
        much; then what matters is how far a period lies from where the level was.
    season_variance
        Of the season that was taken out, in variances of a single period.
    """

    year: int
    most: int = MOST_PERIODS
    gain: float = 0.0
    season_variance: float = 0.0


class Walk:
    """One pass over a series."""

    def __init__(self, manner: Manner) -> None:
        self._manner, self._gain, self._most = manner, manner.gain, manner.most
        self.judged: list[Judged | None] = []
        self.errors: list[float] = []
        self.shifts: list[Shift] = []
        self._points: list[Point] = []
        self._baseline = Baseline(self._most)
        self._waiting: deque[Point] = deque()
        self._ranges = MovingRanges(self._most)
        self._smoothed = Smoothed()
        self._scores: list[float] = []  # since the last shift
        self._indices: list[int] = []  # of the same periods
        self._sides: list[int] = []
        self._special: dict[int, float] = {}  # number of a period outside its limits → its error
        self._level = 0.0  # of a wandering series
        self._level_at = 0  # the number of its period
        self._last: tuple[int, float] | None = None  # number and size that the next range is taken from

    def over(self, points: Sequence[Point]) -> "Walk":
        """Judge the points in turn."""
        for point in points:
            self._step(point)
        return self

    def _step(self, point: Point) -> None:
        self._points.append(point)
        if isnan(point.value):
            self.judged.append(None)
            self.errors.append(float("nan"))
            return
        if not len(self._baseline):
            self._begin(point)
            return
        expected = self._expect(point.number)
        error = point.value - expected.value
        judged = self._judge(point, expected, error) if len(self._ranges) >= FEWEST_PERIODS - 1 else None
        self.judged.append(judged)
        self.errors.append(error)
        self._learn(point, error, judged)

    def _begin(self, point: Point) -> None:
        self._baseline.add(point)
        self._level, self._level_at = point.value, point.number
        self._last = (point.number, 0.0 if self._gain else point.value)
        self.judged.append(None)
        self.errors.append(0.0)

    def _expect(self, number: int) -> Expected:
        value, level_variance, slope = self._baseline.expect(number)
        if self._gain:
            value, level_variance = self._level + slope * (number - self._level_at), 0.0
        return Expected(value, level_variance + self._manner.season_variance, slope)

    def _judge(self, point: Point, expected: Expected, error: float) -> Judged:
        alone = self._between_periods() + point.variance
        spread = sqrt(alone + expected.level_variance * self._variance())
        unexplained = self._less_last_year(point.number, error)
        score = _in_units(unexplained, spread)
        smoothed = self._smoothed.take(_in_units(unexplained, sqrt(alone)), expected.level_variance)
        smoothed = max(-LARGEST_SCORE, min(LARGEST_SCORE, smoothed))
        self._scores.append(score)
        self._indices.append(len(self.judged))
        sign, side = _sign(score, smoothed)
        return Judged(expected.value, spread, score, smoothed, sign, side, self._first(sign, side))

    def _variance(self) -> float:
        """Return the variance of a period: by the ranges, or around the baseline where that is more.

        A series that wanders a little has small ranges and a large variance. Around a baseline of a few periods
        the ranges know better.
        """
        by_ranges = self._ranges.variance
        if self._gain or len(self._baseline) < FEWEST_PERIODS:
            return by_ranges
        return max(by_ranges, self._baseline.variance)

    def _between_periods(self) -> float:
        """Return what periods evidently vary by beyond what counting alone gives.

        So limits are never narrower than counting makes them, and not wider for an estimate that came out high.
        """
        by_chance = 1 + sqrt(2 / len(self._ranges))
        return max(0.0, self._variance() - by_chance * self._baseline.counting_variance)

    def _less_last_year(self, number: int, error: float) -> float:
        """Return what is left of an error when what was extraordinary a year ago is taken off."""
        near = [self._special.get(number - self._manner.year + off, 0.0) for off in (-1, 0, 1)]
        known = max((size * copysign(1, error) for size in near), default=0.0)
        return error if known <= 0 else copysign(max(abs(error) - known, 0.0), error)

    def _first(self, sign: Sign | None, side: int) -> int:
        """Return the index with which a signal begins: of the unbroken run of signals, or of the shift."""
        index = len(self.judged)
        if sign is None:
            return index
        if sign is Sign.SHIFT:
            return self._indices[-shifts.length(self._scores, side)]
        for before in reversed(self.judged):
            if before is None or before.side != side:
                break
            index = before.first
        return index

    def _learn(self, point: Point, error: float, judged: Judged | None) -> None:
        side = judged.side if judged else 0
        is_special = judged is not None and judged.sign is Sign.POINT
        if is_special:
            self._special[point.number] = error
        else:
            self._take_range(point, error)
        self._sides.append(side)
        self._follow(point, error, judged)
        if not self._gain and shifts.is_confirmed(self._sides):
            self._restart(side)

    def _take_range(self, point: Point, error: float) -> None:
        """Take the range to the period before, unless there is a gap or something special between.

        Around a level it is that of the values, less the trend; where the level wanders, that of the errors.
        """
        size = error if self._gain else point.value
        if self._last is not None and point.number - self._last[0] == 1:
            trend = 0.0 if self._gain else self._baseline.expect(point.number).slope
            self._ranges.add(abs(size - self._last[1] - trend))
            if len(self._ranges) == FEWEST_PERIODS - 1 and not self._special:
                self._drop_wild_start()
        self._last = (point.number, size)

    def _follow(self, point: Point, error: float, judged: Judged | None) -> None:
        if self._gain:
            most = POINT_LIMIT * judged.spread if judged else abs(error)
            share = max(self._gain, 1 / (len(self._baseline) + 1))
            self._level = point.value - error + share * max(-most, min(most, error))
            self._level_at = point.number
            self._baseline.add(point)
        elif judged is None or judged.sign is None:
            self._waiting.append(point)
            held_back = HELD_BACK if len(self._baseline) >= HELD_BACK_FROM else 0
            while len(self._waiting) > held_back:
                self._baseline.add(self._waiting.popleft())

    def _restart(self, side: int) -> None:
        """Begin a new baseline with the period in which the shift began."""
        count = shifts.length(self._scores, side)
        indices = self._indices[-count:]
        self._baseline = Baseline(self._most)
        for index in indices:
            self._baseline.add(self._points[index])
        level = self._baseline.expect(self._points[indices[-1]].number).value
        self.shifts.append(Shift(indices[0], indices[-1], level))
        self._smoothed = Smoothed()
        self._waiting.clear()
        self._scores, self._indices, self._sides, self._last = [], [], [], None

    def _drop_wild_start(self) -> None:
        """Leave a wild value among the very first periods out of the baseline."""
        values = np.array([point.value for point in self._points])
        known = values[~np.isnan(values)]
        typical = float(np.median(np.abs(np.diff(known)))) / 0.954  # median range of two values in deviations
        wild = np.abs(known - np.median(known)) > WILD_AT_THE_START * typical
        if typical > 0 and 0 < wild.sum() < len(known) / 2:
            kept = [point for point in self._points if not isnan(point.value)]
            kept = [point for point, is_wild in zip(kept, wild, strict=True) if not is_wild]
            self._baseline, self._ranges = Baseline(self._most), MovingRanges(self._most)
            for before, after in zip([None, *kept], kept, strict=False):
                self._baseline.add(after)
                if before is not None and after.number - before.number == 1:
                    self._ranges.add(abs(after.value - before.value))


def _in_units(error: float, spread: float) -> float:
    if abs(error) < SAME:
        return 0.0
    if spread * LARGEST_SCORE <= abs(error):
        return copysign(LARGEST_SCORE, error)
    return error / spread


def _sign(score: float, smoothed: float) -> tuple[Sign | None, int]:
    if abs(score) > POINT_LIMIT:
        return Sign.POINT, int(copysign(1, score))
    if abs(smoothed) > SMOOTHED_LIMIT and score * smoothed > 0:
        return Sign.SHIFT, int(copysign(1, smoothed))
    return None, 0
