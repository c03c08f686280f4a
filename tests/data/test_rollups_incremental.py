"""A refresh after a change leaves what a refresh of everything would, to the last digit."""

import ibis
import pandas as pd
import pytest

from analytics import jobs
from data import rollups
from data.rollups import traces
from data.store import Store
from tests.data.changing_company import happenings
from tests.filled_store import filled_store, put_batch
from tests.small_company import table

TURNS = 5
DAYS = ["period_start", "first_day", "last_day"]


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    days = {name: pd.to_datetime(frame[name]) for name in frame.columns.intersection(DAYS)}
    return frame.assign(**days).sort_values(list(frame.columns), ignore_index=True)


def held(store: Store, name: str) -> pd.DataFrame:
    with store.read() as facts:
        return in_order(facts.frame(facts.derived(name)))


def made_anew(store: Store) -> dict[str, pd.DataFrame]:
    """Return what a refresh of everything makes of a store, and keep nothing of it."""
    with store.read() as facts:
        worked = rollups.work_out(facts, rollups.everything(facts), store.state.settings(), rollups.Scope())
    frames = {"rollups": worked.rows.to_pandas(), "coverage": worked.coverage}
    return {name: in_order(frame) for name, frame in frames.items()}


def assert_as_made_anew(store: Store, what: str) -> None:
    for name, expected in made_anew(store).items():
        both = held(store, name).merge(expected, how="outer", indicator=True)
        differing = both[both["_merge"] != "both"]
        assert differing.empty, f"{name} after {what}:\n{differing}"


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_is_corrected_or_taken_back_the_roll_ups_are_those_of_all_rows(tmp_path, seed):
    store = Store(f"duckdb:///{tmp_path}/changing.duckdb")
    happened = []
    for what, tables in happenings(store, seed, TURNS):
        happened.append(what)
        jobs.after_import(store, tables)
    assert_as_made_anew(store, "; ".join(happened))


def marked(store: Store) -> None:
    """Give every roll-up of tickets a value that none can have."""
    with store.write() as writer:
        rows = writer.derived("rollups")
        spoilt = rows.mutate(value=ibis.ifelse(rows.component == "tickets_opened", -1.0, rows.value))
        writer.replace("rollups", writer.backend.to_pyarrow(spoilt))


def test_only_the_periods_are_added_up_in_which_something_changed(tmp_path):
    columns = "ticket_id row_key opened_at channel"
    first = table(columns, ("1", "1", "2026-01-05", "chat"), ("2", "2", "2026-03-04", "chat"))
    store = filled_store(tmp_path / "tickets.duckdb", {"tickets": first})
    jobs.after_import(store, {"tickets"})
    marked(store)
    # Ticket 2 is moved by a day, from Wednesday to Thursday: its days, week, month and quarter are touched.
    put_batch(store, "tickets", table(columns, ("2", "2", "2026-03-05", "chat")))
    jobs.after_import(store, {"tickets"})
    opened = held(store, "rollups").query("component == 'tickets_opened' and dimension == ''")
    values = {(row.grain, f"{row.period_start:%m-%d}"): row.value for row in opened.itertuples()}
    assert values == {
        ("day", "01-05"): -1,
        ("day", "03-05"): 1,
        ("week", "01-05"): -1,
        ("week", "03-02"): 1,
        ("month", "01-01"): -1,
        ("month", "03-01"): 1,
        ("quarter", "01-01"): 2,
    }


def test_a_file_that_says_nothing_new_adds_nothing_up(tmp_path):
    rows = table("ticket_id row_key opened_at channel", ("1", "1", "2026-01-05", "chat"))
    store = filled_store(tmp_path / "tickets.duckdb", {"tickets": rows})
    jobs.after_import(store, {"tickets"})
    marked(store)
    put_batch(store, "tickets", rows)
    jobs.after_import(store, {"tickets"})
    assert set(held(store, "rollups").query("component == 'tickets_opened'")["value"]) == {-1}


def test_killed_between_two_sources_the_next_refresh_makes_up_for_it(tmp_path):
    first, second = (table("ticket_id row_key opened_at", ("1", "1", day)) for day in ("2026-01-05", "2026-02-05"))
    store = filled_store(tmp_path / "tickets.duckdb", {"tickets": first})
    jobs.after_import(store, {"tickets"})
    batch_id = put_batch(store, "tickets", second)
    with pytest.raises(KeyboardInterrupt):
        jobs.after_import(store, {"tickets"}, killed_at("Adding up tickets replied."))
    # Nobody finished, and the batch that half of the sources know is taken back.
    jobs.undo(store, batch_id, at="2026-11-16T09:00:00", by="tester")
    assert_as_made_anew(store, "a kill and an undo")


def killed_at(said: str) -> jobs.Progress:
    def progress(_share: float, what: str) -> None:
        if what == said:
            raise KeyboardInterrupt

    return progress


def test_with_other_definitions_everything_is_added_up_again(tmp_path, monkeypatch):
    rows = table("ticket_id row_key opened_at", ("1", "1", "2026-01-05"))
    store = filled_store(tmp_path / "tickets.duckdb", {"tickets": rows})
    jobs.after_import(store, {"tickets"})
    marked(store)
    monkeypatch.setattr(traces, "definitions", lambda: {("", traces.DEFINITIONS, None): (0, 1)})
    put_batch(store, "surveys", table("answered_at score row_key", ("2026-01-06", 9, "1")))
    jobs.after_import(store, {"surveys"})
    assert set(held(store, "rollups").query("component == 'tickets_opened'")["value"]) == {1}
