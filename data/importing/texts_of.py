"""Stored values as texts that a person reads, and what differs between two rows."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from data.schemas import Table

BEFORE = "_before"


def text_of(value: Any) -> str:
    """Return a stored value as a text; "" where there is none.

    Examples
    --------
    >>> text_of(10.0), text_of(0.25), text_of(None), text_of(datetime(2026, 3, 1)), text_of(True)
    ('10', '0.25', '', '2026-03-01', 'yes')
    """
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else str(value)


def row_texts(row: Mapping[Any, Any], table: Table, ending: str = "") -> dict[str, str]:
    """Return the filled columns of a stored row as texts, its attributes by their header.

    An attribute whose header is the name of a canonical column that another header fills gets an asterisk.

    Parameters
    ----------
    ending
        Of the names under which the row's values stand.
    """
    texts = {name: text_of(row[f"{name}{ending}"]) for name in table.names}
    kept = dict(row[f"attributes{ending}"] or {})
    beside = {f"{name} *" if name in texts else name: text for name, text in kept.items()}
    return {name: text for name, text in {**texts, **beside}.items() if text}


def differences(row: Mapping[Any, Any], table: Table) -> list[tuple[str, str, str]]:
    """Return column, before and after of what differs in a row that stands beside an older one."""
    now, then = row_texts(row, table), row_texts(row, table, BEFORE)
    columns = dict.fromkeys([*then, *now])
    return [(name, then.get(name, ""), now.get(name, "")) for name in columns if then.get(name) != now.get(name)]
