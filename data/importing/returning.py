"""What taking an import back does: which rows stop counting, and which earlier ones count again."""

from dataclasses import dataclass

from data import facts
from data.state import Batch
from data.store import Store


@dataclass(frozen=True, slots=True)
class Returning:
    """What taking a batch back does to the rows that count.

    Attributes
    ----------
    leaving
        Rows of the batch that count now and have nothing before them.
    returning
        Rows of earlier imports that would count again.
    """

    leaving: int
    returning: int


def returning(store: Store, batch: Batch) -> Returning:
    """Return what taking a batch back would do, without doing it."""
    in_force = store.state.batches_in_force(batch.table)
    if batch.batch_id not in in_force:
        return Returning(0, 0)
    others = [number for number in in_force if number != batch.batch_id]
    with store.read() as reader:
        stored = reader.stored[batch.table]
        now = facts.in_force(batch.table, stored, in_force)
        mine = now.filter(now.batch_id == batch.batch_id).select("row_key")
        before = facts.in_force(batch.table, stored, others)
        keys = before.select("row_key").distinct()
        leaving = int(reader.backend.execute(mine.anti_join(keys, "row_key").count()))
        back = before.semi_join(mine.distinct(), "row_key")
        return Returning(leaving, int(reader.backend.execute(back.count())))
