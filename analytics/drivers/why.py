"""Why a metric changed: its latest whole period against a base, by every dimension, the most telling first."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from analytics import kpis, trends
from analytics.drivers.against import Against, base_of
from analytics.drivers.cells import lay_out
from analytics.drivers.split import Split, scale_of, split
from analytics.formulas import Count, Median
from analytics.metrics import Metric, metric
from data.store import Store


@dataclass(frozen=True, slots=True)
class Why:
    """A change and its splits.

    Attributes
    ----------
    period_start, period_end
        The latest whole period.
    base_starts
        The periods it is compared with; empty where there is no such base, and then nothing is split.
    base_value, value
        Of the metric: numbers as mean per period, ratios as ratio of sums, medians as the middle of the periods'.
    splits
        By every dimension that has at least two segments: exact ones first, the most telling of them first.
    """

    key: str
    grain: str
    against: Against
    period_start: pd.Timestamp
    period_end: pd.Timestamp
    base_starts: tuple[pd.Timestamp, ...]
    base_value: float
    value: float
    splits: tuple[Split, ...]
    currency: str | None

    @property
    def change(self) -> float:
        """The difference to the base."""
        return self.value - self.base_value

    def by(self, dimension: str) -> Split | None:
        """Return the split by a dimension; None where there is none."""
        return next((item for item in self.splits if item.dimension == dimension), None)


class _Asked(NamedTuple):
    grain: str
    end: date | None
    against: Against


def why(
    store: Store, key: str, grain: str, end: date | None = None, against: Against = Against.MEAN
) -> Why | None:
    """Return why a metric changed; None where it has no whole period.

    Parameters
    ----------
    end
        The last day that is looked at.
    """
    chosen, asked = metric(key), _Asked(grain, end, against)
    sums = kpis.load(store, grain=grain, keys=(key,), end=end)
    total = trends.series(sums, chosen, end=end)
    known = trends.whole(total).sort_values("period_start") if len(total) else total
    if known.empty:
        return None
    base = base_of(list(known["period_start"]), len(known) - 1, against, grain)
    before, latest = known.iloc[base], known.iloc[-1]
    return Why(
        key=key,
        grain=grain,
        against=against,
        period_start=latest["period_start"],
        period_end=latest["period_end"],
        base_starts=tuple(before["period_start"]),
        base_value=value_over(chosen, before),
        value=value_over(chosen, known.iloc[[-1]]),
        splits=_splits(store, chosen, total, asked) if base else (),
        currency=sums.currency,
    )


def value_over(chosen: Metric, rows: pd.DataFrame) -> float:
    """Return the metric over several periods."""
    if rows.empty:
        return float("nan")
    if isinstance(chosen.formula, Median):
        return float(rows["value"].median())
    if isinstance(chosen.formula, Count):
        return float(rows["numerator"].mean())
    whole = float(rows["denominator"].sum())
    return scale_of(chosen) * float(rows["numerator"].sum()) / whole if whole else float("nan")


def _splits(store: Store, chosen: Metric, total: pd.DataFrame, asked: _Asked) -> tuple[Split, ...]:
    found = []
    for dimension in chosen.dimensions:
        sums = kpis.load(store, grain=asked.grain, keys=(chosen.key,), dimension=dimension, end=asked.end)
        parts = trends.series(sums, chosen, end=asked.end)
        cells = lay_out(total, parts)
        if len(cells.segments) > 1:
            found.append(split(chosen, dimension, cells, asked.against, asked.grain))
    # Of two that tell as much, the one with fewer segments is read sooner.
    return tuple(sorted(found, key=lambda item: (not item.is_exact, -item.telling, len(item.segments))))
