"""From when to when each table has data, and until when it can be trusted to be complete."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from data import schemas

ACTIVITY = "activity"  # what is known of who was active, from several tables
USUAL_SHARE = 0.95  # of the gaps between days with data
WEB_GRAINS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (89, 92)}


@dataclass(frozen=True, slots=True)
class Span:
    """What a table covers: its first and last day with data, and the usual gap between such days."""

    first_day: date
    last_day: date
    usual_gap_days: int

    def until(self, as_of: date) -> date:
        """Return the last day for which the table is complete.

        A table whose last row is no older than its usual gap is taken to be up to date.

        Examples
        --------
        >>> weekly = Span(date(2026, 1, 5), date(2026, 11, 9), 7)
        >>> weekly.until(date(2026, 11, 15)), weekly.until(date(2026, 11, 30))
        (datetime.date(2026, 11, 15), datetime.date(2026, 11, 9))
        """
        return as_of if (as_of - self.last_day).days <= self.usual_gap_days else self.last_day


def measure(tables: Mapping[str, ir.Table], names: Collection[str] = tuple(schemas.TABLES)) -> ir.Table:
    """Return a row per table with data, of those named: table, first_day, last_day, usual_gap_days."""
    days = [data_days(name, tables[name]).mutate(table=ibis.literal(name)) for name in sorted(names)]
    days = ibis.union(*days) if len(days) > 1 else days[0]
    before = days.day.lag().over(ibis.window(group_by="table", order_by="day"))
    gaps = days.mutate(gap=days.day.delta(before, unit="day"))
    return gaps.group_by("table").aggregate(
        first_day=gaps.day.min(),
        last_day=gaps.day.max(),
        usual_gap_days=gaps.gap.quantile(USUAL_SHARE).ceil().cast("int64"),
    )


def data_days(name: str, rows: ir.Table) -> ir.Table:
    """Return the days on which a table has rows; days that lie ahead (due dates, open deals) don't count."""
    days = [rows.select(day=column.cast("date")) for column in _moments(name, rows)]
    every = ibis.union(*days) if len(days) > 1 else days[0]
    return every.filter(every.day.notnull()).distinct()


def spans(coverage: pd.DataFrame) -> dict[str, Span]:
    """Return the spans of a coverage frame by table; tables without a dated row are left out."""
    dated = coverage.dropna(subset=["first_day", "last_day"])
    return {
        str(row["table"]): Span(_day(row["first_day"]), _day(row["last_day"]), _whole(row["usual_gap_days"]))
        for row in dated.to_dict("records")
        if row["table"] != ACTIVITY
    }


def as_of(known: Mapping[str, Span]) -> date | None:
    """Return the last day with data over all tables; None without any."""
    return max((span.last_day for span in known.values()), default=None)


def activity_span(known: Mapping[str, Span]) -> Span | None:
    """Return from when to when it is known who was active.

    Orders and contracts both have to be there on a day, where a company has both; where it has neither, the
    customers' own dates are all there is.
    """
    feeding = [known[name] for name in ("orders", "subscriptions") if name in known]
    feeding = feeding or [known[name] for name in ("customers",) if name in known]
    last = as_of(known)
    if not feeding or last is None:
        return None
    first = max(span.first_day - timedelta(days=span.usual_gap_days - 1) for span in feeding)
    return Span(first, min(span.until(last) for span in feeding), 1)


def web_grain(gap_days: float) -> str | None:
    """Return the grain of a web export by the gap between its days; None where it has none.

    Examples
    --------
    >>> web_grain(1), web_grain(30.5), web_grain(3)
    ('day', 'month', None)
    """
    if math.isnan(gap_days):
        return "day"
    return next((grain for grain, (low, high) in WEB_GRAINS.items() if low <= gap_days <= high), None)


def _moments(name: str, rows: ir.Table) -> list[ir.Value]:
    if name == "customers":
        return [rows.signed_up_on]
    if name == "subscriptions":
        return [rows.started_on, rows.renewed_on]
    if name == "leads":
        return [rows.created_on, ibis.ifelse(rows.won.notnull(), rows.closed_on, None)]
    return [rows[str(schemas.table(name).moment)]]


def _day(value: Any) -> date:
    return date(value.year, value.month, value.day)


def _whole(gap_days: Any) -> int:
    return 1 if pd.isna(gap_days) else max(1, int(gap_days))
