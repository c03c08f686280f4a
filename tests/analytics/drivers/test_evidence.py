"""What lies behind a change: rows told by what they add above the line, and the imports near it."""

from datetime import date

import pytest

from analytics.drivers import evidence
from data.store import Store
from tests.small_company import small_company

JULY = (date(2026, 7, 1), date(2026, 7, 31))
AUGUST = (date(2026, 8, 1), date(2026, 8, 31))


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    return small_company(tmp_path_factory.mktemp("evidence"))


def test_a_balance_counts_promoters_up_and_detractors_down(store):
    (item,) = evidence.rows_behind(store, "net_promoter_score", "month", JULY)
    above = item.rows.set_index("response_id")[evidence.ABOVE]
    assert above.to_dict() == {"R1": 1, "R2": 1, "R3": 0, "R4": -1}
    assert (item.count, item.above) == (4, 1)


def test_retention_shows_the_customers_that_it_lost(store):
    # E on 4 August, and those without a contract whose last order lies further back than ten days.
    (item,) = evidence.rows_behind(store, "customer_retention_rate", "month", AUGUST)
    assert item.above == -item.count
    assert "E" in set(item.rows["customer_id"])


def test_money_says_that_it_is_money_and_a_column_that_repeats_another_is_left_out(store):
    (item,) = evidence.rows_behind(store, "revenue", "month", AUGUST)
    assert item.is_money
    assert item.above == 50
    assert evidence.ABOVE not in item.rows


def test_a_median_has_the_rows_it_is_taken_over(store):
    (item,) = evidence.rows_behind(store, "time_to_resolution", "month", AUGUST)
    # T2 took from 30 July 12:00 to 5 August 12:00, T3 two days.
    assert item.rows.set_index("ticket_id")["hours"].to_dict() == {"T2": 144, "T3": 48}
    assert item.above is None


def test_rows_of_one_segment_only(store):
    (item,) = evidence.rows_behind(store, "tickets_opened", "month", JULY, ("country", "NL"))
    assert set(item.rows["ticket_id"]) == {"T1", "T2"}


def test_a_metric_of_a_model_has_no_rows(store):
    assert evidence.rows_behind(store, "customer_lifetime_value", "month", JULY) == []


def test_imports_with_rows_of_the_period_and_those_that_came_in_within_it(store):
    july = evidence.imports_near(store, "tickets_opened", *JULY)
    # Customers of this company have no day on which they signed up.
    assert [(item.table, item.rows) for item in july] == [("tickets", 2)]
    day = july[0].imported_on
    near = evidence.imports_near(store, "tickets_opened", day, day)
    assert {item.table for item in near} == {"tickets", "customers"}
    assert {item.rows for item in near} == {0}


def test_an_import_that_was_taken_back_is_not_named(tmp_path):
    own = small_company(tmp_path)
    batch = next(item for item in own.state.batches() if item.table == "tickets")
    own.state.undo_batch(batch.batch_id, at="2026-11-17T09:00:00", by="tester")
    assert evidence.imports_near(own, "tickets_opened", *JULY) == []
