"""Days, weeks, months and quarters: where a period starts and ends, and which one to compare it with."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from pandas.api.typing import NaTType
from pandas.tseries.offsets import MonthEnd

from data.calendars import Calendar

# A year ago, in periods: the same weekday, week, month or quarter.
PERIODS_PER_YEAR = {"day": 364, "week": 52, "month": 12, "quarter": 4}
STEPS = {
    "day": pd.DateOffset(days=1),
    "week": pd.DateOffset(weeks=1),
    "month": pd.DateOffset(months=1),
    "quarter": pd.DateOffset(months=3),
}


def start_of(day: date | pd.Timestamp, grain: str, calendar: Calendar) -> pd.Timestamp:
    """Return the first day of the period that a day lies in, as the company cuts time.

    Examples
    --------
    >>> f"{start_of(date(2026, 11, 18), 'week', Calendar()):%a %d %b}"
    'Mon 16 Nov'
    """
    return pd.Timestamp(calendar.start_of(pd.Timestamp(day).date(), grain))


def ends(starts: pd.Series, grain: str) -> pd.Series:
    """Return the last day inside each period; its start alone says which.

    Examples
    --------
    >>> ends(pd.Series([pd.Timestamp("2024-02-01")]), "month").dt.day.tolist()
    [29]
    """
    if grain == "day":
        return starts
    if grain == "week":
        return starts + pd.Timedelta(days=6)
    return starts + MonthEnd(1 if grain == "month" else 3)


def between(
    first: date | pd.Timestamp, last: date | pd.Timestamp, grain: str, calendar: Calendar
) -> pd.DatetimeIndex:
    """Return the starts of all periods that touch the days from first to last."""
    return pd.date_range(start_of(first, grain, calendar), pd.Timestamp(last), freq=STEPS[grain])


def shifted(start: pd.Timestamp, grain: str, periods: int) -> pd.Timestamp:
    """Return the start of the period so many periods later (earlier where negative); its start alone says which.

    Examples
    --------
    >>> f"{shifted(pd.Timestamp('2026-11-16'), 'week', -PERIODS_PER_YEAR['week']):%G-W%V}"
    '2025-W47'
    """
    return start + periods * STEPS[grain]


class Coverage:
    """Which periods are whole, given from when to when the tables behind them have data.

    Parameters
    ----------
    spans
        Per table its first day, last day and usual gap in days.
    as_of
        The last day with data over all tables.
    """

    def __init__(self, spans: Mapping[str, tuple[date, date, int]], as_of: date | None) -> None:
        self._spans = spans
        self.as_of = as_of

    def covers(self, tables: tuple[str, ...]) -> bool:
        """Tell whether all the tables have data."""
        return all(table in self._spans for table in tables)

    def first(self, tables: tuple[str, ...]) -> pd.Timestamp:
        """Return the day from which on the tables are complete."""
        days = [pd.Timestamp(first) - pd.Timedelta(days=gap) for first, _last, gap in self._of(tables)]
        return max(days, default=pd.Timestamp.max)

    def until(self, tables: tuple[str, ...]) -> pd.Timestamp:
        """Return the last day for which the tables are complete.

        A table whose last row is no older than its usual gap is up to date.
        """
        days = [self._until(last, gap) for _first, last, gap in self._of(tables)]
        return min(days, default=pd.Timestamp.min)

    def last_day(self, tables: tuple[str, ...]) -> pd.Timestamp | NaTType:
        """Return the last day with a row in the table that is furthest behind; NaT where none has data."""
        return min((pd.Timestamp(last) for _first, last, _gap in self._of(tables)), default=pd.NaT)

    def _until(self, last: date, gap: int) -> pd.Timestamp:
        as_of = self.as_of or last
        return pd.Timestamp(as_of if (as_of - last).days <= gap else last)

    def _of(self, tables: tuple[str, ...]) -> list[tuple[date, date, int]]:
        return [self._spans[table] for table in tables if table in self._spans]
