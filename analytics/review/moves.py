"""How each KPI of the wall stands in the week of the review."""

import math
from datetime import date

import pandas as pd

from analytics import signals
from analytics.review.changes import Move, Verdict
from analytics.wall import Standing, Wall
from data.texts import _

VERDICTS = {
    signals.Verdict.REAL: Verdict.REAL,
    signals.Verdict.USUAL: Verdict.USUAL,
    signals.Verdict.TOO_FEW: Verdict.UNKNOWN,
}


def moves(wall: Wall, monday: date) -> list[Move]:
    """Return the moves of every KPI that is whole in a week; one whose export ends earlier is left out."""
    week = pd.Timestamp(monday)
    return [move(item) for item in wall.filled if item.comparison and item.comparison.period_start == week]


def move(standing: Standing) -> Move:
    """Return what the noise test says of a KPI with a whole week, for the review."""
    metric, found = standing.metric, standing.comparison
    if found is None:
        raise ValueError(f"{standing.key} has no whole week")
    return Move(
        key=metric.key,
        label=_(metric.label),
        unit=str(metric.unit),
        good=str(metric.good),
        now=_known(found.value),
        before=_known(found.before),
        a_year_ago=_known(found.year_ago),
        usual_low=found.limits.low if found.limits else None,
        usual_high=found.limits.high if found.limits else None,
        expected=_known(found.expected),
        since=found.since.date() if found.since is not None else None,
        verdict=VERDICTS[found.verdict],
        evidence=standing.evidence,
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
