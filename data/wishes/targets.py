"""Target lines of KPIs: what was said about each, the newest saying in force."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date

from data.state_file import StateFile

Points = tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What was said about one line of a KPI.

    Attributes
    ----------
    line
        Its name, such as "Plan" or "Stretch".
    points
        Its path: days with a value in the metric's unit, earliest first. Empty where the line was removed.
    grain
        "week", "month" or "quarter" where it holds for such periods alone; "" where it holds for any.
    """

    metric: str
    line: str
    points: Points
    grain: str = ""
    set_at: str = ""
    set_by: str = ""
    target_id: int | None = None


class Targets:
    """Every saying about a target line is kept; of each line the newest that was not taken back counts.

    So taking back the newest saying, be it a change or a removal, brings back the one before it.
    """

    def __init__(self, file: StateFile) -> None:
        self._file = file

    def add(self, target: Target, *, at: str, by: str) -> int:
        """Keep what is said about a line; return the saying's id."""
        points = json.dumps([(day.isoformat(), value) for day, value in target.points])
        statement = "insert into targets (metric, line, grain, points, set_at, set_by) values (?, ?, ?, ?, ?, ?)"
        with self._file.change("changes") as connection:
            values = (target.metric, target.line, target.grain, points, at, by)
            return int(connection.execute(statement, values).lastrowid or 0)

    def take_back(self, target_id: int, *, at: str, by: str) -> None:
        """Let a saying count no longer; the one before it about the same line counts again."""
        with self._file.change("changes") as connection:
            statement = "update targets set taken_back_at = ?, taken_back_by = ? where target_id = ?"
            connection.execute(statement, (at, by, target_id))

    def bring_back(self, target_id: int) -> None:
        """Let a saying that was taken back count again."""
        with self._file.change("changes") as connection:
            statement = "update targets set taken_back_at = null, taken_back_by = null where target_id = ?"
            connection.execute(statement, (target_id,))

    def in_force(self, metric: str | None = None) -> list[Target]:
        """Return the lines that hold, of one metric or of all, each metric's in the order first set.

        A changed line keeps its place; one that was removed and set again comes last.
        """
        lines: dict[tuple[str, str, str], Target] = {}
        for row in self._file.rows("select * from targets where taken_back_at is null order by target_id"):
            target = _target(row)
            key = (target.metric, target.grain, target.line)
            if target.points:
                lines[key] = target
            else:
                lines.pop(key, None)
        return [target for target in lines.values() if metric in {None, target.metric}]


def _target(row: sqlite3.Row) -> Target:
    return Target(
        metric=row["metric"],
        line=row["line"],
        points=tuple((date.fromisoformat(day), float(value)) for day, value in json.loads(row["points"])),
        grain=row["grain"],
        set_at=row["set_at"],
        set_by=row["set_by"],
        target_id=row["target_id"],
    )
