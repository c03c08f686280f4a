"""Is one segment different from another: the difference of two shares or ratios, its interval, and a test."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import erfc
from scipy.stats import t as student

from analytics import intervals
from analytics.formulas import ratio

LEVEL = 0.05
FEWEST_PERIODS = 4  # below, the ups and downs of periods say nothing yet


@dataclass(frozen=True, slots=True)
class Difference:
    """One value less another, with its 95 % interval; NaN where unknown."""

    gap: float
    low: float
    high: float

    @property
    def is_real(self) -> bool:
        """True where the interval leaves out 0."""
        return bool(self.low > 0 or self.high < 0)


UNKNOWN = Difference(float("nan"), float("nan"), float("nan"))


def of_shares(part: pd.Series, whole: pd.Series, other_part: pd.Series, other_whole: pd.Series) -> pd.DataFrame:
    """Return the difference of two independent shares per row.

    Returns
    -------
    DataFrame
        gap (first less second), low, high: Newcombe's hybrid score interval, 95 %; p_value of the pooled
        two-proportion test, two-sided. NaN where a whole is 0 or a part is no share of it.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions: comparison of
    eleven methods. Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> one = of_shares(*(pd.Series([count]) for count in (56.0, 70.0, 48.0, 80.0)))
    >>> one.round(4).loc[0, ["gap", "low", "high"]].tolist()
    [0.2, 0.0524, 0.3339]
    """
    low, high = intervals.wilson(part, whole)
    other_low, other_high = intervals.wilson(other_part, other_whole)
    share, other = ratio(part, whole), ratio(other_part, other_whole)
    gap = (share - other).where(low.notna() & other_low.notna())
    pooled = (part + other_part) / (whole + other_whole)
    variance = pooled * (1 - pooled) * (1 / whole.where(whole > 0) + 1 / other_whole.where(other_whole > 0))
    z = gap / np.sqrt(variance.where(variance > 0))
    return pd.DataFrame(
        {
            "gap": gap,
            "low": gap - np.sqrt((share - low) ** 2 + (other_high - other) ** 2),
            "high": gap + np.sqrt((high - share) ** 2 + (other - other_low) ** 2),
            "p_value": pd.Series(erfc(z.abs() / np.sqrt(2)), index=z.index),
        }
    )


def of_ratios(one: pd.DataFrame, other: pd.DataFrame) -> Difference:
    """Return the difference of two ratios of sums, with an interval from the ups and downs of the periods.

    The two are paired by period, so that a season that both have isn't taken for chance. How much single customers
    differ is not in it.

    Parameters
    ----------
    one, other
        numerator and denominator by period (the index); periods that only one of them has are left out.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., ch. 6: the linearised variance of a ratio, here of the
    difference of two over the same periods.

    Examples
    --------
    >>> one = pd.DataFrame({"numerator": [10.0, 14, 10, 14], "denominator": [1.0, 1, 1, 1]})
    >>> other = pd.DataFrame({"numerator": [8.0, 10, 8, 10], "denominator": [1.0, 1, 1, 1]})
    >>> found = of_ratios(one, other)
    >>> found.gap, round(found.low, 3), round(found.high, 3)
    (3.0, 1.163, 4.837)
    """
    periods = one.index.intersection(other.index)
    a, b = one.loc[periods].astype(float), other.loc[periods].astype(float)
    if not len(periods) or min(a["denominator"].sum(), b["denominator"].sum()) <= 0:
        return UNKNOWN
    gap = _ratio(a) - _ratio(b)
    if len(periods) < FEWEST_PERIODS:
        return Difference(gap, float("nan"), float("nan"))
    number = len(periods)
    spread = float(((_residuals(a) - _residuals(b)) ** 2).sum()) * number / (number - 1)
    half = float(student.ppf(1 - LEVEL / 2, number - 1)) * spread**0.5
    return Difference(gap, gap - half, gap + half)


def _ratio(frame: pd.DataFrame) -> float:
    return float(frame["numerator"].sum() / frame["denominator"].sum())


def _residuals(frame: pd.DataFrame) -> pd.Series:
    return (frame["numerator"] - _ratio(frame) * frame["denominator"]) / frame["denominator"].sum()
