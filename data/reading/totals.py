"""Rows that add up the others: never counted as data, always said."""

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

TOTAL_LABEL = re.compile(
    r"(?:(?:grand|sub)?\s*totals?|total (?:général|general|geral)|totale|totaal|sum|summe|(?:ins)?gesamt"
    r"|gesamt(?:summe|ergebnis)|somme|suma|jumlah|合计|合計|总计|總計|итого|всего|المجموع|(?:ال)?[إا]جمالي)\s*:?",
    re.IGNORECASE,
)
NOT_IN_A_NUMBER = re.compile(r"[^\d.\-]")
CLOSENESS = 0.005
FEWEST_ROWS = 3


def total_rows(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which rows are clearly totals: the first or last row, labelled so or not at all, that adds up.

    A blank label counts only where every other row has one, and some column must be the sum of the others.
    """
    found = np.zeros(len(rows), dtype=bool)
    if len(rows) < FEWEST_ROWS or rows.shape[1] < 2:
        return found
    labels = rows[0].str.strip()
    for place in (0, len(rows) - 1):
        others = np.delete(np.arange(len(rows)), place)
        label = str(labels.iloc[place])
        is_blank = label == "" and bool((labels.iloc[others] != "").all())
        if (is_blank or TOTAL_LABEL.fullmatch(label)) and _adds_up(rows, place, others):
            found[place] = True
    return found


def _adds_up(rows: pd.DataFrame, place: int, others: NDArray[np.int64]) -> bool:
    for column in rows.columns[1:]:
        total = _number(str(rows[column].iloc[place]))
        if not total:
            continue
        parts = [_number(str(cell)) for cell in rows[column].iloc[others]]
        known = [part for part in parts if part is not None]
        if len(known) > 1 and abs(sum(known) - total) <= CLOSENESS * abs(total):
            return True
    return False


def _number(cell: str) -> float | None:
    if "%" in cell or not cell.strip():
        return None
    try:
        return float(NOT_IN_A_NUMBER.sub("", cell))
    except ValueError:
        return None
