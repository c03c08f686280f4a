"""The KPI page: empty, and with the sample company."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import kpis
from analytics.kpis import Asked
from components import numbers
from data import rollups
from data.sample.exports import generate
from data.settings import Settings
from data.store import Store
from tests.filled_store import filled_store

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/kpi_trends.py"
WITHOUT = ("tickets", "content")  # exports that this company doesn't have


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    tables = generate(customers=150, weeks=60, end=date(2026, 11, 15))
    kept = {name: frame for name, frame in tables.items() if name not in WITHOUT}
    store = filled_store(tmp_path_factory.mktemp("kpis") / "company.duckdb", kept)
    with store.write() as writer:
        rollups.refresh(writer, Settings())
    return store


def opened(monkeypatch, url, tmp_path) -> AppTest:
    monkeypatch.setenv("RAPPORT_STORE", url)
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return AppTest.from_file(APP, default_timeout=60).run().switch_page(PAGE)


@pytest.fixture
def page(store, monkeypatch, tmp_path) -> AppTest:
    return opened(monkeypatch, store.url, tmp_path)


def metrics_shown(page) -> dict[str, str]:
    return {tile.label: tile.value for tile in page.metric}


def test_an_empty_store_says_what_would_be_here(monkeypatch, tmp_path):
    page = opened(monkeypatch, f"duckdb:///{tmp_path}/company.duckdb", tmp_path).run()
    assert not page.exception
    assert [button.label for button in page.main.button] == ["Import exports"]


def test_the_page_opens_with_an_answer_and_at_most_seven_tiles_before_the_chart(page):
    page.run()
    assert not page.exception
    assert not page.error
    assert "really changed" in page.title[0].value
    assert "W46" in page.title[0].value


def test_a_tile_shows_what_the_terminal_prints(store, page):
    page.run()
    printed = kpis.rows(store, Asked(every="week", only=("revenue", "customer_churn_rate")))
    last = printed.groupby("metric").tail(1).set_index("metric")["value"]
    assert metrics_shown(page)["Revenue"] == numbers.value(last["revenue"], "money", currency="EUR")
    assert metrics_shown(page)["Customer churn"] == numbers.value(last["customer_churn_rate"], "rate")


def test_a_month_is_shown_whole_and_not_the_one_in_progress(store, page):
    page.session_state["every"] = "month"  # as the filter bar of app.py keeps it
    page.run()
    assert not page.exception
    printed = kpis.rows(store, Asked(every="month", only=("revenue",)))
    october = printed[printed["period_start"] == "2026-10-01"]["value"].iloc[0]
    assert metrics_shown(page)["Revenue"] == numbers.value(october, "money", currency="EUR")


def test_a_chosen_kpi_is_drawn_with_its_point_and_its_table(page):
    page.run()
    page.selectbox(key="kpi").set_value("net_promoter_score").run()
    assert not page.exception
    assert any("Net promoter score: " in text.value for text in page.markdown)
    table = page.dataframe[0].value
    assert {"period_start", "value", "numerator", "denominator", "low", "high", "partial"} <= set(table.columns)


def test_a_kpi_is_split_by_the_dimension_of_the_filter_bar(page):
    page.session_state["by"] = "country"
    page.run()
    page.selectbox(key="kpi").set_value("revenue").run()
    assert not page.exception
    assert page.dataframe[0].value["segment"].nunique() > 1
    assert any("highest in" in text.value for text in page.markdown)


def test_a_kpi_that_has_no_such_dimension_is_shown_in_total_and_says_by_what_it_can_be_split(page):
    page.session_state["by"] = "country"
    page.run()
    page.selectbox(key="kpi").set_value("web_sessions").run()
    assert not page.exception
    assert any("Web sessions can't be split by country" in text.value for text in page.caption)


def test_a_kpi_without_its_export_says_which_one_fills_it(page):
    page.run()
    page.selectbox(key="kpi").set_value("time_to_first_reply").run()
    assert not page.exception
    assert [box.value for box in page.info] == [
        "Time to first reply has no data yet. An export of Support tickets fills it."
    ]
    missing = "\n".join(text.value for text in page.expander[-1].markdown)
    assert "**Support tickets**: Tickets opened, Time to first reply" in missing
    assert "**Content**: Engagement with our content" in missing
