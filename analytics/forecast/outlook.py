"""Whether a KPI's next weeks can be said, and what they are."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from analytics import kpis, signals, trends
from analytics.forecast import back_test, blend, ranges
from analytics.forecast.back_test import BackTest
from analytics.forecast.history import YEAR, History, history
from analytics.forecast.scale import Real
from analytics.formulas import Balance, Count, Share
from analytics.metrics import Metric, Unit
from analytics.metrics import metric as metric_of
from data.store import Store

WEEKS = 8
MOST_WEEKS_AHEAD = 26
FEWEST_WEEKS = back_test.FIRST_ORIGIN + back_test.FEWEST_ORIGINS + WEEKS - 1  # known, to test eight weeks ahead
FEWEST_A_WEEK = 5  # of what is counted: below, a week is a matter of chance
MOST_UNKNOWN = 0.1  # of the weeks of the last year


class Reason(StrEnum):
    """Why no forecast is shown."""

    ONLY_BY_WEEK = "only by week"
    TOO_SHORT = "too short"
    GAPS = "gaps"
    TOO_FEW = "too few"
    UNCHANGED = "unchanged"
    NO_GAIN = "no gain"


@dataclass(frozen=True, slots=True)
class Outlook:
    """The next weeks of a KPI, or why they aren't shown.

    Attributes
    ----------
    frame
        period_start, value, low, high, a row per week after the last whole one, the range being the one of which
        80 % are to hold; None where no forecast is shown.
    reason
        Why none is shown; None where one is.
    test
        How earlier forecasts did, also where none is shown; None where there was nothing to test.
    occasions
        The occasions whose weeks it was matched by; empty where dates alone did better.
    """

    frame: pd.DataFrame | None
    reason: Reason | None
    test: BackTest | None
    occasions: tuple[str, ...] = ()


def outlook(  # noqa: PLR0913 - what is forecast, how far, of whom, with which occasions: by keyword
    series: pd.DataFrame,
    metric: Metric,
    grain: str,
    *,
    periods: int = WEEKS,
    segment: str | None = None,
    occasions: tuple[str, ...] = (),
) -> Outlook:
    """Return a KPI's next weeks where forecasts of it were nearer than the naive ones, else why not.

    A forecast is shown only where the mean absolute error of those made in the past is at least 5 % below that of
    the last value and that of last year's week, whichever came nearer, and the advantage is not one of luck.

    Parameters
    ----------
    series
        As `analytics.trends.series` gives it; only its whole periods are looked at.
    grain
        Only "week" is forecast: months and quarters have too few periods to test a forecast on.
    periods
        How many weeks ahead, at most 26: further, a year ago would not be known either.
    segment
        One of the series' segments; None for the total.
    occasions
        Keys of `analytics.occasions` that concern the company: weeks are matched with last year's by them where
        that did better in the test.

    Raises
    ------
    ValueError
        Where no week or more than 26 are asked for.
    """
    if not 1 <= periods <= MOST_WEEKS_AHEAD:
        text = f"{periods} weeks ahead were asked for; a forecast reaches 1 to {MOST_WEEKS_AHEAD}."
        raise ValueError(text)
    if grain != "week":
        return Outlook(None, Reason.ONLY_BY_WEEK, None)
    known = trends.whole(series, segment) if not series.empty else series
    if known.empty:
        return Outlook(None, Reason.TOO_SHORT, None)
    past = history(known, metric)
    unfit = _unfit(past, known, metric, periods)
    if unfit:
        return Outlook(None, unfit, None)
    with threadpool_limits(limits=1, user_api="blas"):  # small matrices: quicker, and the same on every machine
        return _tested(past, periods, occasions)


def load(
    store: Store, key: str, grain: str = "week", end: date | None = None, occasions: tuple[str, ...] = ()
) -> Outlook:
    """Return the outlook of a KPI's total from a store, from the last whole period that ends by a day."""
    item = metric_of(key)
    series = trends.series(kpis.load(store, grain=grain, keys=[key], end=end), item, end=end)
    if end is not None and not series.empty:
        series = series[series["period_end"] <= pd.Timestamp(end)]
    return outlook(series, item, grain, occasions=occasions)


def _unfit(past: History, known: pd.DataFrame, metric: Metric, weeks: int) -> Reason | None:
    """Return why a history says nothing of the next weeks, before any test."""
    if not back_test.origins_of(past, weeks):
        return Reason.TOO_SHORT
    last_year = past.observed[-YEAR:]
    if np.isnan(last_year).mean() > MOST_UNKNOWN:
        return Reason.GAPS
    if np.nanmin(last_year) == np.nanmax(last_year):
        return Reason.UNCHANGED
    return Reason.TOO_FEW if _is_thin(known.tail(YEAR), metric) else None


def _is_thin(last_year: pd.DataFrame, metric: Metric) -> bool:
    """Tell whether a usual week counts too few cases."""
    if isinstance(metric.formula, Share | Balance):
        return bool(last_year["denominator"].median() < signals.FEWEST_COUNTED)
    counted = isinstance(metric.formula, Count) and metric.unit is not Unit.MONEY
    return bool(counted and last_year["value"].median() < FEWEST_A_WEEK)


def _tested(past: History, weeks: int, occasions: tuple[str, ...]) -> Outlook:
    """Return the outlook that did better in its test, with the occasions or without."""
    tried = [_made(past, weeks, keys) for keys in dict.fromkeys(((), occasions))]
    return min(tried, key=lambda found: found.test.error if found.test else np.inf)


def _made(past: History, weeks: int, occasions: tuple[str, ...]) -> Outlook:
    origins = back_test.origins_of(past, weeks)
    made = blend.forecasts(past, range(origins.start, len(past) + 1), weeks, occasions)
    earlier, now = made[: len(origins)], made[-1]
    test = back_test.judged(past, origins, earlier)
    if not test.beats_naive:
        return Outlook(None, Reason.NO_GAIN, test)
    half = ranges.half_widths(back_test.misses_of(past, origins, earlier))
    return Outlook(_ahead(past, now, half), None, test, occasions)


def _ahead(past: History, middle: Real, half: Real) -> pd.DataFrame:
    """Return the weeks after the last known one, with their range."""
    starts = [past.starts[-1] + pd.Timedelta(weeks=ahead) for ahead in range(1, len(middle) + 1)]
    levels = {"value": middle, "low": middle - half, "high": middle + half}
    return pd.DataFrame({"period_start": starts} | {name: past.scale.read(at) for name, at in levels.items()})
