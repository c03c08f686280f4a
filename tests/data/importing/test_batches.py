"""A batch counts whole or not at all, and can be taken back."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from data.errors import UnknownNameError
from data.importing.batches import Stored, commit, rejects_of, sweep, undo
from data.importing.checking import Meaning, check
from data.reading import ReadOptions, read_file
from data.state import Batch
from data.store import Store
from tests.data.test_store import BATCH

MAPPING = {"Order": "order_id", "Customer": "customer_id", "Date": "ordered_at", "Total": "amount"}
FIRST = "A,7,2026-03-01,10\nA,7,2026-03-01,5\nB,8,2026-03-02,20\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def take(store: Store, lines: str) -> Stored:
    (block,) = read_file("orders.csv", f"Order,Customer,Date,Total\n{lines}".encode(), ReadOptions())
    checked = check(block, Meaning("orders", "own", MAPPING))
    batch: Batch = replace(BATCH, content_hash=lines, rows_read=checked.rows_read)
    return commit(store, checked, batch)


def amounts(store: Store) -> list[float]:
    with store.read() as facts:
        return sorted(facts.frame(facts.tables["orders"])["amount"])


def test_the_first_import_is_all_new(store: Store) -> None:
    assert take(store, FIRST) == Stored(batch_id=1, rows_accepted=3, rows_duplicate=0)
    assert amounts(store) == [5.0, 10.0, 20.0]


def test_an_overlapping_file_adds_no_row_twice_and_counts_what_was_there(store: Store) -> None:
    take(store, FIRST)
    again = take(store, FIRST + "C,9,2026-03-03,7\n")
    assert (again.rows_accepted, again.rows_duplicate) == (1, 3)
    assert amounts(store) == [5.0, 7.0, 10.0, 20.0]


def test_a_corrected_order_replaces_all_its_lines(store: Store) -> None:
    take(store, FIRST)
    take(store, "A,7,2026-03-01,12\n")
    assert amounts(store) == [12.0, 20.0]


def test_taking_back_the_first_of_two_equal_batches_leaves_the_second_whole(store: Store) -> None:
    first = take(store, FIRST)
    take(store, FIRST + "C,9,2026-03-03,7\n")
    undo(store, first.batch_id, at="2026-03-09T09:00:00", by="analyst")
    assert amounts(store) == [5.0, 7.0, 10.0, 20.0]


def test_taking_back_a_correction_brings_the_replaced_lines_back(store: Store) -> None:
    take(store, FIRST)
    correction = take(store, "A,7,2026-03-01,12\n")
    batch = undo(store, correction.batch_id, at="2026-03-09T09:00:00", by="analyst")
    assert (batch.in_force, batch.undone_by) == (False, "analyst")
    assert amounts(store) == [5.0, 10.0, 20.0]


def test_what_a_killed_import_left_is_swept(store: Store) -> None:
    take(store, FIRST)
    cut_off = store.state.begin_batch(BATCH)
    with store.write() as writer:
        writer.append("orders", writer.backend.to_pyarrow(writer.stored["orders"].mutate(batch_id=cut_off)))
    assert sweep(store) == [cut_off]
    assert stored_rows(store) == 3


def stored_rows(store: Store) -> int:
    with store.read() as facts:
        return int(facts.stored["orders"].count().execute())


def test_an_import_that_fails_half_way_leaves_nothing_behind(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(store, FIRST)

    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError

    monkeypatch.setattr(store.state, "commit_batch", refuse)
    with pytest.raises(OSError):  # noqa: PT011 -- the one raised above
        take(store, "C,9,2026-03-03,7\n")
    assert store.state.uncommitted() == []
    assert stored_rows(store) == 3


def test_an_interruption_right_after_the_flag_takes_nothing_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit_batch = store.state.commit_batch

    def interrupted(*arguments: int, **named: int) -> None:
        commit_batch(*arguments, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(store.state, "commit_batch", interrupted)
    with pytest.raises(KeyboardInterrupt):
        take(store, FIRST)
    assert amounts(store) == [5.0, 10.0, 20.0]


def test_a_sweep_that_is_killed_can_be_done_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off = store.state.begin_batch(BATCH)
    with store.write() as writer:
        writer.append("orders", pa.table({"batch_id": [cut_off], "row_key": ["A"], "amount": [1.0]}))
    with monkeypatch.context() as killed:
        killed.setattr(store.state, "forget", lambda _batch_ids: exec("raise KeyboardInterrupt"))
        with pytest.raises(KeyboardInterrupt):
            sweep(store)
    assert sweep(store) == [cut_off]
    assert stored_rows(store) == 0


def test_rows_set_aside_are_kept_with_their_cells(store: Store) -> None:
    stored = take(store, FIRST + "C,9,someday,7\n")
    (reject,) = rejects_of(store, stored.batch_id).to_dict("records")
    assert (reject["line"], reject["column"], reject["value"]) == (5, "Date", "someday")
    assert dict(reject["cells"]) == {"Order": "C", "Customer": "9", "Date": "someday", "Total": "7"}


def test_a_batch_that_is_not_there_can_not_be_taken_back(store: Store) -> None:
    with pytest.raises(UnknownNameError, match="no batch called 5"):
        undo(store, 5, at="2026-03-09T09:00:00", by="analyst")
