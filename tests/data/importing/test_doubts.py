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


def test_ten_times_the_rows_are_doubtful_and_nine_times_are_not(store):
    bring(store, lines("2026-11-01", 4, prefix="A"))
    assert "It has 40 rows; earlier ones usually had 4." in sentence(
        store, lines("2026-11-05", 40, per_day=10, prefix="B")
    )
    assert kinds(store, lines("2026-11-05", 39, per_day=10, prefix="B")) == set()


def test_a_tenth_of_the_rows_is_doubtful(store):
    bring(store, lines("2026-11-01", 40, per_day=10))
    assert kinds(store, lines("2026-11-05", 4, prefix="B")) == {Doubt.ROWS}
    assert kinds(store, lines("2026-11-05", 5, prefix="B")) == set()


def test_a_whole_week_without_rows_is_doubtful_and_six_days_are_not(store):
    bring(store, lines("2026-10-28", 5))  # up to Sunday 1 November
    assert "1 whole week has no row, between 2026-11-01 and 2026-11-09" in sentence(
        store, lines("2026-11-09", 5, prefix="B")
    )
    assert kinds(store, lines("2026-11-08", 5, prefix="B")) == set()


def test_a_hole_inside_the_file_is_doubtful(store):
    assert kinds(store, lines("2026-10-28", 5) + lines("2026-11-09", 5, prefix="B")) == {Doubt.GAP}


def test_a_currency_never_seen_is_doubtful(store):
    bring(store, lines("2026-11-01", 4))
    assert "4 rows are in USD" in sentence(store, lines("2026-11-05", 4, currency="USD", prefix="B"))


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
