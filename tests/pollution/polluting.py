"""Every pollution of the Pollock benchmark, made from a clean table.

After Vitagliano, Hameed, Jiang, Reisener, Wu and Naumann, "Pollock: A Data Loading Benchmark", PVLDB 16(8), 2023:
the kinds of pollution, and how often each was met in the survey of public files that gives the weights.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.pollution.clean import Cell, Line, Text, line_of

# Weight of one file in the survey. A kind made for every row or cell has the kind's weight shared out.
WEIGHTS = {
    "source": 1.0, "no payload": 15.0, "no trailing newline": 184.0, "double trailing newline": 5.0,
    "no header": 470.0, "two header rows": 47.0, "three header rows": 47.0, "preamble": 282.0,
    "second table, narrower": 188 / 3, "second table, same width": 188 / 3, "second table, wider": 188 / 3,
    "header only": 3.0, "one data row": 4.0, "line feeds": 1691.0, "carriage returns": 7.0, "tabs": 4.0,
    "semicolons": 834.0, "blanks": 4.0, "comma and blank": 101.0, "apostrophes as quotes": 11.0,
    "backslash escapes": 1.0, "no escapes": 7.0, "missing delimiter": 338.33 / 920,
    "extra delimiter": 338.33 / 920, "extra quote": 8.52 / 920, "row with blanks": 13.14 / 92,
}  # fmt: skip


@dataclass(frozen=True)
class Pollution:
    """A dirty file: what kind of dirt, where, its bytes, and the rows that it means."""

    kind: str
    place: str
    content: bytes
    rows: list[list[str]]

    @property
    def name(self) -> str:
        return f"{self.kind} {self.place}".strip().replace(" ", "_").replace(",", "") + ".csv"


def published(clean: Text) -> Iterator[Pollution]:
    """Return the benchmark's files: 22 for the file as a whole, and some for every row and cell."""
    yield from (_made(kind, "", text) for kind, text in _whole_files(clean))
    yield Pollution("no payload", "", b"", [])
    for row, line in enumerate(clean.lines):
        blanks = replace(line, marks=(" ",) * len(line.marks))
        yield _made("row with blanks", f"row {row}", clean.with_line(row, blanks))
        for column in range(len(line.cells)):
            place = f"row {row} column {column}"
            yield _made("extra quote", place, clean.with_line(row, line), _with_quote(clean, row, column))
            yield _made("extra delimiter", place, clean, clean.with_line(row, _with_mark(line, column)))
            if column:
                yield _made("missing delimiter", place, clean, clean.with_line(row, _without_mark(line, column)))


def _made(kind: str, place: str, text: Text, written: Text | None = None) -> Pollution:
    rows = _with_quote_kept(text, place) if kind == "extra quote" else text.rows()
    return Pollution(kind, place, (written or text).written().encode(), rows)


def _with_quote_kept(text: Text, place: str) -> list[list[str]]:
    """The superfluous quote is a character of the cell."""
    row, column = (int(word) for word in place.split()[1::2])
    rows = text.rows()
    rows[row][column] = '"' + rows[row][column]
    return rows


def _with_quote(text: Text, row: int, column: int) -> Text:
    line = text.lines[row]
    cell = line.cells[column]
    # written as it stands: a quote between an opening quote and the text, or before a text without quotes
    inner = cell.value.replace('"', '""')
    shown = f'""{inner}"' if cell.quoted else f'"{cell.value}'
    cells = (*line.cells[:column], Cell(shown), *line.cells[column + 1 :])
    return text.with_line(row, replace(line, cells=cells))


def _with_mark(line: Line, column: int) -> Line:
    if column == 0:
        return replace(line, cells=(Cell(""), *line.cells), marks=(",", *line.marks))
    marks = (*line.marks[: column - 1], line.marks[column - 1] * 2, *line.marks[column:])
    return replace(line, marks=marks)


def _without_mark(line: Line, column: int) -> Line:
    return replace(line, marks=(*line.marks[: column - 1], "", *line.marks[column:]))


def delimited_by(text: Text, mark: str) -> Text:
    """Return the text with another delimiter; quotes stay where they were."""
    return replace(text, lines=tuple(replace(line, marks=(mark,) * len(line.marks)) for line in text.lines))


def ended_by(text: Text, end: str) -> Text:
    """Return the text with other line ends."""
    return replace(text, lines=tuple(replace(line, end=end) for line in text.lines))


def below(text: Text, *lines: Line) -> Text:
    """Return the text with lines at its end that are no part of the table."""
    return replace(text, lines=(*text.lines, *(replace(line, counts=False) for line in lines)))


def above(text: Text, *lines: Line) -> Text:
    """Return the text with lines at its beginning that are no part of the table."""
    return replace(text, lines=(*(replace(line, counts=False) for line in lines), *text.lines))


def _whole_files(clean: Text) -> Iterator[tuple[str, Text]]:
    first, *body = clean.lines
    width = len(first.cells)
    nothing = line_of([Cell("")] * width)
    yield "source", clean
    yield "no trailing newline", clean.with_line(len(body), replace(body[-1], end=""))
    yield "double trailing newline", clean.with_line(len(body), replace(body[-1], end="\r\n\r\n"))
    yield "no header", replace(clean, lines=tuple(body))
    plain = replace(first, cells=tuple(Cell(cell.value) for cell in first.cells))
    yield "two header rows", replace(clean, lines=(plain, *clean.lines))
    yield "three header rows", replace(clean, lines=(plain, plain, *clean.lines))
    yield "preamble", above(clean, line_of([Cell("PREAMBLE"), *nothing.cells[1:]]), nothing)
    yield "header only", replace(clean, lines=(first,))
    yield "one data row", replace(clean, lines=(first, body[0]))
    yield from _second_tables(clean)
    yield "line feeds", ended_by(clean, "\n")
    yield "carriage returns", ended_by(clean, "\r")
    for kind, mark in (("tabs", "\t"), ("semicolons", ";"), ("blanks", " "), ("comma and blank", ", ")):
        yield kind, delimited_by(clean, mark)
    yield "apostrophes as quotes", replace(clean, quote="'")
    yield "backslash escapes", replace(clean, escape="\\")
    yield "no escapes", replace(clean, escape="")


def _second_tables(clean: Text) -> Iterator[tuple[str, Text]]:
    """Right below the first, without a line between; only the first is what the file is asked for."""
    lines = clean.lines[:-1]
    yield "second table, same width", below(clean, *lines)
    yield "second table, narrower", below(clean, *(line_of(list(line.cells[:-1])) for line in lines))
    wider = [
        line_of([*line.cells, Cell("Col1") if line.is_header else line.cells[-1]], is_header=line.is_header)
        for line in lines
    ]
    yield "second table, wider", below(clean, *wider)
