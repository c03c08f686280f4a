"""What taking an import back would do, said before it is done."""

from pathlib import Path

import pandas as pd
import pytest

from data.importing import batches
from data.importing.returning import Returning, returning
from data.store import Store
from tests.stores import put, store_of

DAY = pd.Timestamp("2026-03-02")


def orders(*rows: tuple[str, float]) -> pd.DataFrame:
    """Return orders by id and amount."""
    frame = pd.DataFrame(rows, columns=["order_id", "amount"])
    return frame.assign(row_key=frame["order_id"], customer_id="7", ordered_at=DAY)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Orders in three imports: A, B; then B corrected and C; then C corrected."""
    store = store_of(tmp_path, orders=orders(("A", 10.0), ("B", 20.0)))
    put(store, "orders", orders(("B", 25.0), ("C", 5.0)))
    put(store, "orders", orders(("C", 6.0)))
    return store


def would_do(store: Store, batch_id: int) -> Returning:
    return returning(store, store.state.batch(batch_id))


def test_what_only_this_import_brought_leaves_and_what_it_replaced_returns(store: Store) -> None:
    assert would_do(store, 3) == Returning(leaving=0, returning=1)  # C is 5 again


def test_rows_that_a_later_import_replaced_neither_leave_nor_return(store: Store) -> None:
    # Of the second only B counts, and the first one's B returns. C counts as the third brought it.
    assert would_do(store, 2) == Returning(leaving=0, returning=1)
    assert would_do(store, 1) == Returning(leaving=1, returning=0)  # A


def test_it_is_what_taking_back_does(store: Store) -> None:
    would = would_do(store, 2)
    batches.undo(store, 2, at="2026-03-09T09:00:00", by="analyst")
    with store.read() as facts:
        amounts = facts.frame(facts.tables["orders"]).set_index("order_id")["amount"].to_dict()
    assert amounts == {"A": 10.0, "B": 20.0, "C": 6.0}
    assert (would.leaving, would.returning) == (0, 1)


def test_all_lines_of_an_order_return_together(tmp_path: Path) -> None:
    store = store_of(tmp_path, orders=orders(("A", 10.0), ("A", 5.0)))
    put(store, "orders", orders(("A", 12.0)))
    assert would_do(store, 2) == Returning(leaving=0, returning=2)


def test_an_import_that_was_taken_back_does_nothing_more(store: Store) -> None:
    batches.undo(store, 3, at="2026-03-09T09:00:00", by="analyst")
    assert would_do(store, 3) == Returning(leaving=0, returning=0)
