"""What a file leaves open and a person can answer at a glance: day before month or after, decimal comma or point.

A question is only asked where the whole column can be read both ways and the readings differ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from data.reading import Block
from data.schemas import Kind, Table
from data.values.dates import date_order, to_moment
from data.values.numbers import to_number

ORDERS = ("dmy", "mdy")
MARKS = (".", ",")
_UTC = ZoneInfo("UTC")
_THREE_DIGITS = r"[^\d.,]*[1-9]\d{0,2}[.,]\d{3}[^\d.,]*"  # "1,234": a thousand and more, or one and a bit


@dataclass(frozen=True, slots=True)
class Question:
    """Something about how a column is written that the file itself can't tell.

    Attributes
    ----------
    option
        The import option that answers it: date_order or decimal.
    header, example
        The column that raises it, and one of its cells that reads two ways.
    meanings
        For each answer what the example means with it.
    spans
        For dates, for each answer the first and last day of the column.
    """

    option: str
    header: str
    example: str
    meanings: Mapping[str, Any]
    spans: Mapping[str, tuple[date, date]]


def questions(block: Block, table: Table, mapping: Mapping[str, str | None]) -> list[Question]:
    r"""Return what is open about the columns that are mapped, at most one question per option.

    Examples
    --------
    >>> from data.reading import read_file
    >>> from data.schemas import ORDERS as ORDERS_TABLE
    >>> (block,) = read_file("a.csv", b"order_id,ordered_at,amount\nA,03/04/2026,5\nB,05/04/2026,6\n")
    >>> [(one.option, one.header) for one in questions(block, ORDERS_TABLE, {"ordered_at": "ordered_at"})]
    [('date_order', 'ordered_at')]
    """
    asked: dict[str, Question] = {}
    for header, column in mapping.items():
        if column is None or header not in block.header or column not in table.names:
            continue
        ask = _ASKED_OF.get(table.column(column).kind)
        if ask is None:
            continue
        cells = block.rows[block.header.index(header)].drop_duplicates().str.strip()
        found = ask(header, cells[cells != ""])
        if found is not None:
            asked.setdefault(found.option, found)
    return list(asked.values())


def _of_dates(header: str, cells: pd.Series) -> Question | None:
    if not date_order(cells).assumed:
        return None
    read = {order: {cell: to_moment(cell, order, _UTC) for cell in cells} for order in ORDERS}
    differing = [cell for cell in cells if read["dmy"][cell] != read["mdy"][cell]]
    if not differing:
        return None
    example = differing[0]
    days = {order: [moment.date() for moment in told.values() if moment] for order, told in read.items()}
    meant = {order: told[example] for order, told in read.items()}
    return Question(
        option="date_order",
        header=header,
        example=example,
        meanings={order: moment.date() for order, moment in meant.items() if moment},
        spans={order: (min(found), max(found)) for order, found in days.items() if found},
    )


def _of_numbers(header: str, cells: pd.Series) -> Question | None:
    marked = cells[cells.str.contains(r"[.,]", regex=True)]
    if marked.empty or not marked.str.fullmatch(_THREE_DIGITS).all():
        return None
    example = str(marked.iloc[0])
    return Question("decimal", header, example, {mark: to_number(example, mark) for mark in MARKS}, {})


_ASKED_OF: dict[Kind, Callable[[str, pd.Series], Question | None]] = {
    Kind.DATE: _of_dates,
    Kind.MOMENT: _of_dates,
    Kind.MONEY: _of_numbers,
    Kind.NUMBER: _of_numbers,
}
