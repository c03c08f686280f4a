"""The catalogue on real purchases: CDNOW, 1997 and 1998."""

import pandas as pd
import pytest

from analytics import kpis
from analytics.kpis import Asked
from data import rollups
from data.settings import Settings
from tests.filled_store import filled_store
from tests.shared_data import shared_file

CUSTOMERS = (
    23_570  # Fader & Hardie (2001), Interfaces 31(3), S94-S107: first purchase in the first quarter of 1997
)
PURCHASES = 69_659


@pytest.fixture(scope="module")
def purchases():
    path = shared_file("orders/CDNOW_master.txt")
    columns = ["customer_id", "ordered_at", "quantity", "amount"]
    frame = pd.read_csv(path, sep=r"\s+", header=0, names=columns, dtype={"customer_id": str, "ordered_at": str})
    return frame.assign(
        ordered_at=pd.to_datetime(frame["ordered_at"], format="%Y%m%d"),
        order_id=[str(number) for number in range(len(frame))],
    )


@pytest.fixture(scope="module")
def quarters(purchases, tmp_path_factory):
    store = filled_store(tmp_path_factory.mktemp("cdnow") / "cdnow.duckdb", {"orders": purchases})
    with store.write() as writer:
        rollups.refresh(writer, Settings())
    frame = kpis.rows(store, Asked(every="quarter"))
    return frame.set_index(["metric", "period_start"]).sort_index()


def test_everybody_was_won_in_the_first_quarter(quarters):
    new = quarters.loc["customers_new", "value"]
    assert new["1997-01-01"] == CUSTOMERS
    assert new.sum() == CUSTOMERS


def test_revenue_and_orders_are_those_of_the_file(quarters, purchases):
    assert len(purchases) == PURCHASES
    assert quarters.loc["revenue", "value"].sum() == pytest.approx(purchases["amount"].sum())
    assert quarters.loc["average_order_value", "denominator"].sum() == PURCHASES


def test_after_the_first_quarter_every_buyer_is_a_repeat_buyer(quarters, purchases):
    rate = quarters.loc["repeat_purchase_rate"]
    assert rate["value"].tolist() == [0, 1, 1, 1, 1, 1]
    spring = purchases[purchases["ordered_at"].between("1997-04-01", "1997-06-30")]
    assert rate.loc["1997-04-01", "numerator"] == spring["customer_id"].nunique()


def test_active_customers_are_those_who_came_less_those_who_were_lost(quarters):
    active, lost = quarters.loc["customers_active", "value"], quarters.loc["customers_lost", "value"]
    back = active.diff().iloc[1:] + lost.iloc[1:]  # who had been lost and bought again
    assert (back >= 0).all()
    assert active.iloc[0] <= CUSTOMERS
