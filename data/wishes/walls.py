"""Which KPIs each person wants to see first, and in which order."""

import json

from data.state_file import StateFile


class Walls:
    """The own walls by person.

    They raise no counter: a wall alters no number, so nothing that is remembered has to be read again for it.
    """

    def __init__(self, file: StateFile) -> None:
        self._file = file

    def keep(self, person: str, metrics: tuple[str, ...]) -> None:
        """Keep a person's choice of metrics, in order."""
        with self._file.change() as connection:
            connection.execute("insert or replace into walls values (?, ?)", (person, json.dumps(metrics)))

    def forget(self, person: str) -> None:
        """Forget a person's choice, so that the usual selection is shown."""
        with self._file.change() as connection:
            connection.execute("delete from walls where person = ?", (person,))

    def of(self, person: str) -> tuple[str, ...] | None:
        """Return the metrics that a person chose, in order; None where nothing was chosen."""
        rows = self._file.rows("select metrics from walls where person = ?", person)
        return tuple(json.loads(rows[0]["metrics"])) if rows else None
