"""What an import does to the KPIs, on the page: worked out beside it, and nothing waits for that."""

import threading
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics import import_effects
from components import import_foretelling
from components.background import CancelledError
from data.store import Store

APP = Path(__file__).resolve().parents[2] / "app.py"
WAIT_SECONDS = 60
TICKETS = "ticket_id,opened_at,channel\n" + "".join(
    f"T{number},{date(2026, 3, 2) + timedelta(days=number)},chat\n" for number in range(14)
)


@pytest.fixture
def store(tmp_path, monkeypatch):
    url = f"duckdb:///{tmp_path}/company.duckdb"
    monkeypatch.setenv("RAPPORT_STORE", url)
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return Store(url)


@pytest.fixture
def page(store):
    assert store.is_empty
    app = AppTest.from_file(APP, default_timeout=120).run()
    return app.switch_page("pages/import_data.py").run()


def drop(page, name, text):
    page.file_uploader[0].set_value([(name, text.encode(), "text/csv")])
    return sound(page.run())


def what_changes(page):
    """Open what changes in the first card."""
    look = next(one for one in page.expander if one.label == "Look inside")
    page.session_state[look.key] = True
    sound(page.run())
    group = next(one for one in page.get("button_group") if (one.key or "").startswith("import_part_"))
    page.session_state[group.key] = "changes"
    return sound(page.run())


def sound(page):
    assert not page.exception
    assert not page.error
    return page


def texts(page):
    return "\n".join(item.value for item in [*page.main.markdown, *page.main.caption]).replace("\\", "")


def waited(page):
    """Draw the page again until nothing is worked out any more."""
    assert page.session_state[import_foretelling.KEPT].job.wait(WAIT_SECONDS)
    return sound(page.run())


class Endless:
    """Reads the store and works until it is stopped."""

    def __init__(self):
        self.began, self.stopped = threading.Event(), threading.Event()

    def __call__(self, store, _plans, *, progress):
        self.began.set()
        end = time.monotonic() + WAIT_SECONDS
        with store.read():
            while time.monotonic() < end:
                try:
                    progress(0.1, "adding up")
                except CancelledError:
                    self.stopped.set()
                    raise
                time.sleep(0.01)
        return import_effects.Effects()


@pytest.fixture
def endless(monkeypatch):
    work = Endless()
    monkeypatch.setattr(import_effects, "effects", work)
    return work


def test_the_kpis_and_weeks_that_change_are_said(page):
    # Fourteen tickets from Monday 2 March on, one a day: two whole weeks with seven each.
    waited(what_changes(drop(page, "tickets.csv", TICKETS)))
    assert "in **2** weeks of 2 Mar 2026 – 15 Mar 2026" in texts(page)
    told = next(one.value for one in page.dataframe if "After the import" in one.value.columns)
    opened = told[told["KPI"] == "Tickets opened"]
    assert opened["After the import"].tolist() == ["7", "7"]
    assert set(opened["Change"]) == {"new"}


def test_what_was_foretold_is_foretold_anew_once_the_store_is_another(page, store):
    waited(what_changes(drop(page, "tickets.csv", TICKETS)))
    before = page.session_state[import_foretelling.KEPT]
    sound(page.run())
    assert page.session_state[import_foretelling.KEPT] is before
    store.state.change_settings(renewal_grace_days=40)
    sound(page.run())
    assert page.session_state[import_foretelling.KEPT] is not before
    assert page.session_state[import_foretelling.KEPT].version == store.version()


def test_an_import_does_not_wait_for_what_is_foretold_of_it(page, store, endless):
    what_changes(drop(page, "tickets.csv", TICKETS))
    assert endless.began.wait(WAIT_SECONDS)
    (bar,) = page.get("progress")
    assert bar.proto.text.startswith("Working out which KPIs change; nothing has to wait for it")
    sound(page.button(key="import_all").click().run())
    assert endless.stopped.is_set()
    assert [batch.table for batch in store.state.batches() if batch.in_force] == ["tickets"]


def test_another_file_does_not_wait_for_what_is_foretold_of_the_first(page, endless):
    what_changes(drop(page, "tickets.csv", TICKETS))
    assert endless.began.wait(WAIT_SECONDS)
    drop(page, "orders.csv", "order_id,customer_id,ordered_at,amount\nA,7,2026-03-01,10\n")
    assert endless.stopped.wait(WAIT_SECONDS)
    assert "Orders" in texts(page)
