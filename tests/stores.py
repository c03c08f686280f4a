"""A store filled with rows of tests, without reading files."""

from pathlib import Path

import pandas as pd
import pyarrow as pa

from data import schemas
from data.store import Store
from tests.batches import a_batch
from tests.tables import stored_rows


def store_of(folder: Path, *, headers: dict[str, str] | None = None, **rows: pd.DataFrame) -> Store:
    """Return a store with one batch per table.

    Parameters
    ----------
    headers
        Column → header in the file, where they differ.
    rows
        By table, its rows; ``attributes`` may be a column of dicts.
    """
    store = Store(f"duckdb:///{folder / 'facts.duckdb'}")
    for name, frame in rows.items():
        put(store, name, frame, headers=headers)
    return store


def put(store: Store, name: str, frame: pd.DataFrame, *, headers: dict[str, str] | None = None) -> int:
    """Store rows as one batch in force; return its id."""
    columns = [column for column in schemas.table(name).names if column in frame]
    mapping: dict[str, str | None] = {(headers or {}).get(column, column): column for column in columns}
    size = len(frame)
    batch = a_batch(
        name,
        size,
        content_hash=f"{name}{size}{store.state.counter('facts')}",
        source="shop",
        mapping=mapping,
        imported_by="tester",
    )
    number = store.state.begin_batch(batch)
    filled = stored_rows(name, frame.assign(batch_id=number, tool="shop").reset_index(drop=True))
    with store.write() as writer:
        writer.append(name, pa.Table.from_pandas(filled, schema=_arrow(name), preserve_index=False))
    store.state.commit_batch(number, rows_accepted=size, rows_duplicate=0)
    return number


_ARROW = {
    "int64": pa.int64(),
    "string": pa.string(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "map<string, string>": pa.map_(pa.string(), pa.string()),
}


def _arrow(name: str) -> pa.Schema:
    return pa.schema([(column, _ARROW[kind]) for column, kind in schemas.stored_schema(name).items()])
