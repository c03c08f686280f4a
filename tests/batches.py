"""Batches of tests, of which only a few things matter."""

from typing import Any

from data.state import Batch


def a_batch(table: str, rows: int = 1, **told: Any) -> Batch:
    """Return a batch of a table, not begun yet, with so many rows read and accepted.

    Parameters
    ----------
    told
        What of it is to be different, by the names of `data.state.Batch`.
    """
    plain: dict[str, Any] = {
        "file": f"{table}.csv",
        "part": None,
        "content_hash": table,
        "table": table,
        "source": "own",
        "rows_read": rows,
        "rows_accepted": rows,
        "rows_rejected": 0,
        "rows_duplicate": 0,
        "mapping": {},
        "dialect": {},
        "warnings": [],
        "imported_at": "2026-11-16T09:00:00",
        "imported_by": "analyst",
    }
    return Batch(**(plain | told))
