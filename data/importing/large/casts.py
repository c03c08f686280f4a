"""One column of text cells to its kind, in SQL.

A cast reads by itself only what can't be read in two ways: ``12.5``, ``2026-05-01 09:30``. Every other distinct
text of the column is *odd*; it is read once by the careful reading (``data.values.columns``) and joined back.
"""

from dataclasses import dataclass

import pyarrow as pa

from data.engine import literal, literals
from data.schemas import Column, Kind
from data.values.columns import Reading

TYPES = {
    Kind.DATE: "date",
    Kind.MOMENT: "timestamp",
    Kind.NUMBER: "double",
    Kind.COUNT: "double",
    Kind.MONEY: "double",
    Kind.FLAG: "boolean",
}
TEXTS = (Kind.TEXT, Kind.ID)
NUMBERS = (Kind.NUMBER, Kind.COUNT, Kind.MONEY)
MOMENTS = (Kind.DATE, Kind.MOMENT)

_MOMENT = r"(19|20)\d\d-\d\d-\d\d([ T]([01]\d|2[0-3]):\d\d(:\d\d(\.\d{1,6})?)?)?"
_NUMBER = {".": r"[-+]?\d+(\.\d+)?", ",": r"[-+]?\d+"}
# Texts that mean one thing only. Of flags there are none: what is yes and what is no are words.
PLAIN = {
    Kind.DATE: _MOMENT,
    Kind.MOMENT: _MOMENT,
    Kind.COUNT: r"\d+",
    Kind.EMAIL: r"[!-~]*@[!-~]*",
}
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
        Of a text: True where a cell begins or ends with white space.
    spoilt
        Of an id: the condition for those that a spreadsheet spoilt; None where there are none.
    odd
        The odd texts: ``text``, ``value`` and ``is_failed``; None where they are not known or there are none.
    is_settled
        True where every cell is known to be empty, plain or odd, so that it need not be looked at again.
    is_marked
        Of numbers: True where any cell holds a mark that may be the decimal one.
    date_order, date_order_assumed, decimal, decimal_assumed, serial_days
        What was found out of the whole column, as ``data.values.columns.Typed`` has it.
    """

    column: Column
    header: str
    cell: str
    reading: Reading
    has_edges: bool = False
    spoilt: str | None = None
    odd: pa.Table | None = None
    is_settled: bool = False
    is_marked: bool = False
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
    def is_id(self) -> bool:
        """True for ids, which keep every digit."""
        return self.column.kind is Kind.ID

    @property
    def is_number(self) -> bool:
        """True for kinds that are numbers."""
        return self.column.kind in NUMBERS

    @property
    def is_moment(self) -> bool:
        """True for days and moments."""
        return self.column.kind in MOMENTS

    @property
    def told_order(self) -> str | None:
        """The order of day and month that is reported; None of other kinds."""
        return (self.date_order or self.reading.date_order or "ymd") if self.is_moment else None

    @property
    def told_decimal(self) -> str | None:
        """The decimal mark that is reported; None of other kinds."""
        return (self.decimal or self.reading.decimal or ".") if self.is_number else None

    @property
    def text(self) -> str:
        """Of a text: the cell without words for nothing; without blanks at its edges, unless a person wrote it."""
        text = f"nullif(trim({self.cell}, {literal(WHITE)}), '')" if self.has_edges else self.cell
        if not self.reading.nulls:
            return text
        word = f"trim({self.cell}, {literal(WHITE)})" if self.column.is_verbatim else text
        return f"case when {word} not in {literals(sorted(self.reading.nulls))} then {text} end"

    @property
    def value(self) -> str:
        """The cell as its kind; null where it is empty or can't be read."""
        if self.is_text:
            return self.text if self.spoilt is None else f"case when not {self.spoilt} then {self.text} end"
        plain = self._read if self.is_settled else f"case when {self.is_plain} then {self._read} end"
        if self.odd is None:
            return plain
        return f"case when {self.odd_name}.text is null then {plain} else {self.odd_name}.value end"

    @property
    def failed(self) -> str:
        """Whether the cell is known to hold something that can't be read."""
        return "false" if self.odd is None else f"coalesce({self.odd_name}.is_failed, false)"

    @property
    def is_plain(self) -> str:
        """Whether the cell holds what can't be read in two ways; null or false of an empty one."""
        kind = self.column.kind
        pattern = _NUMBER[self.reading.decimal or "."] if kind in (Kind.NUMBER, Kind.MONEY) else PLAIN.get(kind)
        if pattern is None:
            return "false"
        is_plain = f"regexp_full_match({self.cell}, '{pattern}')"
        if self.reading.nulls:
            is_plain += f" and {self.cell} not in {literals(sorted(self.reading.nulls))}"
        return f"({is_plain})"

    @property
    def odd_name(self) -> str:
        """The name of the table of odd texts."""
        return f"odd_{self.name}"

    @property
    def join(self) -> str:
        """Brings the odd texts to their cells."""
        return "" if self.odd is None else f"left join {self.odd_name} on {self.odd_name}.text = {self.cell}"

    @property
    def _read(self) -> str:
        """The value of a plain cell."""
        kind = self.column.kind
        if kind is Kind.EMAIL:
            return f"lower({self.cell})"
        if kind is Kind.FLAG:
            return "cast(null as boolean)"
        if kind is Kind.DATE:
            return f"cast(try_cast({self.cell} as timestamp) as date)"
        return f"try_cast({self.cell} as {sql_type(kind)})"
