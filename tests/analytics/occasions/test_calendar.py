"""On which days occasions fall, against published dates."""

from datetime import date
from itertools import pairwise

import pytest

from analytics import occasions
from data.errors import UnknownNameError


def firsts_and_lasts(key, *, first=2023, last=2027):
    found = occasions.between(date(first, 1, 1), date(last, 12, 31), (key,))
    return [(f"{one.first_day}", f"{one.last_day}") for one in found]


def test_easter_lasts_from_good_friday_to_easter_monday():
    # Easter Sundays 9 April 2023, 31 March 2024, 20 April 2025, 5 April 2026, 28 March 2027: U.S. Census Bureau,
    # "Easter Dates from 1600 to 2099".
    assert firsts_and_lasts("easter") == [
        ("2023-04-07", "2023-04-10"),
        ("2024-03-29", "2024-04-01"),
        ("2025-04-18", "2025-04-21"),
        ("2026-04-03", "2026-04-06"),
        ("2027-03-26", "2027-03-29"),
    ]


def test_ramadan_lasts_from_its_first_day_to_the_third_of_eid():
    # First of Ramadan and first of Shawwal of 1444 to 1448: R. H. van Gent, "The Umm al-Qura Calendar of Saudi
    # Arabia"; sighting by eye can differ by a day. Eid: 21 April, 10 April, 30 March, 20 March, 9 March.
    assert firsts_and_lasts("ramadan") == [
        ("2023-03-23", "2023-04-23"),
        ("2024-03-11", "2024-04-12"),
        ("2025-03-01", "2025-04-01"),
        ("2026-02-18", "2026-03-22"),
        ("2027-02-08", "2027-03-11"),
    ]


def test_a_year_can_hold_two_ramadans():
    # 1 Ramadan 1451 is 5 January 2030, 1 Ramadan 1452 is 26 December 2030 (van Gent, as above).
    starts = [first for first, _last in firsts_and_lasts("ramadan", first=2030, last=2030)]
    assert starts == ["2030-01-05", "2030-12-26"]


def test_no_ramadan_is_left_out_or_found_twice():
    # Twelve moons of 29.53 days are 354.4 days; the months are whole days long.
    found = occasions.between(date(1930, 1, 1), date(2075, 12, 31), ("ramadan",))
    gaps = [(after.first_day - before.first_day).days for before, after in pairwise(found)]
    assert set(gaps) <= {353, 354, 355, 356}
    assert sum(gaps) / len(gaps) == pytest.approx(354.4, abs=0.1)


def test_lunar_new_year_lasts_a_week():
    # New year's days 22 January 2023, 10 February 2024, 29 January 2025, 17 February 2026, 6 February 2027: Hong
    # Kong Observatory, "Gregorian-Lunar Calendar Conversion Table".
    assert firsts_and_lasts("lunar_new_year") == [
        ("2023-01-22", "2023-01-28"),
        ("2024-02-10", "2024-02-16"),
        ("2025-01-29", "2025-02-04"),
        ("2026-02-17", "2026-02-23"),
        ("2027-02-06", "2027-02-12"),
    ]


def test_black_friday_follows_the_fourth_thursday_of_november():
    # Thanksgiving 23, 28, 27, 26 and 25 November of 2023 to 2027 (5 U.S.C. 6103: the fourth Thursday).
    assert firsts_and_lasts("black_friday") == [
        ("2023-11-24", "2023-11-27"),
        ("2024-11-29", "2024-12-02"),
        ("2025-11-28", "2025-12-01"),
        ("2026-11-27", "2026-11-30"),
        ("2027-11-26", "2027-11-29"),
    ]


def test_fixed_occasions_keep_their_dates():
    assert firsts_and_lasts("singles_day", first=2026, last=2026) == [("2026-11-11", "2026-11-11")]
    assert firsts_and_lasts("christmas", first=2026, last=2026) == [("2026-12-24", "2026-12-26")]


def test_an_occasion_that_began_before_the_first_day_is_found_while_it_lasts():
    on_its_last_day = occasions.between(date(2025, 4, 1), date(2025, 4, 5), ("ramadan",))
    assert [one.key for one in on_its_last_day] == ["ramadan"]
    assert occasions.between(date(2025, 4, 2), date(2025, 4, 5), ("ramadan",)) == []


def test_only_the_chosen_occasions_are_found_in_their_order():
    found = occasions.between(date(2026, 11, 1), date(2026, 12, 31), ("christmas", "black_friday"))
    assert [one.key for one in found] == ["black_friday", "christmas"]


def test_an_unknown_occasion_says_which_there_are():
    with pytest.raises(UnknownNameError, match="singles_day"):
        occasions.between(date(2026, 1, 1), date(2026, 2, 1), ("single_day",))


def test_beyond_the_published_calendars_the_others_are_still_found():
    keys = {one.key for one in occasions.between(date(2120, 1, 1), date(2120, 12, 31), occasions.KEYS)}
    assert keys == {"easter", "singles_day", "black_friday", "christmas"}


def test_marks_are_cut_to_the_days_shown():
    # Good Friday 2025 is 18 April, Easter Monday 21 April.
    found = occasions.marks(date(2025, 4, 20), date(2025, 4, 30), ("easter", "ramadan"))
    assert found["label"].tolist() == ["Easter"]
    assert [f"{day:%Y-%m-%d}" for day in found.loc[0, ["first_day", "last_day"]]] == ["2025-04-20", "2025-04-21"]


def test_without_an_occasion_there_are_no_marks():
    found = occasions.marks(date(2025, 7, 1), date(2025, 7, 31), occasions.KEYS)
    assert found.empty
    assert list(found.columns) == ["label", "first_day", "last_day"]
