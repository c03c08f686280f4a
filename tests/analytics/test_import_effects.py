"""What an import will do to the KPIs, foretold: held against what it really does, over the whole catalogue."""

import shutil
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analytics import import_effects, jobs, kpis
from analytics.import_effects import effects
from data import schemas
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.sample import company, generate
from data.store import Store

END = date(2026, 11, 15)
LAST_WEEK = END - timedelta(days=7)
EVERYTHING = 1_000_000
FIGURES = ["value", "numerator", "denominator"]


@pytest.fixture(scope="module")
def exports():
    return generate(customers=40, weeks=16, end=END) | {"mentions": mentions()}


def mentions():
    """So small a company is hardly mentioned; these are two a day for four weeks."""
    moments = pd.date_range(END - timedelta(days=27), END + timedelta(days=1), freq="12h", inclusive="left")
    tones = ["This is great, I love it.", "This is awful, I hate it.", "It arrived on Monday."]
    said = {
        "mention_id": [f"M{number}" for number in range(len(moments))],
        "posted_at": moments,
        "text": [tones[number % 3] for number in range(len(moments))],
        "brand": company.BRAND,
        "language": "en",
    }
    return pd.DataFrame(said)


@pytest.fixture(scope="module")
def filled(exports, tmp_path_factory):
    """A store with everything up to a week before the end."""
    store = store_in(tmp_path_factory.mktemp("base"))
    store.state.change_settings(currency="EUR", own_brand=company.BRAND)
    bring(store, [plan_of(store, name, until(frame, name, LAST_WEEK)) for name, frame in exports.items()])
    return store


@pytest.fixture
def store(filled, tmp_path):
    for path in (filled.path, filled.state.path):
        shutil.copy(path, tmp_path / path.name)
    return store_in(tmp_path)


def store_in(folder):
    return Store(f"duckdb:///{folder / 'facts.duckdb'}")


def day_of(frame, name):
    moment = schemas.table(name).moment
    return pd.to_datetime(frame[moment]) if moment else pd.Series(pd.Timestamp(LAST_WEEK), index=frame.index)


def until(frame, name, day):
    return frame[~(day_of(frame, name) >= pd.Timestamp(day) + pd.Timedelta(days=1))]


def after(frame, name, day):
    return frame[day_of(frame, name) >= pd.Timestamp(day) + pd.Timedelta(days=1)]


def plan_of(store, name, frame, **options):
    content = frame.to_csv(index=False).encode()
    (plan,) = plan_file(f"{name}.csv", content, ImportOptions(**options), store.state)
    return plan


def bring(store, plans):
    for plan in plans:
        store_plan(store, plan, at="2026-11-16T09:00:00", by="analyst")
    jobs.after_import(store, {plan.checked.meaning.table for plan in plans if plan.is_clear})


def weekly(store):
    rows = kpis.rows(store, kpis.Asked(every="week"))
    return rows.set_index(["metric", "period_start"])[FIGURES].astype(float)


def differences(before, now):
    """Each week's value and counts before and after, where any of them differs by more than crumbs."""
    every = before.index.union(now.index)
    old, new = before.reindex(every).to_numpy(), now.reindex(every).to_numpy()
    differs = ~np.isclose(old, new, rtol=1e-9, atol=1e-9, equal_nan=True).all(axis=1)
    return {
        (metric, start.date()): (*old[place], *new[place])
        for place, (metric, start) in enumerate(every)
        if differs[place]
    }


def as_foretold(found):
    nan = float("nan")
    return {
        (item.metric, item.week_start): tuple(
            nan if figure is None else figure
            for figure in (item.before, *item.counts_before, item.after, *item.counts_after)
        )
        for item in found.shown
    }


def assert_foretold(store, plans):
    version = store.version()
    foretold = as_foretold(effects(store, plans, shown=EVERYTHING))
    assert store.version() == version
    before = weekly(store)
    bring(store, plans)
    really = differences(before, weekly(store))
    assert set(foretold) == set(really)
    for key, figures in really.items():
        assert foretold[key] == pytest.approx(figures, rel=1e-9, nan_ok=True), key
    return foretold


def test_a_new_week_of_every_export_changes_what_was_foretold(store, exports):
    plans = [plan_of(store, name, after(frame, name, LAST_WEEK)) for name, frame in exports.items()]
    plans = [plan for plan in plans if plan.is_clear]
    foretold = assert_foretold(store, plans)
    metrics = {metric for metric, _week in foretold}
    assert {"revenue", "customers_active", "net_sentiment", "time_to_resolution", "web_sessions"} <= metrics
    assert ("revenue", date(2026, 11, 9)) in foretold


def test_a_file_that_overlaps_last_weeks_changes_what_was_foretold(store, exports):
    three_weeks = END - timedelta(days=21)
    names = ("orders", "tickets", "surveys", "subscriptions", "mentions", "leads", "customers")
    plans = [plan_of(store, name, after(exports[name], name, three_weeks)) for name in names]
    assert_foretold(store, plans)


def test_corrected_rows_replace_the_old_ones_in_what_is_foretold(store, exports):
    orders = until(exports["orders"], "orders", LAST_WEEK)
    corrected = orders[orders["order_id"].isin(orders["order_id"].unique()[::7])]
    corrected = corrected.assign(amount=corrected["amount"] * 2 + 1)
    people = exports["customers"].iloc[::3].assign(country="NL", loyalty_tier="Gold")
    tickets = until(exports["tickets"], "tickets", LAST_WEEK).iloc[::2]
    tickets = tickets.assign(resolved_at=pd.to_datetime(tickets["opened_at"]) + pd.Timedelta(hours=100))
    mentions = until(exports["mentions"], "mentions", LAST_WEEK).iloc[::2].assign(text="I love it, wonderful")
    plans = [
        plan_of(store, name, frame)
        for name, frame in {
            "orders": corrected,
            "customers": people,
            "tickets": tickets,
            "mentions": mentions,
        }.items()
    ]
    foretold = assert_foretold(store, plans)
    assert "net_sentiment" in {metric for metric, _week in foretold}  # the tone of the new words was read
    weeks = {week for metric, week in foretold if metric == "revenue"}
    assert min(weeks) < LAST_WEEK - timedelta(days=60)  # old weeks, not only the last one


def test_who_becomes_one_customer_by_an_address_is_foretold(store, exports):
    people = exports["customers"]
    shop = pd.DataFrame(
        {
            "order_id": [f"W{number}" for number in range(20)],
            "customer_id": [f"web-{number}" for number in range(20)],
            "customer_email": people["email"].head(20),
            "ordered_at": "2026-11-10 10:00",
            "amount": 10.0,
        }
    )
    assert_foretold(store, [plan_of(store, "orders", shop, source="webshop")])


def test_the_same_file_twice_in_one_drop_counts_once(store, exports):
    plan = plan_of(store, "orders", after(exports["orders"], "orders", LAST_WEEK))
    assert effects(store, [plan, plan]) == effects(store, [plan])


def test_the_first_import_of_an_empty_store_is_foretold(tmp_path, exports):
    store = store_in(tmp_path)
    assert_foretold(store, [plan_of(store, name, exports[name]) for name in ("customers", "orders", "surveys")])


def test_a_file_in_force_already_and_no_file_change_nothing(store, exports):
    plan = plan_of(store, "orders", until(exports["orders"], "orders", LAST_WEEK))
    assert effects(store, [plan]) == import_effects.Effects() == effects(store, [])


def test_what_is_not_shown_is_counted(store, exports):
    plans = [plan_of(store, name, after(exports[name], name, LAST_WEEK)) for name in ("orders", "surveys")]
    whole = effects(store, plans, shown=EVERYTHING)
    few = effects(store, plans, shown=3)
    assert few.shown == whole.shown[:3]
    assert few.left_out == len(whole.shown) - 3
    assert (few.kpis, few.weeks) == (whole.kpis, whole.weeks)


def test_the_largest_step_by_its_kpis_own_measure_comes_first(store, exports):
    # Revenue a thousandfold is the most unusual thing that can happen to a week.
    orders = after(exports["orders"], "orders", LAST_WEEK)
    plans = [plan_of(store, "orders", orders.assign(amount=orders["amount"] * 1000))]
    first = effects(store, plans).shown[0]
    assert first.metric in {"revenue", "average_order_value"}


def test_a_plan_that_is_too_large_is_said_and_not_worked_out(store, exports, monkeypatch):
    monkeypatch.setattr(import_effects, "MOST_ROWS", 10)
    plan = plan_of(store, "orders", after(exports["orders"], "orders", LAST_WEEK))
    found = effects(store, [plan])
    assert found.shown == ()
    assert found.problem is not None
    assert found.problem.startswith("Too large to foresee")


def test_it_can_be_cancelled_and_leaves_the_store_open_to_others(store, exports):
    class CancelledError(Exception):
        pass

    def cancel(share, _what):
        if share > 0.5:
            raise CancelledError

    plan = plan_of(store, "orders", after(exports["orders"], "orders", LAST_WEEK))
    with pytest.raises(CancelledError):
        effects(store, [plan], progress=cancel)
    with store.write():
        pass
