"""Recency, frequency and money: scores with ties, and what was known on an earlier day."""

from datetime import date, timedelta

import ibis
import numpy as np
import pandas as pd

from analytics import jobs
from data import rfm
from data.components.base import Basis
from data.settings import Settings
from tests.filled_store import filled_store
from tests.small_company import table
from tests.tables import unbound

LAST = date(2026, 9, 30)


def scored(tmp_path, orders, **settings):
    store = filled_store(tmp_path / "shop.duckdb", {"orders": orders})
    if settings:
        store.state.change_settings(**settings)
    jobs.after_import(store)
    with store.read() as facts:
        frame = facts.frame(facts.derived("rfm"))
    return frame.set_index("customer_id").sort_index()


def purchases(*rows):
    """Return orders of (customer, days before the last day, amount)."""
    days = [(name, LAST - timedelta(days=ago), amount) for name, ago, amount in rows]
    frame = pd.DataFrame(days, columns=["customer_id", "ordered_at", "amount"])
    return frame.assign(order_id=[str(number) for number in range(len(frame))])


def test_five_buyers_who_all_differ_have_the_scores_one_to_five(tmp_path):
    # a bought longest ago, once, for least; e today, on five days, for most
    rows = [
        (name, ago, 10.0 * number)
        for number, (name, since) in enumerate(zip("abcde", (400, 300, 200, 100, 0), strict=True), start=1)
        for ago in range(since, since + number)
    ]
    frame = scored(tmp_path, purchases(*rows))
    assert frame["cell"].tolist() == [111, 222, 333, 444, 555]
    assert frame["recency_days"].tolist() == [400, 300, 200, 100, 0]
    assert frame["frequency"].tolist() == [1, 2, 3, 4, 5]
    assert frame["money"].tolist() == [10, 40, 90, 160, 250]
    assert set(frame["as_of"].dt.date) == {LAST}


def test_buyers_who_are_alike_have_the_same_score_and_the_lowest_is_one(tmp_path):
    # Six of ten bought once. Sorted: 1 1 1 1 1 1 2 3 4 5; the cuts lie at 1, 1, 1.4 and 3.2.
    counts = [1, 1, 1, 1, 1, 1, 2, 3, 4, 5]
    rows = [(f"c{number}", ago, 1.0) for number, days in enumerate(counts) for ago in range(days)]
    frame = scored(tmp_path, purchases(*rows))
    assert (frame["cell"] // 10 % 10).tolist() == [1, 1, 1, 1, 1, 1, 4, 4, 5, 5]
    assert (frame["cell"] // 100).unique().tolist() == [5]  # all bought on the last day: nobody was away longer


def test_several_orders_on_a_day_are_one_purchase_and_refunds_take_money_away(tmp_path):
    orders = table(
        "order_id customer_id ordered_at amount refunded_amount refunded_at currency",
        ("1", "a", "2026-09-30 10:00", 50, None, None, "EUR"),
        ("2", "a", "2026-09-30 12:00", 30, 20, "2026-09-30 13:00", "EUR"),
        ("3", "a", "2026-09-30 12:00", 999, None, None, "USD"),
        ("4", None, "2026-09-30 12:00", 70, None, None, "EUR"),
    )
    frame = scored(tmp_path, orders)
    assert frame[["frequency", "money"]].to_numpy().tolist() == [[1, 60]]


def test_without_amounts_frequency_stands_for_money(tmp_path):
    rows = [("a", 3, None), ("b", 2, None), ("b", 1, None)]
    frame = scored(tmp_path, purchases(*rows))
    assert frame["money"].isna().all()
    assert (frame["cell"] % 10).tolist() == (frame["cell"] // 10 % 10).tolist()


def test_who_had_not_bought_by_an_earlier_day_has_no_cell_of_it(tmp_path):
    frame = scored(tmp_path, purchases(("old", 100, 5.0), ("old", 0, 5.0), ("new", 27, 5.0)))
    assert frame.loc["new", ["cell_28", "cell_91", "cell_182", "cell_364"]].isna().all()
    assert frame.loc["old", ["cell_28", "cell_91"]].notna().all()
    assert pd.isna(frame.loc["old", "cell_182"])


def test_an_earlier_day_sees_neither_later_purchases_nor_later_refunds(tmp_path):
    dice = np.random.default_rng(4)
    number = 400
    orders = pd.DataFrame(
        {
            "order_id": [str(one) for one in range(number)],
            "customer_id": [f"c{one}" for one in dice.integers(0, 60, number)],
            "ordered_at": [LAST - timedelta(days=int(ago)) for ago in dice.integers(0, 300, number)],
            "amount": dice.integers(5, 90, number).astype(float),
            "refunded_amount": np.where(dice.random(number) < 0.3, 5.0, np.nan),
        }
    )
    waits = pd.to_timedelta(dice.integers(0, 90, number), unit="D")
    later = (pd.to_datetime(orders["ordered_at"]) + waits).clip(upper=pd.Timestamp(LAST))
    orders["refunded_at"] = later.where(orders["refunded_amount"] > 0)
    evening = LAST - timedelta(days=91)
    at_the_end = table(
        "order_id customer_id ordered_at amount", ("last", "c0", LAST, 1), ("then", "c1", evening, 1)
    )
    now = scored(tmp_path, pd.concat([orders, at_the_end], ignore_index=True))["cell_91"].dropna()
    known = pd.concat([orders, at_the_end], ignore_index=True)
    known = known[known["ordered_at"] <= evening]
    unknown = pd.to_datetime(known["refunded_at"]) > pd.Timestamp(evening)
    known = known.assign(
        refunded_amount=known["refunded_amount"].mask(unknown), refunded_at=known["refunded_at"].mask(unknown)
    )
    then = scored(tmp_path / "then", known.reset_index(drop=True))["cell"]
    assert len(then) > 40
    assert now.astype(int).to_dict() == then.to_dict()


def test_the_scores_compile_for_spark():
    basis = Basis(Settings(), as_of=LAST, covered_until={"orders": LAST})
    assert "SELECT" in ibis.to_sql(rfm.scored(unbound(), basis), dialect="databricks")
