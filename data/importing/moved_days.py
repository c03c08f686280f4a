"""Rows that lie on another day in the company's time zone than in the tool: noted while the file is at hand.

A tool's own report counts an order of 23:30 in New York on that evening; here it is one of the next morning in
Amsterdam. What changes its month that way is added up by column, so that both sides of a month can be compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data import schemas
from data.importing.checking import Checked
from data.reading import Block
from data.recognising import Recognition
from data.values.dates import parse_moments

ROWS, THINGS = "", "things"  # among the sums of columns: how many rows, and how many different keys
_ZONE = r"\s*(?:(?<=\d)Z|\b(?:UTC|GMT)|(?:UTC|GMT)?[+\-−]\d{2}:?\d{2})$"
_TIME = r"\d{1,2}[:.]\d{2}"


@dataclass(frozen=True, slots=True)
class Crossing:
    """Rows of one currency that are in another month here than in the tool; ``sums`` by column."""

    from_month: str
    to_month: str
    currency: str
    sums: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MovedDays:
    """How many rows lie on another day, the tool's own first and last day, and what changed its month."""

    rows: int
    first_day: date
    last_day: date
    crossing: tuple[Crossing, ...] = ()

    def noted(self) -> dict[str, Any]:
        """Return it as plain values."""
        crossing = [[one.from_month, one.to_month, one.currency, dict(one.sums)] for one in self.crossing]
        days = {"first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat()}
        return {"rows": self.rows, "crossing": crossing} | days

    @classmethod
    def from_noted(cls, noted: Mapping[str, Any]) -> "MovedDays":
        """Return what such plain values say."""
        first, last = (date.fromisoformat(noted[name]) for name in ("first_day", "last_day"))
        return cls(noted["rows"], first, last, tuple(Crossing(*each) for each in noted["crossing"]))


def moved_days(block: Block, recognition: Recognition, checked: Checked) -> MovedDays | None:
    """Return what lies on another day than in the tool; None where the tool's times have no zone of their own.

    Of large files nothing is noted: their cells are never held together.
    """
    moment = schemas.table(checked.meaning.table).moment
    headers = {column: header for header, column in checked.meaning.mapping.items()}
    header = headers.get(moment) if moment else None
    if block.large is not None or header not in block.header or not checked.rows.num_rows:
        return None
    texts = block.rows[block.header.index(str(header))].str.strip()
    has_zone = texts.str.contains(_ZONE, regex=True) & texts.str.contains(_TIME, regex=True)
    if not has_zone.any():
        return None
    if str(recognition.transforms.get(str(moment), "")).startswith("fill_down"):
        texts = texts.where(texts != "").ffill().fillna("")
    rows = _rows(checked, str(moment))
    rows = rows.assign(own=rows["line"].map(_own_days(texts, block.lines, checked)))
    if rows["own"].isna().all():
        return None
    moved = rows[rows["own"].notna() & (rows["own"] != rows["day"])]
    first, last = rows["own"].min().date(), rows["own"].max().date()
    return MovedDays(len(moved), first, last, tuple(_crossing(moved)))


def _own_days(texts: pd.Series, lines: np.ndarray, checked: Checked) -> pd.Series:
    """Return the day on the tool's own clock by line: what the cell says without its zone."""
    filled = texts[texts != ""]
    own = filled.str.replace(_ZONE, "", regex=True)
    moments, _order = parse_moments(own, order=checked.date_order, time_zone=checked.meaning.reading.time_zone)
    days = moments.reindex(texts.index).dt.normalize()
    return pd.Series(days.to_numpy(), index=lines)


def _rows(checked: Checked, moment: str) -> pd.DataFrame:
    """Return the rows kept: line, row_key, day, currency and every column that can be added up."""
    table = schemas.table(checked.meaning.table)
    numeric = [column.name for column in table.columns if schemas.IBIS_TYPES[column.kind] == "float64"]
    extra = [name for name in ("currency", "refunded_at") if name in table.names]
    rows = checked.rows.select(["line", "row_key", moment, *numeric, *extra]).to_pandas()
    rows = rows.assign(day=pd.to_datetime(rows[moment]).dt.normalize())
    if "refunded_at" in rows:  # what was paid back on a day of its own doesn't move with the order
        same = rows["refunded_at"].isna() | (rows["refunded_at"] == rows[moment])
        rows["refunded_amount"] = rows["refunded_amount"].where(same)
    rows["currency"] = rows["currency"].fillna("") if "currency" in rows else ""
    kept: pd.DataFrame = rows[["line", "row_key", "day", "currency", *numeric]]
    return kept


def _crossing(moved: pd.DataFrame) -> list[Crossing]:
    months = moved.assign(from_month=moved["own"].dt.strftime("%Y-%m"), to_month=moved["day"].dt.strftime("%Y-%m"))
    others = months[months["from_month"] != months["to_month"]]
    numeric = [str(name) for name in others if others[name].dtype == "float64"]
    found = []
    for (first, then, currency), rows in others.groupby(["from_month", "to_month", "currency"]):
        sums = {ROWS: float(len(rows)), THINGS: float(rows["row_key"].nunique())}
        sums |= {name: float(rows[name].sum()) for name in numeric if rows[name].notna().any()}
        found.append(Crossing(str(first), str(then), str(currency), sums))
    return found
