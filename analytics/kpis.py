"""Reads the roll-ups from the store, in one place, for pages and terminal alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics import trends
from analytics.metrics import CATALOGUE, metric
from analytics.periods import Coverage
from analytics.trends import Sums
from data import coverage, rollups
from data.store import Store


def load(
    store: Store, *, grain: str, keys: Iterable[str] | None = None, dimension: str = "", end: date | None = None
) -> Sums:
    """Return the sums of metrics (all of the catalogue without keys) at a grain, from the beginning to the end."""
    metrics = [metric(key) for key in keys] if keys is not None else list(CATALOGUE.values())
    components = sorted({name for item in metrics for name in item.components_read})
    with store.read() as facts:
        rows = rollups.read(facts, grain, components, dimension, until=end)
        is_total = rows["dimension"] == trends.TOTAL
        return Sums(
            total=trends.wide(rows[is_total]),
            parts=trends.wide(rows[~is_total]),
            grain=grain,
            dimension=dimension,
            coverage=coverage_of(facts.frame(facts.derived("coverage"))),
            settings=store.state.settings(),
            inactivity_window_days=rollups.inactivity_window_days(facts),
            currency=rollups.main_currency(facts),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the metrics; the days are inside.

    ``by`` is a dimension ("" for totals), ``only`` the metrics' keys (all of the catalogue where empty).
    """

    every: str = "week"
    by: str = ""
    only: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


def rows(store: Store, asked: Asked) -> pd.DataFrame:
    """Return what the terminal's ``metrics`` command prints: see `analytics.trends.table`.

    Split by a dimension, only metrics that can be split by it are there.

    Raises
    ------
    UnknownNameError
        Where a key isn't in the catalogue.
    """
    metrics = [metric(key) for key in asked.only] or list(CATALOGUE.values())
    sums = load(store, grain=asked.every, keys=asked.only or None, dimension=asked.by, end=asked.end)
    return trends.table(sums, metrics, start=asked.start, end=asked.end)


def coverage_of(stored: pd.DataFrame) -> Coverage:
    """Return which periods are whole, from the table of that name as it is stored."""
    known = coverage.spans(stored)
    active = coverage.activity_span(known)
    spans = known | ({coverage.ACTIVITY: active} if active else {})
    days = {name: (span.first_day, span.last_day, span.usual_gap_days) for name, span in spans.items()}
    return Coverage(days, coverage.as_of(known))
