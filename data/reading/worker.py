"""The process in which files of strangers are read: ``python -m data.reading.worker``.

It answers one request after the other on its standard input and ends when that is closed, which is also what
happens when its parent dies. Memory and processor time are limited by the system, so that no file can take more.
"""

import os
import queue
import sys
import threading
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from data import texts
from data.errors import RapportError
from data.reading import wire
from data.reading.blocks import Limits, ReadOptions
from data.reading.plain import read_plain
from data.reading.reader import read_file

try:
    import resource
except ImportError:  # Windows has none: there the time limit of the parent is the only one
    resource = None  # type: ignore[assignment]

SPARE_SECONDS = 5  # of processor time beyond the wall clock's limit, which the parent watches
GROWN_SHARE = 0.25  # of the memory limit: a process that keeps this much after a file is not used again

Request = tuple[dict[str, Any], list[bytes]]
Answer = tuple[dict[str, Any], list[wire.Part]]


def main() -> None:
    """Answer requests until the parent is gone."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    requests: queue.Queue[Request] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    wire.packed(read_file("first.csv", b"a,b\n1,2\n"))  # what libraries set up at their first use is no file's
    at_start = _address_space()
    while True:
        message, parts = requests.get()
        limits = Limits(**message["options"]["limits"])
        _limit(limits, at_start)
        reply, contents = _answer(message, parts)
        del parts
        has_grown = _address_space() > at_start + GROWN_SHARE * limits.memory_bytes
        wire.send(out, {"last": has_grown} | reply, contents)
        del reply, contents


def _listen(stream: IO[bytes], requests: "queue.Queue[Request]") -> None:
    """Take requests in; the end of the stream ends the process, even while it reads a file."""
    while True:
        try:
            requests.put(wire.receive(stream))
        except BaseException:  # noqa: BLE001 -- the end of the stream, or no memory for what comes
            os._exit(0)


def _answer(message: dict[str, Any], parts: list[bytes]) -> Answer:
    try:
        return _work(message, parts)
    except RapportError as problem:
        return {"refused": type(problem).__name__, "said": str(problem)}, []
    except MemoryError:
        return {"refused": "memory", "last": True}, []
    except BaseException:  # noqa: BLE001 -- a panic in a library is no Exception; the parent logs it
        return {"refused": "defect", "said": traceback.format_exc(), "last": True}, []


def _work(message: dict[str, Any], parts: list[bytes]) -> Answer:
    options = ReadOptions(**(message["options"] | {"limits": Limits(**message["options"]["limits"])}))
    if message["language"]:
        texts.use_language(message["language"])
    place = Path(message["place"]) if message["place"] is not None else None
    if message["task"] == "plain":
        assert place is not None
        reports = read_plain(place, Path(message["out_dir"]), options, taken=frozenset(message["taken"]))
        return {"reports": reports}, []
    records, contents = wire.packed(read_file(message["name"], place or parts[0], options))
    return {"blocks": records}, contents


def _limit(limits: Limits, at_start: int) -> None:
    """Limit what the next file may take: beyond what Python itself needs, where the system can."""
    if resource is None:
        return
    _lower(resource.RLIMIT_AS, at_start + limits.memory_bytes if at_start else None)
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + limits.seconds) + SPARE_SECONDS)


def _lower(kind: int, wanted: int | None) -> None:
    _soft, hard = resource.getrlimit(kind)
    if wanted is not None:
        resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _address_space() -> int:
    """Return how many bytes of addresses this process holds; 0 where the system doesn't say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def request(task: str, name: str, place: Path | None, options: ReadOptions, **more: Any) -> dict[str, Any]:
    """Return the message that asks for a file to be read."""
    return {
        "task": task,
        "name": name,
        "place": os.fspath(place.absolute()) if place is not None else None,
        "options": asdict(options),
        "language": texts.language(),
        **more,
    }


if __name__ == "__main__":
    main()
