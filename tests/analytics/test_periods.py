"""Periods of every grain, in calendars of several companies; every day is read off a calendar."""

from datetime import date

import pandas as pd
import pytest

from analytics import kpis, periods
from analytics.kpis import Asked
from components.charts import lines
from data.calendars import Calendar
from tests.small_company import SETTINGS, small_company

MONDAY, SUNDAY, SATURDAY = Calendar(0), Calendar(6), Calendar(5)
FEBRUARY, APRIL = Calendar(first_month=2), Calendar(first_month=4)


def days(values):
    return [f"{value:%Y-%m-%d}" for value in values]


@pytest.mark.parametrize(
    ("grain", "calendar", "starts"),
    [
        ("day", SUNDAY, ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]),
        ("week", MONDAY, ["2026-02-23", "2026-03-02"]),
        ("week", SUNDAY, ["2026-02-22", "2026-03-01"]),
        ("week", SATURDAY, ["2026-02-21", "2026-02-28"]),
        ("month", SATURDAY, ["2026-02-01", "2026-03-01"]),
        ("quarter", MONDAY, ["2026-01-01"]),
        ("quarter", FEBRUARY, ["2026-02-01"]),
        ("quarter", APRIL, ["2026-01-01"]),
        ("quarter", Calendar(first_month=3), ["2025-12-01", "2026-03-01"]),
    ],
)
def test_the_periods_that_touch_27_february_to_2_march(grain, calendar, starts):
    # 27 February 2026 is a Friday, so 1 March is a Sunday.
    assert days(periods.between(date(2026, 2, 27), date(2026, 3, 2), grain, calendar)) == starts


@pytest.mark.parametrize(
    ("grain", "start", "end"),
    [
        ("day", "2026-02-28", "2026-02-28"),
        ("week", "2026-02-23", "2026-03-01"),  # from Monday
        ("week", "2026-02-22", "2026-02-28"),  # from Sunday
        ("month", "2028-02-01", "2028-02-29"),
        ("month", "2026-12-01", "2026-12-31"),
        ("quarter", "2026-10-01", "2026-12-31"),
        ("quarter", "2026-12-01", "2027-02-28"),  # of a fiscal year from March
    ],
)
def test_where_a_period_ends_follows_from_its_start_alone(grain, start, end):
    assert days(periods.ends(pd.Series([pd.Timestamp(start)]), grain)) == [end]


@pytest.mark.parametrize(
    ("grain", "start", "number", "shifted"),
    [
        ("day", "2026-03-01", -1, "2026-02-28"),
        ("week", "2026-11-15", -1, "2026-11-08"),
        ("week", "2026-11-14", -52, "2025-11-15"),  # Saturday to Saturday
        ("month", "2026-01-01", -1, "2025-12-01"),
        ("month", "2026-03-01", -12, "2025-03-01"),
        ("quarter", "2026-02-01", -1, "2025-11-01"),
        ("quarter", "2026-12-01", 1, "2027-03-01"),
        ("quarter", "2026-12-01", -4, "2025-12-01"),
    ],
)
def test_so_does_the_period_so_many_later(grain, start, number, shifted):
    assert days([periods.shifted(pd.Timestamp(start), grain, number)]) == [shifted]


@pytest.mark.parametrize(
    ("grain", "start"),
    [("week", "2026-11-15"), ("week", "2026-11-14"), ("quarter", "2026-02-01"), ("month", "2026-02-01")],
)
def test_a_line_over_periods_of_any_calendar_has_gaps_only_where_data_are_missing(grain, start):
    first = pd.Timestamp(start)
    kept = [first, periods.shifted(first, grain, 1), periods.shifted(first, grain, 3)]
    shown = lines._with_gaps(pd.DataFrame({"period_start": kept, "value": [1.0, 2.0, 4.0]}), grain)
    assert shown["value"].fillna(0).tolist() == [1, 2, 0, 4]


def rows(folder, every, key, **settings):
    changed = SETTINGS.changed(**settings)
    found = kpis.rows(small_company(folder, changed), Asked(every=every, only=(key,)))
    return {
        f"{row.period_start:%m-%d}": (row.value, f"{row.period_end:%m-%d}", row.partial)
        for row in found.itertuples()
    }


# July: 100 on Thursday the 2nd, 50 on Sunday the 12th, 70 on Wednesday the 15th, 80 on Saturday the 25th.
@pytest.mark.parametrize(
    ("first_weekday", "july"),
    [
        (
            "monday",
            {"06-29": (100, "07-05"), "07-06": (50, "07-12"), "07-13": (70, "07-19"), "07-20": (80, "07-26")},
        ),
        ("sunday", {"06-28": (160, "07-04"), "07-12": (120, "07-18"), "07-19": (80, "07-25")}),
        ("saturday", {"06-27": (160, "07-03"), "07-11": (120, "07-17"), "07-25": (80, "07-31")}),
    ],
)
def test_revenue_by_week_is_that_of_the_companys_weeks(tmp_path, first_weekday, july):
    # H's 60 of 28 June, a Sunday, is in the last week of June in one calendar and beside July's in two.
    found = rows(tmp_path, "week", "revenue", first_weekday=first_weekday)
    july_of = {start: (value, end) for start, (value, end, _) in found.items() if "06-27" <= start <= "07-31"}
    assert july_of == july


def test_active_customers_are_those_at_the_end_of_the_companys_week(tmp_path):
    # Six at the end of June; G comes on Thursday 2 July, H lapses on Thursday 9 July.
    monday = rows(tmp_path / "monday", "week", "customers_active")
    wednesday_ends = rows(tmp_path / "saturday", "week", "customers_active", first_weekday="saturday")
    assert monday["06-29"][:2] == (7, "07-05")
    assert monday["07-06"][:2] == (6, "07-12")
    assert wednesday_ends["06-27"][:2] == (7, "07-03")
    assert wednesday_ends["07-04"][:2] == (6, "07-10")


def test_a_quarter_of_a_fiscal_year_from_february_runs_from_may_to_july(tmp_path):
    found = rows(tmp_path, "quarter", "revenue", fiscal_year_first_month=2)
    # 60 in June and 300 in July; 50 in August and 5 in September, and October is still to come.
    assert {start: (value, end) for start, (value, end, _partial) in found.items()} == {
        "05-01": (360, "07-31"),
        "08-01": (55, "10-31"),
    }
    assert found["08-01"][2]


def test_the_last_week_is_whole_where_the_data_end_with_it(tmp_path):
    # The last order is of 30 September 2026, a Wednesday: partial whichever day is first.
    for first_weekday, start in (("monday", "09-28"), ("sunday", "09-27"), ("saturday", "09-26")):
        found = rows(tmp_path / first_weekday, "week", "revenue", first_weekday=first_weekday)
        assert found[start][2], first_weekday
