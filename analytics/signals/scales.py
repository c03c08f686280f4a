"""The scale on which a metric is judged: where its ups and downs are of the same size at any value."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from analytics.formulas import Balance, Count, Share
from analytics.metric import END, Metric, Unit
from analytics.signals import proportion
from analytics.signals.known import Known, Real
from analytics.signals.xmr import FEWEST_PERIODS

SMALL_SHARE = 0.3
OVERDISPERSED = 4.0  # times the variance of counting
LARGEST_EXPONENT = 700.0  # beyond it a logarithm's value overflows
LARGE_COUNT = 100  # from here on seasons and growth multiply more than counting scatters


class Scale(Protocol):
    """How values become readings with a variance, and readings become values again."""

    def readings(self, known: Known) -> Real:
        """Return the value of each period on the scale."""
        ...

    def variances(self, known: Known) -> Real:
        """Return what counting alone makes each reading vary by."""
        ...

    def values(self, readings: Real, known: Known) -> Real:
        """Return the values that readings of the periods stand for."""
        ...


@dataclass(frozen=True, slots=True)
class Plain:
    """Values as they are; a balance scatters by its answers."""

    per_answer: float = 0.0

    def readings(self, known: Known) -> Real:
        """Return the values."""
        return known.value

    def variances(self, known: Known) -> Real:
        """Return the variance of a mean of so many answers; 0 where nothing is counted."""
        if not self.per_answer:
            return np.full(len(known), 0.0)
        return self.per_answer / known.denominator

    def values(self, readings: Real, known: Known) -> Real:  # noqa: ARG002 - one shape for all
        """Return the readings."""
        return readings


@dataclass(frozen=True, slots=True)
class Angle:
    """Shares as angles."""

    def readings(self, known: Known) -> Real:
        """Return the angles of the shares."""
        return proportion.angle(known.numerator, known.denominator)

    def variances(self, known: Known) -> Real:
        """Return what counting alone gives."""
        return proportion.angle_variance(known.denominator)

    def values(self, readings: Real, known: Known) -> Real:
        """Return the shares."""
        return proportion.share(readings, known.denominator)


@dataclass(frozen=True, slots=True)
class Root:
    """Small counts as twice their root, which scatters by 1 at any size (Anscombe 1948)."""

    def readings(self, known: Known) -> Real:
        """Return twice the roots."""
        return 2 * np.sqrt(np.maximum(known.value, 0.0) + 0.375)

    def variances(self, known: Known) -> Real:
        """Return 1: counts of what happens independently scatter at least by this."""
        return np.full(len(known), 1.0)

    def values(self, readings: Real, known: Known) -> Real:  # noqa: ARG002 - one shape for all
        """Return the counts."""
        return np.maximum((np.maximum(readings, 0.0) / 2) ** 2 - 0.375, 0.0)


@dataclass(frozen=True, slots=True)
class Logarithm:
    """Amounts and large counts as logarithms: seasons and growth multiply.

    ``least`` stands for what is 0 or less. ``scatter`` is the variance that counting alone gives the logarithm,
    for each case of the denominator where ``by_case``.
    """

    least: float
    scatter: float = 0.0
    by_case: bool = False

    def readings(self, known: Known) -> Real:
        """Return the logarithms."""
        return np.asarray(np.log(np.maximum(known.value, self.least)))

    def variances(self, known: Known) -> Real:
        """Return what counting alone gives; 0 for amounts."""
        variance = np.full(len(known), self.scatter)
        return variance / known.denominator if self.by_case else variance

    def values(self, readings: Real, known: Known) -> Real:  # noqa: ARG002 - one shape for all
        """Return the amounts."""
        return np.asarray(np.exp(np.minimum(readings, LARGEST_EXPONENT)))


def is_judged_by_changes(metric: Metric) -> bool:
    """Tell whether a metric carries over from period to period: a level, or a share of one level in another."""
    return all(name.endswith(END) for name in metric.formula.components)


def choose(metric: Metric, before: Known) -> Scale:
    """Return the scale for a metric, given its periods so far."""
    if is_judged_by_changes(metric):
        return Plain()
    if isinstance(metric.formula, Share):
        return _of_share(before)
    if isinstance(metric.formula, Balance):
        return Plain(proportion.variance_per_answer(before.low, before.high, before.denominator))
    return _of_amount(before.value, is_count=isinstance(metric.formula, Count) and metric.unit is not Unit.MONEY)


def _of_share(known: Known) -> Scale:
    """Return angles; logarithms for a small share that varies by far more than counting makes it.

    What drives it then multiplies: a piece of content that catches on is read ten times as much.
    """
    scale, values = Angle(), known.value
    if len(known) < FEWEST_PERIODS or not (values.min() > 0 and np.median(values) < SMALL_SHARE):
        return scale
    by_counting = float(scale.variances(known).mean())
    if float(np.mean(np.diff(scale.readings(known)) ** 2)) / 2 < OVERDISPERSED * by_counting:
        return scale
    typical = float(np.median(values))
    return Logarithm(float(values.min()) / 10, (1 - typical) / typical, by_case=True)


def _of_amount(values: Real, *, is_count: bool) -> Scale:
    if not len(values) or values.min() < 0:
        return Root() if is_count else Plain()
    typical = float(np.median(values))
    if is_count and typical < LARGE_COUNT:
        return Root()
    if values.min() == 0:
        return Plain()
    return Logarithm(float(values.min()) / 10, 1 / typical if is_count else 0.0)
