"""Large files in good order, read by DuckDB where they lie instead of standing in memory.

Taken only where it gives what the careful reading gives: UTF-8, one table from the first row to the last, one
header row, a plain delimiter, double quotes or none, one kind of line end. DuckDB reads strictly and stops at the
first row that is not like that; then the file is left to the careful reading. Known to differ: blanks between a
quote and the delimiter are dropped instead of making the quote a part of the cell.
"""

import csv
import os
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from data.engine import literal
from data.errors import UnreadableFileError
from data.reading.assembly import Origin, block_of
from data.reading.blocks import Block, ReadOptions
from data.reading.containers import Member
from data.reading.records import WHITE_SPACE, Format
from data.reading.signatures import GZIP, ZIP
from data.reading.sources import Text, sheet_of, text_of
from data.reading.structure import RawTable, find_tables
from data.reading.totals import TOTAL_LABEL

LARGE_BYTES = 8_000_000  # below it the careful reading takes a second or two
HEAD_BYTES = 200_000
PIECE_BYTES = 1_000_000
BLANK = ("\n", "\r\n", "\r")  # lines that neither reading takes for a row


@dataclass(frozen=True, eq=False)
class LargeFile:
    """A delimited file in good order.

    Attributes
    ----------
    skipped_lines
        Lines before the first row.
    held
        The temporary file it lies in, if it does.
    is_ragged
        True where rows may be narrower than the width, their missing cells empty.
    """

    path: Path
    delimiter: str
    skipped_lines: int
    width: int
    held: object = None
    is_ragged: bool = False

    @property
    def relation(self) -> str:
        """What DuckDB reads: columns ``c0``, ``c1`` … of text, null where a cell is empty.

        The line end is not told: DuckDB 2.0 finds no row at all where it is told that lines end in CR LF.
        """
        return self._read_csv("null_padding=true, parallel=false" if self.is_ragged else "null_padding=false")

    def skipping(self, most_noted: int) -> str:
        """Return what DuckDB reads of the file if it leaves out rows of another width and notes these."""
        return self._read_csv(f"ignore_errors=true, store_rejects=true, rejects_limit={most_noted}")

    def _read_csv(self, how: str) -> str:
        columns = ", ".join(f"'c{position}': 'VARCHAR'" for position in range(self.width))
        return (
            f"read_csv({literal(str(self.path))}, auto_detect=false, header=false, skip={self.skipped_lines}, "
            f"delim={literal(self.delimiter)}, quote='\"', escape='\"', "
            f"columns={{{columns}}}, strict_mode=true, compression='none', {how})"
        )

    @property
    def size_bytes(self) -> int:
        """How large the file is."""
        return self.path.stat().st_size

    def lines_of(self, places: Sequence[int]) -> NDArray[np.int64]:
        """Return the line of the file on which each row begins, as an editor shows it.

        Parameters
        ----------
        places
            Of the rows, counted from 0, in ascending order.
        """
        found = np.zeros(len(places), dtype=np.int64)
        with self.path.open(encoding="utf-8", errors="replace", newline="") as stream:
            first_lines = self._first_lines(stream)
            following = 0
            for number, place in enumerate(places):
                found[number] = next(islice(first_lines, place - following, None))
                following = place + 1
        return found

    def _first_lines(self, stream: TextIO) -> Iterator[int]:
        """Yield the line on which each row begins; without quotes every line is a row, and that is quicker."""
        lines = islice(stream, self.skipped_lines, None)
        if not self._has_quotes():
            yield from (line for line, text in enumerate(lines, self.skipped_lines + 1) if text not in BLANK)
            return
        reader = csv.reader(lines, delimiter=self.delimiter)
        line = 1
        for cells in reader:
            if cells:
                yield self.skipped_lines + line
            line = reader.line_num + 1

    def _has_quotes(self) -> bool:
        with self.path.open("rb") as stream:
            return any(b'"' in piece for piece in iter(lambda: stream.read(PIECE_BYTES), b""))


def large_block(name: str, content: bytes | Path, options: ReadOptions) -> Block | None:
    """Return the table of a large file in good order, its first rows read; None for any other file.

    Bytes are written to a temporary file that goes with the block.
    """
    head = _head_of(content)
    if head is None or head.startswith((GZIP, ZIP)):
        return None
    try:
        source = text_of(Member(name, head), options)
        sheet = sheet_of(replace(source, warnings=()), options)
    except UnreadableFileError:
        return None
    tables = find_tables(sheet.records)
    if len(tables) != 1 or sheet.warnings or not (_is_plain(source) and _is_even(tables[0])):
        return None
    (table,) = tables
    block = block_of(table, Origin(name, None, source.dialect, source.warnings))
    if len(block.rows) != len(table.records.cells) or _may_end_in_a_total(content, source, block):
        return None
    return replace(block, large=_described(content, source.form, table))


def _head_of(content: bytes | Path) -> bytes | None:
    """Return the first whole lines; None for a small file or one without an end of a line among them."""
    if isinstance(content, bytes):
        head = content[:HEAD_BYTES] if len(content) >= LARGE_BYTES else b""
    else:
        is_large = content.is_file() and content.stat().st_size >= LARGE_BYTES
        head = _read(content, 0, HEAD_BYTES) if is_large else b""
    end = head.rfind(b"\n")
    return head[: end + 1] if end > 0 else None


def _read(path: Path, offset: int, size: int) -> bytes:
    with path.open("rb") as stream:
        stream.seek(offset)
        return stream.read(size)


def _described(content: bytes | Path, form: Format, table: RawTable) -> LargeFile:
    held = None if isinstance(content, Path) else _Held(content)
    return LargeFile(
        path=held.path if held is not None else Path(str(content)),
        delimiter=form.delimiter,
        skipped_lines=table.records.lines[0] - 1,
        width=len(table.records.cells[0]),
        held=held,
    )


class _Held:
    """A temporary file that is gone with the last reference to this."""

    def __init__(self, content: bytes) -> None:
        handle, name = tempfile.mkstemp(prefix="rapport-", suffix=".csv")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        self.path = Path(name)
        weakref.finalize(self, self.path.unlink, missing_ok=True)


def _is_plain(source: Text) -> bool:
    """Check that the head is written in the one way that both readings read alike."""
    form = source.form
    has_quotes = form.quote == '"' and form.escape is None and not form.skip_space
    feeds, returns, both = (source.text.count(end) for end in ("\n", "\r", "\r\n"))
    one_end = returns == both and both in {0, feeds}
    is_utf8 = source.dialect.encoding in {"utf-8", "utf-8-sig"}
    return has_quotes and one_end and is_utf8 and form.delimiter not in {"", WHITE_SPACE}


def _is_even(table: RawTable) -> bool:
    """Check for one header row and rows as wide as it, with nothing below the table."""
    rows = [*table.header_rows, *table.records.cells]
    if len(table.header_rows) != 1 or not table.records.cells or table.footer or table.first_line is None:
        return False
    return len({len(cells) for cells in rows}) == 1 and len(rows[0]) > 1


def _may_end_in_a_total(content: bytes | Path, source: Text, block: Block) -> bool:
    """Look at the last line: a total has to be left out. One without a label differs from all rows above it."""
    if isinstance(content, bytes):
        tail = content[-HEAD_BYTES:]
    else:
        tail = _read(content, max(content.stat().st_size - HEAD_BYTES, 0), HEAD_BYTES)
    last = tail.decode(errors="replace").rstrip("\r\n").rpartition("\n")[2]
    label = last.partition(source.form.delimiter)[0].strip('" ')
    if not label:
        return bool((block.rows[0].str.strip() != "").all())
    return TOTAL_LABEL.fullmatch(label) is not None
