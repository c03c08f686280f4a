"""The large chart of one KPI, in total or by segment, with its table."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from analytics import forecast, kpis, signals, trends, year_ago
from analytics.forecast import Outlook
from analytics.metrics import Metric
from components import (
    charts,
    dates,
    filters,
    kpi_around,
    kpi_outlook_words,
    kpi_verdicts,
    kpi_words,
    loaders,
    messages,
    numbers,
)
from components.charts import Heading
from components.filters import Filters
from components.tables import Column
from components.texts import _

MOST_LINES = 6
LONGEST_NAME = 17  # letters that fit beside a chart


@dataclass(frozen=True, slots=True)
class Shown:
    """A KPI's series as the chart needs it."""

    metric: Metric
    frame: pd.DataFrame
    view: Filters
    currency: str | None
    occasions: tuple[str, ...] = ()


def show(metric: Metric, view: Filters, *, key: str) -> None:
    """Draw a KPI over the days shown, with what it means and its table."""
    split = view.dimension if view.dimension in metric.dimensions else ""
    sums = loaders.read(
        kpis.load, grain=view.grain, keys=(metric.key,), dimension=split, end=view.last_day, where=view.where
    )
    shown = Shown(
        metric, trends.series(sums, metric, end=view.last_day), view, sums.currency, sums.settings.occasions
    )
    if shown.frame.empty:
        messages.too_few(
            _("{label} has no data yet. {fills}").format(
                label=kpi_words.label(metric),
                fills=kpi_words.fills(metric, trends.missing_exports(sums, metric)),
            )
        )
        return
    if _within(shown.frame, view).empty:
        first, last = shown.frame["period_start"].min().date(), shown.frame["period_end"].max().date()
        text = _("{label} has no value in the days shown. It is known for {span}: choose Everything above.")
        messages.too_few(text.format(label=kpi_words.label(metric), span=dates.span(first, last)))
        return
    if view.dimension and not split:
        messages.partial(_not_split(metric, view.dimension))
    if split:
        _by_segment(shown, split, key=key)
    else:
        _in_total(shown, key=key)
    st.caption(kpi_words.definition(metric).replace("\n\n", " "), width=720)


def _not_split(metric: Metric, dimension: str) -> str:
    names = ", ".join(filters.dimension_label(name).lower() for name in metric.dimensions)
    text = _("{label} can't be split by {dimension}, so the total is shown. It can be split by {names}.")
    return text.format(
        label=kpi_words.label(metric), dimension=filters.dimension_label(dimension).lower(), names=names
    )


def _in_total(shown: Shown, *, key: str) -> None:
    metric, view = shown.metric, shown.view
    found = signals.compare(shown.frame, metric, view.grain)
    rows = _within(_with_context(shown.frame, metric, view.grain, shown.occasions), view)
    heading = _heading(shown, kpi_verdicts.point(metric, found, view.grain, shown.currency))
    ahead = _outlook(shown)
    around = kpi_around.around(metric, view, rows["period_start"], ahead.frame if ahead else None)
    _draw(charts.line(rows, heading, grain=view.grain, around=around), heading, rows, shown, key=key)
    if ahead is not None:
        st.caption(kpi_outlook_words.sentence(metric, ahead, shown.currency), width=720)


def _outlook(shown: Shown) -> Outlook | None:
    """Return what is expected next; None where only some rows are shown, or days that have gone by."""
    view = shown.view
    if view.where or view.last_day < view.as_of:
        return None
    return loaders.read(forecast.load, shown.metric.key, view.grain, view.last_day, shown.occasions)


def _by_segment(shown: Shown, dimension: str, *, key: str) -> None:
    metric, view = shown.metric, shown.view
    rows = _within(shown.frame, view)
    rows = rows.assign(count_text=_counts(rows), segment=[kpi_words.segment(name) for name in rows["segment"]])
    largest = list(trends.segments_of(rows))[:MOST_LINES]
    whole = rows[~rows["partial"].astype(bool) & rows["segment"].isin(largest)]
    latest = whole[whole["period_start"] == whole["period_start"].max()]
    heading = _heading(shown, kpi_words.point_of_segments(metric, latest, view.grain, shown.currency))
    every = sorted(rows["segment"].unique())
    lines = whole.assign(segment=whole["segment"].map(_shortened)).sort_values("period_start")
    every_line = [_shortened(name) for name in every]
    figure = charts.segment_lines(lines, heading, grain=view.grain, all_segments=every_line)
    if len(every) > len(largest):
        messages.partial(
            _("The {shown} largest of {all} values of {dimension}; the table has all.").format(
                shown=len(largest), all=len(every), dimension=filters.dimension_label(dimension).lower()
            )
        )
    _draw(figure, heading, rows, shown, key=key)


def _shortened(name: str) -> str:
    """Return a segment's name so short that it has room at the end of its line; the table has it whole."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _with_context(frame: pd.DataFrame, metric: Metric, grain: str, occasions: tuple[str, ...]) -> pd.DataFrame:
    """Return the series with the value a year ago, the usual range, real changes and the count of each period."""
    values = frame.set_index("period_start")["value"]
    before = year_ago.values(values, list(frame["period_start"]), grain, occasions)
    rows = frame.assign(year_ago=before.to_numpy(), count_text=_counts(frame))
    rows = rows.merge(signals.history(frame, metric, grain), on="period_start", how="left")
    return rows.assign(
        usual_low=rows["usual_low"].clip(lower=_floor(metric)),
        usual_high=rows["usual_high"],
        signal=[_meaning(row, metric) for row in rows.itertuples()],
    )


def _meaning(row: Any, metric: Metric) -> str:
    """Return whether a period was a real change, and for the better or the worse: "good", "bad", "none" or ""."""
    if pd.isna(row.signal) or not row.signal:
        return ""
    if metric.good == "none":
        return "none"
    return "good" if (row.value > row.expected) == (metric.good == "up") else "bad"


def _floor(metric: Metric) -> float:
    """Return the lowest value there can be: a usual range below zero customers would mislead."""
    return float("-inf") if metric.unit in {"points", "index", "money"} else 0.0


def _counts(frame: pd.DataFrame) -> list[str]:
    return [
        "" if numbers.is_undefined(counted) else _("n = {count}").format(count=numbers.count(counted))
        for counted in frame["denominator"]
    ]


def _within(frame: pd.DataFrame, view: Filters) -> pd.DataFrame:
    return frame[frame["period_end"] >= pd.Timestamp(view.first_day)]


def _heading(shown: Shown, point: str) -> Heading:
    label = kpi_words.label(shown.metric)
    return Heading(point, f"{label} · {shown.view.sentence}", str(shown.metric.unit), shown.currency)


def _draw(figure: object, heading: Heading, rows: pd.DataFrame, shown: Shown, *, key: str) -> None:
    charts.show(
        figure,
        key=key,
        alt=f"{heading.title}. {heading.subtitle}.",
        table=rows[list(_columns(shown))].sort_values(["period_start", "segment"], ascending=[False, True]),
        columns=_columns(shown),
    )


def _columns(shown: Shown) -> dict[str, Column]:
    unit = {"rate": "rate", "money": "money"}.get(shown.metric.unit, "number")
    return {
        "period_start": Column(_("From"), "date"),
        "period_end": Column(_("To"), "date"),
        "segment": Column(_("Segment")),
        "value": Column(kpi_words.label(shown.metric), unit, shown.currency),
        "numerator": Column(_("Numerator"), "number"),
        "denominator": Column(_("Denominator (n)"), "number"),
        "low": Column(_("Low (95 %)"), unit, shown.currency),
        "high": Column(_("High (95 %)"), unit, shown.currency),
        "partial": Column(_("Partial")),
    }
