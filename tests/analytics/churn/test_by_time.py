"""Churn from orders and from contracts: trained on the past, tested on what came after."""

from datetime import date, datetime
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analytics import churn
from analytics.churn import snapshots
from data.errors import TooLittleDataError, UnknownNameError
from tests.shared_data import shared_file
from tests.stores import put, store_of

START = pd.Timestamp("2025-01-01")
AS_OF = date(2026, 6, 30)
DAYS = 546  # from START to AS_OF, both inside


def orders(customers=1800, seed=5):
    """Customers who buy every week or every month until a day of their own on which three in four stop."""
    dice = np.random.default_rng(seed)
    rows = []
    for number in range(customers):
        stop = dice.integers(60, 420) if number % 4 else DAYS
        gaps = dice.integers(5, 9, 100) if number % 2 else dice.integers(26, 35, 24)
        days = dice.integers(0, 40) + np.cumsum(gaps)
        kept = days[days < min(stop, DAYS)]
        rows += [
            (f"c{number:04}", START + pd.Timedelta(days=int(day)), float(dice.integers(10, 60))) for day in kept
        ]
    frame = pd.DataFrame(rows, columns=["customer_id", "ordered_at", "amount"])
    return frame.assign(order_id=[f"o{number}" for number in range(len(frame))])


def contracts(customers=1500, seed=6):
    """Monthly contracts that end by lot, twice as often on the plan Basic."""
    dice = np.random.default_rng(seed)
    begins = dice.integers(0, 400, customers)
    basic = dice.random(customers) < 0.5
    lasts = dice.exponential(np.where(basic, 250, 900))
    ends = begins + np.maximum(lasts, 20)
    day = lambda offset: START + pd.to_timedelta(np.asarray(offset, dtype=int), unit="D")  # noqa: E731
    return pd.DataFrame(
        {
            "customer_id": [f"c{number:04}" for number in range(customers)],
            "subscription_id": [f"s{number:04}" for number in range(customers)],
            "started_on": day(begins),
            "cancelled_on": pd.Series(day(np.minimum(ends, 3000))).where(ends < DAYS),
            "recurring_value": 20.0,
            "plan": np.where(basic, "Basic", "Plus"),
        }
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return store_of(tmp_path_factory.mktemp("shop"), orders=orders())


@pytest.fixture(scope="module")
def by_orders(shop):
    return churn.run(shop, as_of=AS_OF)


@pytest.fixture(scope="module")
def club(tmp_path_factory):
    subscriptions = contracts()
    gone = subscriptions["cancelled_on"].notna()
    dice = np.random.default_rng(7)
    survey = np.where(gone, dice.random(len(gone)) < 0.97, dice.random(len(gone)) < 0.005)
    attributes = [
        {"closing_survey_sent": "yes" if sent else "no", "grind": grind, "points": str(points)}
        for sent, grind, points in zip(
            survey, dice.choice(["beans", "filter"], len(gone)), dice.integers(0, 999, len(gone)), strict=True
        )
    ]
    customers = pd.DataFrame({"customer_id": subscriptions["customer_id"], "attributes": attributes})
    return store_of(tmp_path_factory.mktemp("club"), subscriptions=subscriptions, customers=customers)


@pytest.fixture(scope="module")
def by_contract(club):
    return churn.run(club, as_of=AS_OF)


def test_cut_offs_share_no_outcome_day():
    days = snapshots.cut_offs(START.date(), AS_OF, 90)
    assert days[0] == date(2026, 4, 1)  # ninety days before the last
    assert all((later - earlier).days == 90 for later, earlier in pairwise(days))
    assert (days[-1] - START.date()).days >= 60


def test_silent_customers_are_found_by_their_own_rhythm(by_orders):
    card = by_orders.card
    assert (card["mode"], card["as_of"], card["horizon_days"]) == ("orders", "2026-06-30", 90)
    # a weekly buyer who is silent for three weeks has stopped, a monthly one has not: days alone don't say it
    assert card["roc_auc"] > card["baseline_roc_auc"] + 0.03
    assert by_orders.scores["reason_1"].str.contains(r"No order for \d+ days, usually every \d+").any()


def test_the_list_holds_active_buyers_once_with_the_highest_value_at_risk_first(shop, by_orders):
    scores = by_orders.scores
    lines = orders()
    last = lines.groupby("customer_id")["ordered_at"].max()
    assert set(scores["customer_id"]) <= set(last.index)
    assert scores["customer_id"].is_unique
    assert scores["value_at_risk"].is_monotonic_decreasing
    longest_silence = (pd.Timestamp(AS_OF) - last.loc[scores["customer_id"]]).dt.days.max()
    with shop.read() as facts:
        from data.features import buyers  # noqa: PLC0415

        window = facts.frame(buyers.proposed_window(facts.tables, AS_OF))["days"].iloc[0]
    assert longest_silence <= window


def test_orders_after_the_day_asked_for_change_nothing(tmp_path, by_orders):
    lines = orders()
    later = lines.head(400).assign(
        ordered_at=pd.Timestamp("2026-07-20"), order_id=[f"later{number}" for number in range(400)], amount=9_999.0
    )
    store = store_of(tmp_path, orders=pd.concat([lines, later]))
    again = churn.run(store, as_of=AS_OF)
    pd.testing.assert_frame_equal(again.scores, by_orders.scores)
    assert again.card == by_orders.card


def test_contracts_are_preferred_where_they_cover_as_many(by_contract):
    card = by_contract.card
    assert card["mode"] == "contract"
    assert card["roc_auc"] > 0.55
    assert "Plan: Basic" in set(by_contract.scores["reason_1"])


def test_the_list_of_contracts_holds_exactly_those_that_still_run(by_contract):
    subscriptions = contracts()
    running = subscriptions["cancelled_on"].isna() | (subscriptions["cancelled_on"] > pd.Timestamp(AS_OF))
    assert set(by_contract.scores["customer_id"]) == set(subscriptions.loc[running, "customer_id"])


def test_a_survey_sent_to_leavers_is_left_out_by_name_and_honest_words_are_read(by_contract):
    excluded = {one["column"]: one["reason"] for one in by_contract.card["excluded"]}
    assert "closing_survey_sent" in excluded
    assert "grind" not in excluded
    assert "without a date" in excluded["points"]


def test_lifetime_value_of_contracts_is_months_times_value(by_contract):
    # twelve months of 20 at most; less for those who leave within the year and for money that comes later
    values = by_contract.scores["lifetime_value"]
    assert values.between(0.5 * 240, 240).all()
    assert values.nunique() == 1


def test_a_column_that_gives_away_contracts_is_left_out_of_orders_too(tmp_path):
    # half of the buyers have a contract; the survey went to those who ended theirs, and orders hardly show it
    lines = orders(customers=1200)
    dice = np.random.default_rng(8)
    names = sorted(lines["customer_id"].unique())
    has_contract = dice.random(len(names)) < 0.5
    left = has_contract & (dice.random(len(names)) < 0.3)
    customers = pd.DataFrame(
        {
            "customer_id": names,
            "churned": pd.Series(left, dtype=object).where(has_contract, None),
            "attributes": [{"closing_survey_sent": "yes" if gone else "no"} for gone in left],
        }
    )
    store = store_of(tmp_path, orders=lines, customers=customers)
    card = churn.run(store, as_of=AS_OF, mode="orders").card
    assert "closing_survey_sent" in {one["column"] for one in card["excluded"]}


def test_a_history_shorter_than_the_horizon_is_refused(shop):
    with pytest.raises(TooLittleDataError, match="that takes a history of at least 560 days"):
        churn.run(shop, as_of=AS_OF, horizon_days=500)


def test_too_few_leavers_are_refused_with_how_many_there_are(tmp_path):
    store = store_of(tmp_path, subscriptions=contracts(customers=200))
    with pytest.raises(TooLittleDataError, match=r"in the past of this store \d+ customers left within 90 days"):
        churn.run(store, as_of=AS_OF)


def test_a_short_history_is_tested_on_other_customers_and_says_so(shop):
    card = churn.run(shop, as_of=date(2025, 7, 20)).card
    assert any("customers it did not see" in warning for warning in card["warnings"])


def test_a_day_on_which_nobody_is_active_is_refused(shop):
    with pytest.raises(TooLittleDataError, match="No customer is active on 2027-12-31"):
        churn.run(shop, as_of=date(2027, 12, 31))


def test_an_empty_store_says_what_to_import(tmp_path):
    with pytest.raises(TooLittleDataError, match="import an export of customers, subscriptions or orders"):
        churn.run(store_of(tmp_path))


def test_an_unknown_mode_is_answered_with_those_there_are(shop):
    with pytest.raises(UnknownNameError, match="Known: contract, label, orders"):
        churn.run(shop, mode="order")


def test_a_saved_run_is_kept_beside_the_earlier_ones_and_goes_stale_with_an_import(tmp_path, by_contract):
    store = store_of(tmp_path, subscriptions=contracts(customers=3))
    first = churn.save(store, by_contract, by="analyst", at=datetime(2026, 7, 1, 9, 0))
    second = churn.save(store, by_contract, by="analyst", at=datetime(2026, 7, 2, 9, 0))
    with store.read() as facts:
        rows = facts.frame(facts.derived("churn_scores"))
    assert rows.groupby("run_id").size().to_dict() == dict.fromkeys((first, second), len(by_contract.scores))
    newest = store.state.churn_runs()[0]
    assert (newest.run_id, newest.stale, newest.card["roc_auc"]) == (second, False, by_contract.card["roc_auc"])
    put(store, "orders", orders(customers=1))
    assert store.state.churn_runs()[0].stale


def test_held_out_figures_on_cdnow(tmp_path):
    path = shared_file("orders/CDNOW_master.txt")
    columns = ["customer_id", "ordered_at", "cds", "amount"]
    lines = pd.read_csv(path, sep=r"\s+", skiprows=1, names=columns, dtype={"customer_id": str, "ordered_at": str})
    lines["ordered_at"] = pd.to_datetime(lines["ordered_at"])
    # every eighth customer, so that the test is quick
    lines = lines[lines["customer_id"].astype(int) % 8 == 0].assign(order_id=lambda frame: frame.index.astype(str))
    card = churn.run(store_of(tmp_path, orders=lines)).card
    assert card["mode"] == "orders"
    assert card["as_of"] == "1998-06-30"
    assert card["roc_auc"] > card["baseline_roc_auc"] + 0.02
    assert card["calibration_error"] < 0.06
