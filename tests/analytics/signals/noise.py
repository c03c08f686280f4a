"""Noise of known kinds, and the noise test run over it as weeks go by."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from analytics.metrics import CATALOGUE
from analytics.signals import judging
from analytics.signals.known import Known

FIRST_NUMBER = 2000  # of a week on the calendar; any will do


def _known(values, numerator=None, denominator=None):
    nothing = np.full(len(values), np.nan)
    return Known(
        number=FIRST_NUMBER + np.arange(len(values), dtype=float),
        value=np.asarray(values, dtype=float),
        numerator=nothing if numerator is None else numerator,
        denominator=nothing if denominator is None else denominator,
        low=nothing,
        high=nothing,
    )


@dataclass(frozen=True)
class Normal:
    """A mean of 100 ± 3, with an autocorrelation where asked."""

    autocorrelation: float = 0.0
    metric = CATALOGUE["average_order_value"]

    def known(self, dice, shift):
        errors = dice.normal(size=len(shift) + 20)
        for at in range(1, len(errors)):
            errors[at] = self.autocorrelation * errors[at - 1] + np.sqrt(1 - self.autocorrelation**2) * errors[at]
        return _known(100 + 3 * (errors[20:] + shift))


@dataclass(frozen=True)
class Money:
    """Revenue with a spread on the logarithm, growth per year, and a yearly wave."""

    spread: float = 0.15
    growth: float = 1.0
    wave: float = 0.0
    metric = CATALOGUE["revenue"]

    def known(self, dice, shift):
        week = np.arange(len(shift)) + dice.integers(52)
        usual = np.log(self.growth) * week / 52 + self.wave * np.cos(2 * np.pi * week / 52)
        return _known(1e4 * np.exp(usual + self.spread * (dice.normal(size=len(shift)) + shift)))


@dataclass(frozen=True)
class Counted:
    """Cases that come independently, ``mean`` a week."""

    mean: float
    metric = CATALOGUE["tickets_opened"]

    def known(self, dice, shift):
        return _known(dice.poisson(self.mean + shift * np.sqrt(self.mean)))


@dataclass(frozen=True)
class Rated:
    """A rate of so many counted, that itself varies by ``between`` where asked."""

    counted: int
    rate: float = 0.3
    between: float = 0.0
    metric = CATALOGUE["email_open_rate"]

    def known(self, dice, shift):
        deviation = np.sqrt(self.rate * (1 - self.rate) / self.counted + self.between**2)
        rates = self.rate + self.between * dice.normal(size=len(shift)) + deviation * shift
        part = dice.binomial(self.counted, np.clip(rates, 0, 1)).astype(float)
        return _known(part / self.counted, part, np.full(len(shift), float(self.counted)))


def sides(kind, dice, shift, baseline, grain="week"):
    """Return on which side each period after the baseline was called a real change; 0 where it wasn't."""
    known = kind.known(dice, shift)
    return [
        judged.side
        for block in judging.blocks(known, kind.metric, grain, begin=baseline)
        for judged in block.walk.judged[max(block.first, baseline) : block.last]
        if judged is not None
    ]


@cache
def false_alarms(kind, *, runs, baseline=52, weeks=26, grain="week", seed=11):
    """Return the share of periods of pure noise that are called a real change."""
    dice = np.random.default_rng(seed)
    said = [sides(kind, dice, np.zeros(baseline + weeks), baseline, grain) for _run in range(runs)]
    return float(np.mean(np.concatenate(said) != 0))


def found(kind, *, runs, baseline=52, within=4, seed=12):
    """Return the share of shifts of two deviations, up and down in turn, found within so many weeks."""
    dice = np.random.default_rng(seed)
    hits = 0
    for run in range(runs):
        side = 1 if run % 2 else -1
        shift = np.where(np.arange(baseline + within) >= baseline, 2.0 * side, 0.0)
        hits += side in sides(kind, dice, shift, baseline)
    return hits / runs
