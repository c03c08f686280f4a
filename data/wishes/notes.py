"""Notes that people pin to a day, for one KPI or for all."""

import sqlite3
from dataclasses import dataclass
from datetime import date

from data.state_file import StateFile


@dataclass(frozen=True, slots=True)
class Note:
    """A note.

    Attributes
    ----------
    metric_key
        The KPI it is about; None: all of them.
    link
        An address on the web, or None.
    taken_back_at
        When it was taken back; None while it stands.
    """

    day: date
    metric_key: str | None
    text: str
    author: str
    link: str | None = None
    written_at: str = ""
    taken_back_at: str | None = None
    note_id: int | None = None


class Notes:
    """The notes, those taken back among them."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    def add(self, note: Note, *, at: str) -> int:
        """Keep a note; return its id."""
        statement = "insert into notes (day, metric, text, author, link, written_at) values (?, ?, ?, ?, ?, ?)"
        values = (note.day.isoformat(), note.metric_key, note.text, note.author, note.link, at)
        with self._file.change("changes") as connection:
            return int(connection.execute(statement, values).lastrowid or 0)

    def take_back(self, note_id: int, *, at: str, by: str) -> None:
        """Take a note down; it stays, to be brought back."""
        with self._file.change("changes") as connection:
            statement = "update notes set taken_back_at = ?, taken_back_by = ? where note_id = ?"
            connection.execute(statement, (at, by, note_id))

    def bring_back(self, note_id: int) -> None:
        """Put a note up again."""
        with self._file.change("changes") as connection:
            statement = "update notes set taken_back_at = null, taken_back_by = null where note_id = ?"
            connection.execute(statement, (note_id,))

    def between(self, first_day: date, last_day: date) -> list[Note]:
        """Return the notes of the days from first to last, earliest first, taken back or not."""
        query = "select * from notes where day between ? and ? order by day, note_id"
        return [_note(row) for row in self._file.rows(query, first_day.isoformat(), last_day.isoformat())]


def _note(row: sqlite3.Row) -> Note:
    return Note(
        day=date.fromisoformat(row["day"]),
        metric_key=row["metric"],
        text=row["text"],
        author=row["author"],
        link=row["link"],
        written_at=row["written_at"],
        taken_back_at=row["taken_back_at"],
        note_id=row["note_id"],
    )
