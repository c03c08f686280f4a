"""What becomes of damaged files: read, refused with a sentence, or (never) a crash or a lost row."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import RapportError
from data.reading import Block, read_file, read_plain
from tests.pollution.damage import damaged


@dataclass
class Survival:
    """Counts over damaged files.

    ``rows`` are those whose lines were left alone; ``rows_kept`` came out cell by cell; the ids of those that came
    out nowhere, in no row and no warning, stand in ``lost``.
    """

    read: int = 0
    refused: int = 0
    crashed: list[str] = field(default_factory=list)
    rows: int = 0
    rows_kept: int = 0
    lost: list[str] = field(default_factory=list)


def survival(seeds: Iterable[int]) -> Survival:
    """Read the damaged files of these seeds in both ways, as import and as ``read``."""
    found = Survival()
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            _read_one(seed, Path(folder), found)
    return found


def _read_one(seed: int, folder: Path, found: Survival) -> None:
    file = damaged(seed)
    source = folder / "damaged.csv"
    source.write_bytes(file.content)
    try:
        blocks = read_file("damaged.csv", file.content)
        read_plain(source, folder / "out")
    except RapportError as error:
        found.refused += 1
        if not str(error):
            found.crashed.append(f"seed {seed}: a refusal without a word")
        return
    except Exception as error:  # noqa: BLE001 -- finding those is what this is for
        found.crashed.append(f"seed {seed}: {error!r}")
        return
    found.read += 1
    _count_rows(file.untouched, blocks, seed, found)


def _count_rows(rows: list[list[str]], blocks: list[Block], seed: int, found: Survival) -> None:
    read = {
        tuple(_stripped(row)) for block in blocks for row in [*block.rows.to_numpy().tolist(), list(block.shown)]
    }
    said = "\n".join([*map("\n".join, read), *(note for block in blocks for note in block.warnings)])
    for row in rows:
        found.rows += 1
        if tuple(_stripped(row)) in read:
            found.rows_kept += 1
        elif row[3] not in said and row[0] not in said:
            found.lost.append(f"seed {seed}: {row[:4]}")


def _stripped(row: list[str]) -> list[str]:
    """Rows are as wide as the widest of their block; empty cells at the end say nothing."""
    cells = list(row)
    while cells and cells[-1] == "":
        cells.pop()
    return cells
