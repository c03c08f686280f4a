"""From a file's bytes to the records of its sheets, before tables are told apart."""

from dataclasses import dataclass
from pathlib import Path

from data.errors import UnreadableFileError
from data.reading.blocks import MEBIBYTE, Dialect, ReadOptions
from data.reading.containers import Member
from data.reading.dialects import find_format
from data.reading.encodings import decode
from data.reading.listing import listed
from data.reading.mending import Mended, read_records
from data.reading.records import WHITE_SPACE, Format, Records
from data.reading.signatures import refuse_what_is_no_table
from data.reading.workbooks import is_spreadsheet, read_sheets
from data.texts import _, _n

FILLING = "\x00\x1a"


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
    text = _without_filling(text)
    if not text.strip("\ufeff\x00 \t\r\n"):
        message = _("{file} is empty. Export it again, or choose a period in which something happened.")
        raise UnreadableFileError(message.format(file=member.name))
    form = find_format(text, options.delimiter)
    dialect = Dialect(encoding, form.delimiter or None, quote=form.quote, escape=form.escape)
    return Text(member.name, text, form, dialect, warnings)


def _without_filling(text: str) -> str:
    """Return the text without the marks with which old programs fill the last block of a file."""
    kept = text.rstrip(FILLING + "\r\n")
    is_line_of_its_own = text[len(kept) : len(kept) + 1] in {"\r", "\n"}
    return text[: len(kept)] + "\n" if is_line_of_its_own and set(FILLING) & set(text[len(kept) :]) else text


def sheet_of(source: Text, options: ReadOptions) -> Sheet:
    """Split a text into records; lines that are not in order are mended, and that is said."""
    mended = read_records(source.text, source.form)
    width = max(map(len, mended.records.cells), default=0)
    if width > options.limits.columns:
        text = _("{file} has {count} columns; {limit} is the limit. Check its delimiter.")
        raise UnreadableFileError(text.format(file=source.name, count=width, limit=options.limits.columns))
    _refuse_endless_cells(source.name, mended.records, options)
    return Sheet(
        source.name, None, mended.records, source.dialect, source.warnings + _mending_warnings(source, mended)
    )


def _refuse_endless_cells(name: str, records: Records, options: ReadOptions) -> None:
    limit = options.limits.cell_characters
    if any(len(cell) > limit for cells in records.cells for cell in cells):
        text = _("{file} has a cell of more than two million characters. A quote may be missing; export it again.")
        raise UnreadableFileError(text.format(file=name))


def _mending_warnings(source: Text, mended: Mended) -> tuple[str, ...]:
    found = []
    is_plain = source.form.quote is None and source.form.delimiter != WHITE_SPACE and '"' in source.text
    if is_plain or mended.all_quotes:
        found.append(_("Quotes in the file don't open and close in pairs; they were read as plain characters."))
    if mended.quotes:
        text = _n(
            "Quotes don't open and close in pairs in line {lines}; those that fit nowhere stay characters.",
            "Quotes don't open and close in pairs in lines {lines}; those that fit nowhere stay characters.",
            len(mended.quotes),
        )
        found.append(text.format(lines=listed(mended.quotes)))
    if mended.delimiters:
        text = _n(
            "Line {lines} keeps its cells apart in another way than the others; it was cut where its values fit.",
            "Lines {lines} keep their cells apart in another way than the others; they were cut where their values"
            " fit.",
            len(mended.delimiters),
        )
        found.append(text.format(lines=listed(mended.delimiters)))
    return tuple(found)
