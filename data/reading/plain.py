"""Any readable file written again as plain CSV: RFC 4180, UTF-8, every cell as text, before recognition."""

import csv
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from data.errors import UnreadableFileError
from data.reading import headers
from data.reading.blocks import ReadOptions
from data.reading.containers import Member, shown_name, unpack
from data.reading.sources import Sheet, load, sheet_of, text_of, workbook_of
from data.reading.structure import RawTable, find_tables
from data.reading.targets import free_names, written


def read_plain(
    path: Path, out_dir: Path, options: ReadOptions | None = None, *, taken: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Write every table of a file into a folder and report it.

    The first table has the file's own name, further ones NAME.2, NAME.3 …; ragged rows stay as they are,
    several header rows are joined by a space, no header is invented, an empty file gives an empty file.

    Parameters
    ----------
    taken
        Names in the folder that belong to other files: they are passed over.

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
        return write_plain([], path, out_dir, taken)
    sheets: list[Sheet] = []
    for member in unpack(path.name, content, options.limits):
        sheets.extend(_sheets(member, options))
    return write_plain(
        [(sheet, table) for sheet in sheets for table in find_tables(sheet.records)], path, out_dir, taken
    )


def write_plain(
    tables: Sequence[tuple[Sheet, RawTable]], path: Path, out_dir: Path, taken: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Write the tables of one file, the first under its own name, and report each."""
    out_dir.mkdir(parents=True, exist_ok=True)
    names = free_names(path.name, taken)
    if not tables:
        target = out_dir / next(names)
        with written(target, path):
            pass
        return [{"file": shown_name(path.name), "out": str(target), "dialect": {}, "rows": 0}]
    reports = []
    for (sheet, table), name in zip(tables, names, strict=False):
        target = out_dir / name
        _write(table, target, path)
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


def _write(table: RawTable, target: Path, source: Path) -> None:
    with written(target, source) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        if len(table.header_rows) == 1:
            writer.writerow(table.header_rows[0])
        elif table.header_rows:
            writer.writerow(headers.joined(table.header_rows, max(map(len, table.header_rows))))
        writer.writerows(table.records.cells)
