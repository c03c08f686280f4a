"""With which period of last year a period is fairly compared."""

from datetime import date

import pandas as pd
import pytest

from analytics.occasions import KEYS, fair_year_ago


def fair(day, grain="week", keys=KEYS):
    found = fair_year_ago(date.fromisoformat(day), grain, keys)
    return f"{found.start:%Y-%m-%d}", found.why


@pytest.mark.parametrize(
    ("week", "compared"),
    [
        ("2025-04-14", "2024-03-25"),  # Easter Sunday 20 April 2025 in W16, 31 March 2024 in W13
        ("2025-04-21", "2024-04-01"),  # Easter Monday, a week later in both years
        # Easter Sunday 5 April 2026 and 20 April 2025: 30 March against 14 April.
        ("2026-03-30", "2025-04-14"),
    ],
)
def test_the_week_of_easter_is_compared_with_last_years(week, compared):
    assert fair(week, keys=("easter",)) == (
        compared,
        "Easter moved: compared with the same week of it last year.",
    )


def test_a_plain_week_is_not_compared_with_easter():
    # 52 weeks before 24 March 2025 lies 25 March 2024, Easter's week; the week before it is plain.
    start, why = fair("2025-03-24", keys=("easter",))
    assert start == "2024-03-18"
    assert why == "A year ago this week held Easter: compared with the nearest week without it."


def test_the_nearest_plain_week_may_come_after():
    # 52 weeks before 31 March 2025 lies 1 April 2024, Easter Monday; the week before holds Easter too.
    assert fair("2025-03-31", keys=("easter",))[0] == "2024-04-08"


def test_where_nothing_moved_it_is_the_week_52_weeks_ago_and_nothing_is_said():
    assert fair("2025-07-14") == ("2024-07-15", "")
    # Black Friday 28 November 2025 and 29 November 2024 are 52 weeks apart.
    assert fair("2025-11-24", keys=("black_friday",)) == ("2024-11-25", "")


def test_black_friday_moves_by_a_week_in_some_years():
    # 29 November 2024 and 24 November 2023 are 53 weeks apart.
    start, why = fair("2024-11-25", keys=("black_friday",))
    assert start == "2023-11-20"
    assert why.startswith("Black Friday to Cyber Monday moved")


def test_a_week_of_ramadan_is_compared_with_the_same_week_of_last_ramadan():
    # It began on 18 February 2026 (week of 16 February) and on 1 March 2025 (week of 24 February): five days of
    # the first week against two. The second weeks are full, 7 days each.
    start, why = fair("2026-02-16", keys=("ramadan",))
    assert start == "2025-02-24"
    assert why.endswith("Days of it in the week: 5 now, 2 then.")
    assert fair("2026-02-23", keys=("ramadan",)) == (
        "2025-03-03",
        "Ramadan and Eid moved: compared with the same week of it last year.",
    )


def test_a_sixth_week_of_ramadan_is_compared_with_the_last_one_of_last_year():
    # 1 March to 1 April 2025 touches the weeks of 24 February to 31 March, six; 11 March to 12 April 2024 those
    # of 11 March to 8 April, five.
    start, why = fair("2025-03-31", keys=("ramadan",))
    assert start == "2024-04-08"
    assert why.endswith("Days of it in the week: 2 now, 5 then.")


def test_singles_day_is_found_again_where_the_week_ends_with_it():
    # 11 November 2030 is a Monday, 11 November 2029 a Sunday: 53 weeks lie between the weeks' first days.
    assert fair("2030-11-11", keys=("singles_day",))[0] == "2029-11-05"


def test_lunar_new_year_is_compared_across_months():
    # 29 January 2025 lies in the week of 27 January, 10 February 2024 in that of 5 February.
    assert fair("2025-01-27", keys=("lunar_new_year",))[0] == "2024-02-05"


def test_the_shortest_of_several_occasions_decides():
    # The week of 16 February 2026 holds Lunar New Year (17 to 23) and the first days of Ramadan.
    start, why = fair("2026-02-16", keys=("ramadan", "lunar_new_year"))
    assert start == "2025-01-27"
    assert why.startswith("Lunar New Year moved")


def test_weeks_may_begin_on_sunday():
    # 13 to 19 April 2025 holds Good Friday; so does 24 to 30 March 2024.
    assert fair("2025-04-13", keys=("easter",))[0] == "2024-03-24"


def test_a_day_of_an_occasion_is_compared_with_the_same_day_of_it():
    assert fair("2025-04-20", "day", ("easter",)) == (
        "2024-03-31",
        "Easter moved: compared with the same day of it last year.",
    )
    # 364 days before Monday 31 March 2025 lies Easter Monday, 1 April 2024; the Monday a week before it is plain.
    assert fair("2025-03-31", "day", ("easter",))[0] == "2024-03-25"
    assert fair("2025-07-16", "day") == ("2024-07-17", "")


@pytest.mark.parametrize(
    ("start", "grain", "keys", "is_skewed"),
    [
        ("2025-04-01", "month", ("easter",), True),  # all four days, against 1 April 2024 alone
        ("2025-03-01", "month", ("easter",), True),  # none, against 29 to 31 March 2024
        ("2025-05-01", "month", ("easter",), False),
        ("2025-01-01", "quarter", ("easter",), True),
        ("2026-02-01", "month", ("ramadan",), True),  # 11 days against none
        ("2026-01-01", "quarter", ("ramadan",), False),  # 33 days against 31
        ("2025-11-01", "month", ("black_friday", "singles_day"), False),  # three of four days against two
        ("2025-12-01", "month", ("christmas",), False),
    ],
)
def test_months_and_quarters_stay_and_say_that_they_are_skewed(start, grain, keys, is_skewed):
    compared, why = fair(start, grain, keys)
    assert compared == f"{int(start[:4]) - 1}{start[4:]}"
    assert why.endswith("the comparison is skewed.") is is_skewed
    assert bool(why) is is_skewed


def test_a_company_without_occasions_compares_as_ever():
    assert fair("2025-04-14", keys=()) == ("2024-04-15", "")


def test_every_week_of_ten_years_is_compared_with_an_earlier_one_of_the_same_weekday():
    for start in pd.date_range("2020-01-06", "2029-12-31", freq="7D"):
        compared = fair_year_ago(start, "week", KEYS).start
        assert (start - compared).days % 7 == 0
        assert 40 * 7 < (start - compared).days < 60 * 7
