from datetime import date

import ibis
import pandas as pd
import pytest

from data import purchases
from tests.tables import in_memory, unbound


def orders(*rows):
    columns = ("customer_id", "ordered_at", "amount", "refunded_amount", "refunded_at", "quantity")
    frame = pd.DataFrame([row + (None,) * (len(columns) - len(row)) for row in rows], columns=columns)
    for name in ("ordered_at", "refunded_at"):
        frame[name] = pd.to_datetime(frame[name], format="ISO8601")
    return in_memory(orders=frame)


def history(tables, as_of=date(2026, 3, 1)):
    return purchases.histories(tables, as_of).execute().set_index("customer_id")


def test_two_purchases_on_a_day_count_as_one():
    found = history(
        orders(("a", "2026-01-01 09:00", 5), ("a", "2026-01-01 18:00", 7), ("a", "2026-01-15 10:00", 9))
    )
    assert found.loc["a", ["frequency", "recency_weeks", "monetary_value"]].tolist() == [1, 2.0, 9.0]


def test_age_runs_from_the_first_purchase_to_the_day_asked_for():
    found = history(orders(("a", "2026-02-01 23:00", 5)), as_of=date(2026, 3, 1))
    assert found.loc["a", "age_weeks"] == 4.0
    assert found.loc["a", "frequency"] == 0
    assert pd.isna(found.loc["a", "monetary_value"])


def test_the_day_asked_for_belongs_to_the_history_and_the_next_does_not():
    tables = orders(("a", "2026-01-01", 5), ("a", "2026-03-01 23:59", 6), ("a", "2026-03-02 00:00", 100))
    found = history(tables)
    assert found.loc["a", ["frequency", "monetary_value"]].tolist() == [1, 6.0]


def test_a_refund_lowers_the_value_only_once_it_is_known():
    tables = orders(("a", "2026-01-01", 5), ("a", "2026-02-01", 50, 20, "2026-02-20"))
    assert history(tables, as_of=date(2026, 2, 19)).loc["a", "monetary_value"] == 50
    assert history(tables, as_of=date(2026, 2, 20)).loc["a", "monetary_value"] == 30


def test_a_cancellation_is_no_purchase():
    tables = orders(("a", "2026-01-01", 5), ("a", "2026-02-01", 0, 5, "2026-02-01"), ("b", "2026-01-01", 0, 3))
    found = history(tables)
    assert found.loc["a", "frequency"] == 0
    assert "b" not in found.index


def test_a_purchase_for_nothing_is_a_purchase():
    found = history(orders(("a", "2026-01-01", 5), ("a", "2026-02-01", 0.0)))
    assert found.loc["a", ["frequency", "monetary_value"]].tolist() == [1, 0.0]


def test_guests_have_no_history():
    assert history(orders((None, "2026-01-01", 5), ("a", "2026-01-02", 5))).index.tolist() == ["a"]


def test_histories_compile_for_a_cluster():
    sql = ibis.to_sql(purchases.histories(unbound(), date(2026, 3, 1)), dialect="databricks")
    assert "COUNT(DISTINCT" in sql.upper()


def test_the_last_day_is_the_last_orders():
    tables = orders(("a", "2026-01-01", 5), (None, "2026-02-03 22:00", 5))
    assert pd.Timestamp(purchases.last_day(tables).execute()) == pd.Timestamp("2026-02-03")


@pytest.mark.parametrize(
    ("quantity", "amount", "refunded", "sale"),
    [(1, 5, None, True), (-1, 0, 5, False), (1, 0, 5, False), (None, None, None, True), (1, 5, 5, True)],
)
def test_which_lines_are_sales(quantity, amount, refunded, sale):
    table = orders(("a", "2026-01-01", amount, refunded, None, quantity))["orders"]
    assert purchases.is_sale(table).execute().tolist() == [sale]
