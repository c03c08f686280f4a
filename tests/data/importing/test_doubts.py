"""What can be stored but looks odd, and what lies just below the threshold and doesn't."""

from datetime import date, timedelta

import pytest

from data.importing.doubts import Doubt, doubts
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.store import Store

TODAY = date(2026, 11, 16)
HEADER = "order_id,customer_id,ordered_at,amount,currency,channel\n"


@pytest.fixture
def store(tmp_path):
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def lines(first, count, *, amount=10, currency="EUR", channel="web", per_day=1, prefix="A"):
    start = date.fromisoformat(first)
    return "".join(
        f"{prefix}{number},7,{start + timedelta(days=number // per_day)},{amount},{currency},{channel}\n"
        for number in range(count)
    )


def plan(store, text):
    (found,) = plan_file("orders.csv", (HEADER + text).encode(), ImportOptions(), store.state)
    return found


def bring(store, text):
    store_plan(store, plan(store, text), at="2026-11-09T09:00:00", by="analyst")


def kinds(store, text):
    return {doubt.kind for doubt in doubts(store, plan(store, text), today=TODAY)}


def sentence(store, text):
    (found,) = doubts(store, plan(store, text), today=TODAY)
    return found.sentence


def weeks(first, count, per_week, prefix="A"):
    """Return a row count of so many a week, all on its Monday, for some weeks."""
    start = date.fromisoformat(first)
    return "".join(
        lines((start + timedelta(weeks=week)).isoformat(), per_week, per_day=per_week, prefix=f"{prefix}{week}-")
        for week in range(count)
    )


def test_a_week_after_two_years_is_as_many_rows_as_usual(store):
    bring(store, weeks("2024-11-11", 104, 5))
    assert kinds(store, weeks("2026-11-09", 1, 5, prefix="B")) == set()
    assert kinds(store, weeks("2026-11-09", 1, 5, prefix="B").replace(",10,", ",11,")) == set()


def test_ten_times_the_rows_of_a_usual_week_are_doubtful_and_nine_times_are_not(store):
    bring(store, weeks("2026-10-05", 4, 5))
    # from Monday to Sunday, seven days: 50 a week, and 49
    many = lines("2026-11-02", 49, per_day=7, prefix="B")
    assert kinds(store, many) == set()
    assert "It has 50 rows a week; usually there were 5." in sentence(
        store, many + lines("2026-11-08", 1, prefix="C")
    )


def test_a_tenth_of_a_usual_week_is_doubtful(store):
    bring(store, weeks("2026-10-05", 4, 40))
    few = "B1,7,2026-11-02,10,EUR,web\nB2,7,2026-11-04,10,EUR,web\nB3,7,2026-11-05,10,EUR,web\n"
    last = "B4,7,2026-11-08,10,EUR,web\n"  # Monday to Sunday: 4 a week
    assert kinds(store, few + last) == {Doubt.ROWS}
    assert kinds(store, few + last + last.replace("B4", "B5")) == set()


def test_three_weeks_are_no_usual_week_yet_and_few_rows_are_chance(store):
    bring(store, weeks("2026-10-05", 3, 40))
    week = "B1,7,2026-11-02,10,EUR,web\nB2,7,2026-11-08,10,EUR,web\n"
    assert kinds(store, week) == set()
    bring(store, weeks("2026-10-26", 1, 40, prefix="D"))
    assert kinds(store, week) == {Doubt.ROWS}


def customers(store, count):
    text = "customer_id,email\n" + "".join(f"{number},{number}@example.com\n" for number in range(count))
    (found,) = plan_file("customers.csv", text.encode(), ImportOptions(), store.state)
    return found


def test_a_file_without_dates_is_held_beside_each_earlier_one(store):
    for count in (200, 210):
        assert doubts(store, customers(store, count), today=TODAY) == ()
        store_plan(store, customers(store, count), at="2026-11-09T09:00:00", by="analyst")
    # a tenth of the one that is more alike, and a row more
    (found,) = doubts(store, customers(store, 20), today=TODAY)
    assert found.sentence.startswith("It has 20 rows; earlier files had 200 to 210.")
    assert doubts(store, customers(store, 21), today=TODAY) == ()


def test_everything_first_and_then_what_is_new_is_no_doubt(store):
    for count in (200, 5, 6):
        assert doubts(store, customers(store, count), today=TODAY) == ()
        store_plan(store, customers(store, count), at="2026-11-09T09:00:00", by="analyst")


def test_a_whole_week_without_rows_is_doubtful_and_six_days_are_not(store):
    bring(store, lines("2026-10-28", 5))  # up to Sunday 1 November
    assert "1 whole week has no row, between 2026-11-01 and 2026-11-09" in sentence(
        store, lines("2026-11-09", 5, prefix="B")
    )
    assert kinds(store, lines("2026-11-08", 5, prefix="B")) == set()


def test_a_hole_inside_the_file_is_doubtful(store):
    assert kinds(store, lines("2026-10-28", 5) + lines("2026-11-09", 5, prefix="B")) == {Doubt.GAP}


def test_a_hole_counts_beyond_twice_the_usual_step(store):
    bring(store, weeks("2026-09-07", 5, 2))  # on Mondays up to 5 October, a step of 7 days
    assert kinds(store, lines("2026-10-19", 1, prefix="B")) == set()  # 14 days later
    assert "1 whole week has no row, between 2026-10-05 and 2026-10-20" in sentence(
        store, lines("2026-10-20", 1, prefix="B")
    )


def test_one_row_in_a_currency_never_seen_is_doubtful(store):
    bring(store, lines("2026-11-01", 4))
    four = lines("2026-11-05", 4, prefix="B")
    assert "1 row is in USD, which was never there before; so far there was EUR." in sentence(
        store, four + lines("2026-11-08", 1, currency="USD", prefix="C")
    )
    assert "4 rows are in USD" in sentence(store, lines("2026-11-05", 4, currency="USD", prefix="B"))
    # what is known, and a row that names none, are no news
    assert kinds(store, four + lines("2026-11-08", 1, currency="", prefix="C")) == set()


def test_the_first_currency_of_all_is_no_doubt_and_a_second_one_only_once(store):
    assert kinds(store, lines("2026-11-01", 4, currency="USD")) == set()
    bring(store, lines("2026-11-01", 4) + lines("2026-11-04", 1, currency="USD", prefix="C"))
    assert kinds(store, lines("2026-11-05", 4, currency="USD", prefix="B")) == set()


def test_thirty_percent_of_a_column_that_used_to_be_filled_empty_is_doubtful(store):
    bring(store, lines("2026-11-01", 10))
    some = lines("2026-11-05", 7, prefix="B") + lines("2026-11-05", 3, channel="", prefix="C")
    few = lines("2026-11-05", 8, prefix="B") + lines("2026-11-05", 2, channel="", prefix="C")
    assert "30% of channel is empty" in sentence(store, some)
    assert kinds(store, few) == set()


def test_a_first_file_that_lacks_what_kpis_need_is_doubtful(store):
    some = lines("2026-11-05", 7, prefix="B") + lines("2026-11-05", 3, amount="", prefix="C")
    assert "30% of the rows don't say “what the line came to” (amount)" in sentence(store, some)


def test_tomorrow_is_doubtful_and_today_is_not(store):
    assert "1 row lies ahead of today, the last on 2026-11-17" in sentence(store, lines("2026-11-13", 5))
    assert kinds(store, lines("2026-11-12", 5)) == set()


def test_amounts_ten_times_as_large_are_doubtful(store):
    bring(store, lines("2026-11-01", 4))
    assert "The middle amount is 100.00; in earlier imports it was 10.00" in sentence(
        store, lines("2026-11-05", 4, amount=100, prefix="B")
    )
    assert kinds(store, lines("2026-11-05", 4, amount=99, prefix="B")) == set()


def test_fewer_rows_that_find_their_customer_are_doubtful_unless_the_customers_come_along(store):
    (people,) = plan_file("customers.csv", b"customer_id,email\n7,a@example.com\n", ImportOptions(), store.state)
    store_plan(store, people, at="2026-11-09T09:00:00", by="analyst")
    bring(store, lines("2026-11-01", 10))
    some = lines("2026-11-05", 7, prefix="B") + lines("2026-11-05", 3, prefix="C").replace(",7,", ",99,")
    few = lines("2026-11-05", 8, prefix="B") + lines("2026-11-05", 2, prefix="C").replace(",7,", ",99,")
    assert "70% of the rows that name a customer name a known one" in sentence(store, some)
    assert kinds(store, few) == set()
    (newcomers,) = plan_file("new.csv", b"customer_id,email\n99,b@example.com\n", ImportOptions(), store.state)
    assert doubts(store, plan(store, some), today=TODAY, beside=[newcomers]) == ()
