"""The process of the nursery: ``python -m tests.faults.forks``.

It reads a line of JSON per round from its standard input, the runs that start together, and answers with a line:
what became of each. It starts no thread and opens no store, so that its children begin as if just started.
"""

import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from typing import IO

import cli
from analytics import jobs
from data.importing import planning, storing
from tests.faults import steps
from tests.faults.nursery import Outcome, Run

LOADED = (cli, jobs, planning, storing)  # before the forks, once for all of them
DEFECT = 99  # the status of a run that ended with a stack trace


def _start(run: Run, out: IO[bytes], said: IO[bytes]) -> int:
    child = os.fork()
    if child:
        return child
    status = DEFECT
    try:
        os.dup2(out.fileno(), 1)
        os.dup2(said.fileno(), 2)
        status = _work(run)
    finally:
        os._exit(status)


def _work(run: Run) -> int:
    if run.most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (run.most_bytes, run.most_bytes))
    if run.die_at is not None:
        steps.die_at(run.die_at)
    status = 0
    try:
        cli.run(lambda: cli.main(list(run.arguments)))
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:  # noqa: BLE001 -- whatever it is, it is the finding
        traceback.print_exc()
        status = DEFECT
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def _round(runs: Sequence[Run]) -> list[Outcome]:
    with ExitStack() as stack:
        files = [[stack.enter_context(tempfile.TemporaryFile()) for _stream in range(2)] for _run in runs]
        started = time.monotonic()
        children = [_start(run, *pair) for run, pair in zip(runs, files, strict=True)]
        for child, run in zip(children, runs, strict=True):
            if run.kill_after is not None:
                time.sleep(max(0.0, started + run.kill_after - time.monotonic()))
                os.kill(child, signal.SIGKILL)  # nobody has waited for it yet: its number is still its own
        return [_outcome(child, *pair, started=started) for child, pair in zip(children, files, strict=True)]


def _outcome(child: int, out: IO[bytes], said: IO[bytes], *, started: float) -> Outcome:
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Outcome(status, _text(out), _text(said), time.monotonic() - started)


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="replace")


def main() -> None:
    """Answer rounds until the tests close the pipe."""
    for line in sys.stdin:
        runs = [Run(**(record | {"arguments": tuple(record["arguments"])})) for record in json.loads(line)]
        sys.stdout.write(json.dumps([asdict(outcome) for outcome in _round(runs)]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
