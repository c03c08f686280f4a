"""A process that has imported the whole product once, and forks children that run the command line and may be killed.

``python -m tests.faults.nursery`` reads a line of JSON per round from stdin, a list of runs that start together,
and answers with a line of JSON: what became of each. Two hundred kills cost two hundred forks instead of two
hundred starts of Python.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Run:
    """One run of the command line, and what happens to it.

    ``kill_after`` seconds it is killed; or it kills itself at its ``die_at``-th step of writing; or it may write no
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
    """The helper process, seen from the tests."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.nursery"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, text=True)

    def run(self, *runs: Run) -> list[Outcome]:
        """Start the runs together, and return their outcomes once all have ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([asdict(run) for run in runs]), file=self._process.stdin, flush=True)
        return [Outcome(**record) for record in json.loads(self._process.stdout.readline())]

    def close(self) -> None:
        self._process.communicate(timeout=60)


def _start(run: Run, out: IO[bytes], said: IO[bytes]) -> int:
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        os.dup2(out.fileno(), 1)
        os.dup2(said.fileno(), 2)
        status = _work(run)
    finally:
        os._exit(status)


def _work(run: Run) -> int:
    import cli
    from tests.faults import steps

    if run.most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (run.most_bytes, run.most_bytes))
    if run.die_at is not None:
        steps.die_at(run.die_at)
    try:
        cli.run(lambda: cli.main(list(run.arguments), standalone_mode=True))
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 99
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _round(runs: Sequence[Run]) -> list[Outcome]:
    files = [(tempfile.TemporaryFile(), tempfile.TemporaryFile()) for _run in runs]
    started = time.monotonic()
    children = [_start(run, *pair) for run, pair in zip(runs, files, strict=True)]
    for child, run in zip(children, runs, strict=True):
        if run.kill_after is not None:
            time.sleep(max(0.0, started + run.kill_after - time.monotonic()))
            os.kill(child, signal.SIGKILL)  # not waited for yet: its number is still its own
    ended = {child: _ended(child, started) for child in children}
    return [
        Outcome(*ended[child][:1], *map(_text, pair), ended[child][1])
        for child, pair in zip(children, files, strict=True)
    ]


def _ended(child: int, started: float) -> tuple[int, float]:
    _child, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - started


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    with stream:
        return stream.read().decode(errors="replace")


def main() -> None:
    """Answer rounds until the tests close the pipe."""
    import analytics.jobs
    import cli
    import data.importing.planning  # noqa: F401 -- imported before the forks

    del analytics, cli, data
    for line in sys.stdin:
        runs = [Run(**(record | {"arguments": tuple(record["arguments"])})) for record in json.loads(line)]
        print(json.dumps([asdict(outcome) for outcome in _round(runs)]), flush=True)


if __name__ == "__main__":
    main()
