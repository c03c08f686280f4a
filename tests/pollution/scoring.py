"""Reading dirty files without being told anything about them, and how well that went."""

import csv
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data.errors import RapportError
from data.reading import read_plain
from tests.pollution.measures import FAILED, Score, score
from tests.pollution.polluting import WEIGHTS, Pollution


@dataclass(frozen=True)
class Result:
    """A dirty file and its score."""

    pollution: Pollution
    score: Score

    @property
    def weight(self) -> float:
        return WEIGHTS.get(self.pollution.kind, 0.0)


def results_of(pollutions: Iterable[Pollution]) -> list[Result]:
    """Read every file with ``read`` and compare the first table with what the file means."""
    with tempfile.TemporaryDirectory() as folder:
        return [Result(pollution, _scored(pollution, Path(folder))) for pollution in pollutions]


def _scored(pollution: Pollution, folder: Path) -> Score:
    source, out = folder / pollution.name, folder / "out"
    source.write_bytes(pollution.content)
    try:
        read_plain(source, out)
    except RapportError:
        return FAILED
    with (out / pollution.name).open(encoding="utf-8", newline="") as stream:
        return score(pollution.rows, list(csv.reader(stream)))


def simple(results: Iterable[Result]) -> float:
    """Mean score of all files, at most 10."""
    totals = [result.score.total for result in results]
    return sum(totals) / len(totals)


def weighted(results: Iterable[Result]) -> float:
    """Mean score, each file as often as its kind of dirt was met in the survey."""
    every = list(results)
    return sum(result.score.total * result.weight for result in every) / sum(result.weight for result in every)


def by_kind(results: Iterable[Result]) -> dict[str, list[Result]]:
    """Return the results under their kind of dirt."""
    kinds: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        kinds[result.pollution.kind].append(result)
    return dict(kinds)
