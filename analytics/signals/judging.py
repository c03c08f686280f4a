"""Judges a whole series: learns scale, season and manner from what was known, then walks.

What is learnt anew only four times a year holds for a block of periods; each is judged by those before its block.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan

import numpy as np

from analytics import periods
from analytics.metrics import Metric
from analytics.signals import scales, season
from analytics.signals.baseline import Point
from analytics.signals.known import Known, Real
from analytics.signals.walk import Manner, Walk
from analytics.signals.xmr import FEWEST_PERIODS, MOST_PERIODS

WANDERING = (0.2, 0.4, 0.7)  # gains to try
WORTH = 0.8  # a wandering level must leave so much less of the squared errors
FEWEST_TO_WANDER = 26
MEDIAN_SQUARE = 0.455  # of a standard normal value
LARGEST_LOSS = 9.0  # of one error, in mean squared errors: a shift or a wild value decides nothing
MOST = {"day": 13 * 7}  # periods of a baseline


@dataclass(frozen=True, slots=True)
class Block:
    """The periods ``first`` to ``last`` (exclusive) as judged with what was known before the first.

    ``walk`` went over all periods up to the last: on the scale, in multiples of ``unit`` from ``offset``, less the
    season.
    """

    first: int
    last: int
    walk: Walk
    scale: scales.Scale
    season: Real
    offset: float
    unit: float

    def values(self, readings: Real, known: Known) -> Real:
        """Return what readings of the walk, one for each period up to the last, stand for."""
        return self.scale.values((readings + self.season) * self.unit + self.offset, known)


def blocks(known: Known, metric: Metric, grain: str, *, begin: int = 0) -> Iterator[Block]:
    """Yield the blocks of a series that hold periods from the one with index ``begin`` on."""
    year = periods.PERIODS_PER_YEAR[grain]
    length = max(year // 4, 1)
    starts = sorted({0, FEWEST_PERIODS, *range(length - 1, len(known), length)})
    for first, last in zip(starts, [*starts[1:], len(known)], strict=True):
        if first < last and last > begin:
            yield _block(known, metric, grain, first, last)


def _block(known: Known, metric: Metric, grain: str, first: int, last: int) -> Block:
    until, year = known.until(last), periods.PERIODS_PER_YEAR[grain]
    scale = scales.choose(metric, known.until(first))
    readings = _readings(scale, until, metric)
    offset, unit = _normal(readings)
    readings = (readings - offset) / unit
    of_season, variance = season.seasonal(until.number, readings, grain=grain, year=year, known=first)
    columns = (until.number.astype(int), readings - of_season, scale.variances(until) / unit / unit)
    points = [Point(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
    manner = Manner(year=year, most=MOST.get(grain, MOST_PERIODS), season_variance=variance)
    walk = _walked(points, first, manner)
    return Block(first, last, walk, scale, of_season, offset, unit)


def _readings(scale: scales.Scale, known: Known, metric: Metric) -> Real:
    """Return the readings; of a level its changes, unknown after a gap."""
    readings = scale.readings(known)
    if scales.is_judged_by_changes(metric):
        readings = np.diff(readings, prepend=np.nan)
        readings[np.diff(known.number, prepend=np.nan) != 1] = np.nan
    return np.where(np.isfinite(readings), readings, np.nan)


def _normal(readings: Real) -> tuple[float, float]:
    """Return what brings readings to within ±1, so that sums of squares neither overflow nor cancel."""
    known = readings[~np.isnan(readings)]
    if not len(known):
        return 0.0, 1.0
    offset = float(np.median(known))
    unit = float(np.max(np.abs(known - offset)))
    return offset, unit if unit > 1e-12 * abs(offset) and unit > 0 else max(abs(offset), 1.0)


def _walked(points: list[Point], first: int, manner: Manner) -> Walk:
    """Return a walk around a level that only shifts, or a wandering one where that foretells evidently better."""
    walk = Walk(manner).over(points)
    recent = slice(max(FEWEST_TO_WANDER // 2, first - manner.most), first)
    gain = _gain([point.value for point in points], walk.errors, recent) if first >= FEWEST_TO_WANDER else 0.0
    return Walk(replace(manner, gain=gain)).over(points) if gain else walk


def _gain(values: list[float], errors: list[float], recent: slice) -> float:
    """Return by how much the level follows each error, judged by the recent periods; 0 for not at all."""
    around_level = np.square(np.array(errors[recent]))
    known = ~np.isnan(around_level)
    if known.sum() < FEWEST_TO_WANDER // 2:
        return 0.0
    most = LARGEST_LOSS * float(np.median(around_level[known])) / MEDIAN_SQUARE
    losses = {
        gain: float(np.minimum(np.square(_errors(values, gain)[recent])[known], most).mean()) for gain in WANDERING
    }
    best = min(losses, key=lambda gain: losses[gain])
    return best if losses[best] < WORTH * float(np.minimum(around_level[known], most).mean()) else 0.0


def _errors(values: list[float], gain: float) -> Real:
    """Return how far each value lies from a level that follows the values before it."""
    level, errors = float("nan"), []
    for value in values:
        errors.append(value - level)
        if not isnan(value):
            level = value if isnan(level) else level + gain * (value - level)
    return np.array(errors)
