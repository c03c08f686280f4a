"""How often each source comes, and when it is late."""

from datetime import date

import pytest

from analytics import rhythm
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.store import Store


@pytest.fixture
def store(tmp_path):
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def bring(store, day, number, source="hubspot"):
    text = f"ticket_id,opened_at\nT{number},{day}\n".encode()
    (plan,) = plan_file("tickets.csv", text, ImportOptions(source=source), store.state)
    return store_plan(store, plan, at=f"{day}T09:00:00", by="analyst")["batch_id"]


def test_a_source_that_comes_every_seven_days_is_late_after_twelve(store):
    for number, day in enumerate(("2026-10-26", "2026-11-02", "2026-11-09")):
        bring(store, day, number)
    (found,) = rhythm.sources(store, date(2026, 11, 21))
    assert (found.usual_days, found.days_since, found.days_late, found.is_late) == (7, 12, 5, True)
    assert found.last_data_day == date(2026, 11, 9)
    assert found.sentence == "HubSpot: Support tickets has not come for 12 days; it usually comes every 7 days."


def test_on_the_seventh_day_it_is_not_late_yet(store):
    for number, day in enumerate(("2026-10-26", "2026-11-02", "2026-11-09")):
        bring(store, day, number)
    (found,) = rhythm.sources(store, date(2026, 11, 16))
    assert (found.days_late, found.is_late) == (0, False)


def test_two_arrivals_or_three_on_two_days_are_no_rhythm(store):
    for number, day in enumerate(("2026-11-02", "2026-11-09", "2026-11-09")):
        bring(store, day, number)
    (found,) = rhythm.sources(store, date(2027, 1, 1))
    assert (found.usual_days, found.days_late) == (None, 0)
    assert "not known" in found.sentence


def test_an_import_taken_back_is_no_arrival_and_the_latest_source_comes_first(store):
    for number, day in enumerate(("2026-11-02", "2026-11-03", "2026-11-04")):
        bring(store, day, number)
        bring(store, day, number, source="zendesk")
    last = bring(store, "2026-11-20", 9, source="zendesk")
    assert [found.source for found in rhythm.sources(store, date(2026, 11, 21))] == ["hubspot", "zendesk"]
    store.state.undo_batch(last, at="2026-11-20T10:00:00", by="analyst")
    assert {found.days_since for found in rhythm.sources(store, date(2026, 11, 21))} == {17}
