"""What a plan would change beside the rows in force, and what a key was before."""

from pathlib import Path

import pytest

from data.importing.comparison import Change, Compared, compare, history
from data.importing.large.rows import LargeRows
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.importing.storing import store_plan
from data.reading import large
from data.store import Store

TICKETS = "ticket_id,opened_at,channel,satisfaction,mood\n"
ORDERS = "order_id,customer_id,ordered_at,product,amount\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def plan(store: Store, text: str, name: str = "tickets.csv") -> Plan:
    (found,) = plan_file(name, text.encode(), ImportOptions(), store.state)
    assert found.checked is not None, found.problem
    return found


def keep(store: Store, text: str, name: str = "tickets.csv", at: str = "2026-11-09T09:00:00") -> int:
    batch_id = store_plan(store, plan(store, text, name), at=at, by="analyst")["batch_id"]
    assert batch_id is not None
    return batch_id


def counts(found: Compared) -> tuple[int, int, int, int, int]:
    return (found.new, found.changed, found.same, found.set_aside, found.repeats)


def test_every_row_read_is_new_changed_the_same_set_aside_or_a_repeat(store: Store) -> None:
    first = keep(store, TICKETS + "T1,2026-11-01,chat,5,\nT2,2026-11-02,chat,4,\nT3,2026-11-03,mail,3,\n")
    rows = (
        "T1,2026-11-01,chat,5,\n"  # the same
        "T2,2026-11-02,chat,1,\n"  # another satisfaction
        "T4,2026-11-04,chat,2,\n"  # new, repeated below
        "T4,2026-11-04,chat,3,\n"
        "T5,someday,chat,3,\n"  # set aside
    )
    found = compare(store, plan(store, TICKETS + rows))
    assert counts(found) == (1, 1, 1, 1, 1)
    assert found.changes == (Change("T2", 3, "satisfaction", "4", "1"),)
    (earlier,) = found.replaces
    assert (earlier.batch_id, earlier.file, earlier.rows) == (first, "tickets.csv", 2)


def test_into_an_empty_store_everything_is_new(store: Store) -> None:
    found = compare(store, plan(store, TICKETS + "T1,2026-11-01,chat,5,\n"))
    assert found == Compared(new=1)


def test_a_plan_that_can_not_be_stored_changes_nothing(store: Store) -> None:
    (unknown,) = plan_file("odd.csv", b"foo,bar\n1,2\n", ImportOptions(), store.state)
    assert compare(store, unknown) == Compared()


def test_columns_that_moved_or_came_empty_change_nothing(store: Store) -> None:
    keep(store, "ticket_id,opened_at,channel\nT1,2026-11-01,chat\n")
    found = compare(store, plan(store, "channel,opened_at,ticket_id,remark\nchat,2026-11-01,T1,\n"))
    assert counts(found) == (0, 0, 1, 0, 0)


def test_a_column_that_is_kept_beside_the_others_is_compared_too(store: Store) -> None:
    keep(store, TICKETS + "T1,2026-11-01,chat,5,calm\n")
    found = compare(store, plan(store, TICKETS + "T1,2026-11-01,chat,5,angry\n"))
    assert found.changes == (Change("T1", 2, "mood", "calm", "angry"),)


def test_a_value_that_goes_or_comes_is_shown_beside_nothing(store: Store) -> None:
    keep(store, TICKETS + "T1,2026-11-01,chat,,\n")
    found = compare(store, plan(store, TICKETS + "T1,2026-11-01 10:30,,4,\n"))
    assert set(found.changes) == {
        Change("T1", 2, "opened_at", "2026-11-01", "2026-11-01 10:30:00"),
        Change("T1", 2, "channel", "chat", ""),
        Change("T1", 2, "satisfaction", "", "4"),
    }


def test_an_order_is_compared_line_by_line_and_replaced_as_a_whole(store: Store) -> None:
    keep(
        store,
        ORDERS + "A,7,2026-11-01,pen,10\nA,7,2026-11-01,ink,5\nA,7,2026-11-01,ink,5\nB,8,2026-11-01,pen,10\n",
        "orders.csv",
    )
    later = (
        "A,7,2026-11-01,ink,5\n"  # one of the two equal lines stays
        "A,7,2026-11-01,pen,12\n"  # the other line of old that is left in turn is the pen's
        "C,9,2026-11-02,cup,3\n"
    )
    found = compare(store, plan(store, ORDERS + later, "orders.csv"))
    assert (found.new, found.changed, found.same, found.dropped) == (1, 1, 1, 1)
    assert found.changes == (Change("A", 3, "amount", "10", "12"),)
    assert found.replaces[0].rows == 3  # order A's lines; order B stays as it is


def test_equal_lines_of_one_order_are_told_by_their_turn(store: Store) -> None:
    keep(store, ORDERS + "A,7,2026-11-01,ink,5\n", "orders.csv")
    found = compare(store, plan(store, ORDERS + "A,7,2026-11-01,ink,5\nA,7,2026-11-01,ink,5\n", "orders.csv"))
    assert (found.new, found.changed, found.same, found.dropped) == (1, 0, 1, 0)


def test_it_is_held_against_the_rows_in_force_and_not_those_taken_back(store: Store) -> None:
    keep(store, TICKETS + "T1,2026-11-01,chat,5,\n")
    second = keep(store, TICKETS + "T1,2026-11-01,chat,1,\n")
    again = plan(store, TICKETS + "T1,2026-11-01,chat,5,\nT9,2026-11-01,chat,5,\n")
    assert counts(compare(store, again)) == (1, 1, 0, 0, 0)
    store.state.undo_batch(second, at="t", by="analyst")
    assert counts(compare(store, again)) == (1, 0, 1, 0, 0)


def test_only_some_of_the_changes_are_shown(store: Store) -> None:
    numbers = range(30)
    keep(store, TICKETS + "".join(f"T{number},2026-11-01,chat,5,\n" for number in numbers))
    later = plan(store, TICKETS + "".join(f"T{number},2026-11-01,chat,4,\n" for number in numbers))
    found = compare(store, later, examples=7)
    assert (found.changed, len(found.changes)) == (30, 7)


def test_a_large_file_is_compared_where_it_lies(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(store, ORDERS + "A,7,2026-11-01,tea,5\nB,8,2026-11-02,cup,9\n")
    monkeypatch.setattr(large, "LARGE_BYTES", 0)
    rows = "A,7,2026-11-01,tea,5\nB,8,2026-11-02,cup,7\nC,9,2026-11-03,jug,4\n"
    found = plan(store, ORDERS + rows)
    assert isinstance(found.checked.rows, LargeRows)
    compared = compare(store, found)
    assert counts(compared) == (1, 1, 1, 0, 0)
    assert [(change.key, change.before, change.after) for change in compared.changes] == [("B", "9", "7")]


def test_nothing_is_written(store: Store) -> None:
    keep(store, TICKETS + "T1,2026-11-01,chat,5,\n")
    version = store.version()
    compare(store, plan(store, TICKETS + "T1,2026-11-01,chat,4,\n"))
    assert store.version() == version
    with store.read() as facts:
        assert int(facts.stored["tickets"].count().execute()) == 1


def test_what_a_correction_replaced_can_be_looked_up_newest_first(store: Store) -> None:
    keep(store, TICKETS + "T1,2026-11-01,chat,5,calm\n", at="2026-11-02T09:00:00")
    keep(store, TICKETS + "T1,2026-11-01,chat,1,\nT2,2026-11-01,chat,1,\n", at="2026-11-09T09:00:00")
    third = keep(store, TICKETS + "T1,2026-11-01,mail,1,\n", at="2026-11-16T09:00:00")
    store.state.undo_batch(third, at="2026-11-16T10:00:00", by="analyst")
    versions = history(store, "tickets", "T1")
    assert [version.imported_at[:10] for version in versions] == ["2026-11-16", "2026-11-09", "2026-11-02"]
    assert [version.is_current for version in versions] == [False, True, False]
    assert versions[0].undone_at == "2026-11-16T10:00:00"
    assert [version.rows[0]["satisfaction"] for version in versions] == ["1", "1", "5"]
    assert versions[2].rows[0]["mood"] == "calm"


def test_the_history_of_a_key_of_several_columns_is_found_as_it_is_shown(store: Store) -> None:
    keep(store, "date,source,sessions\n2026-11-01,search,10\n2026-11-01,direct,7\n", "web_traffic.csv")
    (version,) = history(store, "web_traffic", "2026-11-01 · search")
    assert version.rows[0]["sessions"] == "10"
