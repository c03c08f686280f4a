"""Text to records: lists of cells, each with the line it begins on."""

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.reading.blocks import Limits

if TYPE_CHECKING:
    import _csv

WHITE_SPACE = " "  # as a delimiter: any run of blanks separates
NEVER_IN_A_FILE = "\ufdd0"  # a code point that Unicode keeps out of texts

csv.field_size_limit(Limits().cell_characters)


@dataclass(frozen=True, slots=True)
class Format:
    """How cells are kept apart.

    Attributes
    ----------
    delimiter
        One character; "" where each line is one cell; a space for any run of white space.
    quote, escape
        The character around cells that hold delimiters, and the one before a quote inside; None for none.
    skip_space
        True where a blank follows the delimiter and is no part of the cell.
    """

    delimiter: str
    quote: str | None = '"'
    escape: str | None = None
    skip_space: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """Records of a file; ``after_blank`` says which of them stand below a blank line."""

    cells: list[list[str]]
    lines: list[int]
    after_blank: list[bool]

    def between(self, start: int, end: int) -> "Records":
        """Return the records from start up to, not with, end."""
        return Records(self.cells[start:end], self.lines[start:end], self.after_blank[start:end])


def split(text: str, form: Format, *, strict: bool = True) -> Records:
    r"""Split a text into records.

    Raises
    ------
    csv.Error
        If strict and a quote stands where none belongs, or never closes.

    Examples
    --------
    >>> split('a,b\n1,"x\ny"\n\n2,z', Format(",")).lines
    [1, 2, 5]
    """
    if form.delimiter == WHITE_SPACE:
        return _split_by_white_space(text)
    found = Records([], [], [])
    reader = _reader(text, form, strict=strict)
    line, blank = 1, False
    for cells in reader:
        if is_blank(cells, form):
            blank = True
        else:
            found.cells.append(cells)
            found.lines.append(line)
            found.after_blank.append(blank)
            blank = False
        line = reader.line_num + 1
    return found


def _reader(text: str, form: Format, *, strict: bool) -> "_csv.Reader":
    return csv.reader(
        io.StringIO(text, newline=""),  # keeps \r, \n and \r\n as they are, and ends a line at each
        delimiter=form.delimiter or NEVER_IN_A_FILE,
        quotechar=form.quote,
        escapechar=form.escape,
        doublequote=form.escape is None,
        skipinitialspace=form.skip_space,
        quoting=csv.QUOTE_MINIMAL if form.quote else csv.QUOTE_NONE,
        strict=strict,
    )


def is_blank(cells: list[str], form: Format) -> bool:
    """Tell a record without content; in a table of one column only a line without anything in it is blank."""
    return not cells or (bool(form.delimiter) and len(cells) == 1 and cells[0] != "" and not cells[0].strip(" \t"))


def _split_by_white_space(text: str) -> Records:
    found = Records([], [], [])
    blank = False
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        cells = line.split()
        if cells:
            found.cells.append(cells)
            found.lines.append(number)
            found.after_blank.append(blank)
        blank = not cells
    return found
