"""A small company before and after an import, and whether two stores say the same."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics import jobs
from data import schemas
from data.reading.large import LARGE_BYTES
from data.store import Facts, Store

CUSTOMERS = "customer_id,email,country\n" + "".join(
    f"{number},c{number}@example.com,{'NL' if number % 3 else 'DE'}\n" for number in range(60)
)
MENTIONS = "mention_id,posted_at,text,platform\n" + "".join(
    f"m{number},2026-03-{1 + number % 28:02},what a lovely shop,X\n" for number in range(20)
)
BAD_LINE = "X,1,c1@example.com,someday,4\n"


def orders(first: int, last: int, *, more: int = 0) -> str:
    """Return an export of orders with the numbers from first up to last; each costs ``more`` than usual."""
    lines = "".join(
        f"O{number},{number % 60},c{number % 60}@example.com,2026-0{1 + number % 9}-{1 + number % 28:02},"
        f"{number % 50 + more}.5\n"
        for number in range(first, last)
    )
    return "order_id,customer_id,customer_email,ordered_at,amount\n" + lines


@dataclass(frozen=True)
class Company:
    """A store in a folder of its own, and the file that is about to be imported."""

    folder: Path
    new: Path

    @property
    def url(self) -> str:
        return f"duckdb:///{self.folder / 'facts.duckdb'}"

    def copy(self, folder: Path) -> "Company":
        """Return the company as it is now, in another folder."""
        shutil.copytree(self.folder, folder)
        return Company(folder, self.new)


def large_orders() -> str:
    """Return an export above the size from which files are read where they lie: few rows, each with a long note.

    Like the small one it corrects, repeats and adds; it has no bad line, with which it would go the careful way.
    """
    header, *lines = (orders(250, 275) + orders(275, 800, more=7).split("\n", 1)[1]).splitlines()
    note = "n" * (LARGE_BYTES // len(lines) + 1)
    return "\n".join([f"{header},note", *(f"{line},{note}" for line in lines)]) + "\n"


def write_exports(folder: Path) -> list[Path]:
    """Write the exports of the past, and last the one to come: it corrects, repeats, adds, and has a bad line."""
    folder.mkdir(parents=True)
    texts = {
        "customers.csv": CUSTOMERS,
        "mentions.csv": MENTIONS,
        "orders_1.csv": orders(0, 300),
        "orders_2.csv": orders(250, 275) + orders(275, 300, more=7).split("\n", 1)[1]
        + orders(300, 500).split("\n", 1)[1] + BAD_LINE,
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def picture(url: str) -> dict[str, pd.DataFrame]:
    """Return everything a store says, by name, without batch numbers: those are given once and never again.

    What a killed process left is made whole first, as at every start.
    """
    store = Store(url)
    jobs.catch_up(store)
    assert store.state.uncommitted() == []
    assert not store.state.derived_is_stale
    with store.read() as facts:
        rows = {name: _plain(facts.frame(facts.tables[name])) for name in schemas.TABLES}
        derived = ("rollups", "coverage", "customer_map", "tones", "rejects")
        rows |= {name: _plain(facts.frame(facts.derived(name))) for name in derived}
        rows["stored"] = _stored(facts, store)
    rows["batches"] = _plain(pd.DataFrame([_batch(batch) for batch in store.state.batches()]))
    return rows


def _stored(facts: Facts, store: Store) -> pd.DataFrame:
    """Count the rows of each batch, also of those that nobody knows of: there must be none."""
    files = {batch.batch_id: batch.file for batch in store.state.batches()}
    counts = []
    for name in schemas.TABLES:
        ids = facts.frame(facts.stored[name].select("batch_id"))["batch_id"]
        counts += [(name, files[number], int(rows)) for number, rows in ids.value_counts().items()]
    return _plain(pd.DataFrame(counts, columns=["table", "file", "rows"]))


def _batch(batch: Any) -> dict[str, Any]:
    names = ("file", "table", "rows_read", "rows_accepted", "rows_rejected", "rows_duplicate", "in_force")
    return {name: getattr(batch, name) for name in names}


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    kept = frame.drop(columns=["batch_id", "line"], errors="ignore")
    for name in kept.columns.intersection(["attributes", "cells"]):
        kept[name] = kept[name].map(_one_text)
    texts = kept.astype(str)
    return kept.iloc[texts.sort_values(list(texts.columns)).index].reset_index(drop=True)


def _one_text(cells: Any) -> str:
    pairs = dict(cells) if cells is not None else {}
    return repr(sorted((name, len(cell), cell[:20]) for name, cell in pairs.items()))


def same(left: dict[str, pd.DataFrame], right: dict[str, pd.DataFrame]) -> bool:
    """Tell whether two stores say the same."""
    return not differences(left, right)


def differences(left: dict[str, pd.DataFrame], right: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Return what two stores say differently, by table."""
    found = {}
    for name in left.keys() | right.keys():
        try:
            pd.testing.assert_frame_equal(left[name], right[name], rtol=1e-9)
        except AssertionError as difference:
            found[name] = str(difference)
    return found
