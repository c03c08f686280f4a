"""Where plain copies of files go: into one folder, under names that nothing else of the same call has."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO

from data.errors import RapportError
from data.texts import _

LONGEST_NAME_BYTES = 255  # what common file systems allow
UNFINISHED = ".unfinished"


def free_names(name: str, taken: Collection[str] = ()) -> Iterator[str]:
    """Yield a file's name, then NAME.2, NAME.3 …, without those that are taken.

    Examples
    --------
    >>> from itertools import islice
    >>> list(islice(free_names("a.csv"), 2)), next(free_names("a.csv", {"a.csv", "a.csv.2"}))
    (['a.csv', 'a.csv.2'], 'a.csv.3')
    """
    names = (name if number == 1 else _numbered(name, number) for number in count(1))
    return (free for free in names if free not in taken)


def _numbered(name: str, number: int) -> str:
    """Return NAME.2, with a long name cut so that it stays one that a disk takes."""
    end = f".{number}"
    while len(os.fsencode(name + end + UNFINISHED)) > LONGEST_NAME_BYTES:
        name = name[:-1]
    return name + end


@contextmanager
def written(target: Path, source: Path) -> Iterator[IO[str]]:
    """Open a file for writing that takes its place when it is whole, whatever stands or links there.

    Raises
    ------
    RapportError
        If it would take the place of the file that is read, or can't be written.
    """
    if target.exists() and source.exists() and target.samefile(source):
        text = _("{file} would be replaced by its own copy. Name another folder to write into.")
        raise RapportError(text.format(file=source.name))
    unfinished = target.with_name(_unfinished(target.name))
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        unfinished.replace(target)
    except OSError as problem:
        text = _("{file} can't be written: {why}. Check its folder and the space left there.")
        raise RapportError(text.format(file=target, why=problem.strerror)) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _unfinished(name: str) -> str:
    while len(os.fsencode(name + UNFINISHED)) > LONGEST_NAME_BYTES:
        name = name[:-1]
    return name + UNFINISHED
