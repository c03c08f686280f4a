"""Small state beside the facts, in SQLite: batches, mappings, settings, corrections, churn runs.

A fresh store is fresh in both. Every change that can alter a number raises ``changes``; loaders use it as
their cache key.
"""

import json
import sqlite3
from dataclasses import asdict, dataclass, field
from typing import Any

from data.errors import UnknownNameError
from data.settings import Settings
from data.state_file import StateFile

EVERY_TABLE = "*"  # among the stale tables: settings or identities changed, which can reach any number


@dataclass(frozen=True, slots=True)
class Batch:
    """One import of one table of a file.

    ``file`` is the name as dropped in, ``file_hash`` what its bytes are known by, ``part`` the sheet or block of
    it, ``content_hash`` that part and how it was understood. Times are ISO 8601 texts. ``details`` holds what was
    noted about the file when it was read and can't be told from the rows that are kept.
    """

    file: str
    part: str | None
    content_hash: str
    table: str
    source: str
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_duplicate: int
    mapping: dict[str, str | None]
    dialect: dict[str, Any]
    warnings: list[str]
    imported_at: str
    imported_by: str
    batch_id: int | None = None
    committed: bool = False
    undone_at: str | None = None
    undone_by: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
    file_hash: str = ""

    @property
    def in_force(self) -> bool:
        """True while the batch's rows count."""
        return self.committed and self.undone_at is None


@dataclass(frozen=True, slots=True)
class ChurnRun:
    """One training of the churn model: its report card and whether facts changed since."""

    run_id: int
    card: dict[str, Any]
    created_at: str
    created_by: str
    stale: bool


class State(StateFile):
    """The state store of one facts store.

    Parameters
    ----------
    path
        The SQLite file; made, with its schema, where it doesn't exist.
    """

    # --- what changed ---------------------------------------------------------------------------------

    def counter(self, name: str) -> int:
        """Return how often ``changes`` (anything) or ``facts`` (rows in force) was raised."""
        return int(self.rows("select value from counters where name = ?", name)[0]["value"])

    def set_counter(self, name: str, value: int) -> None:
        """Keep a number that is no count of changes, such as which tables the facts have."""
        with self.change() as connection:
            connection.execute("update counters set value = ? where name = ?", (value, name))

    @property
    def derived_is_stale(self) -> bool:
        """True where rows in force changed since what is derived from them was last made whole."""
        return bool(self.stale_tables())

    def stale_tables(self) -> set[str]:
        """Return the tables whose rows in force changed since; ``EVERY_TABLE`` stands for all of them."""
        return {row["table_name"] for row in self.rows("select table_name from stale_tables")}

    def mark_stale(self, table: str = EVERY_TABLE) -> None:
        """Say that what is derived from a table has to be made anew."""
        with self.change() as connection:
            _mark_stale(connection, table)

    def derived_made(self, facts: int) -> None:
        """Say that everything derived now reflects the rows as of that ``facts`` count.

        What changed later stays stale, whoever changed it.
        """
        with self.change("changes") as connection:
            connection.execute("delete from stale_tables where facts <= ?", (facts,))

    # --- batches --------------------------------------------------------------------------------------

    def begin_batch(self, batch: Batch) -> int:
        """Write a batch down that doesn't count yet; return its id.

        Only under the facts' write lock, up to ``commit_batch``: whoever holds it takes what is uncommitted for
        what a killed import left.
        """
        record = asdict(batch)
        for name in ("batch_id", "committed", "undone_at", "undone_by"):
            del record[name]
        record["table_name"] = record.pop("table")
        for name in ("mapping", "dialect", "warnings", "details"):
            record[name] = json.dumps(record[name], ensure_ascii=False)
        columns, marks = ", ".join(record), ", ".join("?" * len(record))
        with self.change() as connection:
            statement = f"insert into batches ({columns}) values ({marks})"  # noqa: S608 - our own column names
            return int(connection.execute(statement, tuple(record.values())).lastrowid or 0)

    def commit_batch(self, batch_id: int, *, rows_accepted: int, rows_duplicate: int) -> None:
        """Let the batch count; written last, after its rows."""
        with self.change("changes", "facts") as connection:
            connection.execute(
                "update batches set committed = 1, rows_accepted = ?, rows_duplicate = ? where batch_id = ?",
                (rows_accepted, rows_duplicate, batch_id),
            )
            _mark_table_of(connection, batch_id)

    def undo_batch(self, batch_id: int, *, at: str, by: str) -> None:
        """Let the batch count no longer; its rows stay, to be looked at."""
        with self.change("changes", "facts") as connection:
            connection.execute(
                "update batches set undone_at = ?, undone_by = ? where batch_id = ?", (at, by, batch_id)
            )
            _mark_table_of(connection, batch_id)

    def reinstate_batch(self, batch_id: int) -> None:
        """Let a batch that was taken back count again."""
        with self.change("changes", "facts") as connection:
            connection.execute(
                "update batches set undone_at = null, undone_by = null where batch_id = ?", (batch_id,)
            )
            _mark_table_of(connection, batch_id)

    def withdraw_batch(self, batch_id: int) -> None:
        """Let a batch be as if it had never been committed, so that its rows are swept."""
        with self.change("changes", "facts") as connection:
            connection.execute("update batches set committed = 0 where batch_id = ?", (batch_id,))
            _mark_table_of(connection, batch_id)

    def uncommitted(self) -> list[int]:
        """Return the ids of batches that are being written, or whose import was cut off."""
        return [int(row["batch_id"]) for row in self.rows("select batch_id from batches where committed = 0")]

    def forget(self, batch_ids: list[int]) -> None:
        """Forget batches that never counted, once their rows are gone."""
        with self.change() as connection:
            connection.executemany(
                "delete from batches where committed = 0 and batch_id = ?", [(number,) for number in batch_ids]
            )

    @property
    def has_batches(self) -> bool:
        """True once anything was imported, also where it was taken back since."""
        return bool(self.rows("select 1 from batches where committed = 1 limit 1"))

    def batches(self) -> list[Batch]:
        """Return every batch that was committed, newest first, taken back or not."""
        rows = self.rows("select * from batches where committed = 1 order by batch_id desc")
        return [_batch(row) for row in rows]

    def batch(self, batch_id: int) -> Batch:
        """Return one batch, or say which there are."""
        known = {batch.batch_id: batch for batch in self.batches()}
        if batch_id not in known:
            raise UnknownNameError("batch", str(batch_id), [str(number) for number in known])
        return known[batch_id]

    def batches_in_force(self, table: str) -> list[int]:
        """Return the ids of the batches of a table whose rows count, oldest first."""
        rows = self.rows(
            "select batch_id from batches where table_name = ? and committed = 1 and undone_at is null order by 1",
            table,
        )
        return [int(row["batch_id"]) for row in rows]

    def batch_of_content(self, content_hash: str) -> Batch | None:
        """Return the batch in force that holds exactly this content, if there is one."""
        rows = self.rows(
            "select * from batches where content_hash = ? and committed = 1 and undone_at is null", content_hash
        )
        return _batch(rows[0]) if rows else None

    def batches_of_file(self, file_hash: str) -> list[Batch]:
        """Return the batches in force that came from a file with these bytes, oldest first."""
        rows = self.rows(
            "select * from batches where file_hash = ? and committed = 1 and undone_at is null order by batch_id",
            file_hash,
        )
        return [_batch(row) for row in rows]

    # --- what people said -----------------------------------------------------------------------------

    def settings(self) -> Settings:
        """Return the company's settings."""
        rows = self.rows("select name, value from settings")
        return Settings.from_stored({row["name"]: json.loads(row["value"]) for row in rows})

    def change_settings(self, **changes: Any) -> Settings:
        """Change some settings; everything derived from rows has to be made again."""
        settings = self.settings().changed(**changes)
        with self.change("changes", "facts") as connection:
            connection.executemany(
                "insert or replace into settings values (?, ?)",
                [(name, json.dumps(value)) for name, value in changes.items()],
            )
            _mark_stale(connection, EVERY_TABLE)
        return settings

    def remember_mapping(self, header_key: str, table: str, mapping: dict[str, str | None]) -> None:
        """Keep what a person decided for this set of headers."""
        with self.change() as connection:
            connection.execute(
                "insert or replace into mappings values (?, ?, ?)", (header_key, table, json.dumps(mapping))
            )

    def remembered_mapping(self, header_key: str) -> tuple[str, dict[str, str | None]] | None:
        """Return the table and mapping a person decided on for this set of headers, if any."""
        rows = self.rows("select table_name, mapping from mappings where header_key = ?", header_key)
        return (rows[0]["table_name"], json.loads(rows[0]["mapping"])) if rows else None

    def remember_answers(self, header_key: str, answers: dict[str, str]) -> None:
        """Keep how a person said that dates or decimals are written under this set of headers."""
        with self.change() as connection:
            rows = [(header_key, name, value) for name, value in answers.items()]
            connection.executemany("insert or replace into reading_answers values (?, ?, ?)", rows)

    def remembered_answers(self, header_key: str) -> dict[str, str]:
        """Return what a person said about these headers: date_order, decimal; empty where nobody was asked."""
        rows = self.rows("select name, value from reading_answers where header_key = ?", header_key)
        return {row["name"]: row["value"] for row in rows}

    def correct_identity(self, source: str, reference: str, customer_id: str) -> None:
        """Keep that a tool's reference (an id or e-mail address) means this customer."""
        with self.change("changes", "facts") as connection:
            connection.execute(
                "insert or replace into identity_corrections values (?, ?, ?)", (source, reference, customer_id)
            )
            _mark_stale(connection, EVERY_TABLE)

    def forget_identity(self, source: str, reference: str) -> None:
        """Forget a correction: the reference means again what its id and address say."""
        with self.change("changes", "facts") as connection:
            connection.execute(
                "delete from identity_corrections where source = ? and reference = ?", (source, reference)
            )
            _mark_stale(connection, EVERY_TABLE)

    def identity_corrections(self) -> list[tuple[str, str, str]]:
        """Return (source, reference, customer) as corrected by people."""
        return [tuple(row) for row in self.rows("select * from identity_corrections")]

    # --- churn runs -----------------------------------------------------------------------------------

    def add_churn_run(self, card: dict[str, Any], *, created_at: str, created_by: str) -> int:
        """Keep the report card of a training; return the run's id."""
        facts = self.counter("facts")
        with self.change("changes") as connection:
            statement = "insert into churn_runs (card, created_at, created_by, changes) values (?, ?, ?, ?)"
            values = (json.dumps(card, ensure_ascii=False), created_at, created_by, facts)
            return int(connection.execute(statement, values).lastrowid or 0)

    def churn_runs(self) -> list[ChurnRun]:
        """Return the trainings, newest first."""
        facts = self.counter("facts")
        return [
            ChurnRun(
                run_id=row["run_id"],
                card=json.loads(row["card"]),
                created_at=row["created_at"],
                created_by=row["created_by"],
                stale=row["changes"] != facts,
            )
            for row in self.rows("select * from churn_runs order by run_id desc")
        ]


def _mark_stale(connection: sqlite3.Connection, table: str) -> None:
    statement = "insert or replace into stale_tables select ?, value from counters where name = 'facts'"
    connection.execute(statement, (table,))


def _mark_table_of(connection: sqlite3.Connection, batch_id: int) -> None:
    query = "select table_name from batches where batch_id = ?"
    for (table,) in connection.execute(query, (batch_id,)).fetchall():
        _mark_stale(connection, table)


def _batch(row: sqlite3.Row) -> Batch:
    record = dict(row)
    record["table"] = record.pop("table_name")
    record["committed"] = bool(record["committed"])
    for name in ("mapping", "dialect", "warnings", "details"):
        record[name] = json.loads(record[name])
    return Batch(**record)
