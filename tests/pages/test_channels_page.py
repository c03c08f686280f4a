"""The page of channels and programmes: empty, in parts, full, and with hostile names."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics import kpis
from analytics.kpis import Asked
from data import rollups
from data.sample.exports import generate
from data.settings import Settings
from data.store import Store
from tests.filled_store import filled_store

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/channels.py"
HOSTILE = "<img src=x onerror=alert(1)> **bold** $x$ :red[y] `z`"


def filled(folder: Path, tables: dict[str, pd.DataFrame]) -> Store:
    store = filled_store(folder / "company.duckdb", tables)
    with store.write() as writer:
        rollups.refresh(writer, Settings())
    return store


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return generate(customers=150, weeks=60, end=date(2026, 11, 15))


@pytest.fixture(scope="module")
def store(tables, tmp_path_factory) -> Store:
    return filled(tmp_path_factory.mktemp("full"), tables)


def opened(monkeypatch, url, tmp_path) -> AppTest:
    monkeypatch.setenv("RAPPORT_STORE", url)
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return AppTest.from_file(APP, default_timeout=120).run().switch_page(PAGE).run()


def table(page, columns: set[str]) -> pd.DataFrame:
    return next(shown.value for shown in page.dataframe if columns <= set(shown.value.columns))


def test_an_empty_store_says_what_would_be_here(monkeypatch, tmp_path):
    page = opened(monkeypatch, f"duckdb:///{tmp_path}/company.duckdb", tmp_path)
    assert not page.exception
    assert [button.label for button in page.main.button] == ["Import exports"]


def test_it_opens_with_an_answer_and_at_most_seven_tiles(store, monkeypatch, tmp_path):
    page = opened(monkeypatch, store.url, tmp_path)
    assert not page.exception
    assert not page.error
    assert " mail, " in page.title[0].value
    assert "a customer won costs €" in page.title[0].value
    assert 0 < len(page.metric) <= 7


def test_every_kind_of_email_has_the_rate_that_the_terminal_prints(store, monkeypatch, tmp_path):
    page = opened(monkeypatch, store.url, tmp_path)
    shown = table(page, {"kind", "email_open_rate"}).set_index("kind")["email_open_rate"]
    first = date(2025, 11, 17)  # 52 weeks back from the last day
    printed = kpis.rows(store, Asked(every="week", by="kind", only=("email_open_rate",), start=first))
    sums = printed.groupby("segment")[["numerator", "denominator"]].sum()
    expected = (sums["numerator"] / sums["denominator"]).dropna()
    assert shown.to_dict() == pytest.approx(expected.to_dict())


def test_every_channel_has_the_customers_and_the_spend_that_the_terminal_prints(store, monkeypatch, tmp_path):
    page = opened(monkeypatch, store.url, tmp_path)
    shown = table(page, {"channel", "cost", "won"}).set_index("channel")
    first = date(2025, 11, 17)
    only = ("acquisition_cost", "customers_new")
    printed = kpis.rows(store, Asked(every="week", by="acquisition_channel", only=only, start=first))
    sums = printed.groupby(["metric", "segment"])[["numerator", "denominator"]].sum()
    assert (
        shown["won"].dropna().to_dict()
        == sums.loc["customers_new", "numerator"].loc[lambda won: won > 0].to_dict()
    )
    cost = sums.loc["acquisition_cost"].loc[["search", "social"]]
    assert shown.loc[["search", "social"], "cost"].to_dict() == pytest.approx(
        (cost["numerator"] / cost["denominator"]).to_dict()
    )


def test_members_are_compared_by_what_the_terminal_prints_by_programme(store, monkeypatch, tmp_path):
    page = opened(monkeypatch, store.url, tmp_path)
    shown = table(page, {"measure", "other_n"}).set_index("measure")
    first = date(2025, 11, 17)
    printed = kpis.rows(store, Asked(every="week", by="programme", only=("customer_churn_rate",), start=first))
    whole = printed[~printed["partial"].astype(bool)]
    members = whole["segment"].isin(["member", "member and referred"])
    assert shown.loc["Customers lost, per week", "n"] == whole.loc[members, "denominator"].sum()


def test_each_part_without_data_says_which_export_fills_it(tables, monkeypatch, tmp_path):
    store = filled(tmp_path, {"leads": tables["leads"]})
    page = opened(monkeypatch, store.url, tmp_path)
    assert not page.exception
    assert not page.error
    assert "Neither e-mail revenue nor spend" in page.title[0].value
    said = "\n".join(text.value for text in page.caption)
    for export in (
        "e-mail campaigns",
        "content",
        "support tickets",
        "loyalty tier",
        "referrals",
        "marketing spend",
    ):
        assert f"{export}" in said
    assert "audience export of Mailchimp" in said


def test_a_short_stretch_of_days_is_drawn_too(store, monkeypatch, tmp_path):
    page = opened(monkeypatch, store.url, tmp_path)
    page.session_state["window"] = "13w"
    page.session_state["every"] = "quarter"
    page.run()
    assert not page.exception
    assert not page.error


def test_names_of_an_export_never_work_as_markup(tables, monkeypatch, tmp_path):
    named = {
        "email_campaigns": tables["email_campaigns"].assign(
            kind=lambda rows: rows["kind"].replace("cart", HOSTILE),
            campaign=lambda rows: HOSTILE + rows["campaign"],
        ),
        "spend": tables["spend"].assign(channel=lambda rows: rows["channel"].replace("search", HOSTILE)),
        "customers": tables["customers"].assign(
            acquisition_channel=lambda rows: rows["acquisition_channel"].replace("search", HOSTILE)
        ),
        "content": tables["content"].assign(title=lambda rows: HOSTILE + rows["title"]),
        "tickets": tables["tickets"].assign(channel=lambda rows: rows["channel"].replace("chat", HOSTILE)),
        "orders": tables["orders"],
    }
    page = opened(monkeypatch, filled(tmp_path, named).url, tmp_path)
    assert not page.exception
    assert not page.error
    written = [text.value for text in (*page.markdown, *page.title, *page.caption)]
    assert any("\\<img" in text for text in written)
    assert not any("<img" in text.replace("\\<img", "") for text in written)
    drawn = "".join(chart.proto.spec for chart in page.get("plotly_chart"))
    assert "&lt;img" in drawn
    assert "<img" not in drawn
