"""One column of texts to its kind, with what could not be read."""

from dataclasses import dataclass

import pandas as pd

from data.importing.dates import parse_moments
from data.importing.numbers import parse_numbers
from data.schemas import Column, Kind
from data.texts import mark

# Texts that mean "nothing here" in columns of numbers, dates and flags; in names and texts they are themselves.
EMPTY_WORDS = frozenset({"-", "–", "—", "n/a", "#n/a", "na", "null", "none", "nan", "nat", "(not set)", "(blank)"})

TRUE_WORDS = frozenset(
    {"yes", "y", "true", "t", "1", "1.0", "x", "ja", "oui", "sí", "si", "ya", "是", "نعم", "on", "subscribed",
     "granted", "churned", "left", "exited", "lost", "attrited customer", "closed won", "won"}
)  # fmt: skip
FALSE_WORDS = frozenset(
    {"no", "n", "false", "f", "0", "0.0", "nein", "non", "tidak", "否", "لا", "off", "unsubscribed",
     "cleaned", "denied", "stayed", "active", "retained", "existing customer", "current", "closed lost"}
)  # fmt: skip

REASONS = {
    Kind.DATE: mark("not a date"),
    Kind.MOMENT: mark("not a date"),
    Kind.NUMBER: mark("not a number"),
    Kind.COUNT: mark("not a whole number of at least 0"),
    Kind.MONEY: mark("not an amount"),
    Kind.FLAG: mark("neither yes nor no"),
    Kind.EMAIL: mark("not an e-mail address"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a column is to be read; None where that is found out from the column itself."""

    date_order: str | None = None
    decimal: str | None = None
    time_zone: str = "UTC"
    nulls: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Typed:
    """A column read as its kind.

    Attributes
    ----------
    cells
        Typed values aligned with the texts; missing where the cell was empty or could not be read.
    failed
        True where a cell held something that could not be read.
    date_order, date_order_assumed, decimal
        What was found out on the way; None where the kind doesn't need it.
    """

    cells: pd.Series
    failed: pd.Series
    date_order: str | None = None
    date_order_assumed: bool = False
    decimal: str | None = None


def read_column(texts: pd.Series, column: Column, reading: Reading) -> Typed:
    """Read a column of texts (dtype str, "" for empty) as its kind."""
    cells = texts.str.strip()
    empty = cells.eq("") | cells.isin(reading.nulls)
    if column.kind not in (Kind.TEXT, Kind.ID):
        empty |= cells.str.casefold().isin(EMPTY_WORDS)
    filled = cells[~empty]
    typed = _READERS[column.kind](filled, reading)
    values = typed.cells.reindex(texts.index)
    failed = (~empty) & values.isna()
    return Typed(values, failed, typed.date_order, typed.date_order_assumed, typed.decimal)


def _texts(cells: pd.Series, _reading: Reading) -> Typed:
    return Typed(cells, cells.isna())


def _emails(cells: pd.Series, _reading: Reading) -> Typed:
    folded = cells.str.casefold()
    return Typed(folded.where(folded.str.contains("@", regex=False)), cells.isna())


def _numbers(cells: pd.Series, reading: Reading) -> Typed:
    numbers, decimal = parse_numbers(cells, reading.decimal)
    return Typed(numbers, numbers.isna(), decimal=decimal)


def _counts(cells: pd.Series, reading: Reading) -> Typed:
    typed = _numbers(cells, reading)
    whole = typed.cells.where((typed.cells >= 0) & (typed.cells % 1 == 0))
    return Typed(whole, whole.isna(), decimal=typed.decimal)


def _moments(cells: pd.Series, reading: Reading) -> Typed:
    moments, order = parse_moments(cells, order=reading.date_order, time_zone=reading.time_zone)
    return Typed(moments, moments.isna(), date_order=order.order, date_order_assumed=order.assumed)


def _dates(cells: pd.Series, reading: Reading) -> Typed:
    typed = _moments(cells, reading)
    return Typed(typed.cells.dt.normalize(), typed.failed, typed.date_order, typed.date_order_assumed)


def _flags(cells: pd.Series, _reading: Reading) -> Typed:
    words = cells.str.casefold()
    flags = pd.Series(pd.NA, index=cells.index, dtype="boolean")
    flags[words.isin(TRUE_WORDS)] = True
    flags[words.isin(FALSE_WORDS)] = False
    return Typed(flags, flags.isna())


_READERS = {
    Kind.TEXT: _texts,
    Kind.ID: _texts,
    Kind.EMAIL: _emails,
    Kind.DATE: _dates,
    Kind.MOMENT: _moments,
    Kind.NUMBER: _numbers,
    Kind.MONEY: _numbers,
    Kind.COUNT: _counts,
    Kind.FLAG: _flags,
}
