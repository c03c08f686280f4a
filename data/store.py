"""The facts store: DuckDB through Ibis, and the state beside it."""

import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

import duckdb
import filelock
import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa
from ibis.backends.duckdb import Backend

from data import engine, schemas, store_tables
from data import facts as facts_
from data.disk import said_when_full
from data.errors import RapportError, StoreUnusableError
from data.gate import gate_of
from data.state import State
from data.texts import _
from data.wishes import Wishes

Where = Mapping[str, Sequence[object]]  # the values of columns

PROJECT = Path(__file__).resolve().parent.parent
DEFAULT_URL = "duckdb:///var/rapport.duckdb"
SAMPLE_URL = "duckdb:///var/sample.duckdb"


def default_url() -> str:
    """Return the address of the company's store: ``RAPPORT_STORE``, or the one in var/."""
    return os.environ.get("RAPPORT_STORE", DEFAULT_URL)


def sample_url() -> str:
    """Return the address of the sample company's store: ``RAPPORT_SAMPLE_STORE``, or the one in var/."""
    return os.environ.get("RAPPORT_SAMPLE_STORE", SAMPLE_URL)


def path_of(url: str) -> Path:
    """Return the file that a store's address names.

    Three slashes are relative to the project, four absolute.

    Raises
    ------
    RapportError
        If the address isn't one of an embedded store.

    Examples
    --------
    >>> path_of("duckdb:////srv/facts.duckdb").as_posix()
    '/srv/facts.duckdb'
    >>> path_of("duckdb:///var/rapport.duckdb") == PROJECT / "var" / "rapport.duckdb"
    True
    """
    scheme, _colon, rest = url.partition(":///")
    if scheme != "duckdb" or not rest.strip("/"):
        text = _(
            "The store's address is {url!r}. It must look like duckdb:///var/rapport.duckdb (relative to the "
            "project) or duckdb:////srv/rapport.duckdb (absolute)."
        )
        raise RapportError(text.format(url=url))
    return PROJECT / rest  # an absolute rest replaces the project's folder


class Facts:
    """What a reader sees: rows in force, and what is derived from them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, state: State) -> None:
        self._connection = connection
        self._state = state
        self.backend: Backend = ibis.duckdb.from_connection(connection)

    @cached_property
    def tables(self) -> Mapping[str, ir.Table]:
        """Every canonical table, in force and resolved, by name."""
        return facts_.LazyTables(self._resolved)

    def _resolved(self, name: str) -> ir.Table:
        rows = facts_.in_force(name, self.stored[name], self._state.batches_in_force(name))
        return facts_.resolved(name, rows, self._customer_map)

    @cached_property
    def _customer_map(self) -> ir.Table | None:
        """Whoever means a customer of another name; None where nobody does, which saves every join."""
        named = self._connection.execute("select count(*) from customer_map").fetchall()[0][0]
        return self.derived("customer_map") if named else None

    @cached_property
    def stored(self) -> Mapping[str, ir.Table]:
        """Every canonical table as stored: all batches, unresolved."""
        return facts_.LazyTables(self.backend.table)

    def derived(self, name: str) -> ir.Table:
        """Return a table that was worked out from the facts."""
        return self.backend.table(name)

    def frame(self, expression: ir.Table) -> pd.DataFrame:
        """Return the rows of an expression."""
        frame: pd.DataFrame = self.backend.to_pandas(expression)
        return frame


class Writer(Facts):
    """What the one writer sees and may change. Each call is a transaction of its own, but for those together."""

    _inside = False  # a transaction that was begun

    def append(self, name: str, rows: pa.Table) -> None:
        """Add rows to a stored table, by column name."""
        with self._transaction():
            self._insert(name, rows)

    def append_query(self, name: str, query: str, inputs: engine.Inputs, batch_id: int) -> None:
        """Add the rows of a query over a file and tables in memory to a stored table, as one batch."""
        columns = ", ".join(f'"{column}"' for column in schemas.stored_schema(name) if column != "batch_id")
        statement = f'insert into "{name}" (batch_id, {columns}) select {int(batch_id)}, {columns} from ({query})'  # noqa: S608 - our own
        with engine.visible(self._connection, inputs), self._transaction():
            self._connection.execute(statement)

    def replace(self, name: str, rows: pd.DataFrame | pa.Table | ir.Table, where: Where | None = None) -> None:
        """Put rows in the place of those whose columns are among ``where``'s values (of all without it)."""
        if isinstance(rows, ir.Table):
            rows = self.backend.to_pyarrow(rows)
        if isinstance(rows, pd.DataFrame):
            rows = pa.Table.from_pandas(rows, preserve_index=False)
        with self._transaction():
            self._delete(name, where)
            self._insert(name, rows)

    def remove(self, name: str, where: Where | None) -> None:
        """Remove the rows whose columns are among ``where``'s values (all rows without it)."""
        with self._transaction():
            self._delete(name, where)

    def remove_batches(self, batch_ids: list[int]) -> None:
        """Remove what an import that was cut off left behind."""
        with self._transaction():
            for name in (*schemas.TABLES, "rejects"):
                marks = ", ".join(str(int(number)) for number in batch_ids)
                self._connection.execute(f'delete from "{name}" where batch_id in ({marks})')  # noqa: S608 - integers

    def _delete(self, name: str, where: Where | None) -> None:
        conditions = [f'"{column}" in (select unnest(?))' for column in where or {}]
        clause = f" where {' and '.join(conditions)}" if conditions else ""
        statement = f'delete from "{name}"{clause}'  # noqa: S608 - our own table and column names
        self._connection.execute(statement, [list(values) for values in (where or {}).values()])

    def _insert(self, name: str, rows: pa.Table) -> None:
        columns = ", ".join(f'"{column}"' for column in rows.column_names)
        self._connection.register("_incoming", rows)
        try:
            statement = f'insert into "{name}" ({columns}) select {columns} from _incoming'  # noqa: S608 - as above
            self._connection.execute(statement)
        finally:
            self._connection.unregister("_incoming")

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let several changes be one: all of them are kept or none."""
        with self._transaction():
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._inside:
            yield
            return
        self._connection.execute("begin")
        self._inside = True
        try:
            yield
            self._connection.execute("commit")
        except BaseException:
            with suppress(duckdb.Error):  # a commit that failed has ended the transaction
                self._connection.execute("rollback")
            raise
        finally:
            self._inside = False


class Store:
    """One company's facts and state.

    Parameters
    ----------
    url
        ``duckdb:///relative/to/project.duckdb`` or ``duckdb:////absolute.duckdb``. The state lies beside it
        as ``name.state.sqlite``.
    """

    def __init__(self, url: str | None = None) -> None:
        self.url = url or default_url()
        self.path = path_of(self.url)
        self.state = State(self.path.with_name(f"{self.path.stem}.state.sqlite"))
        self.wishes = Wishes(self.state)
        self._gate = gate_of(self.path)
        self._make_tables()

    def _make_tables(self) -> None:
        """Make what this version of the program keeps, unless the state says that it is all there.

        The file alone says little: a process killed while making it leaves it with half of its tables.
        """
        wanted = zlib.crc32(repr(sorted(store_tables.WANTED.items())).encode())
        if self.path.exists() and self.state.counter("tables") == wanted:
            return
        if not self.path.exists() and self.state.has_batches:
            raise StoreUnusableError(_half(there=self.state.path, gone=self.path))
        with said_when_full(self.path), self._gate.writing() as connection:
            if not (self.state.has_batches or self.state.uncommitted()) and store_tables.has_rows(connection):
                raise StoreUnusableError(_half(there=self.path, gone=self.state.path))
            store_tables.make(connection, remaking=self.state.mark_stale, place=self.path)
        self.state.set_counter("tables", wanted)

    def version(self) -> str:
        """Return a text that changes whenever what the store says may have changed."""
        return f"{self.url}#{self.state.counter('changes')}"

    @property
    def is_empty(self) -> bool:
        """True while no batch is in force."""
        return not any(batch.in_force for batch in self.state.batches())

    @contextmanager
    def read(self) -> Iterator[Facts]:
        """Open the facts for a call; waits, and says so, where another process is writing."""
        with said_when_full(self.path), self._gate.reading() as connection:
            yield Facts(connection, self.state)

    @contextmanager
    def deriving(self) -> Iterator[None]:
        """Let one at a time, of all processes, work out what is derived; others wait for what it makes."""
        with said_when_full(self.path), filelock.FileLock(f"{self.path}.deriving.lock"):
            yield

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """Open the facts as the only writer; waits where somebody else is one."""
        with said_when_full(self.path), self._gate.writing() as connection:
            yield Writer(connection, self.state)


def _half(*, there: Path, gone: Path) -> str:
    """Say that only one of the two stores is there.

    Going on would let new batches take the numbers of old rows, or call files in force whose rows are gone.
    """
    text = _(
        "{there} is there, but {gone}, which belongs to it, is gone or empty. Put it back from a backup; or, to "
        "begin anew, move {there} to another folder and import the exports again."
    )
    return text.format(there=there, gone=gone)
