"""The few ways in which summed components become a number, with its counts and its interval.

Every formula takes a frame with a column per component and a row per period and segment, and returns
value, numerator, denominator, low, high on the same index. Undefined is NaN.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics import intervals

COLUMNS = ("value", "numerator", "denominator", "low", "high")


def ratio(numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    """Return the ratio of sums. A zero denominator is undefined, never 0 and never infinite.

    Examples
    --------
    >>> ratio(pd.Series([1.0, 1.0, 0.0]), pd.Series([4.0, 0.0, 0.0])).tolist()
    [0.25, nan, nan]
    """
    return numerator / denominator.where(denominator != 0)


@dataclass(frozen=True, slots=True)
class Sum:
    """Components added and taken away: ``Sum("start", minus=("lost",))``."""

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()

    @property
    def components(self) -> tuple[str, ...]:
        """The components it is made of."""
        return (*self.plus, *self.minus)

    def of(self, sums: pd.DataFrame) -> pd.Series:
        """Return the sum per row; NaN where one of the components is not known."""
        total = pd.Series(0.0, index=sums.index)
        for name in self.plus:
            total = total + sums[name]
        for name in self.minus:
            total = total - sums[name]
        return total


def one(name: str) -> Sum:
    """Return a sum of one component."""
    return Sum((name,))


@dataclass(frozen=True, slots=True)
class Count:
    """A number that is its own numerator: customers, mentions, revenue."""

    counted: Sum

    @property
    def components(self) -> tuple[str, ...]:
        """The components the formula needs."""
        return self.counted.components

    def __call__(self, sums: pd.DataFrame) -> pd.DataFrame:
        """Return the sum as it is."""
        value = self.counted.of(sums)
        return _figures(value, numerator=value)


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion of a whole, with its Wilson interval."""

    part: Sum
    whole: Sum

    @property
    def components(self) -> tuple[str, ...]:
        """The components the formula needs."""
        return (*self.part.components, *self.whole.components)

    def __call__(self, sums: pd.DataFrame) -> pd.DataFrame:
        """Return the part over the whole."""
        part, whole = self.part.of(sums), self.whole.of(sums)
        low, high = intervals.wilson(part, whole)
        return _figures(ratio(part, whole), numerator=part, denominator=whole, low=low, high=high)


@dataclass(frozen=True, slots=True)
class Ratio:
    """An amount over another that isn't a count of trials, so without an interval: money per order."""

    part: Sum
    whole: Sum

    @property
    def components(self) -> tuple[str, ...]:
        """The components the formula needs."""
        return (*self.part.components, *self.whole.components)

    def __call__(self, sums: pd.DataFrame) -> pd.DataFrame:
        """Return the part over the whole."""
        part, whole = self.part.of(sums), self.whole.of(sums)
        return _figures(ratio(part, whole), numerator=part, denominator=whole)


@dataclass(frozen=True, slots=True)
class Balance:
    """The share of one kind of answer minus the share of its opposite, times a scale."""

    plus: str
    minus: str
    answers: Sum
    scale: float = 1.0

    @property
    def components(self) -> tuple[str, ...]:
        """The components the formula needs."""
        return (self.plus, self.minus, *self.answers.components)

    def __call__(self, sums: pd.DataFrame) -> pd.DataFrame:
        """Return the balance with the interval of a difference of two shares."""
        plus, minus, answers = sums[self.plus], sums[self.minus], self.answers.of(sums)
        low, high = intervals.difference_of_shares(plus, minus, answers)
        value = ratio(plus - minus, answers) * self.scale
        return _figures(
            value,
            numerator=plus - minus,
            denominator=answers,
            low=low * self.scale,
            high=high * self.scale,
        )


@dataclass(frozen=True, slots=True)
class Median:
    """A median worked out per grain and segment, with the number of values behind it."""

    median: str
    count: str

    @property
    def components(self) -> tuple[str, ...]:
        """The components the formula needs."""
        return (self.median, self.count)

    def __call__(self, sums: pd.DataFrame) -> pd.DataFrame:
        """Return the median as it is; its denominator is the number of values."""
        return _figures(sums[self.median], denominator=sums[self.count])


Formula = Count | Share | Ratio | Balance | Median


def _figures(value: pd.Series, **others: pd.Series) -> pd.DataFrame:
    frame = pd.DataFrame({"value": value} | others, index=value.index, columns=list(COLUMNS), dtype="float64")
    return frame.replace([np.inf, -np.inf], np.nan)
