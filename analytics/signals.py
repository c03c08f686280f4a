"""Is a change real? The latest whole period beside the last one, a year ago, and its usual range."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analytics import intervals, periods, trends
from analytics.formulas import Balance, Share
from analytics.metrics import Metric

FEWEST_PERIODS = 8  # of a baseline
MOST_PERIODS = 52
FEWEST_COUNTED = 20  # behind a share: with fewer, one answer more or less moves it by over five points
XMR_FACTOR = 2.66


class Verdict(StrEnum):
    """What the noise test says of the latest whole period."""

    USUAL = "within the usual range"
    OUTSIDE = "outside the usual range"
    TOO_FEW = "too few to judge"


class Side(StrEnum):
    """Where a period outside the usual range lies."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Limits:
    """The usual range of an individuals chart: mean and natural process limits."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The latest whole period of a metric, with what to compare it with.

    Attributes
    ----------
    value, numerator, denominator, low, high
        Of the latest whole period; NaN where not defined.
    before, year_ago
        The values one period and one year earlier (52 weeks, 12 months, 4 quarters, 364 days); NaN where that
        period has no data or isn't whole.
    limits
        The usual range from the whole periods before; None where there are too few.
    """

    period_start: pd.Timestamp
    period_end: pd.Timestamp
    value: float
    numerator: float
    denominator: float
    low: float
    high: float
    before: float
    year_ago: float
    limits: Limits | None
    verdict: Verdict

    @property
    def side(self) -> Side | None:
        """On which side of its usual range the value lies; None unless it is outside."""
        if self.verdict is not Verdict.OUTSIDE or self.limits is None:
            return None
        return Side.ABOVE if self.value > self.limits.high else Side.BELOW

    @property
    def change(self) -> float:
        """The difference to the period before; of rates in fractions, shown as percentage points."""
        return self.value - self.before

    @property
    def change_to_year_ago(self) -> float:
        """The difference to the same period a year ago."""
        return self.value - self.year_ago


def xmr(values: pd.Series) -> Limits | None:
    """Return the limits of an individuals and moving-range chart: mean ± 2.66 mean moving range.

    None with fewer than eight values.

    References
    ----------
    Wheeler, D. J. (2000). Understanding Variation: The Key to Managing Chaos, 2nd ed.

    Examples
    --------
    >>> limits = xmr(pd.Series([10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 10.0, 12.0]))
    >>> limits.mean, round(limits.low, 2), round(limits.high, 2)
    (11.0, 5.68, 16.32)
    """
    known = values.dropna()
    if len(known) < FEWEST_PERIODS:
        return None
    mean, spread = float(known.mean()), XMR_FACTOR * float(known.diff().abs().mean())
    return Limits(mean, mean - spread, mean + spread)


def compare(series: pd.DataFrame, metric: Metric, grain: str, *, segment: str | None = None) -> Comparison | None:
    """Return the latest whole period with what to compare it with; None without a whole period.

    Parameters
    ----------
    series
        As `analytics.trends.series` gives it.
    segment
        One of its segments; None for the total.
    """
    known = trends.whole(series, segment).set_index("period_start").sort_index()
    if known.empty:
        return None
    latest, start = known.iloc[-1], known.index[-1]
    year = periods.PERIODS_PER_YEAR[grain]
    baseline = known.iloc[:-1].tail(MOST_PERIODS)
    limits = _limits(baseline["value"], metric)
    return Comparison(
        period_start=start,
        period_end=latest["period_end"],
        **{name: float(latest[name]) for name in ("value", "numerator", "denominator", "low", "high")},
        before=_value_at(known, periods.shifted(start, grain, -1)),
        year_ago=_value_at(known, periods.shifted(start, grain, -year)),
        limits=limits,
        verdict=_verdict(latest, baseline, limits, metric),
    )


def _limits(baseline: pd.Series, metric: Metric) -> Limits | None:
    """Return the usual range; of a level, what the usual changes make of the last one.

    A level that grows by a little every week leaves every range around its own mean sooner or later.
    """
    if not metric.is_level:
        return xmr(baseline)
    changes = xmr(baseline.diff())
    last = float(baseline.iloc[-1]) if len(baseline) else float("nan")
    return changes and Limits(last + changes.mean, last + changes.low, last + changes.high)


def _verdict(latest: pd.Series, baseline: pd.DataFrame, limits: Limits | None, metric: Metric) -> Verdict:
    counted = isinstance(metric.formula, Share | Balance)
    if limits is None or (counted and latest["denominator"] < FEWEST_COUNTED):
        return Verdict.TOO_FEW
    if limits.low <= latest["value"] <= limits.high:
        return Verdict.USUAL
    if isinstance(metric.formula, Share):
        before = baseline[["numerator", "denominator"]].sum()
        parts = (float(latest["numerator"]), float(before["numerator"]))
        wholes = (float(latest["denominator"]), float(before["denominator"]))
        return Verdict.OUTSIDE if intervals.differ(parts, wholes) else Verdict.USUAL
    return Verdict.OUTSIDE


def _value_at(known: pd.DataFrame, start: pd.Timestamp) -> float:
    return float(known["value"].get(start, float("nan")))
