"""Series of a metric: its value per period and segment, with counts, interval, and which periods are whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from analytics import periods
from analytics.metrics import END, START, Metric
from analytics.periods import Coverage
from data.components import COMPONENTS, source_of
from data.settings import Settings

TOTAL = ""
DECIMALS = 6  # of running totals: adding and taking away money leaves crumbs
SERIES = [
    "period_start",
    "period_end",
    "partial",
    "segment",
    "value",
    "numerator",
    "denominator",
    "low",
    "high",
]
ROWS = ["metric", *SERIES, "unit"]


@dataclass(frozen=True, slots=True)
class Sums:
    """What was read from the store to work metrics out.

    Attributes
    ----------
    total
        A row per (segment "", period_start), a column per component that has data; from the beginning, as
        running totals need it.
    parts
        The same per segment of the dimension; empty where not split.
    grain
        "day", "week", "month" or "quarter".
    dimension
        By what it is split; "" for not at all.
    coverage
        From when to when the tables have data.
    settings
        The company's settings.
    inactivity_window_days, currency
        As the components were worked out with, set or proposed; None where unknown.
    where
        Dimension to the segments that count; empty for everything.
    """

    total: pd.DataFrame
    parts: pd.DataFrame
    grain: str
    dimension: str
    coverage: Coverage
    settings: Settings
    inactivity_window_days: int | None = None
    currency: str | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def can_answer(metric: Metric, where: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a metric can be worked out for some segments of these dimensions alone.

    A share of a whole can't be for segments of the dimension that the whole is made of.

    Examples
    --------
    >>> from analytics.metrics import metric
    >>> where = {"country": ("NL",), "plan": ("A",)}
    >>> can_answer(metric("revenue"), where), can_answer(metric("email_open_rate"), where)
    (True, False)
    """
    whole_of = metric.whole_of_total[:1] if metric.whole_of_total else ()
    return set(where) <= set(metric.dimensions) - set(whole_of)


def wide(rollups: pd.DataFrame) -> pd.DataFrame:
    """Return roll-ups (component, segment, period_start, value) with a column per component."""
    columns = ["segment", "period_start", "component"]
    cells = rollups.set_index(columns)["value"]
    return cells.unstack("component")  # noqa: PD010 - every cell has one value, pivot_table would group again


def series(sums: Sums, metric: Metric, *, start: date | None = None, end: date | None = None) -> pd.DataFrame:
    """Return a metric per period and segment.

    Periods without data are absent; where a ratio can't be formed its value is NaN. Inside a period with
    data, a segment that had none of what is counted has 0.

    Parameters
    ----------
    start, end
        Only periods that end on or after the start, and start on or before the end.

    Returns
    -------
    DataFrame
        period_start, period_end (the last day inside), partial, segment (None for the total), value,
        numerator, denominator, low, high (95 % interval). Rates are fractions. Sorted by segment and period.
    """
    components = _wide(sums, metric)
    if components.empty:
        return pd.DataFrame(columns=SERIES)
    figures = metric.formula(components)
    frame = pd.concat([components[["period_start", "segment"]], figures], axis=1)
    frame = frame[figures["value"].notna() | figures[["numerator", "denominator"]].notna().all(axis=1)]
    frame = frame.assign(period_end=periods.ends(frame["period_start"], sums.grain))
    segment = frame["segment"].astype(object).where(frame["segment"] != TOTAL, None)
    frame = frame.assign(partial=_partial(sums, metric, frame), segment=segment)
    if start is not None:
        frame = frame[frame["period_end"] >= pd.Timestamp(start)]
    if end is not None:
        frame = frame[frame["period_start"] <= pd.Timestamp(end)]
    return frame.sort_values(["segment", "period_start"])[SERIES].reset_index(drop=True)


def table(
    sums: Sums, metrics: Iterable[Metric], *, start: date | None = None, end: date | None = None
) -> pd.DataFrame:
    """Return the series of several metrics under each other, with ``metric`` and ``unit``.

    These are the rows of the terminal's ``metrics`` command.
    """
    frames = []
    for metric in metrics:
        frame = series(sums, metric, start=start, end=end)
        if not frame.empty:
            frames.append(frame.assign(metric=metric.key, unit=str(metric.unit)))
    return pd.concat(frames, ignore_index=True)[ROWS] if frames else pd.DataFrame(columns=ROWS)


def missing_exports(sums: Sums, metric: Metric) -> tuple[str, ...]:
    """Return the tables whose exports would fill a metric that has no data; empty where it has some."""
    needed = metric.needs_tables
    there = [name for name in needed if sums.coverage.covers((name,))]
    if metric.any_table:
        return () if there else needed
    return tuple(name for name in needed if name not in there)


def _wide(sums: Sums, metric: Metric) -> pd.DataFrame:
    """Return a row per period and segment with a column per component of the metric."""
    split_otherwise = sums.dimension and sums.dimension not in metric.dimensions
    if split_otherwise or not can_answer(metric, sums.where):
        return pd.DataFrame()
    total = _of(metric, sums.total)
    parts = _of(metric, sums.parts) if sums.dimension else total
    if parts.empty or (parts.isna().all() & total.isna().all()).any():
        return pd.DataFrame()
    total = _with_running(total, sums, metric)
    return _split(total, parts, sums, metric) if sums.dimension else total.reset_index()


def _of(metric: Metric, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the metric's components; a column of NaN for one without data."""
    return frame.reindex(columns=list(metric.components)).dropna(how="all")


def _split(total: pd.DataFrame, parts: pd.DataFrame, sums: Sums, metric: Metric) -> pd.DataFrame:
    """Return the segments' components, 0 where the total has data and the segment has none."""
    segments = parts.index.get_level_values("segment").unique()
    starts = total.index.union(parts.index).get_level_values("period_start").unique()
    every = pd.MultiIndex.from_product([segments, starts], names=["segment", "period_start"])
    filled = parts.reindex(every)
    known = total.droplevel("segment").reindex(every.get_level_values("period_start"))
    known.index = every
    for name in metric.components:
        if COMPONENTS[name].zero_where_absent:
            filled[name] = filled[name].fillna(0.0).where(known[name].notna())
    if metric.whole_of_total and metric.whole_of_total[0] == sums.dimension:
        filled[metric.whole_of_total[1]] = known[metric.whole_of_total[1]]
    return _with_running(filled, sums, metric).reset_index()


def _with_running(sparse: pd.DataFrame, sums: Sums, metric: Metric) -> pd.DataFrame:
    """Return the components with running totals at the start and the end of every period in between.

    Who is active stays so in periods in which nobody comes or goes; these have no row of their own.
    """
    changes = [name for name in metric.components if source_of(name).are_changes]
    if not changes or sparse.empty:
        return sparse
    dense = _dense(sparse, sums, metric)
    dense = dense.assign(**{name: dense[name].fillna(0.0) for name in changes})
    for name in changes:
        if COMPONENTS[name].running:
            at_end = dense[name].groupby(level="segment").cumsum()
            ends = {f"{name}{END}": at_end, f"{name}{START}": at_end - dense[name]}
            dense = dense.assign(**{end: total.round(DECIMALS) for end, total in ends.items()})
    return dense


def _dense(sparse: pd.DataFrame, sums: Sums, metric: Metric) -> pd.DataFrame:
    """Return a row for every period up to the last that is covered, also where there is no roll-up."""
    segments = sparse.index.get_level_values("segment").unique()
    first = sparse.index.get_level_values("period_start").min()
    until = max(sums.coverage.until(metric.coverage), first)
    starts = periods.between(first, until, sums.grain, sums.settings.calendar)
    return sparse.reindex(pd.MultiIndex.from_product([segments, starts], names=["segment", "period_start"]))


def _partial(sums: Sums, metric: Metric, frame: pd.DataFrame) -> np.ndarray:
    """Tell which periods aren't whole: begun before the data, still in progress, or not mature."""
    until = sums.coverage.until(metric.coverage)
    if metric.matures_after:
        until = until - pd.Timedelta(days=int(getattr(sums.settings, metric.matures_after)))
    early = frame["period_start"] < sums.coverage.first(metric.coverage)
    return (early | (frame["period_end"] > until)).to_numpy()


def whole(frame: pd.DataFrame, segment: str | None = None) -> pd.DataFrame:
    """Return the whole periods of one segment (None: the total) in which the metric is known."""
    of_segment = frame["segment"].isna() if segment is None else frame["segment"] == segment
    return frame[of_segment & ~frame["partial"].astype(bool) & frame["value"].notna()]


def segments_of(frame: pd.DataFrame) -> Sequence[str]:
    """Return the segments of a series, those with the most counted first."""
    size = frame.assign(size=frame["denominator"].fillna(frame["numerator"]).fillna(0.0))
    return [str(name) for name in size.groupby("segment")["size"].sum().sort_values(ascending=False).index]
