"""How often an honest weekly export is doubted: the sample company and two real shops, cut into weekly files.

``python -m tests.data.importing.false_alarms`` imports a first file of the beginning, then a file a week, and
prints per source how many of the weekly files got a doubt of each kind. Nobody has made any of them wrong.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pandas as pd

from data import sample
from data.importing.doubts import doubts
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.schemas import TABLES
from data.store import Store
from tests.shared_data import SHARED_DATA

END = date(2026, 11, 15)
WEEKS, WEEKS_AT_ONCE = 40, 26  # the first file holds the latter


def shops() -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Yield the real files of orders: a name, the rows as texts, and the column of the day."""
    orders = SHARED_DATA / "orders"
    if (orders / "CDNOW_master.txt").exists():
        rows = pd.read_csv(orders / "CDNOW_master.txt", sep=r"\s+", dtype="str")
        yield "CDNOW", rows, "date"
    if (orders / "online_retail.csv.gz").exists():
        yield "Online Retail", pd.read_csv(orders / "online_retail.csv.gz", dtype="str"), "InvoiceDate"


def sample_exports() -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Yield the exports of the sample company that have days."""
    for name, rows in sample.generate(customers=400, weeks=WEEKS, end=END).items():
        if moment := TABLES[name].moment:
            yield name, rows, moment


def weekly(rows: pd.DataFrame, column: str) -> list[tuple[date, bytes]]:
    """Return a file of the first weeks and then one a week, each with the Monday after it."""
    weeks = pd.to_datetime(rows[column]).dt.to_period("W").dt.start_time
    mondays = sorted(weeks.dropna().unique())
    first = mondays[: min(WEEKS_AT_ONCE, len(mondays) // 2)]
    groups = [first, *([monday] for monday in mondays[len(first) :])]
    return [
        ((group[-1] + pd.Timedelta(weeks=1)).date(), rows[weeks.isin(group)].to_csv(index=False).encode())
        for group in groups
    ]


def alarms(files: list[tuple[date, bytes]], table: str) -> tuple[int, Counter[str]]:
    """Return how many weekly files were brought, and how many of them were doubted for what."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"duckdb:///{folder}/facts.duckdb")
        for number, (monday, content) in enumerate(files):
            (plan,) = plan_file(f"{table}.csv", content, ImportOptions(table=table), store.state)
            if number:
                found.update(doubt.kind.value for doubt in doubts(store, plan, today=monday))
            store_plan(store, plan, at=f"{monday}T09:00:00", by="measure")
    return len(files) - 1, found


def main() -> None:
    """Print a line per source, and the sum."""
    imports, every = 0, Counter[str]()
    named = [(name, rows, column, "orders") for name, rows, column in shops()]
    named += [(name, rows, column, name) for name, rows, column in sample_exports()]
    for name, rows, column, table in named:
        brought, found = alarms(weekly(rows, column), table)
        imports, every = imports + brought, every + found
        sys.stdout.write(f"{name}: {brought} weekly files, doubts {dict(found)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"all: {imports} weekly files, doubts {dict(every)}\n")


if __name__ == "__main__":
    main()
