"""A template per table: its columns by name, each explained, and two example rows; as a workbook and as CSV.

The explanation never comes in as rows: a workbook has it on a sheet of its own, a CSV in lines that begin with
"#" above the header, which reading takes for a preamble.
"""

import csv
import io
import tomllib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

from data import schemas
from data.reading import Block
from data.schemas import Column, Kind, Table
from data.texts import _, mark

EXAMPLES = Path(__file__).with_name("template_examples.toml")
EXPLAINED = ("Column", "Needed", "What goes in", "How it is written", "First example", "Second example")
ROWS_READY = 2_000  # so many rows of a workbook are formatted for typing
_ALWAYS = datetime(2026, 1, 1)  # noqa: DTZ001 - the same table gives the same bytes, whenever it is asked for

HOW = {
    Kind.TEXT: mark("text"),
    Kind.ID: mark("text; leading zeros are kept"),
    Kind.EMAIL: mark("an e-mail address"),
    Kind.DATE: mark("a date: 2026-08-31"),
    Kind.MOMENT: mark("a date with or without a time: 2026-08-31 14:05"),
    Kind.NUMBER: mark("a number"),
    Kind.COUNT: mark("a whole number"),
    Kind.MONEY: mark("an amount without its currency"),
    Kind.FLAG: mark("yes or no"),
}
_CELL_FORMATS = {Kind.TEXT: "@", Kind.ID: "@", Kind.EMAIL: "@", Kind.FLAG: "@",
                 Kind.DATE: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm", Kind.MONEY: "0.00"}  # fmt: skip
_NUMBERS = frozenset({Kind.NUMBER, Kind.COUNT, Kind.MONEY})


def examples(table: str) -> list[dict[str, str]]:
    """Return the two example rows of a table, a text for each of its columns.

    Examples
    --------
    >>> [row["ordered_at"] for row in examples("orders")]
    ['2026-08-03 09:15', '2026-08-04 17:40']
    """
    told = _examples_file()[table]
    return [{name: told[name][place] for name in schemas.table(table).names} for place in range(2)]


def as_csv(table: str) -> bytes:
    """Return a table's template as CSV: explanations behind "#", the header, two example rows."""
    known = schemas.table(table)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([_("# Template for {table}: one row is {row}. Lines like this one are left out.").format(
        table=_(known.label), row=_(known.one_row))])  # fmt: skip
    writer.writerows([[f"# {_explained(known, column)}"] for column in known.columns])
    writer.writerow(known.names)
    writer.writerows(list(row.values()) for row in examples(table))
    return buffer.getvalue().encode("utf-8-sig")


def as_workbook(table: str) -> bytes:
    """Return a table's template as xlsx: a sheet to fill in and a sheet that explains its columns."""
    known = schemas.table(table)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": _(known.label), "created": _ALWAYS})
    _sheet_to_fill_in(book, known)
    _sheet_that_explains(book, known)
    book.close()
    return buffer.getvalue()


def is_explanation(block: Block) -> bool:
    """Tell the sheet of a template that explains the columns from one with rows."""
    return tuple(block.header) == tuple(_(name) for name in EXPLAINED) or tuple(block.header) == EXPLAINED


def example_lines(block: Block, table: str) -> list[int]:
    """Return the lines of a filled-in template that still are its example rows."""
    if not set(schemas.table(table).names) >= set(block.header):
        return []
    left = [[_bare(row[name]) for name in block.header] for row in examples(table)]
    first = block.rows.head(10)
    told = [[_bare(cell) for cell in row] for row in first.itertuples(index=False, name=None)]
    return [int(line) for line, cells in zip(block.lines, told, strict=False) if cells in left]


def _bare(cell: str) -> str:
    """Return a cell without what a spreadsheet adds or drops on the way: ``49.90`` and ``49.9`` are one."""
    text = cell.strip()
    text = text.removesuffix(":00") if text.count(":") == 2 else text
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").isdigit() else text


def _explained(table: Table, column: Column) -> str:
    words = [_(column.meaning), _(HOW[column.kind])]
    return f"{column.name}: {'; '.join(words)} ({_needed(table, column)})"


def _needed(table: Table, column: Column) -> str:
    if column.name in table.any_of:
        return _("one of {columns} is needed").format(columns=", ".join(table.any_of))
    return _("needed") if column.required else _("may be left out")


def _sheet_to_fill_in(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet(_(table.label)[:31])
    sheet.freeze_panes(1, 0)
    names = {True: book.add_format({"bold": True, "bg_color": "#D3E5F4", "border": 1}),
             False: book.add_format({"bg_color": "#EEF1F4", "border": 1})}  # fmt: skip
    for place, column in enumerate(table.columns):
        needed = column.required or column.name in table.any_of
        form = book.add_format({"num_format": _CELL_FORMATS.get(column.kind, "General")})
        sheet.set_column(place, place, max(14, len(column.name) + 3), form)
        sheet.write_string(0, place, column.name, names[needed])
        sheet.write_comment(0, place, _explained(table, column), {"x_scale": 2})
        for row, example in enumerate(examples(table.name), start=1):
            _write(sheet, (row, place), column.kind, example[column.name], form)
        if column.kind is Kind.FLAG:
            sheet.data_validation(1, place, ROWS_READY, place, {"validate": "list", "source": ["yes", "no"]})


def _write(sheet: Any, place: tuple[int, int], kind: Kind, text: str, form: Any) -> None:
    """Write an example as what it is: a spreadsheet's own date or number, an id as text."""
    if not text:
        sheet.write_blank(*place, None, form)
    elif kind in _NUMBERS:
        sheet.write_number(*place, float(text), form)
    elif kind in {Kind.DATE, Kind.MOMENT}:
        sheet.write_datetime(*place, datetime.fromisoformat(text), form)
    else:
        sheet.write_string(*place, text, form)


def _sheet_that_explains(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet(_("Columns"))
    sheet.freeze_panes(1, 0)
    head, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate((22, 22, 48, 36, 26, 26)):
        sheet.set_column(place, place, width, wrapped)
    first, second = examples(table.name)
    _texts(sheet, 0, [_(name) for name in EXPLAINED], head)
    for row, column in enumerate(table.columns, start=1):
        words = [column.name, _needed(table, column), _(column.meaning), _(HOW[column.kind])]
        _texts(sheet, row, [*words, first[column.name], second[column.name]], wrapped)


def _texts(sheet: Any, row: int, texts: Sequence[str], form: Any) -> None:
    for place, text in enumerate(texts):
        sheet.write_string(row, place, text, form)


@cache
def _examples_file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
