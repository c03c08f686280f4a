"""What follows an import, also after a process that did not get to it."""

from datetime import datetime
from pathlib import Path

import pandas as pd

from analytics import jobs
from data import rollups
from data.store import Store
from tests.stores import put

DAY = datetime(2026, 3, 2)
ORDERS = pd.DataFrame(
    {"row_key": ["A"], "order_id": ["A"], "customer_id": ["7"], "ordered_at": [DAY], "amount": [10.0]}
)
TICKETS = pd.DataFrame({"row_key": ["T"], "ticket_id": ["T"], "customer_id": ["7"], "opened_at": [DAY]})


def store_in(folder: Path) -> Store:
    return Store(f"duckdb:///{folder / 'facts.duckdb'}")


def total(store: Store, component: str) -> float:
    with store.read() as facts:
        return float(rollups.read(facts, "month", [component])["value"].sum())


def test_an_import_that_died_before_its_numbers_is_made_whole_by_the_next_one(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    put(store, "orders", ORDERS)  # and its process is killed here
    put(store, "tickets", TICKETS)
    jobs.after_import(store, {"tickets"})
    assert total(store, "orders_with_value") == 1.0
    assert not store.state.derived_is_stale


def test_what_another_made_anew_meanwhile_is_not_made_again(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    put(store, "orders", ORDERS)
    jobs.after_import(store, {"orders"})
    version = store.version()
    jobs.after_import(store, {"orders"})
    assert store.version() == version
