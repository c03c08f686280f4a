"""The SQLite file of the state: opened for a call, brought to this version's tables, changed in transactions.

A schema step is appended to ``_STEPS`` and never edited, so that older stores open.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from data.disk import said_when_full
from data.errors import StoreUnusableError
from data.texts import _

_STEPS = (
    """
    create table batches (
        batch_id integer primary key autoincrement,
        file text not null, part text, content_hash text not null,
        table_name text not null, source text not null,
        rows_read integer not null, rows_accepted integer not null,
        rows_rejected integer not null, rows_duplicate integer not null,
        mapping text not null, dialect text not null, warnings text not null,
        imported_at text not null, imported_by text not null,
        committed integer not null default 0, undone_at text, undone_by text);
    create table mappings (header_key text primary key, table_name text not null, mapping text not null);
    create table settings (name text primary key, value text not null);
    create table identity_corrections (
        source text not null, reference text not null, customer_id text not null,
        primary key (source, reference));
    create table churn_runs (
        run_id integer primary key autoincrement,
        card text not null, created_at text not null, created_by text not null, changes integer not null);
    create table counters (name text primary key, value integer not null);
    insert into counters values ('changes', 0), ('facts', 0), ('derived', 0);
    """,
    """
    create table stale_tables (table_name text primary key, facts integer not null);
    insert into stale_tables select '*', facts.value from counters facts, counters derived
        where facts.name = 'facts' and derived.name = 'derived' and facts.value <> derived.value;
    delete from counters where name = 'derived';
    insert into counters values ('tables', 0);
    """,
    "alter table batches add column details text not null default '{}'",
    """
    create table reading_answers (
        header_key text not null, name text not null, value text not null, primary key (header_key, name));
    """,
    "alter table batches add column file_hash text not null default ''",
    """
    create table targets (
        target_id integer primary key autoincrement,
        metric text not null, line text not null, grain text not null, points text not null,
        set_at text not null, set_by text not null, taken_back_at text, taken_back_by text);
    create table notes (
        note_id integer primary key autoincrement,
        day text not null, metric text, text text not null, author text not null, link text,
        written_at text not null, taken_back_at text, taken_back_by text);
    create table alert_rules (
        rule_id integer primary key autoincrement,
        metric text not null, grain text not null, kind text not null, threshold real,
        set_at text not null, set_by text not null, off_at text, off_by text, latest_period text);
    create table alerts (
        rule_id integer not null, period_start text not null,
        value real not null, held_against real not null, may_be_chance integer not null,
        raised_at text not null, seen_at text, seen_by text, gone_at text,
        primary key (rule_id, period_start));
    create table walls (person text primary key, metrics text not null);
    """,
)


class StateFile:
    """A file of small tables.

    Parameters
    ----------
    path
        The SQLite file; made, with its schema, where it doesn't exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._migrate()

    @contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """Open the file for a call."""
        with said_when_full(self.path), closing(_opened(self.path)) as connection:
            connection.row_factory = sqlite3.Row
            yield connection

    @contextmanager
    def change(self, *counters: str) -> Iterator[sqlite3.Connection]:
        """Run one transaction in which the counters named are raised first."""
        with self.connected() as connection:
            connection.execute("begin immediate")
            try:
                for name in counters:
                    connection.execute("update counters set value = value + 1 where name = ?", (name,))
                yield connection
                connection.execute("commit")
            except BaseException:
                with suppress(sqlite3.Error):  # a commit that failed may have ended the transaction
                    connection.execute("rollback")
                raise

    def _migrate(self) -> None:
        with self.connected() as connection:
            done = _steps_done(connection)
            if done == len(_STEPS):
                return  # without writing, so that a store on a full disk opens
            if done > len(_STEPS):
                text = _("{path} was made by a newer version of Rapport. Open it with that version.")
                raise StoreUnusableError(text.format(path=self.path))
            connection.execute("pragma journal_mode = wal")
            connection.execute("begin immediate")
            for step in _STEPS[_steps_done(connection) :]:  # asked again: another process may have been quicker
                for statement in filter(str.strip, step.split(";")):
                    connection.execute(statement)
            connection.execute(f"pragma user_version = {len(_STEPS)}")
            connection.execute("commit")

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        """Return the rows of a query."""
        with self.connected() as connection:
            return connection.execute(query, values).fetchall()


def _steps_done(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return _connected(path, "pragma synchronous = full")
    except sqlite3.OperationalError:
        # On a full disk there is no room for the file in which processes agree. Alone one can still read.
        return _connected(path, "pragma locking_mode = exclusive", "pragma synchronous = full")
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode not in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            raise
        text = _("{path} can't be read: {why}. Put it back from a backup.")
        raise StoreUnusableError(text.format(path=path, why=problem)) from problem


def _connected(path: Path, *wishes: str) -> sqlite3.Connection:
    """Open the file and make wishes.

    Commits are written through: one lost to a power cut would let a batch number be given twice.
    """
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        for wish in wishes:
            connection.execute(wish)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
