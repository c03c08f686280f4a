"""Every row that came from a tool, with its fate: whether it counts, and if not, what keeps it out."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from data import facts, schemas
from data.reconciling.aside import UNREAD, rows_aside
from data.reconciling.figure import AGAIN, COUNTS, REPLACED
from data.state import Batch
from data.store import Facts, Store


def all_rows(store: Store, reader: Facts, batches: Sequence[Batch]) -> ir.Table:
    """Return the rows of the batches in force of one source and table, stored or set aside.

    Columns are those of the table, resolved (``source_customer_id`` is the name that the tool has), and ``fate``,
    ``unread``, ``reference`` (the id, else the address) and, of customers,
    ``person`` (whom that means).
    """
    name, source = batches[0].table, batches[0].source
    stored = facts.keyed(name, reader.stored[name])
    numbers = [int(batch.batch_id or 0) for batch in batches]
    mine = stored.filter(stored.batch_id.isin(numbers) & (stored.tool == source))
    columns = [*schemas.table(name).names, "tool", "row_key"]
    rows = _with_fate(mine, several=len(numbers) > 1).mutate(**{UNREAD: ibis.null("string")})
    rows = rows.select(*columns, "fate", UNREAD)
    aside = rows_aside(store, reader, list(batches))
    if aside is not None:
        rows = rows.union(aside.select(*rows.columns).cast(rows.schema()))
    return _named(name, rows, reader.derived("customer_map"))


def _with_fate(rows: ir.Table, *, several: bool) -> ir.Table:
    """Return rows of one source that are in force, came again unchanged, or were replaced by a newer batch."""
    if not several:
        return rows.mutate(fate=ibis.literal(COUNTS))
    # Joined, since looking back over windows takes three times as long.
    newest = rows.group_by("row_key").aggregate(newest=rows.batch_id.max())
    rows = rows.inner_join(newest, "row_key")
    current = rows.filter(rows.batch_id == rows.newest)
    alike = current.select("row_key", "row_hash").distinct().mutate(is_alike=ibis.literal(value=True))
    rows = rows.left_join(alike, ["row_key", "row_hash"])
    fate = ibis.cases(
        (rows.batch_id == rows.newest, COUNTS), (rows.is_alike.fill_null(False), AGAIN), else_=REPLACED
    )
    return rows.mutate(fate=fate)


def _named(name: str, rows: ir.Table, customer_map: ir.Table) -> ir.Table:
    """Return the rows with whom they name, in the tool's words and in ours."""
    if name == "customers":
        reference = ibis.coalesce(rows.customer_id, rows.email.lower())
        rows = rows.mutate(reference=reference)
        names = customer_map.select(map_source="source", map_reference="reference", means="customer_id")
        joined = rows.left_join(names, [rows.tool == names.map_source, rows.reference == names.map_reference])
        person = ibis.coalesce(joined.means, joined.reference)
        return joined.mutate(person=person).drop("map_source", "map_reference", "means")
    rows = facts.resolved(name, rows, customer_map)
    if "source_customer_id" not in rows.columns:
        return rows
    return rows.mutate(reference=ibis.coalesce(rows.source_customer_id, rows.customer_email.lower()))
