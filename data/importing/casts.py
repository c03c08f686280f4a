"""One column of text cells to its kind, in SQL.

A cast reads by itself only what can't be read in two ways: ``12.5``, ``2026-05-01 09:30``. Every other distinct
text of the column is *odd*; it is read once by the careful reading (``data.importing.values``) and joined back.
"""

from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from data.engine import literal, literals
from data.importing.values import EMPTY_WORDS, Reading, read_column
from data.schemas import Column, Kind

TYPES = {
    Kind.DATE: "date",
    Kind.MOMENT: "timestamp",
    Kind.NUMBER: "double",
    Kind.COUNT: "double",
    Kind.MONEY: "double",
    Kind.FLAG: "boolean",
}
ARROW_TYPES = {"date": pa.date32(), "timestamp": pa.timestamp("us"), "double": pa.float64(), "boolean": pa.bool_()}
TEXTS = (Kind.TEXT, Kind.ID, Kind.EMAIL)
NUMBERS = (Kind.NUMBER, Kind.COUNT, Kind.MONEY)
PLAIN_NUMBER = {".": r"[-+]?\d+(\.\d+)?", ",": r"[-+]?\d+"}
PLAIN_MOMENT = r"(19|20)\d\d-\d\d-\d\d([ T]([01]\d|2[0-3]):\d\d(:\d\d(\.\d{1,6})?)?)?"
# A number that says by itself that its point is no thousands mark.
TELLING = r"[-+]?\d+\.(\d{1,2}|\d{4,})"
OPEN = r"[-+]?[1-9]\d{0,2}\.\d{3}"
# What str.strip takes away; stripping with it is slow, so it is only done where a cell needs it.
WHITE = "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace())
EDGES = f"^[{WHITE}]|[{WHITE}]$"
ANY_EDGES = f"(^|\x1e)[{WHITE}]|[{WHITE}](\x1e|$)"  # of texts joined by \x1e


def sql_type(kind: Kind) -> str:
    """Return the name of a kind's type in SQL."""
    return TYPES.get(kind, "varchar")


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """How the cells under a header become a column.

    Attributes
    ----------
    cell
        The name of the header's column in SQL.
    has_edges
        True where a cell begins or ends with white space.
    all_plain
        True where every cell that is filled was found to be plain, so that it need not be looked at again.
    odd
        The odd texts that could be read: ``text`` and ``value``; None where there are none.
    date_order, date_order_assumed, decimal, decimal_assumed, serial_days
        What was found out of the whole column, as ``data.importing.values.Typed`` has it.
    """

    column: Column
    header: str
    cell: str
    reading: Reading
    has_edges: bool = False
    all_plain: bool = False
    odd: pa.Table | None = None
    date_order: str | None = None
    date_order_assumed: bool = False
    decimal: str | None = None
    decimal_assumed: bool = False
    serial_days: bool = False

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.column.name

    @property
    def is_text(self) -> bool:
        """True for kinds that any text is."""
        return self.column.kind in TEXTS

    @property
    def is_stripped_text(self) -> bool:
        """True for texts that lose the white space at their edges."""
        return self.is_text and not self.column.is_verbatim

    @property
    def is_number(self) -> bool:
        """True for kinds that are numbers."""
        return self.column.kind in NUMBERS

    @property
    def is_moment(self) -> bool:
        """True for days and moments."""
        return self.column.kind in (Kind.DATE, Kind.MOMENT)

    @property
    def text(self) -> str:
        """The cell without white space around it."""
        return f"trim({self.cell}, {literal(WHITE)})" if self.has_edges else self.cell

    @property
    def is_empty(self) -> str:
        """Whether the cell says nothing."""
        found = [f"{self.cell} is null"]
        if self.has_edges:
            found.append(f"{self.text} = ''")
        if self.reading.nulls:
            found.append(f"{self.text} in {literals(sorted(self.reading.nulls))}")
        if not self.is_text:
            found.append(f"lower({self.text}) in {literals(sorted(EMPTY_WORDS))}")
        return f"({' or '.join(found)})"

    @property
    def value(self) -> str:
        """The cell as its kind; null where it is empty or can't be read."""
        if self.is_text:
            return self._text_value()
        read = [self.plain, *([f"{self.odd_name}.value"] if self.odd is not None else [])]
        value = f"coalesce({', '.join(read)})"
        if self.column.kind is Kind.COUNT:
            return f"case when {value} >= 0 and floor({value}) = {value} then {value} end"
        return value

    @property
    def failed(self) -> str:
        """Whether the cell holds something that could not be read."""
        return "false" if self.is_text else f"({self.name} is null and not {self.is_empty})"

    @property
    def looks_spoilt(self) -> str:
        """Whether a spreadsheet may have taken digits of an id: 6.49E+17, or sixteen digits that end in zeros."""
        return (
            f"coalesce(contains({self.cell}, 'E+') or contains({self.cell}, 'e+') or "
            f"(strlen({self.cell}) > 15 and regexp_full_match({self.cell}, '\\d+0')), false)"
        )

    @property
    def odd_name(self) -> str:
        """The name of the table of odd texts."""
        return f"odd_{self.name}"

    @property
    def join(self) -> str:
        """Brings the odd texts to their cells."""
        if self.odd is None:
            return ""
        return f"left join {self.odd_name} on {self.odd_name}.text = {self.text}"

    def _text_value(self) -> str:
        if self.column.kind is Kind.EMAIL:
            return f"case when contains({self.text}, '@') then lower({self.text}) end"
        if not self.has_edges and not self.reading.nulls:
            return self.cell
        return f"case when not {self.is_empty} then {self.text} end"

    @property
    def plain(self) -> str:
        """The value of cells that can't be read in two ways; null for the others."""
        kind, cell = self.column.kind, self.cell
        if kind is Kind.FLAG:
            return "cast(null as boolean)"
        pattern = PLAIN_NUMBER[self.reading.decimal or "."] if kind in NUMBERS else PLAIN_MOMENT
        value = f"try_cast({cell} as {'double' if kind in NUMBERS else 'timestamp'})"
        if kind is Kind.DATE:
            value = f"cast({value} as date)"
        return value if self.all_plain else f"case when regexp_full_match({cell}, '{pattern}') then {value} end"


def with_odd_cells(cast: Cast, relation: str, connection: duckdb.DuckDBPyConnection) -> Cast:
    """Return the cast with the odd texts of its column read, and what the whole column says of marks and order."""
    cast = with_edges(cast, relation, connection)
    odd = _odd_texts(cast, relation, connection)
    if cast.column.kind in NUMBERS and cast.reading.decimal is None:
        judged = pd.concat([odd, _telling_text(cast, relation, connection)], ignore_index=True)
        typed = read_column(judged.drop_duplicates(), cast.column, cast.reading)
        known = replace(cast.reading, decimal=typed.decimal)
        cast = replace(cast, reading=known, decimal_assumed=typed.decimal_assumed)
        odd = _odd_texts(cast, relation, connection)
    return _with_meanings(cast, odd)


def with_edges(cast: Cast, relation: str, connection: duckdb.DuckDBPyConnection) -> Cast:
    """Return the cast knowing whether a cell of its column begins or ends with white space."""
    condition = f"regexp_matches({cast.cell}, {literal(EDGES)})"
    found = connection.execute(f"select 1 from {relation} where {condition} limit 1").fetchall()
    return replace(cast, has_edges=bool(found))


def _odd_texts(cast: Cast, relation: str, connection: duckdb.DuckDBPyConnection) -> pd.Series:
    """Return the distinct texts that neither say nothing nor are plain."""
    condition = f"{cast.plain} is null and not {cast.is_empty}"
    return _texts(connection.sql(f"select distinct {cast.text} as text from {relation} where {condition}"))


def _telling_text(cast: Cast, relation: str, connection: duckdb.DuckDBPyConnection) -> pd.Series:
    """Return a plain number that settles which mark is the decimal one, or one that leaves it open, if any."""
    found = pd.Series(dtype="str")
    for pattern in (TELLING,) if cast.column.kind is Kind.COUNT else (TELLING, OPEN):
        condition = f"regexp_full_match({cast.cell}, '{pattern}')"
        found = _texts(connection.sql(f"select {cast.cell} as text from {relation} where {condition} limit 1"))
        if len(found):
            break
    return found


def _texts(result: Any) -> pd.Series:
    return pd.Series(result.to_arrow_table()["text"].to_pylist(), dtype="str")


def _with_meanings(cast: Cast, texts: pd.Series) -> Cast:
    typed = read_column(texts, cast.column, cast.reading)
    known = typed.cells.notna()
    values = pa.Array.from_pandas(typed.cells[known], type=ARROW_TYPES[sql_type(cast.column.kind)])
    return replace(
        cast,
        odd=pa.table({"text": pa.array(texts[known], type=pa.string()), "value": values}),
        date_order=typed.date_order,
        date_order_assumed=typed.date_order_assumed,
        decimal=typed.decimal,
        serial_days=typed.serial_days,
    )
