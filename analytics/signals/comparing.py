"""The latest whole period beside the last one, a year ago, and its usual range."""

from typing import Any

import numpy as np
import pandas as pd

from analytics import periods
from analytics.formulas import Balance, Share
from analytics.metrics import Metric
from analytics.signals import judging, ranges
from analytics.signals.known import known as arrays
from analytics.signals.known import whole_periods
from analytics.signals.verdicts import Comparison, Lack, Limits, Side, Verdict
from analytics.signals.walk import Judged

FIGURES = ("value", "numerator", "denominator", "low", "high")
FEWEST_COUNTED = 10  # behind a share: with fewer, one answer more or less moves it by over ten points


def compare(series: pd.DataFrame, metric: Metric, grain: str, *, segment: str | None = None) -> Comparison | None:
    """Return the latest whole period with what to compare it with; None without a whole period.

    Parameters
    ----------
    series
        As `analytics.trends.series` gives it.
    segment
        One of its segments; None for the total.
    """
    whole = whole_periods(series, segment)
    if whole.empty:
        return None
    known = arrays(whole, grain)
    block = next(judging.blocks(known, metric, grain, begin=len(known) - 1))
    judged, start = block.walk.judged[-1], whole["period_start"].iloc[-1]
    lack = lack_of(judged, metric, known.denominator[-1])
    at = dict(zip(known.number.tolist(), known.value.tolist(), strict=True))
    number, year = known.number[-1], periods.PERIODS_PER_YEAR[grain]
    figures = {name: float(getattr(known, name)[-1]) for name in FIGURES}
    figures["before"] = at.get(number - 1, float("nan"))
    figures["year_ago"] = at.get(number - year, float("nan"))
    said: dict[str, Any] = {"verdict": Verdict.TOO_FEW if lack else Verdict.USUAL, "lack": lack} | figures
    if judged is not None and lack is None:
        said |= _found(whole, judged)
    limits = _limits(*ranges.as_judged(block, known, metric)[-1])
    return Comparison(period_start=start, period_end=whole["period_end"].iloc[-1], limits=limits, **said)


def lack_of(judged: Judged | None, metric: Metric, counted: float) -> Lack | None:
    """Return of what there are too few to judge a period; None where it can be judged."""
    if judged is None:
        return Lack.PERIODS
    if isinstance(metric.formula, Share | Balance) and counted < FEWEST_COUNTED:
        return Lack.COUNTED
    return None


def _found(whole: pd.DataFrame, judged: Judged) -> dict[str, Any]:
    found: dict[str, Any] = {"evidence": max(abs(judged.score), abs(judged.smoothed))}
    if judged.sign is None:
        return found
    side = Side.ABOVE if judged.side > 0 else Side.BELOW
    since = whole["period_start"].iloc[judged.first]
    return found | {"verdict": Verdict.REAL, "side": side, "sign": judged.sign, "since": since}


def _limits(expected: float, low: float, high: float) -> Limits | None:
    return None if np.isnan(expected) else Limits(float(expected), float(low), float(high))
