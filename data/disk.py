"""A full disk, said kindly, whichever of the two stores or the system notices it."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data.errors import StoreFullError
from data.texts import _

WORKING_BYTES = 8_000_000  # roll-ups of a small company, old and new
_SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_STATE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMOPEN,
}
_FACTS = ("no space left", "disk quota", "file too large", "could not write")  # DuckDB has no code for it


@contextmanager
def said_when_full(path: Path) -> Iterator[None]:
    """Turn what is raised on a full disk into StoreFullError; anything else passes as it is.

    Examples
    --------
    >>> with said_when_full(Path("/srv/facts.duckdb")):
    ...     raise OSError(errno.ENOSPC, "No space left on device")
    Traceback (most recent call last):
    ...
    data.errors.StoreFullError: The disk that holds /srv is full. Free some space there, then ...
    """
    try:
        yield
    except (duckdb.Error, sqlite3.Error, OSError) as problem:
        if not is_full(problem):
            raise
        text = _(
            "The disk that holds {folder} is full. Free some space there, then do the same again: what was cut "
            "off does not count, and nothing is counted twice."
        )
        raise StoreFullError(text.format(folder=path.parent)) from problem


def refuse_if_short(path: Path, rows_bytes: int) -> None:
    """Raise StoreFullError before anything is written, where rows of a size clearly don't fit beside the store.

    The rows are written once, roll-ups are written beside those they replace, and both pass through a log.
    """
    needed = WORKING_BYTES + 3 * rows_bytes
    free = shutil.disk_usage(path.parent).free
    if free < needed:
        text = _(
            "The disk that holds {folder} has {free:,.1f} MB left; this import needs about {needed:,.0f} MB. "
            "Nothing of it was stored. Free some space there, then import it again."
        )
        raise StoreFullError(text.format(folder=path.parent, free=free / 1e6, needed=needed / 1e6))


def is_full(problem: Exception) -> bool:
    """Return whether a problem of either store or the system is that a disk is full."""
    if isinstance(problem, OSError):
        return problem.errno in _SYSTEM
    if isinstance(problem, sqlite3.Error):
        return getattr(problem, "sqlite_errorcode", None) in _STATE
    return any(words in str(problem).lower() for words in _FACTS)
