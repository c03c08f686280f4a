"""The cohort page: empty, with contracts alone, and with the sample company."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics import cohort_comparisons, cohorts, jobs, rfm
from components import numbers
from data.store import Store
from tests.filled_store import filled_store

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/cohorts.py"


def opened(monkeypatch, url, folder) -> AppTest:
    monkeypatch.setenv("RAPPORT_STORE", url)
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{folder}/sample.duckdb")
    page = AppTest.from_file(APP, default_timeout=60).run().switch_page(PAGE).run()
    return sound(page)


def sound(page: AppTest) -> AppTest:
    assert not page.exception
    assert not page.error
    return page


def said(page: AppTest) -> str:
    texts = [*page.main.title, *page.main.caption, *page.main.markdown, *page.main.info]
    return " ".join(one.value for one in texts)


@pytest.fixture
def page(sample_url, monkeypatch, tmp_path) -> AppTest:
    return opened(monkeypatch, sample_url, tmp_path)


def test_an_empty_store_says_what_would_be_here(monkeypatch, tmp_path):
    page = opened(monkeypatch, f"duckdb:///{tmp_path}/company.duckdb", tmp_path)
    assert page.main.title[0].value == "No customers to follow yet"
    assert [button.label for button in page.main.button] == ["Import exports"]


def test_the_page_opens_with_its_answer_and_at_most_seven_tiles(page, sample_url):
    made = cohorts.load(Store(sample_url), "month")
    found = cohort_comparisons.latest(made, made.usual_measure)
    answer = page.main.title[0].value
    assert answer.startswith("Of customers won in ")
    assert numbers.percent(found.standing.value) in answer
    assert f"n = {found.standing.customers}" in answer
    assert 0 < len(page.metric) <= 7


def test_a_tile_and_the_table_say_what_was_worked_out(page, sample_url):
    buyers = rfm.load(Store(sample_url))
    shown = {tile.label: tile.value for tile in page.metric}
    assert shown["Champions"] == numbers.count(buyers.row("champions")["customers"])
    table = next(one.value for one in page.main.dataframe if "median_recency_days" in one.value)
    assert table["customers"].sum() == buyers.customers


def test_another_measure_and_grain_give_another_answer(page):
    page.selectbox(key="cohorts_measure").set_value("revenue").run()
    assert "had each brought €" in sound(page).main.title[0].value
    page.button_group(key="cohorts_grain").set_value("quarter").run()
    assert "after 2 quarters" in sound(page).main.title[0].value or "after 1 quarter" in page.main.title[0].value


def test_two_segments_are_told_beside_each_other_with_their_counts(page):
    assert "Two segments beside each other" not in [one.value for one in page.main.header]
    page.selectbox(key="cohorts_by").set_value("loyalty_tier").run()
    assert "Two segments beside each other" in [one.value for one in sound(page).main.header]
    assert "(n = " in said(page) or "Too few to judge" in said(page)


def test_one_click_lists_the_customers_of_a_segment(page, sample_url):
    page.button_group(key="cohorts_members_segment").set_value("champions").run()
    listed = next(one.value for one in sound(page).main.dataframe if "contact_consent" in one.value)
    assert len(listed) == rfm.load(Store(sample_url)).row("champions")["customers"]
    assert any(button.key == "cohorts_members_download" for button in page.main.get("download_button"))


def test_moves_are_told_since_the_day_chosen(page):
    # The sample's last day with orders is the 15th of November.
    assert "Customers by segment on 16 Aug 2026" in said(page)
    page.button_group(key="cohorts_moves_since").set_value(28).run()
    assert "Customers by segment on 18 Oct 2026" in said(sound(page))


def test_a_company_with_contracts_alone_is_told_what_would_show_its_best_customers(monkeypatch, tmp_path):
    months = pd.date_range("2026-01-01", periods=4, freq="MS")
    contracts = pd.DataFrame(
        {
            "subscription_id": [f"S{number}" for number in range(100)],
            "customer_id": [f"c{number}" for number in range(100)],
            "started_on": [months[number % 4].date() for number in range(100)],
            "cancelled_on": [date(2026, 3, 15) if number % 8 == 0 else None for number in range(100)],
        }
    )
    last = pd.DataFrame({"subscription_id": ["last"], "customer_id": ["c0"], "started_on": [date(2026, 4, 30)]})
    rows = pd.concat([contracts, last], ignore_index=True)
    store = filled_store(tmp_path / "contracts.duckdb", {"subscriptions": rows})
    jobs.after_import(store)
    page = opened(monkeypatch, store.url, tmp_path)
    assert "An export of orders of known customers fills it." in said(page)
    assert page.selectbox(key="cohorts_measure").options == ["Still active"]
    # 25 came in January; 13 of them, every eighth of all hundred, left in March, and one is back on the last day.
    assert page.main.title[0].value == (
        "Of customers won in Jan 2026, 52.0\u00a0% are still active after 3 months (n = 25); there is no cohort "
        "of a year before to compare with"
    )
