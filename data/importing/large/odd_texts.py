"""The odd texts of a large file's columns, gathered in one pass and read by the careful reading.

Which mark is the decimal one is judged as the careful reading does, by which of the two more texts tell. Of plain
numbers no more are fetched than could outweigh the odd texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd
import pyarrow as pa

from data.engine import session
from data.importing.large.casts import Cast, sql_type
from data.schemas import Kind
from data.values.columns import Typed, read_column

ARROW_TYPES = {"date": pa.date32(), "timestamp": pa.timestamp("us"), "double": pa.float64(), "boolean": pa.bool_()}
# A plain number that tells that its point is no thousands mark, and one that leaves it open.
TELLING = r"[-+]?(\d+\.(\d{1,2}|\d{4,})|(0|\d{4,})\.\d{3})"
MARKS = "[.,٫٬]"
OPEN = r"[-+]?[1-9]\d{0,2}\.\d{3}"


def with_odd_texts(casts: Sequence[Cast], relation: str, *, unread: Sequence[Cast]) -> list[Cast]:
    """Return the casts with their odd texts read, and what each column as a whole says of its mark and order.

    Parameters
    ----------
    casts
        Of columns that are no texts.
    relation
        The cells, as stands behind ``from``.
    unread
        Those of them that have odd texts at all.
    """
    texts = {cast.name: pd.Series(dtype="str") for cast in casts} | _gathered(unread, relation)
    casts = [_with_mark(cast, texts[cast.name], relation) for cast in casts]
    turned = [cast for cast in casts if cast.decimal == "," and cast.column.kind is not Kind.COUNT]
    texts = {**texts, **_gathered(turned, relation)}  # numbers with a point are no longer plain
    return [_with_meanings(cast, texts[cast.name]) for cast in casts]


def _gathered(casts: Iterable[Cast], relation: str) -> dict[str, pd.Series]:
    """Return the distinct odd texts by column."""
    casts = list(casts)
    if not casts:
        return {}
    lists = [
        f'list(distinct {cast.cell}) filter ({cast.cell} is not null and not {cast.is_plain}) as "{cast.name}"'
        for cast in casts
    ]
    with session({}) as connection:
        found = connection.sql(f"select {', '.join(lists)} from {relation}").to_arrow_table()
    return {cast.name: pd.Series(found[cast.name][0].values, dtype="str") for cast in casts}


def _with_mark(cast: Cast, odd: pd.Series, relation: str) -> Cast:
    """Return a cast of numbers that knows their decimal mark; all marks of counts are in their odd texts."""
    if not cast.is_number or cast.column.kind is Kind.COUNT or cast.reading.decimal is not None:
        return cast
    plain = _plain_numbers(cast, TELLING, len(odd) + 1, relation)
    if plain.empty:
        plain = _plain_numbers(cast, OPEN, 1, relation)
    typed = read_column(pd.concat([odd, plain], ignore_index=True), cast.column, cast.reading)
    known = replace(cast.reading, decimal=typed.decimal)
    return replace(cast, reading=known, decimal=typed.decimal, decimal_assumed=typed.decimal_assumed)


def _plain_numbers(cast: Cast, pattern: str, most: int, relation: str) -> pd.Series:
    condition = f"regexp_full_match({cast.cell}, '{pattern}')"
    query = f"select distinct {cast.cell} as text from {relation} where {condition} limit {most}"
    with session({}) as connection:
        return pd.Series(connection.sql(query).to_arrow_table()["text"].to_pylist(), dtype="str")


def _with_meanings(cast: Cast, texts: pd.Series) -> Cast:
    typed = read_column(texts, cast.column, cast.reading)
    return replace(
        cast,
        odd=_table(texts, typed, cast) if len(texts) else None,
        is_marked=cast.is_marked or bool(texts.str.contains(MARKS, regex=True).any()),
        date_order=typed.date_order,
        date_order_assumed=typed.date_order_assumed,
        decimal=cast.decimal or typed.decimal,
        serial_days=typed.serial_days,
    )


def _table(texts: pd.Series, typed: Typed, cast: Cast) -> pa.Table:
    kind = ARROW_TYPES.get(sql_type(cast.column.kind), pa.string())
    columns: Mapping[str, pa.Array] = {
        "text": pa.array(texts, type=pa.string()),
        "value": pa.Array.from_pandas(typed.cells, type=kind),
        "is_failed": pa.Array.from_pandas(typed.failed, type=pa.bool_()),
    }
    return pa.table(columns)
