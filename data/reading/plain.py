"""Any readable file written again as plain CSV: RFC 4180, UTF-8, every cell as text, before recognition."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.errors import UnreadableFileError
from data.reading import headers
from data.reading.blocks import ReadOptions
from data.reading.containers import Member, unpack
from data.reading.sources import Sheet, load, sheet_of, text_of, workbook_of
from data.reading.structure import RawTable, find_tables


def read_plain(path: Path, out_dir: Path, options: ReadOptions | None = None) -> list[dict[str, Any]]:
    """Write every table of a file into a folder and report it.

    The first table has the file's own name, further ones NAME.2, NAME.3 …; ragged rows stay as they are,
    several header rows are joined by a space, no header is invented, an empty file gives an empty file.

    Returns
    -------
    list of dict
        ``file``, ``out``, ``dialect`` and ``rows`` (data rows, the header not counted) of each table.

    Raises
    ------
    UnreadableFileError
        If the file is no table, broken, locked, or beyond the limits.
    """
    options = options or ReadOptions()
    content = load(path.name, path, options)
    if not content.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"):
        return write_plain([], path.name, out_dir)
    sheets: list[Sheet] = []
    for member in unpack(path.name, content, options.limits):
        sheets.extend(_sheets(member, options))
    return write_plain(
        [(sheet, table) for sheet in sheets for table in find_tables(sheet.records)], path.name, out_dir
    )


def write_plain(tables: Sequence[tuple[Sheet, RawTable]], name: str, out_dir: Path) -> list[dict[str, Any]]:
    """Write the tables of one file, the first under its own name, and report each."""
    out_dir.mkdir(parents=True, exist_ok=True)
    if not tables:
        (out_dir / name).write_bytes(b"")
        return [{"file": name, "out": str(out_dir / name), "dialect": {}, "rows": 0}]
    reports = []
    for number, (sheet, table) in enumerate(tables, start=1):
        target = out_dir / (name if number == 1 else f"{name}.{number}")
        _write(table, target)
        dialect = sheet.dialect.summary() | {"header_row": table.first_line, "skipped_rows": len(table.preamble)}
        reports.append(
            {"file": sheet.name, "out": str(target), "dialect": dialect, "rows": len(table.records.cells)}
        )
    return reports


def _sheets(member: Member, options: ReadOptions) -> list[Sheet]:
    if member.refused is not None:
        raise UnreadableFileError(str(member.refused))
    sheets = workbook_of(member, options)
    return sheets if sheets is not None else [sheet_of(text_of(member, options), options)]


def _write(table: RawTable, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        if len(table.header_rows) == 1:
            writer.writerow(table.header_rows[0])
        elif table.header_rows:
            writer.writerow(headers.joined(table.header_rows, max(map(len, table.header_rows))))
        writer.writerows(table.records.cells)
