"""All KPIs at once: where each stands in its latest whole period, and which of them moved."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from analytics import asides, kpis, signals, targets, trends, year_ago
from analytics.asides import Told
from analytics.formulas import Balance, Median, Share
from analytics.kpis import ALL
from analytics.metrics import CATALOGUE, Metric, metric
from analytics.signals import Comparison, Verdict
from analytics.targets import Progress, Target
from analytics.trends import Sums
from data.store import Store

HEADLINE = 7  # tiles that a meeting takes in at once
USUALLY_FIRST = (
    "customer_churn_rate",
    "customers_active",
    "revenue",
    "net_promoter_score",
    "net_sentiment",
    "email_open_rate",
    "time_to_first_reply",
)
SPARKLINE_PERIODS = 26


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one KPI stands.

    Attributes
    ----------
    comparison
        The latest whole period beside others; None where there is none.
    sparkline
        The last whole values, oldest first.
    so_far
        The value of the only periods there are where none is whole; NaN otherwise.
    last_day
        The last day in the exports behind it; None without data.
    aside
        What the latest whole period leaves out or counts in another way; None where nothing is.
    compared_why
        Why a year ago is another period than usual, or not quite comparable; "" where nothing moved.
    progress
        How the latest whole period stands to the first of its targets; None without a target.
    missing
        The tables whose exports would fill the metric; empty where it has data.
    """

    key: str
    comparison: Comparison | None
    sparkline: tuple[float, ...] = ()
    so_far: float = float("nan")
    last_day: date | None = None
    aside: Told | None = None
    compared_why: str = ""
    progress: Progress | None = None
    missing: tuple[str, ...] = ()

    @property
    def metric(self) -> Metric:
        """The metric's definition."""
        return metric(self.key)

    @property
    def moved(self) -> bool:
        """True where the noise test calls the latest whole period a real change."""
        return self.comparison is not None and self.comparison.verdict is Verdict.REAL

    @property
    def evidence(self) -> float:
        """How far the value lies from what was expected, in standard deviations; 0 where not judged."""
        return self.comparison.evidence if self.comparison else 0.0

    @property
    def counted(self) -> float | None:
        """How many cases stand behind a share, a balance or a median; None where that isn't asked."""
        if self.comparison is None or not isinstance(self.metric.formula, Share | Balance | Median):
            return None
        return self.comparison.denominator


@dataclass(frozen=True, slots=True)
class Wall:
    """Every KPI of the catalogue at one grain, with what the numbers were worked out with."""

    standings: tuple[Standing, ...]
    grain: str
    currency: str | None
    inactivity_window_days: int | None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def filled(self) -> tuple[Standing, ...]:
        """The KPIs with a whole period."""
        return tuple(standing for standing in self.standings if standing.comparison is not None)

    @property
    def shown(self) -> tuple[Standing, ...]:
        """The KPIs with any value, those that are only known in part as well."""
        return tuple(item for item in self.standings if item.comparison or not math.isnan(item.so_far))

    @property
    def moved(self) -> tuple[Standing, ...]:
        """The KPIs with a real change in the latest period, the strongest evidence first."""
        moved = [standing for standing in self.current if standing.moved]
        return tuple(sorted(moved, key=lambda standing: -standing.evidence))

    @property
    def current(self) -> tuple[Standing, ...]:
        """The KPIs whose latest whole period is the latest of all; others wait for a newer export."""
        return tuple(
            item for item in self.filled if item.comparison and item.comparison.period_start == self.latest
        )

    @property
    def judged(self) -> int:
        """How many KPIs could be judged in the latest period."""
        return sum(item.comparison is not None and item.comparison.lack is None for item in self.current)

    @property
    def latest(self) -> pd.Timestamp | None:
        """The latest whole period of any KPI."""
        starts = [item.comparison.period_start for item in self.filled if item.comparison]
        return max(starts, default=None)

    @property
    def not_narrowed(self) -> tuple[Standing, ...]:
        """The KPIs that are left out since they can't be narrowed down to what is asked for."""
        return tuple(item for item in self.standings if not trends.can_answer(item.metric, self.where))

    @property
    def missing(self) -> dict[str, tuple[Standing, ...]]:
        """The KPIs without data, by the table whose export would fill them."""
        tables = dict.fromkeys(table for standing in self.standings for table in standing.missing)
        return {table: tuple(item for item in self.standings if table in item.missing) for table in tables}

    def headline(self) -> tuple[Standing, ...]:
        """Return the KPIs to show first: those that moved, then those usually asked for."""
        usual = [item for key in USUALLY_FIRST for item in self.filled if item.key == key]
        chosen = dict.fromkeys((*self.moved, *usual))
        return tuple(chosen)[:HEADLINE]


def load(store: Store, grain: str, end: date | None = None, where: Mapping[str, tuple[str, ...]] = ALL) -> Wall:
    """Return where every KPI stands in its latest whole period that begins by a day.

    Parameters
    ----------
    where
        Only rows with one of these values, by dimension. Targets are set for all rows and left out then.
    """
    sums = kpis.load(store, grain=grain, end=end, where=where)
    lines = () if where else targets.holding(store.wishes.targets.in_force(), grain)
    found = tuple(_with_target(item, lines) for item in standings(sums, CATALOGUE.values(), end=end))
    return Wall(found, grain, sums.currency, sums.inactivity_window_days, where)


def standings(sums: Sums, metrics: Iterable[Metric], *, end: date | None = None) -> tuple[Standing, ...]:
    """Return where metrics stand, in total."""
    return tuple(_standing(sums, item, end) for item in metrics)


def _fairly_compared(found: Comparison | None, frame: pd.DataFrame, sums: Sums) -> Comparison | None:
    """Return the comparison with the value of the period a year ago that is fairly compared with it."""
    if found is None or not sums.settings.occasions:
        return found
    known = trends.whole(frame).set_index("period_start")["value"]
    values = year_ago.values(known, [found.period_start], sums.grain, sums.settings.occasions)
    return replace(found, year_ago=float(values.iloc[0]))


def _with_target(standing: Standing, lines: Sequence[Target]) -> Standing:
    target = next((line for line in lines if line.metric == standing.key), None)
    if target is None or standing.comparison is None:
        return standing
    return replace(standing, progress=targets.progress(target, standing.comparison, standing.metric))


def _standing(sums: Sums, item: Metric, end: date | None) -> Standing:
    frame = trends.series(sums, item, end=end)
    if end is not None:
        frame = frame[frame["period_end"] <= pd.Timestamp(end)]
    known = trends.whole(frame)["value"] if not frame.empty else pd.Series(dtype=float)
    missing: Sequence[str] = trends.missing_exports(sums, item) if known.empty else ()
    last_day = sums.coverage.last_day(item.coverage)
    found = signals.compare(frame, item, sums.grain) if not frame.empty else None
    keys = sums.settings.occasions
    return Standing(
        item.key,
        _fairly_compared(found, frame, sums),
        aside=asides.beside(sums, item, found.period_start) if found else None,
        compared_why=year_ago.why(found.period_start, sums.grain, keys) if found else "",
        sparkline=tuple(float(value) for value in known.tail(SPARKLINE_PERIODS)),
        so_far=float(frame["value"].iloc[-1]) if known.empty and not frame.empty else float("nan"),
        last_day=None if pd.isna(last_day) else last_day.date(),
        missing=tuple(missing),
    )
