"""One column of texts to its kind, with what could not be read."""

from dataclasses import dataclass, replace

import pandas as pd

from data.schemas import Column, Kind
from data.texts import mark
from data.values.dates import parse_moments
from data.values.numbers import DecimalMark, judged_mark, parse_numbers

# Texts that mean "nothing here" in columns of numbers, dates and flags; in names and texts they are themselves.
EMPTY_WORDS = frozenset({"-", "–", "—", "n/a", "#n/a", "na", "null", "none", "nan", "nat", "(not set)", "(blank)"})

# Dates that stand for "never" or "nothing": the first and the last day that programs can count.
NO_DATE = (
    r"(?:0000-00-00|0001-01-01|0?1[/.]0?1[/.]0001|1900-01-00|2999-12-31|9999-12-31|31[/.]12[/.]9999|12/31/9999)"
    r"(?:[T ].*)?"
)

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
    decimal_assumed
        True where no cell told which mark is the decimal one and some read differently with the other.
    serial_days
        True where numbers were read as days as spreadsheets count them.
    """

    cells: pd.Series
    failed: pd.Series
    date_order: str | None = None
    date_order_assumed: bool = False
    decimal: str | None = None
    decimal_assumed: bool = False
    serial_days: bool = False


def read_column(texts: pd.Series, column: Column, reading: Reading) -> Typed:
    """Read a column of texts (dtype str, "" for empty) as its kind."""
    cells = texts if column.is_verbatim else texts.str.strip()
    empty = cells.eq("") | cells.str.strip().isin(reading.nulls - {""})
    if column.kind not in (Kind.TEXT, Kind.ID):
        empty |= cells.str.casefold().isin(EMPTY_WORDS)
    if column.kind in (Kind.DATE, Kind.MOMENT):
        empty |= cells.str.fullmatch(NO_DATE)
    filled = cells[~empty]
    typed = _READERS[column.kind](filled, reading)
    values = typed.cells.reindex(texts.index)
    failed = (~empty) & values.isna()
    return replace(typed, cells=values, failed=failed)


def _texts(cells: pd.Series, _reading: Reading) -> Typed:
    return Typed(cells, cells.isna())


def _emails(cells: pd.Series, _reading: Reading) -> Typed:
    folded = cells.str.casefold()
    return Typed(folded.where(folded.str.contains("@", regex=False)), cells.isna())


def _numbers(cells: pd.Series, reading: Reading) -> Typed:
    judged = DecimalMark(reading.decimal) if reading.decimal else judged_mark(cells.drop_duplicates())
    numbers, decimal = parse_numbers(cells, judged.mark)
    return Typed(numbers, numbers.isna(), decimal=decimal, decimal_assumed=judged.assumed)


def _counts(cells: pd.Series, reading: Reading) -> Typed:
    """Read whole numbers: of ``1.234``, where the column leaves it open, only the thousand and more is one."""
    typed = _numbers(cells, reading)
    whole = _whole(typed.cells)
    if typed.decimal_assumed and whole.isna().any():
        others, mark = parse_numbers(cells, ",")
        if _whole(others).count() > whole.count():
            whole, typed = _whole(others), replace(typed, decimal=mark)
    return Typed(whole, whole.isna(), decimal=typed.decimal)


def _whole(numbers: pd.Series) -> pd.Series:
    return numbers.where((numbers >= 0) & (numbers % 1 == 0))


def _moments(cells: pd.Series, reading: Reading) -> Typed:
    moments, order = parse_moments(cells, order=reading.date_order, time_zone=reading.time_zone)
    return Typed(
        moments,
        moments.isna(),
        date_order=order.order,
        date_order_assumed=order.assumed,
        serial_days=order.serial,
    )


def _dates(cells: pd.Series, reading: Reading) -> Typed:
    typed = _moments(cells, reading)
    return replace(typed, cells=typed.cells.dt.normalize())


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
