"""The tables as they would be with some plans stored, worked out beside the store without writing to it.

Each plan's rows count as if they were the newest batch in force; who is who is found out anew with them. What has
to be held for that lies in temporary tables of the reader, gone when it is closed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import facts as facts_
from data import identity, rollups, schemas, tones
from data.components import Tables
from data.importing.checking import Checked
from data.importing.plans import Plan
from data.store import Facts, Store


@dataclass(frozen=True, slots=True)
class Ahead:
    """The store as it would be.

    Attributes
    ----------
    facts
        Runs the expressions; otherwise as it is now.
    tables
        The canonical tables, resolved, and those derived from them, as they would be; tones are still as now.
    touched
        The tables whose rows would be others; None where somebody would be another customer than now, so that
        any row may be.
    """

    facts: Facts
    tables: Tables
    touched: set[str] | None

    def changes(self, table: str) -> bool:
        """Tell whether rows of a table may be others than now."""
        return self.touched is None or table in self.touched

    def without_tone(self, model: str) -> pd.DataFrame:
        """Return the mentions that would have to be read: mention_key, row_hash, text, language."""
        return self.facts.frame(tones.without_tone(self.tables, self.tables["tones"], model))

    def with_tones(self, read: pd.DataFrame) -> "Ahead":
        """Return the same with the tones of some mentions, in the place of those they had."""
        if read.empty:
            return self
        scored = self.facts.backend.create_table("ahead_tones_read", _tones(read), temp=True)
        kept = self.tables["tones"].anti_join(scored, "mention_key")
        return Ahead(self.facts, {**self.tables, "tones": kept.union(scored)}, self.touched)


@contextmanager
def looking_ahead(store: Store, plans: Sequence[Plan]) -> Iterator[Ahead]:
    """Yield the store as it would be with those of the plans that would change something, in their order."""
    coming = _different(plans)
    with store.read() as facts:
        in_force = {name: store.state.batches_in_force(name) for name in schemas.TABLES}
        newest = max((batch.batch_id or 0 for batch in store.state.batches()), default=0)
        stored: dict[str, ir.Table] = {name: facts.stored[name] for name in schemas.TABLES}
        for number, checked in enumerate(coming, start=newest + 1):
            name = checked.meaning.table
            stored[name] = _with_rows(facts, stored[name], checked, number)
            in_force[name] = [*in_force[name], number]
        yield _ahead(store, facts, stored, in_force, {checked.meaning.table for checked in coming})


def _different(plans: Sequence[Plan]) -> list[Checked]:
    """Return what would be stored: of plans with the same content only the first."""
    different = {plan.content_hash: plan.checked for plan in reversed(plans) if plan.is_clear and plan.checked}
    return list(reversed(different.values()))


def _with_rows(facts: Facts, stored: ir.Table, checked: Checked, batch_id: int) -> ir.Table:
    numbers = pa.array([batch_id] * checked.rows.num_rows, type=pa.int64())
    rows = checked.rows.append_column("batch_id", numbers)
    incoming = facts.backend.create_table(f"ahead_rows_{batch_id}", rows, temp=True)
    return stored.union(incoming.select(*stored.columns))


def _ahead(
    store: Store,
    facts: Facts,
    stored: Mapping[str, ir.Table],
    in_force: Mapping[str, Sequence[int]],
    touched: set[str],
) -> Ahead:
    seen = identity.Seen(stored, in_force)
    before = facts.frame(facts.derived("customer_map"))
    now = identity.customer_map(seen, store.state.identity_corrections(), facts.frame)
    others = identity.moved(before, now)
    who = facts.backend.create_table("ahead_customer_map", _texts(now), temp=True)
    tables = rollups.everything(facts) | {"customer_map": who}
    for name in schemas.TABLES:
        tables[name] = facts_.resolved(name, facts_.in_force(name, stored[name], in_force[name]), who)
    reached = identity.tables_naming(seen, others, set(schemas.TABLES) - touched, facts.frame)
    return Ahead(facts, tables, touched | reached)


def _texts(frame: pd.DataFrame) -> pa.Table:
    return pa.table({name: pa.array(frame[name], type=pa.string(), from_pandas=True) for name in frame})


def _tones(read: pd.DataFrame) -> pa.Table:
    wanted = facts_.DERIVED["tones"]
    kinds = {"string": pa.string(), "float64": pa.float64(), "int64": pa.int64()}
    return pa.table(
        {name: pa.array(read[name], type=kinds[kind], from_pandas=True) for name, kind in wanted.items()}
    )
