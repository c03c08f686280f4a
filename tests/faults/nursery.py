"""Runs of the command line that start in a moment, together if need be, and end badly on purpose."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Run:
    """One run of the command line, and what happens to it.

    It is killed after ``kill_after`` seconds, or kills itself at its ``die_at``-th step of writing, or may write
    no
    file larger than ``most_bytes``.
    """

    arguments: tuple[str, ...]
    kill_after: float | None = None
    die_at: int | None = None
    most_bytes: int | None = None


@dataclass(frozen=True)
class Outcome:
    """How a run ended: exit status (negative: the signal that killed it), what it printed, how long it took."""

    status: int
    out: str
    said: str
    seconds: float

    @property
    def was_killed(self) -> bool:
        return self.status == -signal.SIGKILL

    @property
    def document(self) -> Any:
        return json.loads(self.out)


class Nursery:
    """A process that has imported the whole product once, and forks a child for each run.

    Two hundred kills cost two hundred forks instead of two hundred starts of Python.
    """

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.forks"]
        pipe = subprocess.PIPE
        known = os.environ | {"RAPPORT_TRACE": "1"}  # what was not foreseen is the finding
        self._process = subprocess.Popen(command, cwd=PROJECT, env=known, stdin=pipe, stdout=pipe, text=True)

    def run(self, *runs: Run) -> list[Outcome]:
        """Start the runs together, and return their outcomes once all have ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([asdict(run) for run in runs]) + "\n")
        self._process.stdin.flush()
        return [Outcome(**record) for record in json.loads(self._process.stdout.readline())]

    def run_one(self, *arguments: str, **ending: Any) -> Outcome:
        """Run the command line once."""
        return self.run(Run(arguments, **ending))[0]

    def close(self) -> None:
        self._process.communicate(timeout=60)
