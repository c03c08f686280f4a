"""Every cell of a table typed, and every row kept or refused: one relation over the cells of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from data.engine import Inputs, literal, session
from data.importing.casts import ANY_EDGES, Cast, sql_type, with_edges, with_odd_cells
from data.importing.cells import Cells
from data.schemas import Table


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason for which rows are set aside: the header it is about, and the condition in SQL.

    ``is_unread`` where it is that a cell could not be read: a glance finds none where every cell was.
    """

    header: str
    reason: str
    condition: str
    is_unread: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TypedCells:
    """Cells with how they become the columns of a table.

    Attributes
    ----------
    fixed
        Columns that have one value in every row; of a column that is mapped too, where its cell is empty.
    refusals
        Why rows are set aside; of several that hold for a row, the first is told.
    """

    cells: Cells
    table: Table
    casts: Mapping[str, Cast]
    fixed: Mapping[str, str] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()

    @property
    def inputs(self) -> Inputs:
        """The tables that the relation names."""
        return {cast.odd_name: cast.odd for cast in self.casts.values() if cast.odd is not None}

    def relation(self) -> str:
        """Return the relation: the cells, every column of the table, and ``why`` a row is set aside.

        ``why`` is the number of the first refusal that holds, null for a row that is kept; it is only there where
        rows can be set aside.
        """
        values = ", ".join(f'{self._value(name)} as "{name}"' for name in self.table.names)
        joins = " ".join(cast.join for cast in self.casts.values())
        typed = f"(select cells.*, {values} from {self.cells.relation} as cells {joins})"
        return f"(select *, {self._why()} as why from {typed})" if self.refusals else typed

    def _value(self, name: str) -> str:
        kind = sql_type(self.table.column(name).kind)
        fixed = f"cast({literal(self.fixed[name])} as {kind})" if name in self.fixed else f"cast(null as {kind})"
        if name not in self.casts:
            return fixed
        value = self.casts[name].value
        return f"coalesce({value}, {fixed})" if name in self.fixed else value

    def _why(self) -> str:
        cases = (f"when {refusal.condition} then {number}" for number, refusal in enumerate(self.refusals))
        return f"case {' '.join(cases)} end"


Found = Mapping[str, Any]


def glance(typed: TypedCells, further: Mapping[str, str]) -> dict[str, Any]:
    """Look at every cell once, as quickly as can be.

    Returns
    -------
    dict
        ``rows_read``, ``rows_kept`` (were every cell read); per cell how many are ``filled_c0`` …; per column how
        many are ``read_…`` as they stand; how many rows have a text with white space at its ``edges``; and the
        further aggregates.
    """
    others = [refusal.condition for refusal in typed.refusals if not refusal.is_unread]
    kept = f"count(*) filter (not coalesce({' or '.join(others)}, false))" if others else "count(*)"
    wanted = {"rows_read": "count(*)", "rows_kept": kept, "edges": _edges(typed), **_filled(typed)}
    for name, cast in typed.casts.items():
        if not cast.is_text:
            wanted[f"read_{name}"] = f'count("{name}")'
    return _counted(wanted | dict(further), replace(typed, refusals=()))


def is_clean(typed: TypedCells, found: Found) -> bool:
    """Tell from a glance whether every cell is read as it stands and every row kept."""
    plain = all(
        cast.is_text or found[f"read_{name}"] == found[f"filled_{cast.cell}"] for name, cast in typed.casts.items()
    )
    return plain and found["rows_kept"] == found["rows_read"] and not found["edges"]


def plain(typed: TypedCells) -> TypedCells:
    """Return cells that were found to be clean, which need not be looked at again."""
    casts = {
        name: replace(cast, all_plain=not cast.is_text and cast.odd is None) for name, cast in typed.casts.items()
    }
    return replace(typed, casts=casts, refusals=())


def mended(typed: TypedCells, found: Found) -> TypedCells:
    """Return the cells with what a glance found seen to: white space taken off, odd texts read with care."""
    casts = dict(typed.casts)
    with session({}) as connection:
        for name, cast in typed.casts.items():
            if cast.is_stripped_text and found["edges"]:
                casts[name] = with_edges(cast, typed.cells.relation, connection)
            elif not cast.is_text and found[f"read_{name}"] < found[f"filled_{cast.cell}"]:
                casts[name] = with_odd_cells(cast, typed.cells.relation, connection)
    return replace(typed, casts=casts)


def survey(typed: TypedCells, further: Mapping[str, str]) -> dict[str, Any]:
    """Look at every cell with care.

    Returns
    -------
    dict
        As ``glance`` gives, without edges; ``failed_…`` per column; ``rows_kept`` are those that nothing speaks
        against.
    """
    kept = " filter (why is null)" if typed.refusals else ""
    wanted = {"rows_read": "count(*)", "rows_kept": f"count(*){kept}", **_filled(typed)}
    for name, cast in typed.casts.items():
        wanted[f"read_{name}"] = f'count("{name}")'
        wanted[f"failed_{name}"] = f"count(*) filter ({cast.failed})"
    return _counted(wanted | dict(further), typed)


def _filled(typed: TypedCells) -> dict[str, str]:
    return {f"filled_{cell}": f"count({cell})" for cell in typed.cells.names}


def _edges(typed: TypedCells) -> str:
    """Look at the edges of all texts of a row at once: a look at each is as dear as one at all of them."""
    texts = [cast.cell for cast in typed.casts.values() if cast.is_stripped_text]
    if not texts:
        return "0"
    joined = f"concat_ws(chr(30), {', '.join(texts)})"
    return f"count(*) filter (regexp_matches({joined}, {literal(ANY_EDGES)}))"


def _counted(wanted: Mapping[str, str], typed: TypedCells) -> dict[str, Any]:
    columns = ", ".join(f'{aggregate} as "{name}"' for name, aggregate in wanted.items())
    with session(typed.inputs) as connection:
        (values,) = connection.execute(f"select {columns} from {typed.relation()}").fetchall()
    return dict(zip(wanted, values, strict=True))
