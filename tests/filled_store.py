"""A store filled straight from frames, for tests of what comes after the import."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa

from data import schemas
from data.store import Store
from tests.batches import a_batch

_ARROW = {
    "string": pa.string(),
    "float64": pa.float64(),
    "int64": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}


def filled_store(path: Path, frames: Mapping[str, pd.DataFrame]) -> Store:
    """Return a store in which each frame is one batch; columns that a frame lacks are empty."""
    store = Store(f"duckdb:///{path}")
    for name, frame in frames.items():
        put_batch(store, name, frame)
    return store


def put_batch(store: Store, name: str, frame: pd.DataFrame) -> int:
    """Store a frame as one more batch in force and return its number; nothing is derived from it."""
    batch_id = store.state.begin_batch(a_batch(name, len(frame), rows_accepted=0, source="test"))
    with store.write() as writer:
        writer.append(name, _stored(name, frame, batch_id))
    store.state.commit_batch(batch_id, rows_accepted=len(frame), rows_duplicate=0)
    return batch_id


def _stored(name: str, frame: pd.DataFrame, batch_id: int) -> pa.Table:
    keys = list(frame["row_key"]) if "row_key" in frame else [str(number) for number in range(len(frame))]
    kept = {
        column: pa.array(_cells(frame[column], kind), _ARROW[kind])
        for column, kind in schemas.stored_schema(name).items()
        if column in frame and kind in _ARROW
    }
    bookkeeping = {
        "batch_id": pa.array([batch_id] * len(frame), pa.int64()),
        "line": pa.array(range(2, len(frame) + 2), pa.int64()),
        "tool": pa.array(list(frame["tool"]) if "tool" in frame else ["test"] * len(frame), pa.string()),
        "row_key": pa.array(keys, pa.string()),
    }
    # Leads and web traffic have a column of their own that is called source.
    return pa.table(bookkeeping | kept | {name: bookkeeping[name] for name in ("row_key", "tool")})


def _cells(column: pd.Series, kind: str) -> list[object]:
    if kind in ("date", "timestamp"):
        moments = pd.to_datetime(column)
        return [None if pd.isna(value) else value.to_pydatetime() for value in moments]
    if kind == "boolean":
        return [None if pd.isna(value) else value in (True, "yes") for value in column]
    if kind == "string":
        return [None if pd.isna(value) else str(value) for value in column]
    return [None if pd.isna(value) else float(value) for value in column]
