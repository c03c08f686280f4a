"""Batches: rows written with their batch's id, in force by a flag that is written last, taken back by another."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice

import pandas as pd
import pyarrow as pa

from data import facts, tones
from data.disk import refuse_if_short
from data.importing.checking import REJECT_COLUMNS, Checked
from data.importing.large.rows import LargeRows
from data.state import Batch
from data.store import Store, Writer
from data.texts import _

_ROWS_PER_PIECE = 10_000


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a checked table: its batch, and how many of its rows were in force already.

    ``same_as`` is the batch that brought exactly this content first; then nothing was stored.
    """

    batch_id: int
    rows_accepted: int
    rows_duplicate: int
    same_as: Batch | None = None


def commit(store: Store, checked: Checked, batch: Batch) -> Stored:
    """Store checked rows as one batch; in force only once everything of it is written.

    Rows equal to those in force are stored too, so that taking the earlier batch back leaves this one whole.
    Of several who bring the same content at once one stores it: whether it is there is asked under the lock.
    """
    refuse_if_short(store.path, checked.rows.nbytes)
    with store.write() as writer:
        if same := store.state.batch_of_content(batch.content_hash):
            return Stored(same.batch_id or 0, 0, checked.rows.num_rows + checked.repeats, same_as=same)
        batch_id = store.state.begin_batch(batch)
        try:
            stored = _write(store, writer, checked, batch_id)
        except BaseException:
            with suppress(Exception):  # on a full disk not even this may work; then it is swept later
                _take_out(store, writer, store.state.uncommitted())
            raise
    return stored


def _write(store: Store, writer: Writer, checked: Checked, batch_id: int) -> Stored:
    """Write the rows, those set aside, and last the flag."""
    if isinstance(checked.rows, LargeRows):
        writer.append_query(checked.meaning.table, checked.rows.query, checked.rows.inputs, batch_id)
    else:
        writer.append(checked.meaning.table, _with_batch(checked.rows, batch_id))
    repeated = _already_in_force(writer, store, checked, batch_id)
    if len(checked.rejects):
        writer.append("rejects", _rejects(checked, batch_id))
    accepted = checked.rows.num_rows - repeated
    duplicate = checked.repeats + repeated
    store.state.commit_batch(batch_id, rows_accepted=accepted, rows_duplicate=duplicate)
    return Stored(batch_id, accepted, duplicate)


def sweep(store: Store) -> list[int]:
    """Remove what imports that were cut off left behind; return their batch ids."""
    if not store.state.uncommitted():
        return []
    with store.write() as writer:
        left = store.state.uncommitted()  # none of an import in progress: that one would hold the lock
        _take_out(store, writer, left)
    return left


def _take_out(store: Store, writer: Writer, batch_ids: list[int]) -> None:
    """Remove the rows first: who is killed in between finds the batches still named, and can go on."""
    if batch_ids:
        writer.remove_batches(batch_ids)
        store.state.forget(batch_ids)


def undo(store: Store, batch_id: int, *, at: str, by: str) -> Batch:
    """Take a batch back: the rows it replaced count again.

    Raises
    ------
    UnknownNameError
        If there is no such batch.
    """
    batch = store.state.batch(batch_id)
    if batch.in_force:
        store.state.undo_batch(batch_id, at=at, by=by)
    return store.state.batch(batch_id)


def reinstate(store: Store, batch_id: int) -> None:
    """Let a batch that was taken back count again: somebody thought better of it while that was going on."""
    store.state.reinstate_batch(batch_id)


def withdraw(store: Store, batch_ids: Sequence[int]) -> None:
    """Remove batches as if they had never been: their rows, those set aside, and their place in the list.

    This is for an import that is cancelled before it is done; one that was done is taken back by `undo`. Who is
    killed on the way has left an import that was cut off, which is swept.
    """
    with store.write() as writer:
        for batch_id in batch_ids:
            store.state.withdraw_batch(batch_id)
        _take_out(store, writer, list(batch_ids))
        kept = tones.of_stored(writer.derived("tones"), facts.keyed("mentions", writer.stored["mentions"]))
        writer.replace("tones", kept)


def rejects_of(store: Store, batch_id: int) -> pd.DataFrame:
    """Return line, column, value, reason and the original cells of the rows a batch set aside."""
    rows = set_aside(store, batch_id)
    return rows[rows["reason"].notna()].reset_index(drop=True)


def set_aside(store: Store, batch_id: int) -> pd.DataFrame:
    """Return the same with their companions among them, which have no reason."""
    with store.read() as reader:
        rejects = reader.derived("rejects")
        return reader.frame(rejects.filter(rejects.batch_id == batch_id).order_by("line"))


def already_in_force(batch: Batch) -> str:
    """Say that a file changes nothing."""
    text = _("{file} is in force already as batch {number}, imported on {day}: nothing changed.")
    return text.format(file=batch.file, number=batch.batch_id, day=batch.imported_at[:10])


def _already_in_force(writer: Writer, store: Store, checked: Checked, batch_id: int) -> int:
    """Count the rows just written that say exactly what a row in force says already."""
    name = checked.meaning.table
    batch_ids = store.state.batches_in_force(name)
    if not batch_ids:
        return 0
    stored = facts.keyed(name, writer.stored[name])
    current = facts.in_force(name, writer.stored[name], batch_ids)
    current = current.filter(current.tool == checked.meaning.source).select("row_key", "row_hash")
    repeated = stored.filter(stored.batch_id == batch_id).semi_join(current, ["row_key", "row_hash"])
    return int(writer.backend.to_pyarrow(repeated.count()).as_py())


def _with_batch(rows: pa.Table, batch_id: int) -> pa.Table:
    return rows.append_column("batch_id", pa.array([batch_id] * rows.num_rows, type=pa.int64()))


def _rejects(checked: Checked, batch_id: int) -> pa.Table:
    lines = pd.DataFrame({"line": [line for line, _cells in checked.companions]}, dtype="int64")
    rows = pd.concat([checked.rejects[list(REJECT_COLUMNS)], lines], ignore_index=True)
    table = pa.table(
        {
            name: pa.array(rows[name], type=pa.int64() if name == "line" else pa.string(), from_pandas=True)
            for name in REJECT_COLUMNS
        }
    )
    all_cells = chain(checked.rejected_cells, (cells for _line, cells in checked.companions))
    return _with_batch(table.append_column("cells", _cell_maps(all_cells)), batch_id)


def _cell_maps(all_cells: Iterable[list[tuple[str, str]]]) -> pa.ChunkedArray:
    """Return the cells of rows as maps, made in pieces: as Python's texts they take many times the room."""
    kind, left = pa.map_(pa.string(), pa.string()), iter(all_cells)
    pieces = iter(lambda: list(islice(left, _ROWS_PER_PIECE)), [])
    return pa.chunked_array([pa.array(piece, kind) for piece in pieces], type=kind)
