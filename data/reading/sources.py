"""From a file's bytes to the records of its sheets, before tables are told apart."""

import csv
from dataclasses import dataclass
from pathlib import Path

from data.errors import UnreadableFileError
from data.reading.blocks import MEBIBYTE, Dialect, ReadOptions
from data.reading.containers import Member
from data.reading.dialects import find_format
from data.reading.encodings import decode
from data.reading.records import WHITE_SPACE, Format, Records, split, split_leniently
from data.reading.signatures import refuse_what_is_no_table
from data.reading.workbooks import is_spreadsheet, read_sheets
from data.texts import _


@dataclass(frozen=True, slots=True)
class Text:
    """A delimited file as text, and how it was written."""

    name: str
    text: str
    form: Format
    dialect: Dialect
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The records of one text or sheet; ``part`` is the sheet's name where there are several."""

    name: str
    part: str | None
    records: Records
    dialect: Dialect
    warnings: tuple[str, ...] = ()


def load(name: str, content: bytes | Path, options: ReadOptions) -> bytes:
    """Return the bytes of a file, unless it is larger than the limit or can't be opened."""
    try:
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        if size > options.limits.file_bytes:
            text = _("{file} has {size} MB; {limit} MB is the limit. Export a shorter period.")
            limit = options.limits.file_bytes // MEBIBYTE
            raise UnreadableFileError(text.format(file=name, size=size // MEBIBYTE, limit=limit))
        return content.read_bytes() if isinstance(content, Path) else content
    except OSError as problem:
        text = _("{file} can't be opened: {why}. Check its place and who may read it.")
        raise UnreadableFileError(text.format(file=name, why=problem.strerror)) from None


def workbook_of(member: Member, options: ReadOptions) -> list[Sheet] | None:
    """Return the sheets of a spreadsheet, None where the file is none."""
    if not is_spreadsheet(member.content):
        return None
    sheets = read_sheets(member.name, member.content, options.limits)
    if not sheets:
        raise UnreadableFileError(_("{file} has no sheet with anything in it.").format(file=member.name))
    several = len(sheets) > 1
    return [Sheet(member.name, name if several else None, records, Dialect()) for name, records in sheets]


def text_of(member: Member, options: ReadOptions) -> Text:
    """Return a delimited file as text with its format.

    Raises
    ------
    UnreadableFileError
        If it is empty or no text.
    """
    refuse_what_is_no_table(member.name, member.content)
    text, encoding, warnings = decode(member.content, options.encoding)
    if not text.strip("\ufeff\x00 \t\r\n"):
        message = _("{file} is empty. Export it again, or choose a period in which something happened.")
        raise UnreadableFileError(message.format(file=member.name))
    form = find_format(text, options.delimiter)
    dialect = Dialect(encoding, form.delimiter or None, quote=form.quote, escape=form.escape)
    return Text(member.name, text, form, dialect, warnings)


def sheet_of(source: Text, options: ReadOptions) -> Sheet:
    """Split a text into records: strictly, and leniently only where that fails, saying so."""
    warnings = source.warnings
    if source.form.quote is None and source.form.delimiter != WHITE_SPACE and '"' in source.text:
        warnings += (_quotes_warning(as_characters=True),)
    try:
        records = split(source.text, source.form)
    except csv.Error:
        records, as_characters = _mended(source)
        warnings += (_quotes_warning(as_characters=as_characters),)
    width = max(map(len, records.cells), default=0)
    if width > options.limits.columns:
        text = _("{file} has {count} columns; {limit} is the limit. Check its delimiter.")
        raise UnreadableFileError(text.format(file=source.name, count=width, limit=options.limits.columns))
    return Sheet(source.name, None, records, source.dialect, warnings)


def _mended(source: Text) -> tuple[Records, bool]:
    try:
        return split_leniently(source.text, source.form)
    except csv.Error:
        text = _("{file} has a cell of more than two million characters. A quote may be missing; export it again.")
        raise UnreadableFileError(text.format(file=source.name)) from None


def _quotes_warning(*, as_characters: bool) -> str:
    if as_characters:
        return _("Quotes in the file don't open and close in pairs; they were read as plain characters.")
    return _("Some quotes stand in the middle of cells; those cells were read as they stand.")
