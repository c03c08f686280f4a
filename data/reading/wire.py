"""Blocks as bytes: how the process that reads files gives back what it read.

JSON for what describes, Arrow for the cells. Nothing is unpickled: the process that has just read a stranger's
file is the one to trust least, and what comes from it stays data whatever happened there.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import IO, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from data.reading.blocks import Block, Dialect

_LENGTH = struct.Struct(">Q")
CHUNK_BYTES = 8 * 1024 * 1024
Part = bytes | memoryview


def send(stream: IO[bytes], message: Mapping[str, Any], parts: Sequence[Part] = ()) -> None:
    """Write a message and its parts: each as its length and its bytes, the message first and as JSON."""
    head = json.dumps({"message": message, "parts": len(parts)}).encode()
    for part in (head, *parts):
        stream.write(_LENGTH.pack(len(part)))
        view = memoryview(part)
        stream.writelines(view[start : start + CHUNK_BYTES] for start in range(0, len(view), CHUNK_BYTES))
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """Read what ``send`` wrote.

    Raises
    ------
    EOFError
        If the other side is gone.

    Examples
    --------
    >>> import io
    >>> pipe = io.BytesIO()
    >>> send(pipe, {"file": "a.csv"}, [b"xyz"])
    >>> _place = pipe.seek(0)
    >>> receive(pipe)
    ({'file': 'a.csv'}, [b'xyz'])
    """
    head = json.loads(_read_part(stream))
    return head["message"], [_read_part(stream) for _number in range(head["parts"])]


def _read_part(stream: IO[bytes]) -> bytes:
    length = _LENGTH.unpack(_read_exactly(stream, _LENGTH.size))[0]
    return _read_exactly(stream, length)


def _read_exactly(stream: IO[bytes], length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def packed(blocks: Sequence[Block]) -> tuple[list[dict[str, Any]], list[Part]]:
    """Return a description of each block, and two parts per block: its cells and its line numbers."""
    records: list[dict[str, Any]] = []
    parts: list[Part] = []
    for block in blocks:
        record = {item.name: getattr(block, item.name) for item in fields(block)}
        rows, lines = record.pop("rows"), record.pop("lines")
        records.append(record | {"dialect": asdict(block.dialect)})
        parts += [_as_arrow(rows), lines.astype(np.int64).tobytes()]
    return records, parts


def unpacked(records: Sequence[Mapping[str, Any]], parts: Sequence[bytes]) -> list[Block]:
    """Return the blocks that ``packed`` described."""
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [_block(record, rows, lines) for record, (rows, lines) in zip(records, pairs, strict=True)]


def _block(record: Mapping[str, Any], rows: bytes, lines: bytes) -> Block:
    described = {name: _as_tuples(value) for name, value in record.items()}
    described["dialect"] = Dialect(**record["dialect"])
    return Block(**described, rows=_as_frame(rows), lines=np.frombuffer(lines, dtype=np.int64))


def _as_tuples(value: Any) -> Any:
    return tuple(map(_as_tuples, value)) if isinstance(value, list) else value


def _as_arrow(rows: pd.DataFrame) -> memoryview:
    names = [str(position) for position in range(rows.shape[1])]
    table = pa.Table.from_pandas(rows.set_axis(names, axis="columns"), preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return memoryview(sink.getvalue())


def _as_frame(content: bytes) -> pd.DataFrame:
    with pa.ipc.open_stream(pa.py_buffer(content)) as reader:
        frame: pd.DataFrame = reader.read_all().to_pandas()
    return frame.set_axis(pd.RangeIndex(frame.shape[1]), axis="columns")
