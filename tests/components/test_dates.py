"""Periods as people read them."""

from datetime import date

import pytest

from components import dates, review_inputs
from data.calendars import Calendar


@pytest.fixture(autouse=True)
def calendar_of_everybody():
    yield
    dates.use_calendar(Calendar())


def test_a_week_that_starts_on_another_day_than_monday_has_no_number():
    assert dates.week(date(2026, 11, 15)) == "15–21\u00a0Nov"
    assert dates.week(date(2026, 11, 28)) == "28\u00a0Nov – 4\u00a0Dec"


@pytest.mark.parametrize(
    ("first_weekday", "as_of", "first"),
    [
        (6, date(2026, 11, 21), date(2026, 11, 15)),  # Sunday to Saturday is over on Saturday
        (6, date(2026, 11, 20), date(2026, 11, 8)),
        (5, date(2026, 11, 20), date(2026, 11, 14)),  # Saturday to Friday
        (5, date(2026, 11, 21), date(2026, 11, 14)),
        (0, date(2026, 11, 21), date(2026, 11, 9)),
    ],
)
def test_the_review_is_of_the_last_whole_week_of_the_company(first_weekday, as_of, first):
    dates.use_calendar(Calendar(first_weekday=first_weekday))
    assert review_inputs.last_whole_week(as_of) == first


@pytest.mark.parametrize(
    ("first_month", "start", "named"),
    [
        (1, date(2026, 10, 1), "Q4 2026"),
        (4, date(2026, 4, 1), "Q1 FY2026/27"),
        (4, date(2027, 1, 1), "Q4 FY2026/27"),
        (10, date(2026, 10, 1), "Q1 FY2026/27"),
        (2, date(2025, 11, 1), "Q4 FY2025/26"),
        (7, date(1999, 7, 1), "Q1 FY1999/00"),
    ],
)
def test_a_quarter_is_named_by_its_fiscal_year(first_month, start, named):
    dates.use_calendar(Calendar(first_month=first_month))
    assert dates.period(start, "quarter") == named


def test_a_week_is_named_by_its_iso_number_and_its_days():
    assert dates.week(date(2026, 11, 16)) == "W47, 16–22\u00a0Nov"


def test_a_week_over_the_turn_of_the_year_names_both_months():
    assert dates.week(date(2026, 12, 28)) == "W53, 28\u00a0Dec – 3\u00a0Jan"


@pytest.mark.parametrize(
    ("start", "grain", "last"),
    [
        (date(2026, 11, 16), "week", date(2026, 11, 22)),
        (date(2024, 2, 1), "month", date(2024, 2, 29)),
        (date(2026, 12, 1), "month", date(2026, 12, 31)),
        (date(2026, 1, 1), "quarter", date(2026, 3, 31)),
        (date(2026, 7, 1), "quarter", date(2026, 9, 30)),
    ],
)
def test_the_last_day_of_a_period_lies_inside_it(start, grain, last):
    assert dates.last_day(start, grain) == last
