"""One look for every table, and the download that goes with it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.numbers import UNDEFINED
from components.texts import _n
from data.harmless import guarded

ROW_HEIGHT = 36


@dataclass(frozen=True, slots=True)
class Column:
    """How a column is shown.

    Attributes
    ----------
    label
        What its head says.
    unit
        "rate" (a fraction, shown as percent), "money", "count", "number", "share" (a fraction drawn as a bar),
        "date", "moment", "link" or "text".
    currency
        ISO 4217 code, for money.
    meaning
        What it means; opens from the head.
    """

    label: str
    unit: str = "text"
    currency: str | None = None
    meaning: str | None = None


def show(  # noqa: PLR0913 - all named
    frame: pd.DataFrame,
    columns: Mapping[str, Column],
    *,
    key: str,
    file_stem: str | None = None,
    rows: int = 10,
    alt: str | None = None,
) -> None:
    """Draw the columns named, in that order, and a button that downloads them.

    Parameters
    ----------
    key
        ``<page>_<table>``.
    file_stem
        The download's name without ending; None for a table without download.
    rows
        How many rows are seen at once; the rest scrolls inside the table.
    alt
        What the table is, for a screen reader.
    """
    shown = frame.loc[:, list(columns)]
    st.dataframe(
        shown,
        hide_index=True,
        column_config={name: _configured(column) for name, column in columns.items()},
        height=min(len(shown) + 1, rows + 1) * ROW_HEIGHT + 2,
        row_height=ROW_HEIGHT,
        key=key,
        alt=alt,
        placeholder=UNDEFINED,
    )
    if file_stem:
        download(shown, key=f"{key}_download", file_stem=file_stem)


def download(frame: pd.DataFrame, *, key: str, file_stem: str, label: str | None = None) -> None:
    """Draw a button that downloads a frame as CSV; its content's hash is in the file's name.

    Two downloads of different content never share a name, in the reader's folder or in a cache on the way.
    """
    st.download_button(
        label or download_label(len(frame)),
        data=partial(as_csv, frame),
        file_name=f"{file_stem}-{content_hash(frame)}.csv",
        mime="text/csv",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )


def download_label(rows: int) -> str:
    """Return what a button says that downloads so many rows."""
    return _n("Download {rows:,} row as CSV", "Download {rows:,} rows as CSV", rows).format(rows=rows)


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return a frame as UTF-8 CSV that a spreadsheet opens without running what is in it.

    Texts that a spreadsheet would take for a formula get an apostrophe in front, by the rule of `data.harmless`.
    """
    return guarded(frame).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")  # so that "\r" is quoted


def content_hash(frame: pd.DataFrame) -> str:
    """Return eight letters that change with the frame's content or columns."""
    digest = hashlib.sha256("\x1f".join(map(str, frame.columns)).encode())
    digest.update(pd.util.hash_pandas_object(frame.astype(str), index=False).to_numpy().tobytes())
    return digest.hexdigest()[:8]


def _configured(column: Column) -> Any:
    kind, options = _KINDS[column.unit]
    label = f"{column.label} ({column.currency})" if column.unit == "money" and column.currency else column.label
    return kind(label, help=column.meaning, **options)


_KINDS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "rate": (st.column_config.NumberColumn, {"format": "percent"}),
    "share": (st.column_config.ProgressColumn, {"format": "percent", "min_value": 0.0, "max_value": 1.0}),
    "money": (st.column_config.NumberColumn, {"format": "accounting"}),
    "count": (st.column_config.NumberColumn, {"format": "localized"}),
    "number": (st.column_config.NumberColumn, {"format": "localized"}),
    "date": (st.column_config.DateColumn, {"format": "localized"}),
    "moment": (st.column_config.DatetimeColumn, {"format": "localized"}),
    "link": (st.column_config.LinkColumn, {}),
    "text": (st.column_config.TextColumn, {}),
}
