"""Every cell of a table typed, and every row kept or refused: one relation over the cells of a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from data.engine import Inputs, literal, session
from data.importing.large.casts import ANY_EDGES, EDGES, Cast, sql_type
from data.importing.large.cells import Cells
from data.importing.large.spoilt import may_be_spoilt
from data.schemas import Table

Found = Mapping[str, Any]


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

    @property
    def together(self) -> str | None:
        """The cell by which rows belong together, such as the lines of an order; None where each is by itself."""
        cast = self.casts.get(self.table.key[0]) if self.table.replaced_together else None
        return cast.cell if cast else None

    def with_casts(self, casts: Iterable[Cast]) -> "TypedCells":
        """Return the cells with some of the casts in the place of those of the same columns."""
        return replace(self, casts={**self.casts, **{cast.name: cast for cast in casts}})

    def relation(self) -> str:
        """Return the relation: the cells, every column of the table, and ``why`` a row is set aside.

        ``why`` is the number of the first refusal that holds, null for a row that is kept. Beside the column of a
        cast with odd texts stands whether its cell could not be read (``"amount failed"``).
        """
        columns = [f'{self._value(name)} as "{name}"' for name in self.table.names]
        columns += [f"{cast.failed} as {failed(cast)}" for cast in self.casts.values()]
        joins = " ".join(cast.join for cast in self.casts.values())
        typed = f"(select cells.*, {', '.join(columns)} from {self.cells.relation} as cells {joins})"
        return f"(select *, {self._why()} as why from {typed})"

    def _value(self, name: str) -> str:
        kind = sql_type(self.table.column(name).kind)
        fixed = f"cast({literal(self.fixed[name])} as {kind})" if name in self.fixed else f"cast(null as {kind})"
        if name not in self.casts:
            return fixed
        value = self.casts[name].value
        return f"coalesce({value}, {fixed})" if name in self.fixed else value

    def _why(self) -> str:
        cases = (f"when {refusal.condition} then {number}" for number, refusal in enumerate(self.refusals))
        return f"case {' '.join(cases)} end" if self.refusals else "null"


def failed(cast: Cast) -> str:
    """Return the name of the column that says whether a cell could not be read; no canonical one has a blank."""
    return f'"{cast.name} failed"'


def glance(typed: TypedCells, further: Mapping[str, str]) -> dict[str, Any]:
    """Look at every cell once, as quickly as can be.

    Returns
    -------
    dict
        ``rows_read``, ``rows_refused`` (were every cell read); per column how many cells are ``filled_…`` and how
        many ``read_…`` as they stand; how many numbers are ``marked_…`` by a point and how many ids may be
        ``spoilt_…``; how many rows have a text with white space at its ``edges``; and the further aggregates.
    """
    others = [refusal.condition for refusal in typed.refusals if not refusal.is_unread]
    wanted = {"rows_read": "count(*)", "edges": _edges(typed), **further}
    wanted["rows_refused"] = f"count_if({' or '.join(others)})" if others else "0"
    for name, cast in typed.casts.items():
        if not cast.is_text:
            wanted[f"filled_{name}"] = f"count({cast.cell})"
            wanted[f"read_{name}"] = f'count("{name}")'
        if cast.is_number:
            wanted[f"marked_{name}"] = f"count_if(contains({cast.cell}, '.'))"
        if cast.is_id:
            wanted[f"spoilt_{name}"] = f"count_if({may_be_spoilt(cast.cell)})"
    return counted(wanted, replace(typed, refusals=()))


def is_clean(typed: TypedCells, found: Found) -> bool:
    """Tell from a glance whether every cell is read as it stands and every row kept."""
    spoilt = any(found[f"spoilt_{name}"] for name, cast in typed.casts.items() if cast.is_id)
    return not (unread(typed, found) or found["rows_refused"] or found["edges"] or spoilt)


def unread(typed: TypedCells, found: Found) -> list[Cast]:
    """Return the casts of which some cells are not read as they stand."""
    return [
        cast
        for name, cast in typed.casts.items()
        if not cast.is_text and found[f"read_{name}"] < found[f"filled_{name}"]
    ]


def survey(typed: TypedCells, further: Mapping[str, str]) -> dict[str, Any]:
    """Look at every cell with care.

    Returns
    -------
    dict
        ``rows_read``, ``rows_kept``; per column how many cells are ``read_…`` and how many ``failed_…``; of rows
        that belong together which keys have a row ``aside``; and the further aggregates over the rows kept.
    """
    wanted = {"rows_read": "count(*)", "rows_kept": "count(*) filter (why is null)"}
    if typed.together:
        wanted["aside"] = f"list(distinct {typed.together}) filter (why is not null)"
    for name, cast in typed.casts.items():
        wanted[f"read_{name}"] = f'count("{name}")'
        wanted[f"failed_{name}"] = f"count_if({failed(cast)})"
    kept = {name: f"{aggregate} filter (why is null)" for name, aggregate in further.items()}
    return counted(wanted | kept, typed)


def with_edges(typed: TypedCells) -> TypedCells:
    """Return the cells, told of each column of texts whether any of its cells has white space at an edge."""
    texts = {name: cast for name, cast in typed.casts.items() if cast.is_stripped_text}
    wanted = {name: f"count_if(regexp_matches({cast.cell}, {literal(EDGES)}))" for name, cast in texts.items()}
    found = counted(wanted, replace(typed, refusals=()))
    return typed.with_casts(replace(cast, has_edges=bool(found[name])) for name, cast in texts.items())


def _edges(typed: TypedCells) -> str:
    """Look at the edges of all texts of a row at once: a look at each is as dear as one at all of them."""
    texts = [cast.cell for cast in typed.casts.values() if cast.is_stripped_text]
    if not texts:
        return "0"
    joined = f"concat_ws(chr(30), {', '.join(texts)})"
    return f"count_if(regexp_matches({joined}, {literal(ANY_EDGES)}))"


def counted(wanted: Mapping[str, str], typed: TypedCells) -> dict[str, Any]:
    """Return aggregates over the relation by name."""
    columns = ", ".join(f'{aggregate} as "{name}"' for name, aggregate in wanted.items())
    with session(typed.inputs) as connection:
        (values,) = connection.execute(f"select {columns} from {typed.relation()}").fetchall()
    return dict(zip(wanted, values, strict=True))
