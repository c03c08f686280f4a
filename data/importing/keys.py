"""What a row is, so that a correction replaces it and a repeat is seen.

Ids that an export lacks are derived from the row's content and its turn among equal rows of the file: true
repeats exist (255 in CDNOW), and the same file always gives the same ids.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.schemas import Kind, Table

_SEPARATOR = "\x1f"
DIGEST_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Keyed:
    """Rows with ``row_key``; how many ids were derived and how many rows repeat a key."""

    rows: pd.DataFrame
    ids_derived: int
    repeats: int


def own_id(table: Table) -> str | None:
    """Return the key column that is an id of the row itself (an order, a ticket), which can be derived."""
    if len(table.key) == 1 and table.key[0] != "customer_id" and table.column(table.key[0]).kind is Kind.ID:
        return table.key[0]
    return None


def add_keys(rows: pd.DataFrame, table: Table, *, source: str, cells: pd.DataFrame) -> Keyed:
    """Return the rows with their keys, repeats of an id within the file folded to the last.

    Parameters
    ----------
    rows
        Typed rows by canonical column.
    cells
        The texts of the same rows, all columns of the export: what their content is.
    """
    keyed = rows.copy(deep=False)
    derived = 0
    column = own_id(table)
    if column and keyed[column].isna().any():
        lacking = keyed[column].isna()
        derived = int(lacking.sum())
        content = content_digests(cells)
        turns = content.groupby(content).cumcount()
        turn = ("-" + (turns + 1).astype("str")).where(turns > 0, "")
        made = "~" + content + turn
        keyed[column] = keyed[column].where(~lacking, made)
    keyed["row_key"] = _joined(keyed, table.key, source)
    if table.replaced_together:
        return Keyed(keyed, derived, 0)
    if len(table.key) == 1:
        repeated = keyed["row_key"].duplicated(keep="last")
        return Keyed(keyed[~repeated], derived, int(repeated.sum()))
    turns = keyed.groupby("row_key").cumcount()
    keyed["row_key"] += (_SEPARATOR + "#" + (turns + 1).astype("str")).where(turns > 0, "")
    return Keyed(keyed, derived, 0)


def content_digests(cells: pd.DataFrame) -> pd.Series:
    """Return a digest of each row's texts (16 hex digits of MD5), the same in every version and on every machine.

    The order of the columns doesn't count: an export whose columns moved holds the same rows. The engine gives the
    same digest of a large file's rows (``data.importing.large.keys``).
    """
    ordered = [pa.array(cells[name], type=pa.string()) for name in sorted(cells.columns)]
    lines = pc.binary_join_element_wise(*ordered, _SEPARATOR).to_pylist()
    started = hashlib.md5(which_headers(cells.columns).encode(), usedforsecurity=False)
    return pd.Series([_digest(started.copy(), line) for line in lines], index=cells.index, dtype="str")


def which_headers(names: Iterable[str]) -> str:
    """Return a digest of a set of headers, in any order."""
    return hashlib.sha256(_SEPARATOR.join(sorted(names)).encode()).hexdigest()[:DIGEST_DIGITS]


def _digest(started: "hashlib._Hash", line: str) -> str:
    started.update(line.encode())
    return started.hexdigest()[:DIGEST_DIGITS]


def _joined(rows: pd.DataFrame, key: tuple[str, ...], source: str) -> pd.Series:
    joined = pd.Series(source, index=rows.index, dtype="str")
    for column in key:
        part = rows[column].astype("str") if column in rows else pd.Series("", index=rows.index, dtype="str")
        if key == ("customer_id",) and "email" in rows:
            part = part.fillna(rows["email"].astype("str"))  # a list of addresses has a customer a row
        joined = joined + _SEPARATOR + part.fillna("")
    return joined
