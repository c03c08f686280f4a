"""What an import does to the KPIs, on the page: worked out beside it, and nothing waits for that."""

import threading
import time
from datetime import date, timedelta

import pytest

from analytics import import_effects
from components import import_foretelling
from components.background import CancelledError
from data.store import Store
from tests.pages.import_steps import opened, opened_page, part, sound, texts

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
    return opened_page()


def drop_text(page, name, text):
    page.file_uploader[0].set_value([(name, text.encode(), "text/csv")])
    return sound(page.run())


def what_changes(page):
    """Open what changes in the first card."""
    return part(opened(page), "What changes")


def kept(page):
    """Return what is kept of the only table that was asked about."""
    (only,) = page.session_state[import_foretelling.KEPT].values()
    return only


def waited(page):
    """Draw the page again until nothing is worked out any more."""
    assert kept(page).job.wait(WAIT_SECONDS)
    return sound(page.run())


class Endless:
    """Reads the store and works until it is stopped, or the test is over."""

    def __init__(self):
        self.began, self.stopped, self.over = threading.Event(), threading.Event(), threading.Event()

    def __call__(self, store, _plans, *, progress):
        self.began.set()
        end = time.monotonic() + WAIT_SECONDS
        with store.read():
            while time.monotonic() < end and not self.over.is_set():
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
    yield work
    work.over.set()  # the page may have begun it again; one after the other is worked out, whichever test it is of


def test_the_kpis_and_weeks_that_change_are_said(page):
    # Fourteen tickets from Monday 2 March on, one a day: two whole weeks with seven each.
    waited(what_changes(drop_text(page, "tickets.csv", TICKETS)))
    assert "in **2** weeks of 2 Mar 2026 – 15 Mar 2026" in texts(page)
    told = next(one.value for one in page.dataframe if "After the import" in one.value.columns)
    opened = told[told["KPI"] == "Tickets opened"]
    assert opened["After the import"].tolist() == ["7", "7"]
    assert set(opened["Change"]) == {"new"}


def test_what_was_foretold_is_foretold_anew_once_the_store_is_another(page, store):
    waited(what_changes(drop_text(page, "tickets.csv", TICKETS)))
    before = kept(page)
    sound(page.run())
    assert kept(page) is before
    store.state.change_settings(renewal_grace_days=40)
    sound(page.run())
    assert kept(page) is not before
    assert kept(page).version == store.version()


def test_an_import_does_not_wait_for_what_is_foretold_of_it(page, store, endless):
    what_changes(drop_text(page, "tickets.csv", TICKETS))
    assert endless.began.wait(WAIT_SECONDS)
    (bar,) = page.get("progress")
    assert bar.proto.text.startswith("Working out which KPIs change; nothing has to wait for it")
    sound(page.button(key="import_all").click().run())
    assert endless.stopped.is_set()
    assert [batch.table for batch in store.state.batches() if batch.in_force] == ["tickets"]


def test_another_file_does_not_wait_for_what_is_foretold_of_the_first(page, endless):
    what_changes(drop_text(page, "tickets.csv", TICKETS))
    assert endless.began.wait(WAIT_SECONDS)
    drop_text(page, "orders.csv", "order_id,customer_id,ordered_at,amount\nA,7,2026-03-01,10\n")
    assert endless.stopped.wait(WAIT_SECONDS)
    assert "Orders" in texts(page)


def test_two_tables_whose_changes_are_looked_at_are_both_told(page):
    """Each has its own place: they once stopped each other for ever."""
    drop_text(page, "tickets.csv", TICKETS)
    waited(what_changes(page))
    drop_text(page, "later.csv", TICKETS.replace("T", "U"))
    for look in page.expander:
        if look.label.startswith("Look inside"):
            page.session_state[look.key] = True
    sound(page.run())
    for group in page.get("button_group"):
        if (group.key or "").startswith("import_part_"):
            page.session_state[group.key] = "changes"
    sound(page.run())
    both = page.session_state[import_foretelling.KEPT]
    assert len(both) == 2
    jobs = [one.job for one in both.values()]
    assert all(job.wait(WAIT_SECONDS) for job in jobs)
    sound(page.run())
    assert [one.job for one in page.session_state[import_foretelling.KEPT].values()] == jobs
    assert sum("After the import" in one.value.columns for one in page.dataframe) == 2
