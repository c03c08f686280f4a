"""Large files in good order, read many times faster by Arrow.

Taken only where it provably gives what the careful reading gives: every quote opens at the beginning of a cell
and closes at its end, no blank line stands between rows, no lone carriage return ends a line, and every row has
the same width (Arrow refuses others). Anything else is left to the careful reading.
"""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from data.reading.blocks import Limits
from data.reading.records import WHITE_SPACE, Format

LINE_FEED, CARRIAGE_RETURN, QUOTE = 10, 13, 34

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]


def read_body(body: bytes, form: Format, width: int, first_line: int) -> tuple[pd.DataFrame, Places] | None:
    """Return the rows and the line each begins on, or None where the careful reading is needed.

    Parameters
    ----------
    body
        The data rows alone, UTF-8.
    first_line
        Line of the file on which the body begins.
    """
    if form.quote != '"' or form.escape or form.skip_space or form.delimiter in {"", WHITE_SPACE} or width < 2:
        return None
    lines = _record_lines(body, form)
    if lines is None:
        return None
    try:
        table = _arrow_table(body, form, width)
    except pa.ArrowInvalid:
        return None
    if table.num_rows != len(lines) or _has_endless_cell(table):
        return None
    return table.to_pandas(), lines + (first_line - 1)


def _arrow_table(body: bytes, form: Format, width: int) -> pa.Table:
    names = [str(position) for position in range(width)]
    return arrow_csv.read_csv(
        pa.py_buffer(body),
        read_options=arrow_csv.ReadOptions(column_names=names, block_size=8 * 1024 * 1024),
        parse_options=arrow_csv.ParseOptions(delimiter=form.delimiter, newlines_in_values=b'"' in body),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
        ),
    )


def _has_endless_cell(table: pa.Table) -> bool:
    """Look for a cell that may be longer than the limit; the careful reading knows, and refuses it in words."""
    longest = (pc.max(pc.binary_length(column)).as_py() or 0 for column in table.columns)
    return any(length > Limits().cell_characters for length in longest)


def _record_lines(body: bytes, form: Format) -> Places | None:
    """Return the line of each record, counted from 1, or None where something is not in order."""
    data = np.frombuffer(body, dtype=np.uint8)
    feeds = np.flatnonzero(data == LINE_FEED)
    if body.count(b"\r") != body.count(b"\r\n"):
        return None
    ends_at = np.arange(len(feeds))
    if QUOTE in data:
        within = np.bitwise_xor.accumulate((data == QUOTE).view(np.uint8)).astype(bool)
        if within[-1] or not _quotes_in_order(data, within, form):
            return None
        ends_at = ends_at[~within[feeds]]
    ends = feeds[ends_at]
    if _has_blank_lines(data, ends):
        return None
    starts = np.concatenate(([0], ends + 1))
    lines = np.concatenate(([1], ends_at + 2)).astype(np.int64)
    return lines[starts < len(data)]


def _quotes_in_order(data: Bytes, within: NDArray[np.bool_], form: Format) -> bool:
    """Check that cells are quoted whole; a doubled quote closes and opens again at once, beside a quote."""
    quotes = np.flatnonzero(data == QUOTE)
    opening, closing = quotes[within[quotes]], quotes[~within[quotes]]
    before = data[opening[opening > 0] - 1]
    after = data[closing[closing < len(data) - 1] + 1]
    beside = np.array([ord(form.delimiter), LINE_FEED, CARRIAGE_RETURN, QUOTE], dtype=np.uint8)
    return bool(np.isin(before, beside).all() and np.isin(after, beside).all())


def _has_blank_lines(data: Bytes, ends: Places) -> bool:
    """Look for lines with nothing in them."""
    if not len(ends):
        return False
    length = np.diff(ends, prepend=-1) - 1
    returns = (ends > 0) & (data[np.maximum(ends - 1, 0)] == CARRIAGE_RETURN)
    return bool((length - returns <= 0).any())
