"""A person who cancels at a chosen moment."""

from datetime import date

from components import import_plans
from components.background import CancelledError
from components.import_tray import Table
from data.store import Store

TODAY = date(2026, 3, 31)


class Impatient:
    """Takes in how far a job is, and cancels at the ``after``-th word that begins like ``words``."""

    def __init__(self, words: str, *, after: int = 1) -> None:
        self._words, self._left = words, after
        self.has_cancelled = False

    def __call__(self, _share: float, what: str) -> None:
        self._left -= what.startswith(self._words)
        if self._left <= 0:
            self.has_cancelled = True
            raise CancelledError


def patient(_share: float, _what: str) -> None:
    """Wait to the end."""


def dropped(store: Store, **texts: str) -> list[Table]:
    """Return the tables of files that were dropped."""
    given = [(f"{name}.csv", text.encode()) for name, text in texts.items()]
    return [table for file in import_plans.read_all(store, given, TODAY, patient) for table in file.tables]
