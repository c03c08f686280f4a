"""Grains: into which periods days are put, as the company cuts time."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from data.calendars import GRAINS, Calendar

UNITS = {"week": "W", "month": "M", "quarter": "Q"}


@dataclass(frozen=True, slots=True)
class Grains:
    """The grains at which is added up, each with where its periods start.

    Examples
    --------
    >>> list(Grains()), list(Grains(("week",), Calendar(first_weekday=6)))
    (['day', 'week', 'month', 'quarter'], ['week'])
    """

    names: tuple[str, ...] = GRAINS
    calendar: Calendar = field(default_factory=Calendar)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the grains."""
        return iter(self.names)

    def start_of(self, day: ir.DateValue, grain: str) -> ir.DateValue:
        """Return the first day of the period in which a day lies."""
        days, months = self.calendar.days_before_monday, self.calendar.months_after_january
        if grain == "day":
            return day
        if grain == "week" and days:
            return days_after(start_of(days_after(day, days), "week"), -days)
        if grain == "quarter" and months:
            # From the first of the month on: a month before 31 March there is no day of that number.
            return _months_after(start_of(_months_after(start_of(day, "month"), -months), "quarter"), months)
        return start_of(day, grain)


def each_grain(rows: ir.Table, grains: Grains) -> ir.Table:
    """Return every row once per grain, with ``grain`` and ``period_start`` in place of ``day``.

    Examples
    --------
    >>> from datetime import date
    >>> rows = ibis.memtable({"day": [date(2026, 11, 18)]})
    >>> frame = each_grain(rows, Grains()).order_by("period_start").execute()
    >>> [f"{grain} {start:%m-%d}" for grain, start in zip(frame.grain, frame.period_start)]
    ['quarter 10-01', 'month 11-01', 'week 11-16', 'day 11-18']
    """
    periods = [
        ibis.struct({"grain": ibis.literal(grain), "period_start": grains.start_of(rows.day, grain)})
        for grain in grains
    ]
    spread = rows.mutate(period=ibis.array(periods).unnest()).drop("day")
    return spread.mutate(grain=spread.period.grain, period_start=spread.period.period_start).drop("period")


def start_of(day: ir.DateValue, grain: str) -> ir.DateValue:
    """Return the first day of the ISO week, month or quarter of the calendar year in which a day lies."""
    # Spark's date_trunc gives a timestamp even for a date, so the way there and back is written out.
    return day.cast("timestamp").truncate(UNITS[grain]).cast("date")


def days_after(day: ir.DateValue, days: int) -> ir.DateValue:
    """Return the day so many days later."""
    return (day.cast("timestamp") + ibis.interval(days=days)).cast("date")


def _months_after(day: ir.DateValue, months: int) -> ir.DateValue:
    return (day.cast("timestamp") + ibis.interval(months=months)).cast("date")
