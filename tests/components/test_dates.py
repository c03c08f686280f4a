"""Periods as people read them."""

from datetime import date

import pytest

from components import dates


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
