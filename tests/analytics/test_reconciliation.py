"""What a tool shows less every difference is what counts, to the last row."""

import pytest

from analytics.reconciliation import ROWS, by_source
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.store import Store

SENDS = "campaign,sent_at,sent,delivered,opened\n"
ORDERS = "order_id,customer_id,ordered_at,amount\n"


@pytest.fixture
def store(tmp_path):
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def bring(store: Store, name: str, text: str) -> None:
    for plan in plan_file(name, text.encode(), ImportOptions(), store.state):
        store_plan(store, plan, at="2026-11-16T09:00:00", by="analyst")


def test_an_empty_store_has_nothing_to_compare(store):
    assert by_source(store) == []


def test_rows_set_aside_replaced_and_repeated_are_told_apart(store):
    bring(store, "orders.csv", ORDERS + "A,7,2026-11-02,10\nB,8,2026-11-03,20\nC,9,someday,5\n")
    bring(store, "later.csv", ORDERS + "B,8,2026-11-03,25\nD,7,2026-11-04,1\n")
    (orders,) = by_source(store)
    # five rows were read: one set aside, order B came twice; A, B and D count
    assert (orders.files, orders.measures[0].tool, orders.measures[0].product) == (2, 5, 3)
    assert {each.key: each.amounts[ROWS] for each in orders.differences} == {"set_aside": 1, "again": 1}
    assert orders.unexplained(ROWS) == 0
    assert (str(orders.first_day), str(orders.last_day)) == ("2026-11-02", "2026-11-04")


def test_customers_have_rows_and_no_days(store):
    bring(store, "people.csv", "customer_id,email\n1,a@example.com\n1,b@example.com\n2,c@example.com\n")
    (people,) = by_source(store)
    # three rows were read, customer 1 twice
    assert (people.measures[0].tool, people.measures[0].product, people.first_day) == (3, 2, None)
    assert {each.key: each.amounts[ROWS] for each in people.differences} == {"again": 1}


def test_test_sends_are_rows_of_the_tool_that_do_not_count(store):
    bring(store, "sends.csv", SENDS + "News,2026-11-02,900,890,300\nTrial,2026-11-01,2,2,2\n")
    (sends,) = by_source(store)
    assert (sends.measures[0].tool, sends.measures[0].product, sends.unexplained(ROWS)) == (2, 1, 0)
    assert [each.key for each in sends.differences] == ["tests"]
