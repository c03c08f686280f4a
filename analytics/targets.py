"""Targets: what a KPI should be, along a path over time, and how far it has come.

A target whose size depends on how long its period is (revenue, customers lost, the churn rate) is set per week,
month or quarter and compared with such periods alone; nothing is scaled from one to the other. Any other (an open
rate, a score, a median, customers active) holds at every grain.

A path is a straight line from point to point and stays at its last value. Before its first point there is no
target. A period is held against the path's value on its first day.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.formulas import Count, Share
from analytics.metrics import END, START, Good, Metric
from analytics.signals import Comparison
from data.components import COMPONENTS
from data.store import Store
from data.wishes.targets import Target

__all__ = [
    "GRAINS",
    "Progress",
    "Reached",
    "Target",
    "holding",
    "is_per_period",
    "lines",
    "of",
    "progress",
    "value_at",
    "values_at",
]

GRAINS = ("week", "month", "quarter")
LINES = ["period_start", "line", "value"]


class Reached(StrEnum):
    """How a value stands to its target."""

    MET = "met"
    ON_THE_WAY = "on the way"  # where the path should be by now, but it goes on
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a KPI has come along a target line.

    Attributes
    ----------
    value, target, goal
        Of the period, of the path at its start, and at the path's end; in the metric's unit.
    reached
        None for a metric of which neither more nor less is better.
    share_done
        The way from the path's first value to its last that is done: 0 at its start, 1 at its end, less or more
        beyond them. NaN where the path has one value.
    may_be_chance
        True where the target lies within the value's margin of error.
    """

    line: str
    value: float
    target: float
    goal: float
    reached: Reached | None
    share_done: float
    may_be_chance: bool

    @property
    def gap(self) -> float:
        """By how much the value lies above the target; below it where negative."""
        return self.value - self.target


def is_per_period(item: Metric) -> bool:
    """Tell whether a metric's size depends on how long its period is.

    So it is for what is counted over a period; for what is lost over a period of what was there at its start; and
    for shares of people who count once however often they come.

    Examples
    --------
    >>> from analytics.metrics import metric
    >>> [is_per_period(metric(key)) for key in ("revenue", "customer_churn_rate", "repeat_purchase_rate")]
    [True, True, True]
    >>> [is_per_period(metric(key)) for key in ("customers_active", "email_open_rate", "average_order_value")]
    [False, False, False]
    """
    if isinstance(item.formula, Count):
        return not item.is_level
    levels = [name.endswith((START, END)) for name in item.formula.components]
    people = isinstance(item.formula, Share) and not any(
        COMPONENTS[name].additive for name in item.components if name in COMPONENTS
    )
    return people or (any(levels) and not all(levels))


def holding(lines: Iterable[Target], grain: str) -> tuple[Target, ...]:
    """Return the lines that periods of a grain are held against; the first is the one for tiles and alerts."""
    return tuple(target for target in lines if target.grain in {"", grain})


def of(store: Store, metric_key: str, grain: str | None = None) -> tuple[Target, ...]:
    """Return a metric's target lines, those that hold at a grain or all, in the order first set."""
    lines = store.wishes.targets.in_force(metric_key)
    return tuple(lines) if grain is None else holding(lines, grain)


def values_at(target: Target, starts: pd.DatetimeIndex) -> np.ndarray:
    """Return the path's value on each day; NaN before its first point.

    Examples
    --------
    >>> plan = Target("revenue", "Plan", ((date(2026, 1, 5), 100.0), (date(2026, 1, 19), 120.0)), "week")
    >>> values_at(plan, pd.DatetimeIndex(["2025-12-29", "2026-01-05", "2026-01-12", "2026-03-02"])).tolist()
    [nan, 100.0, 110.0, 120.0]
    """
    days = [pd.Timestamp(day).toordinal() for day, _value in target.points]
    values = [value for _day, value in target.points]
    return np.interp([start.toordinal() for start in starts], days, values, left=np.nan)


def value_at(target: Target, period_start: date | pd.Timestamp) -> float:
    """Return the path's value for the period that starts on a day; NaN where there is none yet."""
    return float(values_at(target, pd.DatetimeIndex([period_start]))[0])


def lines(store: Store, metric_key: str, starts: pd.DatetimeIndex, grain: str) -> pd.DataFrame:
    """Return a metric's target lines over periods, as a chart draws them.

    Returns
    -------
    DataFrame
        period_start, line (its name), value (in the metric's unit); only where a line has a value.
    """
    paths = [
        pd.DataFrame({"period_start": starts, "line": target.line, "value": values_at(target, starts)})
        for target in of(store, metric_key, grain)
    ]
    frame = pd.concat(paths, ignore_index=True) if paths else pd.DataFrame(columns=LINES)
    return frame.dropna(subset=["value"]).reset_index(drop=True)


def progress(target: Target, found: Comparison, item: Metric) -> Progress | None:
    """Return how a metric's latest whole period stands to a target; None where there is no target for it yet.

    Parameters
    ----------
    target
        One that holds at the comparison's grain, as `of` gives them.
    """
    wanted = value_at(target, found.period_start)
    if math.isnan(wanted) or math.isnan(found.value):
        return None
    first, goal = target.points[0][1], target.points[-1][1]
    return Progress(
        line=target.line,
        value=found.value,
        target=wanted,
        goal=goal,
        reached=_reached(found.value, wanted, goal, item.good),
        share_done=(found.value - first) / (goal - first) if goal != first else math.nan,
        may_be_chance=bool(found.low <= wanted <= found.high),
    )


def _reached(value: float, wanted: float, goal: float, good: Good) -> Reached | None:
    if good is Good.NONE:
        return None
    if _is_as_good(value, goal, good) and _is_as_good(value, wanted, good):
        return Reached.MET
    return Reached.ON_THE_WAY if _is_as_good(value, wanted, good) else Reached.MISSED


def _is_as_good(value: float, wanted: float, good: Good) -> bool:
    if math.isclose(value, wanted, rel_tol=1e-9):
        return True
    return value > wanted if good is Good.UP else value < wanted
