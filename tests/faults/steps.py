"""The steps of writing, at each of which a process can be made to die."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from data import store

LOOKING = ("select", "pragma")


def die_at(fatal: int) -> None:
    """Let this process kill itself before or after its ``fatal``-th step, counted from 0.

    A step is each statement that changes the state, and each beginning and end of a transaction on the facts.
    """
    numbers = count()

    def step() -> None:
        if next(numbers) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    _watch_state(step)
    _watch_facts(step)


def _watch_state(step: Any) -> None:
    connect = sqlite3.connect

    class Watched(sqlite3.Connection):
        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            if statement.lstrip().startswith(LOOKING):
                return super().execute(statement, *values)
            step()
            return super().execute(statement, *values)

    sqlite3.connect = lambda *given, **named: connect(*given, **named, factory=Watched)  # type: ignore[assignment]


def _watch_facts(step: Any) -> None:
    transaction = store.Writer._transaction

    @contextmanager
    def watched(self: store.Writer) -> Iterator[None]:
        step()
        with transaction(self):
            step()
            yield
            step()
        step()

    store.Writer._transaction = watched  # type: ignore[method-assign]
