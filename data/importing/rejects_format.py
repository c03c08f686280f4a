"""How the file of rows set aside is written, and known again when it comes back mended."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.harmless import guard, unguard
from data.importing.read_as import ReadAs
from data.reading import Block
from data.reading.headers import unique

# Names that no export has; the same in every language, so that a file from one reader comes back to another.
LINE, REASON, READ_AS = "rapport_line", "rapport_reason", "rapport_read_as"
OURS = (LINE, REASON, READ_AS)


@dataclass(frozen=True, slots=True)
class Row:
    """A row set aside: its line, its cells, and why."""

    line: int
    cells: Sequence[str]
    reason: str


def written(header: Sequence[str], rows: Iterable[Row], read_as: ReadAs) -> bytes:
    """Return the rows as CSV (UTF-8 with BOM), what a spreadsheet would run made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*map(guard, header), *OURS])
    said = read_as.to_text()
    for row in rows:
        writer.writerow([*map(guard, row.cells), row.line, guard(row.reason), said])
    return text.getvalue().encode("utf-8-sig")


def taken_off(block: Block) -> tuple[Block, ReadAs | None]:
    """Return a block without our own columns, each row with the line it had, and how it is to be read.

    Any other block comes back as it is, with None. A row that somebody added has no line of its own and gets
    the one it stands on.
    """
    places = {name.strip(): place for place, name in enumerate(block.header) if name.strip() in OURS}
    if not {LINE, REASON} <= set(places):
        return block, None
    kept = [place for place in range(len(block.header)) if place not in places.values()]
    shown = [unguard(block.shown[place]) for place in kept]
    cells = {number: block.rows[place].map(unguard) for number, place in enumerate(kept)}
    told = block.rows[places[READ_AS]] if READ_AS in places else pd.Series(dtype="str")
    read_as = ReadAs.from_text(next(filter(None, told), ""))
    lines = pd.to_numeric(block.rows[places[LINE]], errors="coerce").to_numpy(dtype=float)
    mended = replace(
        block,
        header=unique(shown),
        shown=tuple(shown),
        rows=pd.DataFrame(cells, index=block.rows.index, dtype="str"),
        lines=np.where(np.isnan(lines), block.lines, lines).astype(np.int64),
        preamble=read_as.preamble,
    )
    return mended, read_as
