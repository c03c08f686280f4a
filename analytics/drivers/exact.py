r"""The arithmetic of a split: how much of a change each segment, its weight and its own rate make up.

A ratio over all segments is the mean of their own, weighted by their share in the denominator: R = sum of w r.
Its change is, exactly,

    R1 - R0 = sum of (w0 + w1) / 2 (r1 - r0)  +  sum of ((r0 + r1) / 2 - (R0 + R1) / 2) (w1 - w0)

The first sum is the segments' own rates at their mean weights, the second the mix at their mean rates. Both sides
are treated alike, so it doesn't matter which comes first, and nothing is left over that would have to be shared
out. As the weights add up to 1 on both sides, taking the overall rate off changes no sum; with it, a segment that
grows adds nothing to the mix where its rate is the average one.

References
----------
Bennet, T. L. (1920). The theory of measurement of changes in cost of living. Journal of the Royal Statistical
Society 83(3), 455-462: means of both sides as weights.
Das Gupta, P. (1993). Standardization and Decomposition of Rates: A User's Manual. U.S. Bureau of the Census,
P23-186, eq. 2.4 and 2.5: rate effect and composition effect of a rate over groups.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


class Side(NamedTuple):
    """What was counted on one side of a comparison: per segment (the last axis), and in total."""

    numerator: Numbers
    denominator: Numbers
    total_numerator: Numbers
    total_denominator: Numbers

    @property
    def rate(self) -> Numbers:
        """The ratio over everything."""
        return self.total_numerator / self.total_denominator


@dataclass(frozen=True, slots=True)
class Parts:
    """A change in parts, per segment (the last axis); ``remainder`` is what no segment has.

    Attributes
    ----------
    mix
        Because the segment's weight moved; all of a segment that is new or gone.
    rate
        Because its own rate moved.
    alone
        Of segments that have a numerator without a denominator, so neither weight nor rate.
    """

    mix: Numbers
    rate: Numbers
    alone: Numbers
    remainder: Numbers

    @property
    def part(self) -> Numbers:
        """All that a segment makes up."""
        return self.mix + self.rate + self.alone


def of_ratio(before: Side, now: Side, *, scale: float = 1.0) -> Parts:
    """Return the change of a ratio in parts, times a scale.

    Examples
    --------
    Two plans at 10 % and 30 %. Both get better, and yet the whole gets worse: more are on the second.

    >>> before = Side(np.array([80.0, 60.0]), np.array([800.0, 200.0]), np.array(140.0), np.array(1000.0))
    >>> now = Side(np.array([18.0, 232.0]), np.array([200.0, 800.0]), np.array(250.0), np.array(1000.0))
    >>> parts = of_ratio(before, now)
    >>> parts.rate.round(4).tolist(), parts.mix.round(4).tolist()
    ([-0.005, -0.005], [0.06, 0.06])
    """
    weights = [side.denominator / side.total_denominator[..., None] for side in (before, now)]
    middle = (before.rate + now.rate)[..., None] / 2
    rates = _rates(before, now)
    has_alone = _alone(before) | _alone(now)
    moved = weights[1] - weights[0]
    mix = ((rates[0] + rates[1]) / 2 - middle) * moved
    rate = (weights[0] + weights[1]) / 2 * (rates[1] - rates[0])
    shares = [side.numerator / side.total_denominator[..., None] for side in (before, now)]
    alone = shares[1] - shares[0] - middle * moved
    return Parts(
        mix=scale * np.where(has_alone, 0.0, mix),
        rate=scale * np.where(has_alone, 0.0, rate),
        alone=scale * np.where(has_alone, alone, 0.0),
        remainder=scale * _rest(before, now, middle[..., 0]),
    )


def of_count(before: Side, now: Side) -> Parts:
    """Return the change of a number in parts: what each segment has more or less of it.

    Examples
    --------
    >>> none = np.array([np.nan, np.nan])
    >>> before = Side(np.array([10.0, -4.0]), none, np.array(6.0), np.array(np.nan))
    >>> now = Side(np.array([7.0, 5.0]), none, np.array(13.0), np.array(np.nan))
    >>> parts = of_count(before, now)
    >>> parts.part.tolist(), float(parts.remainder)
    ([-3.0, 9.0], 1.0)
    """
    change = now.numerator - before.numerator
    nothing = np.zeros_like(change)
    remainder = now.total_numerator - before.total_numerator - change.sum(axis=-1)
    return Parts(mix=nothing, rate=change, alone=nothing, remainder=remainder)


def _rates(before: Side, now: Side) -> tuple[Numbers, Numbers]:
    """Return the segments' own rates; where a side has none, that of the other, so that nothing moved."""
    own = [
        np.divide(side.numerator, side.denominator, out=np.full_like(side.numerator, np.nan), where=_has(side))
        for side in (before, now)
    ]
    first = np.where(np.isnan(own[0]), own[1], own[0])
    second = np.where(np.isnan(own[1]), own[0], own[1])
    return np.nan_to_num(first), np.nan_to_num(second)


def _has(side: Side) -> npt.NDArray[np.bool_]:
    return np.asarray(side.denominator != 0)


def _alone(side: Side) -> npt.NDArray[np.bool_]:
    return np.asarray(~_has(side) & (side.numerator != 0))


def _rest(before: Side, now: Side, middle: Numbers) -> Numbers:
    """Return the change of what the total has and no segment, as if it were a segment of its own."""
    share, weight = [], []
    for side in (before, now):
        share.append((side.total_numerator - side.numerator.sum(axis=-1)) / side.total_denominator)
        weight.append((side.total_denominator - side.denominator.sum(axis=-1)) / side.total_denominator)
    return np.asarray(share[1] - share[0] - middle * (weight[1] - weight[0]))
