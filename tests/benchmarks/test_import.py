"""Importing files of 200 MB, beside DuckDB's own reading of the same file into a table."""

from itertools import count
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from analytics import jobs
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.store import Store

LINES = 3_600_000  # 200 MB
TICKETS = 3_600_000  # 200 MB
EVERY = 10_000  # one row of so many is to be set aside, and one repeats an earlier ticket
GROUP = "import of a 200 MB file of orders"
DIRTY_GROUP = "import of a 200 MB file of tickets, some to be set aside, some twice"
AT = "2026-11-16T09:00:00"
ROUNDS = 2


@pytest.fixture(scope="module")
def orders_file(tmp_path_factory) -> Path:
    """Orders of two years: 60,000 customers, some refunds, six products, four channels."""
    random = np.random.default_rng(7)
    days = np.sort(random.integers(0, 728, LINES))
    amount = np.round(random.gamma(2, 20, LINES), 2)
    frame = pd.DataFrame(
        {
            "order_id": [f"O{number:07}" for number in range(LINES)],
            "customer_id": [f"C{number:05}" for number in random.integers(0, 60_000, LINES)],
            "ordered_at": (pd.Timestamp("2024-11-18") + pd.to_timedelta(days, unit="D")).strftime("%Y-%m-%d"),
            "amount": amount,
            "refunded_amount": np.where(random.random(LINES) < 0.03, amount, 0.0),
            "channel": random.choice(["web", "shop", "app", "phone"], LINES),
            "product": random.choice(["Tea", "Coffee", "Cocoa", "Cups", "Filters", "Gifts"], LINES),
        }
    )
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    frame.to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def tickets_file(tmp_path_factory) -> Path:
    """Tickets of two years; of every 10,000 one was opened on no day and one comes again, with another channel."""
    random = np.random.default_rng(7)
    opened = np.sort(random.integers(0, 728 * 24, TICKETS))
    moments = pd.Series(pd.Timestamp("2024-11-18") + pd.to_timedelta(opened, unit="h"))
    number = np.arange(TICKETS)
    number[EVERY // 2 :: EVERY] -= 1
    frame = pd.DataFrame(
        {
            "ticket_id": [f"T{one:07}" for one in number],
            "customer_id": [f"C{one:05}" for one in random.integers(0, 60_000, TICKETS)],
            "opened_at": moments.dt.strftime("%Y-%m-%d %H:%M"),
            "channel": random.choice(["chat", "mail", "phone"], TICKETS),
            "satisfaction": random.integers(1, 6, TICKETS),
            "subject": random.choice(["Where is my order?", "It came broken", "Please cancel"], TICKETS),
        }
    )
    frame.loc[EVERY - 1 :: EVERY, "opened_at"] = "31/02/2026 10:00"
    path = tmp_path_factory.mktemp("tickets") / "tickets.csv"
    frame.to_csv(path, index=False)
    return path


@pytest.fixture
def fresh_store(tmp_path):
    """Makes another empty store with every call."""
    numbers = count()
    return lambda: Store(f"duckdb:///{tmp_path}/{next(numbers)}.duckdb")


def planned_and_stored(store: Store, path: Path) -> None:
    for plan in plan_file(path.name, path, ImportOptions(), store.state):
        report = store_plan(store, plan, at=AT, by="bench")
        assert report["rows_accepted"] == LINES


@pytest.mark.benchmark(group=GROUP)
def test_baseline_duckdb_read_csv_into_a_table(benchmark, orders_file, tmp_path):
    numbers = count()

    def read() -> None:
        with duckdb.connect(tmp_path / f"plain{next(numbers)}.duckdb") as connection:
            connection.execute("create table orders as select * from read_csv(?)", [str(orders_file)])

    benchmark.pedantic(read, rounds=ROUNDS)


@pytest.mark.benchmark(group=GROUP)
def test_read_checked_and_stored(benchmark, orders_file, fresh_store):
    benchmark.pedantic(planned_and_stored, setup=lambda: ((fresh_store(), orders_file), {}), rounds=ROUNDS)


@pytest.mark.benchmark(group=GROUP)
def test_stored_with_who_is_who_and_roll_ups(benchmark, orders_file, fresh_store):
    def all_of_it(store: Store) -> None:
        planned_and_stored(store, orders_file)
        jobs.after_import(store, {"orders"})

    benchmark.pedantic(all_of_it, setup=lambda: ((fresh_store(),), {}), rounds=ROUNDS)


@pytest.mark.benchmark(group=DIRTY_GROUP)
def test_baseline_duckdb_read_csv_without_the_bad_rows(benchmark, tickets_file, tmp_path):
    numbers = count()

    def read() -> None:
        with duckdb.connect(tmp_path / f"plain{next(numbers)}.duckdb") as connection:
            statement = "create table tickets as select * from read_csv(?, ignore_errors=true)"
            connection.execute(statement, [str(tickets_file)])

    benchmark.pedantic(read, rounds=ROUNDS)


@pytest.mark.benchmark(group=DIRTY_GROUP)
def test_read_checked_and_stored_with_bad_rows(benchmark, tickets_file, fresh_store):
    def planned_and_stored_but_for_the_bad(store: Store) -> None:
        (plan,) = plan_file(tickets_file.name, tickets_file, ImportOptions(), store.state)
        report = store_plan(store, plan, at=AT, by="bench")
        counts = report["rows_accepted"], report["rows_rejected"], report["rows_duplicate"]
        assert counts == (TICKETS - 2 * (TICKETS // EVERY), TICKETS // EVERY, TICKETS // EVERY)

    benchmark.pedantic(planned_and_stored_but_for_the_bad, setup=lambda: ((fresh_store(),), {}), rounds=ROUNDS)
