"""Files read in a process of their own, under a memory and a time limit.

A file can be made to take all memory or to crash the library that reads it. What happens in the worker stays
there: the caller gets blocks, or a refusal in words. Workers are started when the first file comes and kept for
the next. They are plain subprocesses: ``multiprocessing`` would run Streamlit's page again as its ``__main__``.
"""

import atexit
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from data.errors import RapportError, ReadingCancelledError, UnreadableFileError
from data.reading import wire
from data.reading.blocks import MEBIBYTE, Block, ReadOptions
from data.reading.containers import shown_name
from data.reading.worker import request
from data.texts import _

PROJECT = Path(__file__).resolve().parents[2]
MOST_WORKERS = 3  # at once, and kept; who comes fourth waits
POLL_SECONDS = 0.05  # how often a caller who may cancel is asked
# One thread each, and memory asked for as it is needed: both else take up the limited addresses in advance.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}

Cancelled = Callable[[], bool]
Answer = tuple[dict[str, Any], list[bytes]]
_REFUSALS = {kind.__name__: kind for kind in RapportError.__subclasses__()}
_log = logging.getLogger(__name__)


def read_file(
    path_or_name: str | Path,
    content: bytes | Path,
    options: ReadOptions | None = None,
    *,
    cancelled: Cancelled | None = None,
) -> list[Block]:
    """Read every table of a file as ``data.reading.read_file`` does, in a process of its own.

    Parameters
    ----------
    cancelled
        Asked now and then while the file is read; True ends it at once and leaves nothing behind.

    Raises
    ------
    UnreadableFileError
        If the file can't be read, or takes more memory or time than its limits allow.
    ReadingCancelledError
        If it was cancelled.
    """
    name, options = shown_name(Path(path_or_name).name), options or ReadOptions()
    place = content if isinstance(content, Path) else None
    parts = [] if isinstance(content, Path) else [content]
    reply, contents = _ask(request("file", name, place, options), parts, name, options, cancelled)
    return wire.unpacked(reply["blocks"], contents)


def read_plain(
    path: Path, out_dir: Path, options: ReadOptions | None = None, *, taken: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Write every table of a file as plain CSV as ``data.reading.read_plain`` does, in a process of its own."""
    name, options = shown_name(path.name), options or ReadOptions()
    wanted = {"out_dir": os.fspath(out_dir.absolute()), "taken": sorted(taken)}
    reports = _ask(request("plain", name, path, options, **wanted), [], name, options, None)[0]["reports"]
    return [report | {"out": str(out_dir / Path(report["out"]).name)} for report in reports]


def warm_up() -> None:
    """Start a worker while the caller does something else, for whoever knows that a file is coming."""
    _workers.warm_up()


def _ask(
    message: dict[str, Any], parts: Sequence[bytes], name: str, options: ReadOptions, cancelled: Cancelled | None
) -> Answer:
    with _workers.lent(cancelled) as worker:
        ended = worker.ask(message, parts, options.limits.seconds, cancelled) if worker else "cancelled"
    if worker is None or ended == "cancelled":
        raise ReadingCancelledError(_("Reading {file} was cancelled. Nothing of it was stored.").format(file=name))
    if ended == "late":
        raise UnreadableFileError(_took_too_long(name, options))
    if worker.answer is None:
        _log.error("The process that read %r ended with status %s.\n%s", name, worker.status, worker.complaints)
        raise UnreadableFileError(_too_large(name, options))
    _raise_refusal(worker.answer[0], name, options)
    return worker.answer


def _raise_refusal(reply: dict[str, Any], name: str, options: ReadOptions) -> None:
    refused = reply.get("refused")
    if refused is None:
        return
    if refused == "memory":
        raise UnreadableFileError(_too_large(name, options))
    if refused == "defect":
        _log.error("Reading %r failed unexpectedly.\n%s", name, reply["said"])
        text = _(
            "{file} could not be read: something in it was not foreseen. Open it in a spreadsheet, save it as CSV "
            "and drop that."
        )
        raise UnreadableFileError(text.format(file=name))
    kind = _REFUSALS.get(refused, UnreadableFileError)
    raise kind.__new__(kind, reply["said"])  # its text stands; some are made from other things than a text


def _too_large(name: str, options: ReadOptions) -> str:
    text = _(
        "Reading {file} takes more than {limit:,} MB of memory, which is the limit, or breaks off. Export a "
        "shorter period, or save it as CSV."
    )
    return text.format(file=name, limit=options.limits.memory_bytes // MEBIBYTE)


def _took_too_long(name: str, options: ReadOptions) -> str:
    text = _("Reading {file} took more than {limit:g} seconds, which is the limit. Export a shorter period.")
    return text.format(file=name, limit=options.limits.seconds)


class _Worker:
    """One process, which reads one file at a time."""

    def __init__(self) -> None:
        self.answer: Answer | None = None
        self.complaints = ""  # the end of what it printed, once it has ended
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 -- for as long as the process lives
        self._process = subprocess.Popen(
            [sys.executable, "-m", "data.reading.worker"],
            cwd=PROJECT,
            env=os.environ | _ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            start_new_session=True,  # an interrupt at the terminal is for the parent
        )

    @property
    def status(self) -> int | None:
        return self._process.poll()

    @property
    def is_fit(self) -> bool:
        """True while it can take another file."""
        return self.status is None and self.answer is not None and not self.answer[0]["last"]

    def ask(
        self, message: dict[str, Any], parts: Sequence[bytes], seconds: float, cancelled: Cancelled | None
    ) -> str:
        """Ask for a file and return how that ended: "answered" (or the process broke off), "late", "cancelled".

        Who may cancel is asked once at least, however quick the answer.
        """
        self.answer = None
        exchange = threading.Thread(target=self._exchange, args=(message, parts), daemon=True)
        exchange.start()
        deadline = time.monotonic() + seconds
        while cancelled is None or not cancelled():
            left = deadline - time.monotonic()
            exchange.join(max(0.0, left if cancelled is None else min(left, POLL_SECONDS)))
            if not exchange.is_alive():
                return "answered"
            if left <= 0:
                return "late"
        return "cancelled"

    def _exchange(self, message: dict[str, Any], parts: Sequence[bytes]) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        with suppress(EOFError, OSError, ValueError):  # it is gone, or was told to go
            wire.send(stdin, message, parts)
            self.answer = wire.receive(stdout)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._complaints.seek(0)
        self.complaints = self._complaints.read()[-4_000:].decode(errors="replace")
        self._close()

    def let_go(self) -> None:
        """In a forked child: it is the parent's, whose death it notices only if nobody else holds its pipe."""
        self._process.returncode = 0
        self._close()

    def _close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout, self._complaints):
            with suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()


class _Workers:
    """The processes at hand; each is lent to one caller at a time."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._places = threading.Semaphore(MOST_WORKERS)
        self._idle: list[_Worker] = []
        self._living: weakref.WeakSet[_Worker] = weakref.WeakSet()

    @contextmanager
    def lent(self, cancelled: Cancelled | None) -> Iterator[_Worker | None]:
        """Lend a worker once one is free; None to who cancelled while waiting."""
        while not self._places.acquire(timeout=POLL_SECONDS):
            if cancelled is not None and cancelled():
                yield None
                return
        try:
            worker = self._taken()
            try:
                yield worker
            finally:
                self._take_back(worker)
        finally:
            self._places.release()

    def _take_back(self, worker: _Worker) -> None:
        if worker.is_fit:
            with self._turn:
                self._idle.append(worker)
        else:
            worker.end()

    def _taken(self) -> _Worker:
        with self._turn:
            while self._idle:
                worker = self._idle.pop()
                if worker.status is None:
                    return worker
                worker.end()
            return self._started()

    def _started(self) -> _Worker:
        worker = _Worker()
        self._living.add(worker)
        return worker

    def warm_up(self) -> None:
        with self._turn:
            if not self._idle:
                self._idle.append(self._started())

    def end(self) -> None:
        with self._turn:
            while self._idle:
                self._idle.pop().end()

    def forget(self) -> None:
        """In a forked child: the parent's processes answer the parent."""
        for worker in self._living:
            worker.let_go()
        self.__init__()  # type: ignore[misc] # a lock held by a thread that was not forked stays held


_workers = _Workers()
atexit.register(_workers.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_workers.forget)
