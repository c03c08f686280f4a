"""The way into the facts' file: one writer or several readers, across threads and processes.

DuckDB lets one process write or several read. A reader therefore opens the file for a call and closes it; a
writer takes a lock file for the length of a write and waits for readers to leave. Inside one process, where
both modes can't be open at once, readers share the writer's connection and see what was committed before.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import filelock

from data import engine
from data.disk import is_full
from data.errors import StoreBusyError, StoreUnusableError
from data.texts import _

WAIT_SECONDS = 120.0
_RETRY_SECONDS = 0.02


class Gate:
    """Lets the threads of this process in: many readers, or one writer with readers on its connection."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Condition()
        self._writers = threading.Lock()
        self._lock = filelock.FileLock(f"{path}.lock")
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._writable = False
        self._closing = False
        self._readers = 0

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Let a reader in, beside other readers or on the writer's connection."""
        with self._turn:
            self._wait(lambda: not self._closing)
            if self._connection is None:
                self._connection = self._open(read_only=True)
            cursor = self._connection.cursor()
            self._readers += 1
        try:
            yield cursor
        finally:
            cursor.close()
            with self._turn:
                self._readers -= 1
                if self._readers == 0 and not self._writable:
                    self._close()
                self._turn.notify_all()

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Let the one writer in, once everybody who is inside has left."""
        with self._writers, self._locked():
            with self._turn:
                self._drain()
                self._connection = self._open(read_only=False)
                self._writable = True
                self._turn.notify_all()
            try:
                yield self._connection.cursor()
            finally:
                with self._turn:
                    self._drain()
                    self._close()
                    self._turn.notify_all()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with self._lock.acquire(timeout=WAIT_SECONDS):
                yield
        except filelock.Timeout:
            raise StoreBusyError(_busy()) from None

    def _drain(self) -> None:
        """Keep newcomers out until the readers inside have left."""
        self._closing = True
        try:
            self._wait(lambda: self._readers == 0)
        finally:
            self._closing = False

    def _wait(self, condition: Callable[[], bool]) -> None:
        if not self._turn.wait_for(condition, timeout=WAIT_SECONDS):
            raise StoreBusyError(_busy())

    def _open(self, *, read_only: bool) -> duckdb.DuckDBPyConnection:
        """Open the file, trying again while another process holds it in the other mode."""
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                return duckdb.connect(self._path, read_only=read_only, config=engine.settings())
            except duckdb.Error as problem:
                if is_full(problem):
                    raise
                if "lock" not in str(problem).lower():
                    raise StoreUnusableError(_unusable(self._path, problem)) from problem
                if time.monotonic() > deadline:
                    raise StoreBusyError(_busy()) from None
            time.sleep(_RETRY_SECONDS)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._writable = False


def _unusable(path: Path, problem: Exception) -> str:
    text = _(
        "The store {path} can't be opened: {why} Put it back from a backup; or, to begin anew, move it and its "
        ".state.sqlite to another folder and import the exports again."
    )
    return text.format(path=path, why=str(problem).partition("\n")[0])


def _busy() -> str:
    return _("Another import is still being written. Nothing of this one was stored; try again in a minute.")


_gates: dict[Path, Gate] = {}
_gates_guard = threading.Lock()


def gate_of(path: Path) -> Gate:
    """Return the one gate of a file in this process."""
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    with _gates_guard:
        return _gates.setdefault(path, Gate(path))
