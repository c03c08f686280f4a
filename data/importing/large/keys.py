"""What a row of a large file is, in SQL: the keys and digests that ``data.importing.keys`` gives any other row."""

from dataclasses import replace

import pyarrow as pa

from data.engine import literal, session
from data.importing.keys import DIGEST_DIGITS, own_id, which_headers
from data.importing.large.cells import Cells
from data.importing.large.typed import TypedCells
from data.schemas import Table

SEPARATOR = "chr(31)"


def derived_id(cells: Cells, column: str) -> str:
    """Return the id of a row, made from its content and its turn among equal rows where it has none."""
    content = digest(cells)
    turn = f'row_number() over (partition by {content}, "{column}" is null)'
    further = f"case when {turn} > 1 then '-' || {turn} else '' end"
    return f"coalesce(\"{column}\", '~' || {content} || {further})"


def digest(cells: Cells) -> str:
    """Return the digest of a row's texts."""
    headers = sorted(cells.header)
    texts = [f"coalesce({cells.cell(header)}, '')" for header in headers]
    return f"left(md5({literal(which_headers(headers))} || {f' || {SEPARATOR} || '.join(texts)}), {DIGEST_DIGITS})"


def last_places(typed: TypedCells) -> pa.Table:
    """Return the keys that several kept rows have (``repeated``), each with the place of its ``last`` row."""
    numbered = replace(typed, cells=typed.cells.numbered).relation()
    name = key(typed.table)
    query = (
        f"select {name} as repeated, max(place) as last from {numbered} where why is null and {name} is not null "
        "group by all having count(*) > 1"
    )
    with session(typed.inputs) as connection:
        return connection.sql(query).to_arrow_table()


def key(table: Table) -> str:
    """Return what a row is within its tool, as a text; null where that is yet to be derived."""
    if column := own_id(table):
        return f'"{column}"'
    return f"concat_ws({SEPARATOR}, {', '.join(_part(table, column) for column in table.key)})"


def _part(table: Table, column: str) -> str:
    """Return a part of the key; a customer without an id is named by the address."""
    names = [column, "email"] if table.key == ("customer_id",) and "email" in table.names else [column]
    texts = ", ".join(f'cast("{name}" as varchar)' for name in names)
    return f"coalesce({texts}, '')"
