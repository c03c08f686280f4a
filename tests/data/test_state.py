"""What the state remembers of changes, so that nobody's change is lost behind somebody else's."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data import state_file
from data.errors import StoreUnusableError
from data.state import EVERY_TABLE, State
from data.wishes import Wishes
from data.wishes.targets import Target
from tests.data.test_store import BATCH


def changed(state: State, table: str) -> int:
    """Import a table; return the count of changes after it."""
    batch_id = state.begin_batch(replace(BATCH, table=table, content_hash=table))
    state.commit_batch(batch_id, rows_accepted=1, rows_duplicate=0)
    return state.counter("facts")


def test_a_table_is_stale_from_its_import_until_what_is_derived_was_made_anew(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    assert not state.derived_is_stale
    seen = changed(state, "orders")
    assert state.stale_tables() == {"orders"}
    state.derived_made(seen)
    assert not state.derived_is_stale


def test_what_changed_after_the_work_began_stays_stale(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    changed(state, "orders")
    seen = changed(state, "tickets")
    changed(state, "orders")
    state.derived_made(seen)
    assert state.stale_tables() == {"orders"}


def test_taking_back_settings_and_identities_make_stale_too(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    state.derived_made(changed(state, "orders"))
    state.undo_batch(1, at="2026-11-16T10:00:00", by="analyst")
    assert state.stale_tables() == {"orders"}
    state.change_settings(currency="EUR")
    assert state.stale_tables() == {"orders", EVERY_TABLE}
    state.derived_made(state.counter("facts"))
    state.correct_identity("shop", "S1", "7")
    assert state.stale_tables() == {EVERY_TABLE}


def test_a_state_from_before_stale_tables_were_kept_opens_and_is_stale_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    changed(State(path), "orders")
    connection = sqlite3.connect(path, isolation_level=None)
    for table in ("stale_tables", "reading_answers", "targets", "notes", "alert_rules", "alerts", "walls"):
        connection.execute(f"drop table {table}")
    connection.execute("alter table batches drop column details")
    connection.execute("alter table batches drop column file_hash")
    connection.execute("update counters set name = 'derived' where name = 'tables'")
    connection.execute("pragma user_version = 1")
    connection.close()
    assert State(path).stale_tables() == {EVERY_TABLE}


def test_a_state_from_before_wishes_were_kept_opens_with_all_it_had(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "state.sqlite"
    with monkeypatch.context() as earlier:
        earlier.setattr(state_file, "_STEPS", state_file._STEPS[:5])
        facts = changed(State(path), "orders")
    state = State(path)
    assert [batch.table for batch in state.batches()] == ["orders"]
    assert state.counter("facts") == facts
    wishes = Wishes(state)
    number = wishes.targets.add(Target("revenue", "Plan", ((date(2026, 1, 1), 5.0),), "week"), at="now", by="Ann")
    assert [target.target_id for target in Wishes(State(path)).targets.in_force()] == [number]


def test_a_state_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    State(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma user_version = 99")
    with pytest.raises(StoreUnusableError, match=r"state\.sqlite was made by a newer version"):
        State(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (99,)


def test_a_state_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_text("batches\n" * 1_000, encoding="utf-8")
    with pytest.raises(StoreUnusableError, match=r"state\.sqlite can't be read: file is not a database"):
        State(path)
