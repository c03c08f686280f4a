"""The embedded DuckDB in which rows are checked before they are stored. It holds nothing between two calls.

Cells are checked where they lie: a large file is read by DuckDB itself and never stands in memory as a whole.
What its own casts read exactly as the careful reading does is left to them; every other distinct text goes to the
careful reading in Python and comes back as a small table.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

# For readers and writers. What doesn't fit lies on the disk while it is needed: a file of 25 million lines (1 GB)
# is added up with less than 2 GB in all, Python's share included. Left to itself the engine takes four fifths of
# the machine, which is shared with the pages' server.
MEMORY_LIMIT = "1GB"
Inputs = Mapping[str, pa.Table]


def settings() -> dict[str, str | bool | int | float | list[str]]:
    """Return what every DuckDB of ours is opened with: no downloads, and a limit to its memory."""
    return {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": MEMORY_LIMIT,
    }


@contextmanager
def session(inputs: Inputs) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection that sees the tables given, for the length of a call."""
    connection = _database().cursor()
    try:
        with visible(connection, inputs):
            yield connection
    finally:
        connection.close()


@contextmanager
def visible(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> Iterator[None]:
    """Let a connection see the tables given by their names."""
    for name, table in inputs.items():
        connection.register(name, table)
    try:
        yield
    finally:
        for name in inputs:
            connection.unregister(name)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={**settings(), "temp_directory": str(Path(tempfile.gettempdir()) / "rapport")})


def literal(text: str) -> str:
    r"""Return a text as SQL writes it, whatever stands in it.

    Examples
    --------
    >>> literal("it's"), literal("a\x00b")
    ("'it''s'", "('a' || chr(0) || 'b')")
    """
    quoted = ["'" + part.replace("'", "''") + "'" for part in text.split("\x00")]
    return quoted[0] if len(quoted) == 1 else "(" + " || chr(0) || ".join(quoted) + ")"


def literals(texts: Sequence[str]) -> str:
    """Return texts as SQL writes a list of them, to stand behind ``in``.

    Examples
    --------
    >>> literals(["a", "b"])
    "('a', 'b')"
    """
    return "(" + ", ".join(map(literal, texts)) + ")"
