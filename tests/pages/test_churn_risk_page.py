"""The churn page: empty, untrained, refused, trained, stale."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics import churn
from data.store import Store
from tests.stores import put

APP = Path(__file__).resolve().parents[2] / "app.py"
MADE_AT = datetime.fromisoformat("2026-11-09T09:00:00+00:00")


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_STORE", f"duckdb:///{tmp_path}/company.duckdb")
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return Store(f"duckdb:///{tmp_path}/company.duckdb")


def customers(rows=900):
    dice = np.random.default_rng(3)
    missed = dice.integers(0, 10, rows)
    left = dice.random(rows) < 1 / (1 + np.exp(3 - 0.5 * missed))
    return pd.DataFrame(
        {
            "customer_id": [f"c{number:04}" for number in range(rows)],
            "churned": left,
            "recurring_value": 25.0,
            "tenure_months": dice.integers(1, 40, rows).astype(float),
            "attributes": [{"visits missed": str(count)} for count in missed],
        }
    )


def opened() -> AppTest:
    app = AppTest.from_file(APP, default_timeout=240).run()
    return sound(app.switch_page("pages/churn_risk.py").run())


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    return app


def said(app: AppTest) -> str:
    texts = [*app.main.title, *app.main.caption, *app.main.markdown, *app.main.info, *app.main.warning]
    return " ".join(one.value for one in texts)


def the_list(app: AppTest) -> pd.DataFrame:
    return next(one.value for one in app.main.dataframe if "customer_id" in one.value)


def button(app: AppTest, label: str):
    return next(one for one in app.main.button if one.label == label)


@pytest.mark.usefixtures("store")
def test_an_empty_store_says_which_export_fills_the_page():
    app = opened()
    assert app.main.title[0].value == "No customers to score yet"
    assert "An export of customers that says who left" in said(app)


def test_training_on_the_button_gives_a_list_with_its_report_card(store):
    put(store, "customers", customers())
    app = opened()
    assert app.main.title[0].value == "Nobody has been scored yet"
    app = sound(button(app, "Train and score").click().run())
    listed = the_list(app)
    stayed = int((~customers()["churned"]).sum())
    (run,) = store.state.churn_runs()
    assert f"of {stayed} customers are at high risk of leaving" in app.main.title[0].value
    tiles = {one.label: one.value for one in app.main.metric}
    assert tiles["Told apart"] == f"{run.card['roc_auc']:.3f}"
    assert len(listed) == stayed
    assert "visits missed: 9, usually" in " ".join(listed["reason_1"])
    assert "Naive rule: the newest customers first." in said(app)


def test_too_little_data_is_refused_kindly_and_nothing_is_stored(store):
    put(store, "customers", customers(rows=150))
    app = sound(button(opened(), "Train and score").click().run())
    assert "at least 100 and 100 are needed" in app.main.info[0].value
    assert store.state.churn_runs() == []


@pytest.fixture
def trained(store):
    put(store, "customers", customers())
    churn.save(store, churn.run(store), by="analyst", at=MADE_AT)
    return store


@pytest.mark.usefixtures("trained")
def test_the_list_is_narrowed_by_risk_and_by_words():
    app = opened()
    everyone = the_list(app)
    app.main.button_group[0].set_value(["high"]).run()
    high = the_list(app)
    assert set(high["risk_band"]) == {"high"}
    assert 0 < len(high) < len(everyone)
    app.main.text_input[0].set_value(high["customer_id"].iloc[0]).run()
    assert len(the_list(app)) == 1
    app.main.text_input[0].set_value("nobody like this").run()
    assert "No customer fits" in said(sound(app))


def test_an_import_after_the_list_marks_it_stale(trained):
    assert not opened().main.warning
    put(trained, "customers", customers(rows=5))
    assert "Data have changed since this list was made on 2026-11-09" in said(opened())
