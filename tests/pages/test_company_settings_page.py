"""The settings: shown, explained, saved, and what follows from them."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import sample_company
from data.store import Store

APP = Path(__file__).resolve().parents[2] / "app.py"
LABELS = {
    "Currency",
    "Time zone",
    "Margin, %",
    "Annual discount rate, %",
    "Inactivity window, days",
    "Renewal grace, days",
    "Lead maturity, days",
    "Ticket target, hours",
    "Own brand",
    "Weeks start on",
    "Fiscal year starts in",
    "Scale of the net promoter score",
    "of 5",
    "of 7",
    "of 10",
}


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_STORE", f"duckdb:///{tmp_path}/company.duckdb")
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return Store(f"duckdb:///{tmp_path}/company.duckdb")


@pytest.fixture
def sample(tmp_path):
    filled = Store(f"duckdb:///{tmp_path}/sample.duckdb")
    sample_company.load(filled, end=date(2026, 11, 15), customers=80, weeks=30)
    return filled


def opened() -> AppTest:
    app = AppTest.from_file(APP, default_timeout=120).run()
    return sound(app.switch_page("pages/company_settings.py").run())


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    return app


def field(app: AppTest, label: str):
    return next(one for one in [*app.main.selectbox, *app.main.number_input] if one.label == label)


def save(app: AppTest) -> AppTest:
    return pressed(app, "Save settings")


def pressed(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.main.button if one.label == label).click().run()


def said(app: AppTest) -> str:
    return " ".join(one.value for one in [*app.main.title, *app.main.caption, *app.main.success])


def test_on_an_empty_store_every_setting_can_be_made_and_the_window_is_a_year(store):
    app = opened()
    assert {one.label for one in [*app.main.selectbox, *app.main.number_input]} >= LABELS
    assert "active for 365 days" in app.main.title[0].value
    assert "Nobody has ordered on two days yet" in said(app)
    field(app, "Time zone").select("Asia/Jakarta")
    field(app, "Currency").select("IDR")
    field(app, "Margin, %").set_value(35.0)
    sound(save(app))
    found = store.state.settings()
    assert (found.time_zone, found.currency, found.margin_rate) == ("Asia/Jakarta", "IDR", 0.35)
    assert "worked out anew" in said(app)
    assert not store.state.derived_is_stale


def test_saving_what_is_already_set_changes_nothing(store):
    before = store.version()
    app = sound(save(opened()))
    assert "nothing changed" in said(app)
    assert store.version() == before


@pytest.mark.usefixtures("store")
def test_a_window_of_ones_own_takes_the_place_of_the_proposed_one_and_can_be_given_up(sample):
    app = opened()
    assert "Proposed from your orders" in said(app)
    proposed = app.main.title[0].value
    assert "only one in ten repeat buyers" in said(app)
    field(app, "Inactivity window, days").set_value(45)
    sound(save(app))
    assert sample.state.settings().inactivity_window_days == 45
    assert app.main.title[0].value.startswith("Customers without a contract count as active for 45 days")
    assert "Set by you" in said(app)
    field(app, "Inactivity window, days").set_value(None)
    sound(save(app))
    assert app.main.title[0].value == proposed


def test_the_sample_companys_settings_are_its_own(store, sample):
    app = opened()
    brands = field(app, "Own brand")
    assert len(brands.options) > 1
    field(app, "Annual discount rate, %").set_value(8.0)
    sound(save(app))
    assert sample.state.settings().annual_discount_rate == 0.08
    assert store.state.settings().annual_discount_rate == 0.1


@pytest.mark.usefixtures("store")
def test_weeks_fiscal_year_and_occasions_are_set_and_undo_puts_back_what_was(sample):
    app = opened()
    field(app, "Weeks start on").select("sunday")
    field(app, "Fiscal year starts in").select(4)
    app.main.multiselect[0].set_value(["easter"])
    sound(save(app))
    found = sample.state.settings()
    assert (found.first_weekday, found.fiscal_year_first_month, found.occasions) == ("sunday", 4, ("easter",))
    sound(pressed(app, "Undo"))
    found = sample.state.settings()
    assert (found.first_weekday, found.fiscal_year_first_month, found.occasions) == ("monday", 1, ())
    assert "again what it was" in said(app)


@pytest.mark.usefixtures("store")
def test_what_counts_as_satisfied_is_kept_only_where_it_is_not_the_top_two(sample):
    app = opened()
    field(app, "of 7").set_value(5)
    app = sound(save(app))
    assert sample.state.settings().csat_satisfied_from == {"7": 5.0}
    field(app, "of 7").set_value(6)
    sound(save(app))
    assert sample.state.settings().csat_satisfied_from == {}


def test_after_a_change_from_the_terminal_the_form_shows_what_is_stored_now(store):
    app = opened()
    field(app, "Renewal grace, days").set_value(10)
    store.state.change_settings(renewal_grace_days=45)
    assert field(app.run(), "Renewal grace, days").value == 45
