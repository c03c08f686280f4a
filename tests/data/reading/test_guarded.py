"""Reading in a process of its own: the same blocks, and nothing a file does reaches the caller."""

import dataclasses
import os
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.errors import ReadingCancelledError, UnreadableFileError
from data.reading import Block, Limits, ReadOptions, guarded, read_file
from data.reading.blocks import MEBIBYTE
from tests.data.reading.building import workbook, zipped

PROJECT = Path(__file__).resolve().parents[3]
CSV = b"id,name\n1,Ann\n2,Bob\n"
SLOW = b"id,name\n" + b'1,"An"n\n' * 400_000  # 3 MB whose quotes are not in order: seconds of work


def same(left: Block, right: Block) -> bool:
    pd.testing.assert_frame_equal(left.rows, right.rows)
    assert np.array_equal(left.lines, right.lines)
    described = [
        {item.name: getattr(block, item.name) for item in dataclasses.fields(block)} for block in (left, right)
    ]
    return all(described[0][name] == described[1][name] for name in described[0] if name not in ("rows", "lines"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain.csv", CSV),
        ("header.csv", b"id,name\n"),
        ("cp1252.csv", "id;naïve\n1;café\n".encode("cp1252")),
        ("preamble.csv", b"# Sessions\n# 20260401-20260430\nDay,Sessions\n2026-04-01,3\nTotal,3\n"),
        ("week.zip", zipped(a__csv=CSV, b__csv=b"%PDF-1.7 x")),
        ("week.xlsx", workbook(Posts=[["Day", "Clicks"], ["2026-05-01", 3]], Visits=[["x", "y"], [1, 2]])),
    ],
)
def test_a_file_is_read_as_without_a_guard(name: str, content: bytes) -> None:
    pairs = zip(guarded.read_file(name, content), read_file(name, content), strict=True)
    assert all(same(left, right) for left, right in pairs)


def test_a_file_on_the_disk_is_read_from_wherever_the_caller_stands(tmp_path, monkeypatch) -> None:
    (tmp_path / "orders.csv").write_bytes(CSV)
    monkeypatch.chdir(tmp_path)
    assert len(guarded.read_file("orders.csv", Path("orders.csv"))[0].rows) == 2


def test_a_refusal_comes_back_with_its_words() -> None:
    with pytest.raises(UnreadableFileError, match=r"^report.csv is a PDF document, not a table\."):
        guarded.read_file("report.csv", b"%PDF-1.7\n%\xe2\xe3")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the memory of a process")
def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_one_read() -> None:
    limits = Limits(memory_bytes=8 * MEBIBYTE)
    with pytest.raises(UnreadableFileError, match=r"orders.csv takes more than 8 MB of memory"):
        guarded.read_file("orders.csv", SLOW, ReadOptions(limits=limits))
    assert len(guarded.read_file("orders.csv", CSV)[0].rows) == 2


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_read() -> None:
    with pytest.raises(UnreadableFileError, match=r"orders.csv took more than 0.2 seconds"):
        guarded.read_file("orders.csv", SLOW, ReadOptions(limits=Limits(seconds=0.2)))
    assert len(guarded.read_file("orders.csv", CSV)[0].rows) == 2


@pytest.fixture
def workers(monkeypatch) -> Iterator[guarded._Workers]:
    """None but these at hand."""
    fresh = guarded._Workers()
    monkeypatch.setattr(guarded, "_workers", fresh)
    yield fresh
    fresh.end()


def test_reading_is_cancelled_at_once_and_the_process_that_read_is_gone(workers: guarded._Workers) -> None:
    guarded.read_file("orders.csv", CSV)
    (worker,) = workers._idle
    asked: list[float] = []

    def cancelled() -> bool:
        asked.append(time.monotonic())
        return len(asked) == 3

    with pytest.raises(
        ReadingCancelledError, match=r"Reading orders.csv was cancelled. Nothing of it was stored\."
    ):
        guarded.read_file("orders.csv", SLOW, cancelled=cancelled)
    assert time.monotonic() - asked[-1] < 2
    assert worker.status == -signal.SIGKILL
    assert workers._idle == []


def test_who_cancels_is_asked_however_quick_a_file_is_read() -> None:
    for _file in range(20):
        with pytest.raises(ReadingCancelledError):
            guarded.read_file("orders.csv", CSV, cancelled=lambda: True)


def test_who_waits_for_a_free_process_can_cancel_too(workers: guarded._Workers) -> None:
    for _place in range(guarded.MOST_WORKERS):
        workers._places.acquire()
    with pytest.raises(ReadingCancelledError):
        guarded.read_file("orders.csv", CSV, cancelled=lambda: True)


def test_a_process_that_was_killed_between_two_files_is_replaced() -> None:
    guarded.read_file("orders.csv", CSV)
    for worker in guarded._workers._idle:
        os.kill(worker._process.pid, signal.SIGKILL)
        worker._process.wait()
    assert len(guarded.read_file("orders.csv", CSV)[0].rows) == 2


def test_many_threads_each_get_their_own_file() -> None:
    def first_id(number: int) -> str:
        return str(guarded.read_file("orders.csv", f"id,name\n{number},Ann\n".encode())[0].rows.iloc[0, 0])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(first_id, range(40))) == [str(number) for number in range(40)]
    assert len(guarded._workers._idle) <= guarded.MOST_WORKERS


def test_small_files_share_one_process(workers: guarded._Workers) -> None:
    processes = set()
    for _turn in range(10):
        guarded.read_file("orders.csv", CSV)
        processes |= {worker._process.pid for worker in workers._idle}
    assert len(processes) == 1


def script(text: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", text], cwd=PROJECT, stdout=subprocess.PIPE, text=True)


def is_gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] == "Z"
    except OSError:
        return True


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")
@pytest.mark.parametrize("busy", [False, True])
def test_the_process_dies_with_its_parent(busy: bool) -> None:  # noqa: FBT001 -- parametrized
    parent = script(
        "from data.reading import guarded\n"
        "guarded.read_file('a.csv', b'a,b\\n1,2\\n')\n"
        "print(guarded._workers._idle[0]._process.pid, flush=True)\n"
        + (
            "guarded.read_file('a.csv', b'id,name\\n' + b'1,\"An\"n\\n' * 4_000_000)"
            if busy
            else "while True: pass"
        )
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    if busy:
        time.sleep(0.5)  # it has taken the file in and works on it
    assert not is_gone(worker)
    parent.kill()
    parent.communicate()
    assert eventually(lambda: is_gone(worker))


def test_the_callers_own_script_is_not_run_again(tmp_path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        "import sys; sys.path.insert(0, sys.argv[1])\nfrom data.reading import guarded\n"
        "print(len(guarded.read_file('a.csv', b'a,b\\n1,2\\n')[0].rows))\n"
    )
    found = subprocess.run(
        [sys.executable, page, PROJECT], capture_output=True, text=True, timeout=60, check=True, cwd=tmp_path
    )
    assert (found.stdout, found.stderr) == ("1\n", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_forked_child_reads_with_a_process_of_its_own() -> None:
    text = (
        "import os\nfrom data.reading import guarded\n"
        "def read(text): return guarded.read_file('a.csv', text)[0].rows.iloc[0, 0]\n"
        "read(b'a,b\\n1,2\\n')\n"
        "child = os.fork()\n"
        "said = read(b'a,b\\n3,4\\n') if child == 0 else read(b'a,b\\n5,6\\n')\n"
        "print(said, flush=True)\n"
        "if child == 0: guarded._workers.end(); os._exit(0)\n"
        "os.waitpid(child, 0)"
    )
    found = subprocess.run(
        [sys.executable, "-c", text], cwd=PROJECT, capture_output=True, text=True, timeout=60, check=True
    )
    assert (sorted(found.stdout.split()), found.stderr) == (["3", "5"], "")


def test_a_browser_may_send_what_the_limits_say() -> None:
    with (PROJECT / ".streamlit" / "config.toml").open("rb") as file:
        megabytes = tomllib.load(file)["server"]["maxUploadSize"]
    assert megabytes * MEBIBYTE == Limits().upload_bytes <= Limits().file_bytes
