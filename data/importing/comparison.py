"""What a plan would change: its rows beside the rows in force, row key by row key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import schemas
from data.facts import in_force, keyed
from data.importing.large.rows import LargeRows
from data.importing.plans import Plan
from data.importing.texts_of import BEFORE, differences, row_texts
from data.state import Batch
from data.store import Facts, Store

EXAMPLES = 20
MOST_LOOKED_AT = 20_000  # pairs of rows read to find out what differs; all beyond count as changed
SEPARATOR = "\x1f"  # between the parts of a stored row key
_READABLE = " · "


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would be another.

    Attributes
    ----------
    key
        The row's key as a person reads it: the order, the customer, the day and source.
    line
        Where the new value stands in the file, as an editor shows it; of a large file only its turn.
    column
        The canonical column, or the header of a column that is kept beside them.
    before, after
        As texts; "" for an empty value.
    """

    key: str
    line: int
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """Rows of an earlier import that would no longer count, as long as this one does."""

    batch_id: int
    file: str
    imported_at: str
    rows: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What would become of the rows of a plan.

    ``new`` + ``changed`` + ``same`` + ``set_aside`` + ``repeats`` are all rows read.

    Attributes
    ----------
    new
        Rows whose key no row in force has.
    changed
        Rows whose key is in force with other content; ``changes`` shows examples of what differs.
    same
        Rows that say exactly what is in force already.
    dropped
        Rows in force that nothing in the file takes the place of: lines that an order no longer has.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    set_aside: int = 0
    repeats: int = 0
    dropped: int = 0
    changes: tuple[Change, ...] = ()
    replaces: tuple[Replaced, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """What one import said of a key.

    Attributes
    ----------
    is_current
        True for the import whose rows count now; older ones, and those taken back, can be looked at.
    rows
        Column → value, a row per line; attributes by their header.
    """

    batch_id: int
    file: str
    imported_at: str
    imported_by: str
    undone_at: str | None
    is_current: bool
    rows: tuple[Mapping[str, str], ...]


def compare(store: Store, plan: Plan, *, examples: int = EXAMPLES) -> Compared:
    """Return what storing a plan would change, without storing anything.

    Of a table whose rows are replaced together (the lines of an order) the lines of each key are paired: equal
    ones first, then those left over in their order in the file. A row that differs only in a column without
    content (an export that got another empty column) is the same.
    """
    checked = plan.checked
    if checked is None:
        return Compared()
    name = checked.meaning.table
    with store.read() as facts:
        rows = facts.backend.create_table("compared_rows", _in_memory(checked.rows), temp=True)
        rows = _with_lines(keyed(name, rows))
        known = keyed(name, facts.stored[name]).semi_join(rows, "row_key")
        known = facts.backend.create_table(
            "compared_known", _with_lines(in_force(name, known, store.state.batches_in_force(name))), temp=True
        )
        matched = facts.backend.create_table("compared_fates", _matched(rows, known), temp=True)
        counts = facts.frame(matched.group_by("fate").aggregate(rows=ibis._.count())).set_index("fate")["rows"]
        pairs = _pairs(facts, matched, rows, known)
        replaced = facts.frame(known.group_by("batch_id").aggregate(rows=known.count()))
    differing = [(row, found) for row in pairs for found in [differences(row, schemas.table(name))] if found]
    unseen = len(pairs) - len(differing)
    return Compared(
        new=int(counts.get("new", 0)),
        changed=int(counts.get("changed", 0)) - unseen,
        same=int(counts.get("same", 0)) + unseen,
        set_aside=len(checked.rejects),
        repeats=checked.repeats,
        dropped=int(counts.get("dropped", 0)),
        changes=tuple(_changes(differing))[:examples],
        replaces=_replaces(store, replaced),
    )


def history(store: Store, table: str, key: str) -> tuple[Version, ...]:
    """Return what every import said of a key, the newest first; also those taken back.

    Parameters
    ----------
    key
        As `Change.key` names it, or the row key as it is stored.
    """
    with store.read() as facts:
        stored = keyed(table, facts.stored[table])
        ending = SEPARATOR + key.replace(_READABLE, SEPARATOR)
        rows = stored.filter((stored.row_key == key) | stored.row_key.endswith(ending))
        frame = facts.frame(rows.order_by("line"))
    batches = [batch for batch in store.state.batches() if (frame["batch_id"] == batch.batch_id).any()]
    current = next((batch for batch in batches if batch.in_force), None)
    return tuple(
        _version(batch, frame[frame["batch_id"] == batch.batch_id], table, is_current=batch is current)
        for batch in batches
    )


def readable(row_key: str) -> str:
    """Return a row key without the tool it begins with, its parts set apart.

    Examples
    --------
    >>> readable(SEPARATOR.join(["shop", "2026-11-02", "search"]))
    '2026-11-02 · search'
    """
    return _READABLE.join(row_key.split(SEPARATOR)[1:])


def _in_memory(rows: pa.Table | LargeRows) -> pa.Table:
    """Return rows as they are; those of a large file lie elsewhere and are fetched."""
    return rows.slice(0, rows.num_rows) if isinstance(rows, LargeRows) else rows


def _with_lines(rows: ir.Table) -> ir.Table:
    """Return the rows with a line for each: those of a large file have none, any that tells them apart will do."""
    turn = ibis.row_number().over(ibis.window(order_by=rows.row_key))
    return rows.mutate(line=ibis.coalesce(rows.line, turn.cast("int64")))


def _matched(rows: ir.Table, known: ir.Table) -> ir.Table:
    """Return a row per row on either side: row_key, line, line_before and its ``fate``.

    Both sides lie under each other and are told apart by which of the lines is there; equal rows of a key are
    matched by their turn (true repeats exist), the others by their place in the order of the file.
    """
    nowhere = ibis.null("int64")
    coming = rows.select("row_key", "row_hash", "line", line_before=nowhere)
    there = known.select("row_key", "row_hash", line=nowhere, line_before="line")
    both = _numbered(coming.union(there), ["row_key", "row_hash"])
    each = _side_by_side(both, ["row_key", "row_hash", "number"])
    is_equal = each.line.notnull() & each.line_before.notnull()
    equal = each.filter(is_equal).select("row_key", "line", "line_before", fate=ibis.literal("same"))
    rest = _side_by_side(_numbered(each.filter(~is_equal).drop("number"), ["row_key"]), ["row_key", "number"])
    comes, goes = rest.line.notnull(), rest.line_before.notnull()
    fate = ibis.cases((comes & goes, "changed"), (comes, "new"), else_="dropped")
    return equal.union(rest.select("row_key", "line", "line_before", fate=fate))


def _numbered(rows: ir.Table, keys: list[str]) -> ir.Table:
    side = rows.line.notnull()
    place = ibis.window(group_by=[*keys, side], order_by=ibis.coalesce(rows.line, rows.line_before))
    return rows.mutate(number=ibis.row_number().over(place))


def _side_by_side(rows: ir.Table, keys: list[str]) -> ir.Table:
    return rows.group_by(keys).aggregate(line=rows.line.max(), line_before=rows.line_before.max())


def _pairs(facts: Facts, matched: ir.Table, rows: ir.Table, known: ir.Table) -> list[dict[str, object]]:
    """Return the first changed rows beside what they would replace, whose columns end in ``_before``."""
    changed = matched.filter(matched.fate == "changed").order_by("line").limit(MOST_LOOKED_AT)
    places = changed.select("row_key", "line", "line_before", row_key_before="row_key")
    old = known.rename({f"{name}{BEFORE}": name for name in known.columns})
    both = places.join(rows, ["row_key", "line"]).join(old, ["row_key_before", "line_before"])
    records: list[dict[str, object]] = facts.frame(both.order_by("line")).to_dict("records")  # type: ignore[assignment]
    return records


def _changes(differing: list[tuple[dict[str, object], list[tuple[str, str, str]]]]) -> Iterator[Change]:
    for row, found in differing:
        for column, before, after in found:
            yield Change(readable(str(row["row_key"])), int(str(row["line"])), column, before, after)


def _replaces(store: Store, replaced: pd.DataFrame) -> tuple[Replaced, ...]:
    rows = dict(zip(replaced["batch_id"], replaced["rows"], strict=True))
    batches = [batch for batch in store.state.batches() if batch.batch_id in rows]
    found = [Replaced(int(b.batch_id or 0), b.file, b.imported_at, int(rows[b.batch_id])) for b in batches]
    return tuple(sorted(found, key=lambda earlier: -earlier.rows))


def _version(batch: Batch, lines: pd.DataFrame, table: str, *, is_current: bool) -> Version:
    return Version(
        batch_id=int(batch.batch_id or 0),
        file=batch.file,
        imported_at=batch.imported_at,
        imported_by=batch.imported_by,
        undone_at=batch.undone_at,
        is_current=is_current,
        rows=tuple(row_texts(row, schemas.table(table)) for row in lines.to_dict("records")),
    )
