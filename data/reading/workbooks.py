"""Spreadsheets: xlsx, xls and ods, every sheet, every cell as the text a person would type."""

import datetime as dt
import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from data.errors import UnreadableFileError
from data.reading.blocks import Limits
from data.reading.containers import is_workbook
from data.reading.records import Records
from data.reading.signatures import ENCRYPTED_OFFICE, OLD_OFFICE
from data.reading.workbook_extent import refuse_what_is_too_large
from data.texts import _

WHOLE_NUMBER_LIMIT = 1e15  # above it a spreadsheet no longer keeps every digit


def is_spreadsheet(content: bytes) -> bool:
    """Tell a spreadsheet by its content, whatever its name says."""
    return content.startswith(OLD_OFFICE) or (content.startswith(b"PK") and is_workbook(content))


def read_sheets(name: str, content: bytes, limits: Limits) -> list[tuple[str, Records]]:
    """Return each sheet that holds something: its name and its records, with their row numbers.

    Raises
    ------
    UnreadableFileError
        If it is broken, needs a password, or has more sheets or columns than the limits allow.
    """
    if content.startswith(OLD_OFFICE) and ENCRYPTED_OFFICE in content:
        raise _locked(name)
    if content.startswith(b"PK"):
        refuse_what_is_too_large(name, content, limits)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        _refuse_many_sheets(name, workbook, limits)
        sheets = [(sheet, _records(name, workbook, sheet, limits)) for sheet in workbook.sheet_names]
    except PasswordError:
        raise _locked(name) from None
    except (CalamineError, OSError, ValueError) as error:
        text = _("{file} looks like a spreadsheet but can't be opened ({reason}). Save it again, or as CSV.")
        raise UnreadableFileError(text.format(file=name, reason=error)) from None
    return [(sheet, records) for sheet, records in sheets if records.cells]


def _locked(name: str) -> UnreadableFileError:
    text = _("{file} is protected by a password. Save a copy without one and drop that.")
    return UnreadableFileError(text.format(file=name))


def _refuse_many_sheets(name: str, workbook: CalamineWorkbook, limits: Limits) -> None:
    if len(workbook.sheet_names) > limits.sheets:
        text = _("{file} has {count} sheets; {limit} is the limit. Split it.")
        raise UnreadableFileError(text.format(file=name, count=len(workbook.sheet_names), limit=limits.sheets))


def _records(name: str, workbook: CalamineWorkbook, sheet: str, limits: Limits) -> Records:
    loaded = workbook.get_sheet_by_name(sheet)
    if loaded.total_width > limits.columns:
        text = _("Sheet {sheet} of {file} has {count} columns; {limit} is the limit.")
        message = text.format(sheet=sheet, file=name, count=loaded.total_width, limit=limits.columns)
        raise UnreadableFileError(message)
    found = Records([], [], [])
    blank = False
    for number, values in enumerate(loaded.to_python(skip_empty_area=False), start=1):
        cells = [cell_text(value) for value in values]
        if any(cells):
            found.cells.append(cells)
            found.lines.append(number)
            found.after_blank.append(blank)
            if max(map(len, cells)) > limits.cell_characters:
                raise UnreadableFileError(_cell_too_long(name, sheet, number, limits))
        blank = not any(cells)
    return found


def _cell_too_long(name: str, sheet: str, row: int, limits: Limits) -> str:
    text = _(
        "Row {row} of sheet {sheet} of {file} has a cell of more than {limit:,} characters, which is the limit."
    )
    return text.format(row=row, sheet=sheet, file=name, limit=limits.cell_characters)


def cell_text(value: object) -> str:
    """Return a cell's value as text: whole numbers without a point, dates as ISO 8601.

    Examples
    --------
    >>> cell_text(17850.0), cell_text(2.55), cell_text(dt.datetime(2026, 5, 1)), cell_text("00123")
    ('17850', '2.55', '2026-05-01', '00123')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < WHOLE_NUMBER_LIMIT else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    return str(value)
