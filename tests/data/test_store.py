"""One writer or several readers, across threads and processes; a batch counts when its flag says so."""

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.errors import RapportError, StoreUnusableError, UnknownNameError
from data.state import EVERY_TABLE
from data.store import Store, Writer, path_of
from tests.batches import a_batch

BATCH = a_batch("orders", content_hash="h", mapping={"Order": "order_id"}, dialect={"encoding": "utf-8"})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def write_order(store: Store, *, order: str, amount: float, content_hash: str = "h") -> int:
    batch_id = store.state.begin_batch(replace(BATCH, content_hash=content_hash))
    row = pd.DataFrame({"batch_id": [batch_id], "row_key": [order], "order_id": [order], "amount": [amount]})
    with store.write() as writer:
        writer.replace("orders", row, where={"order_id": []})
    store.state.commit_batch(batch_id, rows_accepted=1, rows_duplicate=0)
    return batch_id


def amounts(store: Store) -> list[float]:
    with store.read() as facts:
        return sorted(facts.frame(facts.tables["orders"])["amount"])


def test_a_fresh_store_has_every_table_and_no_rows(store: Store) -> None:
    with store.read() as facts:
        assert {name: int(facts.tables[name].count().execute()) for name in facts.tables if name} == dict.fromkeys(
            facts.tables, 0
        )
    assert store.is_empty


def test_the_newest_batch_in_force_is_current_and_an_undo_brings_the_older_row_back(store: Store) -> None:
    write_order(store, order="A", amount=10.0)
    second = write_order(store, order="A", amount=12.0)
    assert amounts(store) == [12.0]
    store.state.undo_batch(second, at="2026-11-16T10:00:00", by="analyst")
    assert amounts(store) == [10.0]


def test_rows_of_a_batch_that_was_never_committed_do_not_count(store: Store) -> None:
    batch_id = store.state.begin_batch(BATCH)
    with store.write() as writer:
        writer.replace("orders", pd.DataFrame({"batch_id": [batch_id], "row_key": ["A"], "amount": [5.0]}))
    assert amounts(store) == []
    assert store.state.uncommitted() == [batch_id]


def test_the_version_changes_with_every_change_that_counts(store: Store) -> None:
    before = store.version()
    batch_id = write_order(store, order="A", amount=1.0)
    after_import = store.version()
    store.state.undo_batch(batch_id, at="2026-11-16T10:00:00", by="analyst")
    assert len({before, after_import, store.version()}) == 3


def test_a_reader_inside_the_writing_process_sees_what_was_committed_before(store: Store) -> None:
    write_order(store, order="A", amount=1.0)
    with store.write() as writer:
        writer.replace("coverage", pd.DataFrame({"table": ["orders"], "usual_gap_days": [1]}))
        seen: list[float] = []
        reader = threading.Thread(target=lambda: seen.extend(amounts(store)))
        reader.start()
        reader.join(timeout=20)
    assert seen == [1.0]


def test_of_changes_made_together_all_are_kept_or_none(store: Store) -> None:
    write_order(store, order="a", amount=1)
    traces = pd.DataFrame({"source": ["orders"], "part": [""], "grain": ["day"], "rows": [1], "digest": [7]})

    def both(writer: Writer) -> None:
        with writer.together():
            writer.remove("orders", where=None)
            writer.replace("rollup_traces", traces)
            raise KeyboardInterrupt

    with store.write() as writer, pytest.raises(KeyboardInterrupt):
        both(writer)
    assert amounts(store) == [1]
    with store.read() as facts:
        assert facts.frame(facts.derived("rollup_traces")).empty


def test_another_process_writes_while_this_one_only_reads_now_and_then(store: Store) -> None:
    assert amounts(store) == []
    script = (
        "import sys, pandas as pd\nfrom data.store import Store\n"
        "store = Store(sys.argv[1])\n"
        "with store.write() as writer:\n"
        "    writer.replace('coverage', pd.DataFrame({'table': ['orders'], 'usual_gap_days': [3]}))\n"
    )
    project = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", script, store.url], check=True, cwd=project, timeout=60)
    with store.read() as facts:
        assert facts.frame(facts.derived("coverage"))["usual_gap_days"].tolist() == [3]


def test_many_threads_read_while_others_write(store: Store) -> None:
    problems: list[Exception] = []

    def attempt(number: int) -> None:
        try:
            if number % 3:
                amounts(store)
            else:
                with store.write() as writer:
                    writer.replace(
                        "coverage", pd.DataFrame({"table": [str(number)]}), where={"table": [str(number)]}
                    )
        except Exception as problem:  # noqa: BLE001 - any problem at all is the finding
            problems.append(problem)

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert problems == []
    with store.read() as facts:
        assert int(facts.derived("coverage").count().execute()) == 8


def test_a_store_whose_making_was_cut_off_is_made_to_its_end(tmp_path: Path) -> None:
    duckdb.connect(tmp_path / "facts.duckdb").close()  # the file, and none of its tables yet
    assert amounts(Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")) == []


def imported(store: Store) -> Store:
    """Import an order, and say that all that follows was worked out."""
    write_order(store, order="A", amount=10.0)
    store.state.derived_made(store.state.counter("facts"))
    return store


def altered(store: Store, *statements: str) -> Store:
    """Open the store again after another version of the program made its tables otherwise."""
    with duckdb.connect(store.path) as connection:
        for statement in statements:
            connection.execute(statement)
    store.state.set_counter("tables", 1)
    return Store(store.url)


def test_a_column_that_came_later_is_added_and_one_that_is_kept_no_longer_does_no_harm(store: Store) -> None:
    older = "alter table orders drop column product", "alter table orders add column shelf varchar"
    opened = altered(imported(store), *older)
    assert amounts(opened) == [10.0]
    write_order(opened, order="B", amount=5.0, content_hash="other")
    assert amounts(opened) == [5.0, 10.0]
    with opened.read() as facts:
        assert facts.frame(facts.tables["orders"])["product"].isna().all()


def test_what_is_worked_out_is_made_anew_where_its_columns_are_others(store: Store) -> None:
    opened = altered(imported(store), "alter table rollups rename column value to amount")
    assert opened.state.stale_tables() == {EVERY_TABLE}
    with opened.read() as facts:
        assert "value" in facts.derived("rollups").columns


def test_what_an_older_version_did_not_work_out_is_made_by_this_one(store: Store) -> None:
    opened = altered(imported(store), "drop table cohorts")
    assert opened.state.stale_tables() == {EVERY_TABLE}
    with opened.read() as facts:
        assert "cohort_start" in facts.derived("cohorts").columns


def test_nothing_is_stale_where_the_columns_are_the_same(store: Store) -> None:
    assert not altered(imported(store)).state.derived_is_stale


def test_a_column_of_another_type_is_said_and_nothing_is_changed(store: Store) -> None:
    imported(store)
    with pytest.raises(StoreUnusableError, match=r"facts\.duckdb was made by .*amount of orders holds"):
        altered(store, "alter table orders alter amount type varchar", "drop table tickets")
    with duckdb.connect(store.path) as connection:
        tables = connection.execute("select table_name from duckdb_tables()").fetchall()
        assert ("tickets",) not in tables
        assert connection.execute("select amount from orders").fetchall() == [("10.0",)]


def test_rows_without_the_batches_they_belong_to_are_not_taken_for_others(store: Store) -> None:
    imported(store).state.path.unlink()
    with pytest.raises(StoreUnusableError, match=r"facts\.duckdb is there, but .*facts\.state\.sqlite"):
        Store(store.url)


def test_batches_without_their_rows_are_not_called_in_force(store: Store) -> None:
    imported(store).path.unlink()
    with pytest.raises(StoreUnusableError, match=r"facts\.state\.sqlite is there, but .*facts\.duckdb"):
        Store(store.url)
    assert not store.path.exists()


def test_a_store_that_is_no_store_is_said(tmp_path: Path) -> None:
    (tmp_path / "facts.duckdb").write_text("order_id,amount\n" * 2_000, encoding="utf-8")
    with pytest.raises(StoreUnusableError, match=r"facts\.duckdb can't be opened: .*Put it back from a backup"):
        Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def test_an_address_that_is_no_store_is_explained() -> None:
    with pytest.raises(RapportError, match=r"duckdb:///var/rapport\.duckdb"):
        path_of("mysql://somewhere")


def test_a_batch_that_is_not_there_is_explained(store: Store) -> None:
    with pytest.raises(UnknownNameError, match="no batch called 7"):
        store.state.batch(7)


def test_settings_are_kept_and_an_unknown_one_is_refused(store: Store) -> None:
    store.state.change_settings(currency="GBP", inactivity_window_days=90)
    assert store.state.settings().currency == "GBP"
    assert store.state.settings().inactivity_window_days == 90
    with pytest.raises(UnknownNameError, match="Did you mean currency"):
        store.state.change_settings(curency="EUR")
