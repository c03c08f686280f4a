"""The rows of a large file that are set aside, fetched with their cells and lines; all others stay where they are.

Rows are only numbered here, since numbering them takes reading with one core. As many as are set aside stand in
memory, as columns; they become cells with headers one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.engine import session
from data.errors import InvalidMappingError
from data.importing.checking import REJECT_COLUMNS
from data.importing.large.refusals import NOTHING
from data.importing.large.typed import TypedCells
from data.reading import Block
from data.reading.blocks import Large
from data.texts import _

MOST_ASIDE = 1_000_000  # rows; beyond it the file was not understood, or is better split
_SLICE = 10_000
_KEPT = -1  # stands for no reason
Row = list[tuple[str, str]]


class Rows(Sequence[Row]):
    """Rows of a file, each a list of header and cell, made when it is asked for."""

    def __init__(self, header: Sequence[str], cells: pa.Table) -> None:
        self._header = header
        self._cells = cells

    def __len__(self) -> int:
        return int(self._cells.num_rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> "Rows": ...
    def __getitem__(self, place: int | slice) -> "Row | Rows":
        """Return a row, or some of them."""
        if isinstance(place, slice):
            places = pa.array(range(len(self))[place], type=pa.int64())
            return Rows(self._header, self._cells.take(places))
        first = range(len(self))[place]
        return next(iter(self[first : first + 1]))

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self), _SLICE):
            columns = self._cells.slice(start, _SLICE).to_pydict().values()
            for cells in zip(*columns, strict=True):
                yield [(name, cell or "") for name, cell in zip(self._header, cells, strict=True)]


@dataclass(frozen=True, slots=True, eq=False)
class Aside:
    """What is set aside of a large file.

    Attributes
    ----------
    rejects, cells
        Line, column, value and reason of each row, and its cells.
    companions
        Line and cells of the rows that are kept and share their key with one that is not.
    empty_lines
        Lines of rows with nothing in any cell, which count for none.
    """

    rejects: pd.DataFrame
    cells: Sequence[Row]
    companions: tuple[tuple[int, Row], ...] = ()
    empty_lines: tuple[int, ...] = ()


def nothing_aside() -> Aside:
    """Return what is set aside where every row is kept."""
    return Aside(pd.DataFrame(columns=list(REJECT_COLUMNS)), [])


def rows_aside(typed: TypedCells, large: Large, keys: Sequence[str]) -> Aside:
    """Return the rows that are set aside.

    Parameters
    ----------
    keys
        What rows have in common with one that is set aside, where they belong together.
    """
    found = _fetched(typed, "why is not null", keys)
    lines = large.lines_of(found["place"].to_pylist())
    why = found["why"].fill_null(_KEPT).to_numpy()
    cells, header = found.select(list(typed.cells.names)), typed.cells.header
    refused = why > NOTHING
    return Aside(
        rejects=_rejects(typed, cells.filter(refused), why[refused], lines[refused]),
        cells=Rows(header, cells.filter(refused)),
        companions=tuple(zip(lines[why == _KEPT].tolist(), Rows(header, cells.filter(why == _KEPT)), strict=True)),
        empty_lines=tuple(lines[why == NOTHING].tolist()),
    )


def refuse_too_many(typed: TypedCells, block: Block, *, count: int, rows_read: int) -> None:
    """Raise InvalidMappingError where more rows would be set aside than anybody could mend."""
    if count <= MOST_ASIDE or block.large is None:
        return
    found = _fetched(typed, f"why > {NOTHING}", limit="limit 1")
    (line,) = block.large.lines_of(found["place"].to_pylist())
    refusal = typed.refusals[found["why"][0].as_py()]
    text = _(
        "{count:,} of the {rows:,} rows of {file} would be set aside. The first, line {line}: {column!r} is "
        "{value!r}, {reason}. Check that this column is mapped rightly, or import the file in parts."
    )
    value = found[typed.cells.cell(refusal.header)][0].as_py() or ""
    raise InvalidMappingError(
        text.format(
            count=count,
            rows=rows_read,
            file=block.file,
            line=line,
            column=refusal.header,
            value=value,
            reason=refusal.reason,
        )
    )


def _fetched(typed: TypedCells, condition: str, keys: Sequence[str] = (), limit: str = "") -> pa.Table:
    numbered = replace(typed, cells=typed.cells.numbered)
    columns = ", ".join(["place", "why", *typed.cells.names])
    together = f" or {typed.together} in (from keys_aside)" if keys else ""
    query = f"select {columns} from {numbered.relation()} where {condition}{together} {limit}"
    inputs = {**typed.inputs, "keys_aside": pa.table({"key": pa.array(keys, type=pa.string())})}
    with session(inputs) as connection:
        return connection.sql(f"from ({query}) order by place").to_arrow_table()


def _rejects(typed: TypedCells, cells: pa.Table, why: NDArray[np.int32], lines: NDArray[np.int64]) -> pd.DataFrame:
    """Return line, column, value and reason of each row."""
    parts = [pd.DataFrame(columns=list(REJECT_COLUMNS))]
    for number in np.unique(why):
        refusal, where = typed.refusals[number], np.flatnonzero(why == number)
        values = cells[typed.cells.cell(refusal.header)].take(where).fill_null("")
        part = {"line": lines[where], "column": refusal.header, "value": values, "reason": refusal.reason}
        parts.append(pd.DataFrame(part, index=where).astype({"value": "str"}))
    return pd.concat(parts).sort_index()
