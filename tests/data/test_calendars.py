"""Weeks that start on another day than Monday, quarters of a fiscal year: the days are read off a calendar."""

from datetime import date, timedelta

import ibis
import pytest

from data.calendars import Calendar
from data.components import Grains, each_grain

MONDAY, SATURDAY, SUNDAY = 0, 5, 6
# 18 November 2026 is a Wednesday, 22 November a Sunday; 1 January 2027 a Friday; 29 February 2028 a Tuesday.
WEEKS = [
    (MONDAY, date(2026, 11, 18), date(2026, 11, 16)),
    (MONDAY, date(2026, 11, 22), date(2026, 11, 16)),
    (MONDAY, date(2026, 11, 23), date(2026, 11, 23)),
    (MONDAY, date(2027, 1, 1), date(2026, 12, 28)),
    (SUNDAY, date(2026, 11, 18), date(2026, 11, 15)),
    (SUNDAY, date(2026, 11, 21), date(2026, 11, 15)),
    (SUNDAY, date(2026, 11, 22), date(2026, 11, 22)),
    (SUNDAY, date(2027, 1, 1), date(2026, 12, 27)),
    (SATURDAY, date(2026, 11, 18), date(2026, 11, 14)),
    (SATURDAY, date(2026, 11, 20), date(2026, 11, 14)),
    (SATURDAY, date(2026, 11, 21), date(2026, 11, 21)),
    (SATURDAY, date(2028, 2, 29), date(2028, 2, 26)),
]
QUARTERS = [  # first month, day, start, year in which the fiscal year starts, number
    (1, date(2026, 11, 18), date(2026, 10, 1), 2026, 4),
    (4, date(2026, 11, 18), date(2026, 10, 1), 2026, 3),
    (4, date(2027, 3, 31), date(2027, 1, 1), 2026, 4),
    (7, date(2026, 6, 30), date(2026, 4, 1), 2025, 4),
    (10, date(2026, 9, 30), date(2026, 7, 1), 2025, 4),
    (10, date(2026, 10, 1), date(2026, 10, 1), 2026, 1),
    (2, date(2026, 1, 31), date(2025, 11, 1), 2025, 4),
    (2, date(2026, 3, 31), date(2026, 2, 1), 2026, 1),
    (3, date(2028, 2, 29), date(2027, 12, 1), 2027, 4),
    (12, date(2026, 5, 31), date(2026, 3, 1), 2025, 2),
    (12, date(2026, 12, 1), date(2026, 12, 1), 2026, 1),
]
CALENDARS = [Calendar(weekday, month) for weekday, month in ((0, 1), (6, 4), (5, 2), (6, 12), (0, 3))]


@pytest.mark.parametrize(("weekday", "day", "start"), WEEKS)
def test_a_week_starts_on_the_day_that_is_set(weekday, day, start):
    assert Calendar(first_weekday=weekday).start_of(day, "week") == start


@pytest.mark.parametrize(("month", "day", "start", "year", "number"), QUARTERS)
def test_quarters_follow_the_fiscal_year(month, day, start, year, number):
    calendar = Calendar(first_month=month)
    assert calendar.start_of(day, "quarter") == start
    assert calendar.quarter_of(day) == (year, number)


def test_days_and_months_are_the_same_in_every_calendar():
    for calendar in CALENDARS:
        assert calendar.start_of(date(2026, 11, 18), "day") == date(2026, 11, 18)
        assert calendar.start_of(date(2026, 11, 18), "month") == date(2026, 11, 1)


@pytest.mark.parametrize("calendar", CALENDARS, ids=str)
def test_rows_are_cut_on_the_engine_as_days_are_in_the_program(calendar):
    days = [date(2026, 12, 1) + timedelta(days=number) for number in range(900)]  # over a 29 February
    rows = ibis.memtable({"day": days, "of": days})
    found = each_grain(rows, Grains(calendar=calendar)).execute()
    assert len(found) == 4 * 900
    expected = [calendar.start_of(row.of.date(), row.grain) for row in found.itertuples()]
    assert list(found["period_start"].dt.date) == expected
