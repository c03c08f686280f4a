"""Several currencies: converted at the rate entered, else kept apart; worked by hand on the small company.

In August there are orders of 1000 dollars (A), 30 (G, names no currency) and 40 euros (I); 20 euros are paid back.
"""

from datetime import date

import pandas as pd
import pytest

from analytics import company, kpis
from analytics.kpis import Asked
from data import purchases
from data.currencies import Conversion
from data.errors import InvalidSettingError
from tests.small_company import ORDERS, SETTINGS, small_company, table
from tests.tables import in_memory

TODAY = date(2026, 11, 25)
HALF = {"USD": {"rate": 0.5, "into": "EUR", "entered_on": "2026-11-25"}}


def with_rates(folder, rates, **tables):
    folder.mkdir(exist_ok=True)
    return small_company(folder, SETTINGS.changed(currency_rates=rates), **tables)


def value(store, key, start="2026-08-01", *, every="month", by="", segment=None):
    found = kpis.rows(store, Asked(every=every, by=by, only=(key,)))
    there = found["segment"].isna() if segment is None else found["segment"] == segment
    return found[there].set_index("period_start").loc[start, ["value", "denominator"]].tolist()


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    return with_rates(tmp_path_factory.mktemp("apart"), {})


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    return with_rates(tmp_path_factory.mktemp("converted"), HALF)


def test_without_a_rate_dollars_are_in_no_total(apart):
    assert value(apart, "revenue")[0] == 30 + 40 - 20
    assert value(apart, "average_order_value") == [25, 2]


def test_with_a_rate_they_are_added_converted(converted):
    assert value(converted, "revenue")[0] == 30 + 40 - 20 + 500
    assert value(converted, "average_order_value") == [pytest.approx(550 / 3), 3]
    assert value(converted, "revenue", "2026-07-01", every="quarter")[0] == 300 + 550 + 5


def test_converted_segments_add_up_to_the_total(converted):
    parts = {
        name: value(converted, "revenue", by="currency", segment=name)[0] for name in ("USD", "EUR", "not known")
    }
    assert parts == {"USD": 500, "EUR": 20, "not known": 30}


def test_a_refund_in_another_currency_is_converted_too(tmp_path):
    orders = ORDERS.copy()
    orders.loc[orders["order_id"] == "O6", ["refunded_amount", "refunded_at"]] = [400, "2026-09-02 10:00"]
    store = with_rates(tmp_path, HALF, orders=orders)
    assert value(store, "revenue", "2026-09-01")[0] == 5 - 200
    unconverted = with_rates(tmp_path / "apart", {}, orders=orders)
    assert value(unconverted, "revenue", "2026-09-01")[0] == 5


def test_a_rate_into_another_main_currency_is_no_rate(tmp_path):
    store = with_rates(tmp_path, {"USD": HALF["USD"] | {"into": "CHF"}})
    assert value(store, "revenue")[0] == 50


def test_what_is_kept_apart_is_said_with_its_number_and_amount(apart, converted):
    assert company.read(apart).apart == (company.Apart("USD", 1, 1000.0),)
    assert company.read(converted).apart == ()


def test_entering_a_rate_works_revenue_out_anew_and_keeps_its_day(tmp_path):
    store = with_rates(tmp_path, {})
    assert company.change(store, {"currency_rates": "USD:0.5"}, today=TODAY)
    assert store.state.settings().currency_rates == HALF
    assert value(store, "revenue")[0] == 550
    later = date(2026, 12, 1)
    assert not company.change(store, {"currency_rates": {"USD": 0.5}}, today=later)
    assert company.change(store, {"currency_rates": {"USD": 0.6}}, today=later)
    assert store.state.settings().currency_rates["USD"]["entered_on"] == "2026-12-01"
    company.change(store, {"currency_rates": ""}, today=later)
    assert value(store, "revenue")[0] == 50


def test_a_rate_left_as_it_was_does_not_follow_to_another_main_currency(tmp_path):
    store = with_rates(tmp_path, HALF)
    company.change(store, {"currency": "GBP", "currency_rates": {"USD": 0.5, "EUR": 0.85}}, today=TODAY)
    entered = store.state.settings().currency_rates
    assert {code: (one["rate"], one["into"]) for code, one in entered.items()} == {"EUR": (0.85, "GBP")}


def test_the_main_currency_needs_no_rate(apart):
    with pytest.raises(InvalidSettingError, match="EUR is the main currency"):
        company.change(apart, {"currency_rates": {"EUR": 1.0}}, today=TODAY)


def test_what_a_customer_is_worth_counts_converted_money_alone():
    columns = "order_id customer_id ordered_at amount currency"
    lines = (
        ("1", "a", pd.Timestamp("2026-01-05"), 100, "EUR"),
        ("2", "a", pd.Timestamp("2026-01-12"), 100, "USD"),
        ("3", "a", pd.Timestamp("2026-01-19"), 100, "CHF"),
    )
    tables = in_memory(orders=table(columns, *lines))
    converted = Conversion("EUR", {"USD": 0.5}).applied(tables)
    found = purchases.histories(converted, date(2026, 2, 1)).execute().iloc[0]
    # The two purchases after the first brought 50 and an amount that is kept apart.
    assert found["monetary_value"] == 25
