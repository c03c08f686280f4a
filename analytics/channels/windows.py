"""A metric over a stretch of time, by segment: its components are added up first and divided then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from analytics import trends
from analytics.formulas import Ratio, Share, one
from analytics.metrics import Metric
from analytics.periods import Coverage
from analytics.trends import TOTAL, Sums
from data import rollups
from data.components import COMPONENTS, UNKNOWN
from data.store import Store

FIGURES = ["segment", "value", "numerator", "denominator", "low", "high"]


@dataclass(frozen=True, slots=True)
class Days:
    """Days, both inside."""

    first: date
    last: date

    @property
    def number(self) -> int:
        """How many days there are; 0 where the last lies before the first."""
        return max(0, (self.last - self.first).days + 1)

    def earlier_end(self, days: int) -> "Days":
        """Return the days that ended at least so many days before the last.

        Examples
        --------
        >>> Days(date(2026, 1, 1), date(2026, 4, 10)).earlier_end(90).last
        datetime.date(2026, 1, 10)
        """
        return Days(self.first, self.last - timedelta(days=days))


def covered(days: Days, coverage: Coverage, tables: tuple[str, ...]) -> Days:
    """Return those of the days for which all the tables are complete; none where they never are together."""
    if not coverage.covers(tables):
        return Days(days.first, days.first - timedelta(days=1))
    first = max(pd.Timestamp(days.first), coverage.first(tables) + pd.Timedelta(days=1))
    last = min(pd.Timestamp(days.last), coverage.until(tables))
    return Days(first.date(), last.date())


def with_components(store: Store, sums: Sums, components: Iterable[str], *, end: date) -> Sums:
    """Return the sums with further components beside them, of metrics that aren't in the catalogue."""
    with store.read() as facts:
        rows = rollups.read(facts, sums.grain, list(components), sums.dimension, until=end)
    is_total = rows["dimension"] == TOTAL
    total, parts = trends.wide(rows[is_total]), trends.wide(rows[~is_total])
    return replace(sums, total=_beside(sums.total, total), parts=_beside(sums.parts, parts))


def _beside(frame: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    return more if frame.empty else frame if more.empty else frame.join(more, how="outer")


def over_days(sums: Sums, metric: Metric, days: Days) -> pd.DataFrame:
    """Return a metric over days, a row per segment.

    Parameters
    ----------
    sums
        By day, since that is how exactly a stretch of days can be cut out.
    days
        Of a metric of several tables only those for which all are complete are added up: spend of which nobody
        knows yet must not make customers look cheap.

    Returns
    -------
    DataFrame
        segment, value, numerator, denominator, low, high (95 % interval); the largest denominator first.
        Empty where nothing is known.
    """
    names = list(metric.components)
    assert sums.grain == "day"
    assert all(COMPONENTS[name].additive and not COMPONENTS[name].running for name in names)
    within = covered(days, sums.coverage, metric.coverage) if len(metric.coverage) > 1 else days
    total = _within(sums.total, within, names).sum(min_count=1)
    parts = _within(sums.parts, within, names).groupby(level="segment").sum(min_count=1).dropna(how="all")
    if parts.empty and total.notna().any():
        parts = total.to_frame(UNKNOWN).T.rename_axis("segment")  # no row says anything on the dimension
    if parts.empty or total.isna().any():
        return pd.DataFrame(columns=FIGURES)
    figures = metric.formula(parts.fillna(0.0))
    return figures.reset_index()[FIGURES].sort_values(
        ["denominator", "numerator"], ascending=False, ignore_index=True
    )


def _within(frame: pd.DataFrame, days: Days, names: list[str]) -> pd.DataFrame:
    if frame.empty:
        return pd.DataFrame(columns=names, index=pd.MultiIndex.from_tuples([], names=["segment", "period_start"]))
    start = frame.index.get_level_values("period_start")
    inside = (start >= pd.Timestamp(days.first)) & (start <= pd.Timestamp(days.last))
    return frame[inside].reindex(columns=names)


def over_periods(sums: Sums, metric: Metric, days: Days) -> pd.DataFrame:
    """Return a share or ratio per period of each segment: the whole periods that lie inside the days.

    Returns
    -------
    DataFrame
        segment, period_start, numerator, denominator; only where both are known.
    """
    frame = trends.series(sums, metric, start=days.first, end=days.last)
    if frame.empty:
        return frame.reindex(columns=["segment", "period_start", "numerator", "denominator"])
    inside = frame["period_start"] >= pd.Timestamp(days.first)
    whole = ~frame["partial"].astype(bool) & frame[["numerator", "denominator"]].notna().all(axis=1)
    return frame.loc[inside & whole, ["segment", "period_start", "numerator", "denominator"]]


def pooled(periods: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """Return the periods of each segment added up and then divided, as ``over_days`` returns it."""
    parts = periods.groupby("segment")[["numerator", "denominator"]].sum()
    if parts.empty:
        return pd.DataFrame(columns=FIGURES)
    kind = type(metric.formula)
    assert kind in {Share, Ratio}
    return kind(one("numerator"), one("denominator"))(parts).reset_index()[FIGURES]


def folded(sums: Sums, groups: Mapping[str, str]) -> Sums:
    """Return the sums with segments put together, those without a group left out.

    Right only where a thing that counts once (a customer, an order) stands in one segment alone: then also what
    doesn't add up over periods adds up over segments.
    """
    if sums.parts.empty:
        return sums
    named = sums.parts.reset_index()
    named = named.assign(segment=named["segment"].map(dict(groups))).dropna(subset=["segment"])
    parts = named.groupby(["segment", "period_start"]).sum(min_count=1)
    return replace(sums, parts=parts)
