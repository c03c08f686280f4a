"""How a file was read, where a few of its rows alone might be read otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from data.importing.checking import Meaning
from data.reading import Block
from data.recognising import Recognition, recognise
from data.schemas import TABLES, Kind
from data.values.dates import date_order
from data.values.numbers import decimal_mark

_OPTIONS = ("date_order", "decimal", "source", "left_value")
_MAPPED = "column."  # begins the name of a canonical column whose header is said
_ABOVE = "above"  # names a line above the header
_NUMBERS = (Kind.NUMBER, Kind.COUNT, Kind.MONEY)
_DATES = (Kind.DATE, Kind.MOMENT)


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How the file was read.

    Attributes
    ----------
    options
        Names and values as on the command line: date_order, decimal, source, left_value.
    mapping
        Canonical column and header, where the headers and the rows don't tell by themselves.
    preamble
        Lines above the header, where what the rows mean depends on them: the day on which a report begins.
    """

    table: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    mapping: tuple[tuple[str, str], ...] = ()
    preamble: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Return it as one text without the marks that tables are made of.

        Examples
        --------
        >>> ReadAs("orders", (("date_order", "dmy"), ("decimal", ","))).to_text()
        'table=orders&date_order=dmy&decimal=%2C'
        """
        columns = [(f"{_MAPPED}{column}", header) for column, header in self.mapping]
        above = [(_ABOVE, line) for line in self.preamble]
        return urlencode([("table", self.table or ""), *self.options, *columns, *above])

    @classmethod
    def from_text(cls, text: str) -> "ReadAs":
        """Return what such a text says.

        Examples
        --------
        >>> ReadAs.from_text("table=orders&decimal=%2C&column.amount=Total").mapping
        (('amount', 'Total'),)
        """
        said = parse_qsl(text)
        return cls(
            table=next((value for name, value in said if name == "table" and value in TABLES), None),
            options=tuple((name, value) for name, value in said if name in _OPTIONS),
            mapping=tuple((name.removeprefix(_MAPPED), value) for name, value in said if name.startswith(_MAPPED)),
            preamble=tuple(value for name, value in said if name == _ABOVE),
        )


def read_as(
    block: Block,
    recognition: Recognition,
    meaning: Meaning,
    rows: pd.DataFrame,
    *,
    agreed: Mapping[str, str | None] | None = None,
) -> ReadAs:
    """Return what has to be said of a file so that some of its rows are read like the whole.

    Parameters
    ----------
    rows
        Those rows, cells by position.
    agreed
        What the whole file's columns agree on, by option, where the block holds only its first rows.
    """
    alone = recognise(block.header, rows)
    helped = recognise(block.header, rows, preamble=block.preamble)
    needs_preamble = (alone.mapping, alone.transforms) != (helped.mapping, helped.transforms)
    told = helped if needs_preamble else alone
    is_told = (told.table, told.mapping) == (meaning.table, recognition.mapping)
    mapping = () if is_told else tuple((column, header) for header, column in meaning.mapping.items() if column)
    agreed = _agreed_options(block, meaning) if agreed is None else agreed
    return ReadAs(
        table=meaning.table,
        options=tuple(_options(recognition, meaning, agreed)),
        mapping=tuple((column, header) for column, header in mapping if header in block.header),
        preamble=block.preamble if needs_preamble else (),
    )


def _options(
    recognition: Recognition, meaning: Meaning, agreed: Mapping[str, str | None]
) -> list[tuple[str, str]]:
    order = meaning.reading.date_order or agreed["date_order"]
    decimal = meaning.reading.decimal or agreed["decimal"]
    source = meaning.source if meaning.source != recognition.source else None
    found = (order, decimal, source, recognition.left_value)
    return [(name, value) for name, value in zip(_OPTIONS, found, strict=True) if value]


def _agreed_options(block: Block, meaning: Meaning) -> dict[str, str | None]:
    return {
        "date_order": _agreed(block, meaning, _DATES, _order_of),
        "decimal": _agreed(block, meaning, _NUMBERS, _decimal_of),
    }


def _agreed(
    block: Block, meaning: Meaning, kinds: tuple[Kind, ...], judged: Callable[[pd.Series], str | None]
) -> str | None:
    """Return what all columns of a kind that say anything agree on; None where they say different things."""
    table = TABLES[meaning.table]
    told = {
        judged(block.rows[block.header.index(header)].drop_duplicates())
        for header, column in meaning.mapping.items()
        if column and table.column(column).kind in kinds and header in block.header
    }
    said = told - {None}
    return said.pop() if len(said) == 1 else None


def _order_of(values: pd.Series) -> str | None:
    order = date_order(values).order
    return None if order == "ymd" else order


def _decimal_of(values: pd.Series) -> str | None:
    """Return the decimal mark of a column; None where it has no mark at all, and so could be read either way."""
    marked = values[values.str.contains("[.,٫٬]", regex=True)]
    return None if marked.empty else decimal_mark(marked)
