"""The what-if page: what it says follows from its controls, and its controls say where they come from."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.what_if import Plan
from analytics.what_if_inputs import run
from components import numbers, what_if_words
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.store import Store

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/retention_what_if.py"
KEY = "retention_what_if"
CUSTOMERS = 200


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_STORE", f"duckdb:///{tmp_path}/company.duckdb")
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return Store(f"duckdb:///{tmp_path}/company.duckdb")


def cover(store: Store) -> None:
    days = {"first_day": [date(2026, 1, 5)], "last_day": [date(2026, 11, 8)], "usual_gap_days": [1]}
    with store.write() as writer:
        writer.replace("coverage", pd.DataFrame({"table": ["orders"], **days}))
    store.state.change_settings(currency="USD", margin_rate=0.5)


def train(store: Store) -> None:
    random = np.random.default_rng(5)
    run_id = store.state.add_churn_run({}, created_at="2026-11-09T09:00:00", created_by="analyst")
    frame = pd.DataFrame(
        {
            "run_id": run_id,
            "customer_id": [f"c{number}" for number in range(CUSTOMERS)],
            "churn_probability": random.beta(1, 4, CUSTOMERS),
            "lifetime_value": random.gamma(2, 60, CUSTOMERS),
        }
    )
    with store.write() as writer:
        writer.replace("churn_scores", frame, where={"customer_id": []})


def opened() -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception
    assert not app.error
    return app


@pytest.fixture
def page(store):
    cover(store)
    train(store)
    return opened()


def tile(app: AppTest, label: str) -> str:
    return {metric.label: metric.value for metric in app.main.metric}[label]


def typed(app: AppTest, name: str):
    return app.number_input(key=f"{KEY}_{name}")


def dragged(app: AppTest, name: str):
    return app.slider(key=f"{KEY}_{name}_slider")


def captions(app: AppTest) -> str:
    return " ".join(caption.value for caption in app.main.caption)


@pytest.mark.usefixtures("store")
def test_without_data_it_says_what_it_needs():
    app = opened()
    assert "Import exports" in [button.label for button in app.main.button]


def test_without_scores_it_says_to_train_the_churn_model_first(store):
    customers = b"customer_id,churned\n1,yes\n2,no\n"  # no dates anywhere, yet there is something to train on
    (plan,) = plan_file("customers.csv", customers, ImportOptions(), store.state)
    store_plan(store, plan, at="2026-11-16T09:00:00", by="analyst")
    app = opened()
    assert any("train the churn model first" in text.value for text in app.main.markdown)
    assert [button.label for button in app.main.button] == ["Go to churn risk"]


def test_the_numbers_are_those_the_terminal_prints(store, page):
    for name, value in {"budget": 100.0, "contact": 2.5, "offer": 1.5, "effect": 30.0}.items():
        typed(page, name).set_value(value)
    typed(page, "horizon").set_value(730.0)
    page.run()
    plan = Plan(100, 2.5, effect=0.3, effect_low=0.05, effect_high=0.3, offer_cost=1.5)
    expected = run(store, plan, horizon_days=730)
    assert tile(page, "Cost") == "US$100"
    assert tile(page, "Net value") == numbers.money(expected["net_value"], "USD")
    assert tile(page, "Break-even effect") == f"{expected['break_even_effect'] * 100:.2f}\xa0%"


def test_a_margin_that_is_shown_rounded_is_not_counted_rounded(store):
    cover(store)
    train(store)
    store.state.change_settings(margin_rate=1 / 3)  # shown as 33.3 %
    app = opened()
    typed(app, "budget").set_value(100.0)
    typed(app, "contact").set_value(1.0).run()
    expected = run(store, Plan(100, 1.0, effect=0.15, effect_low=0.05, effect_high=0.25))
    kept = app.main.metric[1]
    assert kept.label == "Value kept"
    assert kept.value == numbers.money(expected["value_saved"], "USD")
    table = app.main.dataframe[0].value
    at_plan = table[table["contacts"] == 100]
    assert at_plan["net_value"].to_list() == pytest.approx([expected["net_value"]], rel=1e-12)


def test_dragging_and_typing_say_the_same(page):
    dragged(page, "effect").set_value(20.0).run()
    assert typed(page, "effect").value == 20.0
    typed(page, "effect").set_value(12.5).run()
    assert dragged(page, "effect").value == 12.5
    assert not page.exception


def test_what_is_typed_may_lie_beyond_the_slider_where_money_has_no_end(page):
    high = dragged(page, "budget").max
    typed(page, "budget").set_value(high * 3).run()
    assert dragged(page, "budget").value == high
    assert f"of {CUSTOMERS} contacted" in captions(page)


def test_every_default_says_where_it_comes_from_and_an_own_figure_that_it_is_ours(page):
    said = captions(page)
    for source in (
        "Assumed: enough to contact one customer in ten",
        "Assumed, not measured",
        "From your settings",
    ):
        assert source in said
    assert "Set by you" not in said
    typed(page, "contact").set_value(9.0).run()
    assert "Set by you" in captions(page)


def test_the_defaults_come_back(page):
    before = tile(page, "Net value")
    typed(page, "budget").set_value(7.0).run()
    assert tile(page, "Net value") != before
    page.button(key=f"{KEY}_reset").click().run()
    assert tile(page, "Net value") == before


def test_an_expected_effect_beyond_its_range_takes_the_range_along(page):
    typed(page, "effect").set_value(60.0).run()
    assert not page.error
    assert "moved along" in captions(page)


def test_no_effect_says_that_it_costs_more_than_it_brings(page):
    for name in ("effect_low", "effect", "effect_high"):
        typed(page, name).set_value(0.0)
    page.run()
    assert "cost" in page.main.title[0].value
    assert any("At this effect no budget pays" in text.value for text in page.main.markdown)
    assert any("nothing to compare" in text.value for text in page.main.markdown)


def test_a_budget_below_one_contact_says_so(page):
    typed(page, "budget").set_value(0.0).run()
    assert "isn't enough for one contact" in page.main.title[0].value


def test_the_trades_claim_is_called_an_assumption(page):
    assert "An assumption, not your figure" in captions(page)


def test_dollars_do_not_open_a_formula(page):
    assert "$" in page.main.title[0].value
    assert "$" not in page.main.title[0].value.replace(r"\$", "")


def test_changed_data_says_that_the_scores_are_old(store):
    cover(store)
    train(store)
    store.state.change_settings(margin_rate=0.4)
    assert any("Train the churn model again" in warning.value for warning in opened().main.warning)


def test_few_customers_are_told_with_a_decimal():
    assert what_if_words.customers(3.14) == "3.1"
