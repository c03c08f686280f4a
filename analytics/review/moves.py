"""How each KPI of the catalogue stands in the week of the review."""

import math
from datetime import date

import pandas as pd

from analytics import signals, trends
from analytics.metrics import CATALOGUE, Metric
from analytics.review.changes import Move, Verdict
from analytics.signals import Comparison, Limits
from analytics.trends import Sums
from data.texts import _

VERDICTS = {
    signals.Verdict.OUTSIDE: Verdict.REAL,
    signals.Verdict.USUAL: Verdict.USUAL,
    signals.Verdict.TOO_FEW: Verdict.UNKNOWN,
}


def moves(sums: Sums, monday: date) -> list[Move]:
    """Return the moves of every KPI whose week is whole; one whose export ends earlier is left out.

    Parameters
    ----------
    sums
        By week, up to the week's end at least.
    """
    found = []
    for metric in CATALOGUE.values():
        compared = _compared(sums, metric, monday)
        if compared is not None:
            found.append(move(metric, compared))
    return found


def move(metric: Metric, compared: Comparison) -> Move:
    """Return what a comparison says of a metric, for the review."""
    limits = compared.limits
    return Move(
        metric.key,
        _(metric.label),
        str(metric.unit),
        str(metric.good),
        _known(compared.value),
        _known(compared.before),
        _known(compared.year_ago),
        limits.low if limits else None,
        limits.high if limits else None,
        VERDICTS[compared.verdict],
        _evidence(compared.value, limits),
    )


def _compared(sums: Sums, metric: Metric, monday: date) -> Comparison | None:
    series = trends.series(sums, metric, end=monday)
    compared = signals.compare(series, metric, "week") if not series.empty else None
    return compared if compared is not None and compared.period_start == pd.Timestamp(monday) else None


def _evidence(value: float, limits: Limits | None) -> float:
    """Return how many times as far from the mean the value lies as the edge of the usual range."""
    if limits is None or limits.high <= limits.mean:
        return 0.0
    return abs(value - limits.mean) / (limits.high - limits.mean)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
