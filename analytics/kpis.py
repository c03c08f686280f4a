"""Reads the roll-ups from the store, in one place, for pages and terminal alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from analytics import trends
from analytics.metrics import CATALOGUE, metric
from analytics.periods import Coverage
from analytics.trends import Sums
from data import coverage, rollups
from data.components import COMPONENTS
from data.errors import UnknownNameError
from data.rollups import Combination
from data.settings import Settings
from data.store import Facts, Store

Where = Mapping[str, tuple[str, ...]]
ALL: Where = {}  # no condition
DIMENSIONS = tuple(dict.fromkeys(name for item in CATALOGUE.values() for name in item.dimensions))


def load(  # noqa: PLR0913 - all but the store are named, and most calls name two
    store: Store,
    *,
    grain: str,
    keys: Iterable[str] | None = None,
    dimension: str = "",
    end: date | None = None,
    where: Where = ALL,
) -> Sums:
    """Return the sums of metrics (all of the catalogue without keys) at a grain, from the beginning to the end.

    Parameters
    ----------
    where
        Dimension to the segments that count; all conditions have to be met. Such sums are added up from the rows,
        which takes longer than reading roll-ups. Metrics that lack one of the dimensions have no series then:
        `trends.can_answer` tells which.

    Raises
    ------
    UnknownNameError
        Where a key isn't in the catalogue, or nothing can be split by a dimension of ``where``.
    """
    for name in where:
        if name not in DIMENSIONS:
            raise UnknownNameError("dimension", name, DIMENSIONS)
    metrics = [metric(key) for key in keys] if keys is not None else list(CATALOGUE.values())
    answering = [item for item in metrics if trends.can_answer(item, where)]
    components = sorted({name for item in answering for name in item.components_read})
    with store.read() as facts:
        rows = _sums(facts, store.state.settings(), components, Combination(grain, where, dimension, end))
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
            where=where,
        )


def _sums(facts: Facts, settings: Settings, components: list[str], asked: Combination) -> pd.DataFrame:
    if not asked.where:
        return rollups.read(facts, asked.grain, components, asked.dimension, until=asked.until)
    if alone := _one_segment(asked):
        return _of_segment(rollups.read(facts, asked.grain, components, alone[0], until=asked.until), *alone)
    known = [name for name in components if name in COMPONENTS]
    return rollups.combined(facts, settings, known, asked)


def _one_segment(asked: Combination) -> tuple[str, str] | None:
    """Return the dimension and segment where one alone is asked for: roll-ups have it as it is."""
    chosen = [(name, segment) for name, segments in asked.where.items() for segment in segments]
    return chosen[0] if len(chosen) == 1 and not asked.dimension else None


def _of_segment(rows: pd.DataFrame, dimension: str, segment: str) -> pd.DataFrame:
    """Return the roll-ups of one segment as if they were the total."""
    own = rows[(rows["dimension"] == dimension) & (rows["segment"] == segment)]
    return own.assign(dimension=trends.TOTAL, segment=trends.TOTAL)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the metrics; the days are inside.

    ``by`` is a dimension ("" for totals), ``only`` the metrics' keys (all of the catalogue where empty), ``where``
    dimension to the segments that count.
    """

    every: str = "week"
    by: str = ""
    only: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    where: Where = field(default_factory=dict)


def rows(store: Store, asked: Asked) -> pd.DataFrame:
    """Return what the terminal's ``metrics`` command prints: see `analytics.trends.table`.

    Split by a dimension, or for some segments of it, only metrics that can be split by it are there.

    Raises
    ------
    UnknownNameError
        Where a key isn't in the catalogue.
    """
    metrics = [metric(key) for key in asked.only] or list(CATALOGUE.values())
    sums = load(
        store, grain=asked.every, keys=asked.only or None, dimension=asked.by, end=asked.end, where=asked.where
    )
    return trends.table(sums, metrics, start=asked.start, end=asked.end)


def coverage_of(stored: pd.DataFrame) -> Coverage:
    """Return which periods are whole, from the table of that name as it is stored."""
    known = coverage.spans(stored)
    active = coverage.activity_span(known)
    spans = known | ({coverage.ACTIVITY: active} if active else {})
    days = {name: (span.first_day, span.last_day, span.usual_gap_days) for name, span in spans.items()}
    return Coverage(days, coverage.as_of(known))
