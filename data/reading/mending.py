"""Records of a text in which some lines are not in order: quotes don't pair, delimiters are lost or differ.

The text is split strictly. Where that fails, or some records are not as wide as the others, those lines are looked
at one by one beside what most lines are like, and read with the least damage; every other line stays as it was.
"""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from data.reading.cell_types import column_kind
from data.reading.least_damage import MISFIT, Usual, least_damaged
from data.reading.quotes import quotes_work, with_cells_on_one_line
from data.reading.records import WHITE_SPACE, Format, Records, is_blank, split

OTHER_DELIMITERS = ",;\t| "
MOST_LINES = 300  # of one record whose quotes are in order, in a file where others are not
SAMPLE_ROWS = 500
SAMPLE_CHARACTERS = 1_000_000
LOOKED_AT = 2_000  # lines of another width that are looked at
LONGEST_LINE = 100_000
FEWEST_COLUMNS = 3  # below that a line of another width says too little
FEWEST_TYPED = 2
SWALLOWED_ROWS = 2


@dataclass(slots=True)
class Mended:
    """Records, and the lines that were read in another way than they stand.

    Attributes
    ----------
    all_quotes
        True where every quote of the text was taken as a character.
    quotes, delimiters
        Lines whose quotes were taken as characters; lines whose cells are kept apart by something else.
    """

    records: Records
    all_quotes: bool = False
    quotes: list[int] = field(default_factory=list)
    delimiters: list[int] = field(default_factory=list)


def read_records(text: str, form: Format) -> Mended:
    r"""Split a text into records, the lines that are not in order mended.

    Examples
    --------
    >>> mended = read_records('a,b,c\n1,"2",3\n4,"5,6\n7,"8",9\n', Format(","))
    >>> mended.records.cells, mended.quotes
    ([['a', 'b', 'c'], ['1', '2', '3'], ['4', '"5', '6'], ['7', '8', '9']], [3])
    """
    try:
        records = split(text, form)
    except csv.Error:
        return _mend_quotes(text, form)
    usual = usual_of(records.cells)
    if usual is None or usual.width < FEWEST_COLUMNS or form.delimiter in {"", WHITE_SPACE}:
        return Mended(records)
    return _mend_other_widths(text, records, form, usual)


def _mend_quotes(text: str, form: Format) -> Mended:
    """Look at every line of a text whose quotes are not in order."""
    if form.delimiter and not quotes_work(text, form):
        return Mended(_cut_at_delimiters(text, form), all_quotes=True)
    sample = _lines_of(with_cells_on_one_line(text[:SAMPLE_CHARACTERS], form))
    mender = _Mender(form, usual_of([_alone(line, form) for line in sample]) or Usual(1, (None,)))
    lines = _lines_of(text)
    mender.walk(lines, [_alone(line, form) for line in lines], first_line=1)
    return mender.found


def _cut_at_delimiters(text: str, form: Format) -> Records:
    """Read every quote as a character; unlike the csv module it takes cells of any length."""
    found = Records([], [], [])
    blank = False
    for number, line in enumerate(_lines_of(text), start=1):
        cells = line.rstrip("\r\n").split(form.delimiter)
        if form.skip_space:
            cells = [cell.lstrip(" ") for cell in cells]
        is_empty = cells == [""] or is_blank(cells, form)
        if not is_empty:
            found.cells.append(cells)
            found.lines.append(number)
            found.after_blank.append(blank)
        blank = is_empty
    return found


def usual_of(rows: Sequence[Sequence[str] | None]) -> Usual | None:
    """Return what most rows of several cells are like, None where there are none."""
    wide = [cells for cells in rows if cells is not None and len(cells) > 1]
    if not wide:
        return None
    width = Counter(len(cells) for cells in wide).most_common(1)[0][0]
    sample = [cells for cells in wide if len(cells) == width][:SAMPLE_ROWS]
    values = sample[1:] if len(sample) > 2 else sample  # the first is mostly the header
    return Usual(width, tuple(column_kind(cells) for cells in zip(*values, strict=True)))


def _mend_other_widths(text: str, records: Records, form: Format, usual: Usual) -> Mended:
    """Look at the records of another width in a text whose quotes are in order."""
    odd = [place for place, cells in enumerate(records.cells) if len(cells) != usual.width]
    if not odd or len(odd) > LOOKED_AT or 2 * len(odd) > len(records.cells):
        return Mended(records)
    lines = _lines_of(text)
    mender = _Mender(form, usual)
    done = 0
    for place in odd:
        mender.keep(records.between(done, place))
        mender.look_at(lines, records.between(place, place + 2))
        done = place + 1
    mender.keep(records.between(done, len(records.cells)))
    return mender.found


def _lines_of(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))


def _alone(line: str, form: Format) -> list[str] | None:
    """Return the cells of a text as one record; None where its quotes forbid that, or it is more than one."""
    if len(line) > LONGEST_LINE:
        return None
    try:
        records = split(line.rstrip("\r\n"), form)
    except csv.Error:
        return None
    return records.cells[0] if records.cells else []


class _Mender:
    """Collects records, and mends the lines that need it by what is usual."""

    def __init__(self, form: Format, usual: Usual) -> None:
        self.form, self.usual = form, usual
        self.found = Mended(Records([], [], []))
        self.looked_at = 0

    def keep(self, records: Records) -> None:
        """Take over records as they stand."""
        self.found.records.cells.extend(records.cells)
        self.found.records.lines.extend(records.lines)
        self.found.records.after_blank.extend(records.after_blank)

    def look_at(self, lines: Sequence[str], pair: Records) -> None:
        """Mend the first of two records, of another width than most; the second says where it ends."""
        line = pair.lines[0]
        part = lines[line - 1 : pair.lines[1] - 1 if len(pair.lines) > 1 else len(lines)]
        content = [text for text in part if text.strip("\r\n")]
        alone = [_alone(text, self.form) for text in part]
        rows = sum(map(self._is_row, alone))
        if len(content) == 1:
            following = pair.cells[1] if len(pair.cells) > 1 else []
            cells = self._of_other_width(content[0], pair.cells[0], line, following)
            self.keep(Records([cells], [line], pair.after_blank[:1]))
        elif 2 * rows < len(content) - 1:
            self.keep(pair.between(0, 1))
        else:  # an opening quote that found a closing one some rows below
            self.walk(part, alone, first_line=line, after_blank=pair.after_blank[0])

    def walk(
        self,
        lines: Sequence[str],
        alone: Sequence[list[str] | None],
        first_line: int,
        *,
        after_blank: bool = False,
    ) -> None:
        """Read lines one by one, those together that one record takes; ``alone`` is each read by itself."""
        place, blank = 0, after_blank
        while place < len(lines):
            cells = alone[place]
            count = 1
            if cells is None:
                count, cells = self._out_of_order(lines, alone, place, first_line)
            elif cells and len(cells) != self.usual.width:
                following = alone[place + 1] if place + 1 < len(lines) else None
                cells = self._of_other_width(lines[place], cells, first_line + place, following or [])
            is_empty = is_blank(cells, self.form)
            if not is_empty:
                self.keep(Records([cells], [first_line + place], [blank]))
            blank = is_empty
            place += count

    def _out_of_order(
        self, lines: Sequence[str], alone: Sequence[list[str] | None], place: int, first_line: int
    ) -> tuple[int, list[str]]:
        """Return how many lines the record at a place takes, and its cells."""
        several = self._over_lines(lines, alone, place)
        is_whole = several is not None and len(several[1]) == self.usual.width
        if several is not None and is_whole and not self._is_row(alone[place + several[0] - 1]):
            return several
        text = lines[place].rstrip("\r\n")
        may_be_cut = self.form.delimiter and len(text) <= LONGEST_LINE
        reading = least_damaged(text, self.form, self.usual) if may_be_cut else None
        if several is not None and (reading is None or len(reading.cells) != self.usual.width):
            return several
        self.found.quotes.append(first_line + place)
        return 1, reading.cells if reading is not None else self._without_quotes(text)

    def _without_quotes(self, text: str) -> list[str]:
        return text.split(self.form.delimiter) if self.form.delimiter else [text]

    def _over_lines(
        self, lines: Sequence[str], alone: Sequence[list[str] | None], place: int
    ) -> tuple[int, list[str]] | None:
        """Read a cell with line breaks, unless most lines it would take in are rows of their own."""
        text, rows = lines[place], 0
        if not self._is_open(text):
            return None
        for end in range(place + 1, min(place + MOST_LINES, len(lines))):
            text += lines[end]
            if len(text) > LONGEST_LINE or (rows > SWALLOWED_ROWS and 2 * rows > end - place - 1):
                return None
            if self.form.quote and self.form.quote in lines[end]:
                cells = _alone(text, self.form)
                if cells is not None:
                    return (end - place + 1, cells) if 2 * rows <= end - place - 1 else None
                if not self._is_open(text):
                    return None
            rows += self._is_row(alone[end])
        return None

    def _is_open(self, text: str) -> bool:
        """Tell a text that lacks nothing but a closing quote; one with a quote out of place lacks more."""
        return self.form.quote is not None and _alone(f"{text}\n{self.form.quote}", self.form) is not None

    def _is_row(self, cells: list[str] | None) -> bool:
        if cells is None or len(cells) != self.usual.width:
            return False
        if self.usual.typed:
            return self.usual.fitting(cells) > 0 and not self.usual.misfits(cells)
        return self.usual.width >= FEWEST_COLUMNS

    def _of_other_width(self, line: str, cells: list[str], number: int, following: list[str]) -> list[str]:
        """Return the cells of a line with another width than most, cut otherwise where that fits better."""
        text = line.rstrip("\r\n")
        if len(text) > LONGEST_LINE or self.usual.width < FEWEST_COLUMNS or self.looked_at == LOOKED_AT:
            return cells
        self.looked_at += 1
        better = self._with_lost_delimiter(text, cells)
        is_first = not self.found.records.cells
        if better is None:
            better = self._with_other_delimiter(text, cells, may_be_header=is_first and self._is_row(following))
        if better is None:
            return cells
        self.found.delimiters.append(number)
        return better

    def _with_lost_delimiter(self, text: str, cells: list[str]) -> list[str] | None:
        if not self.form.quote or self.form.quote not in text:
            return None
        reading = least_damaged(text, self.form, self.usual)
        if reading is None or len(reading.cells) != self.usual.width:
            return None
        return reading.cells if self.usual.fitting(reading.cells) > self.usual.fitting(cells) else None

    def _with_other_delimiter(self, text: str, cells: list[str], *, may_be_header: bool) -> list[str] | None:
        """Read the line with another delimiter, if every cell then holds what its column does.

        Of a header, whose names fit no column, every piece has to be a name.
        """
        usual = self.usual
        for mark in OTHER_DELIMITERS:
            if mark == self.form.delimiter or text.count(mark) < usual.width - 1:
                continue
            form = Format(mark, self.form.quote, self.form.escape)
            reading = least_damaged(text, form, usual, words_may_join=mark == " ")
            if reading is None or len(reading.cells) != usual.width or len(usual.typed) < FEWEST_TYPED:
                continue
            is_row = usual.fitting(reading.cells) > usual.fitting(cells) and not usual.misfits(reading.cells)
            is_header = may_be_header and len(cells) == 1 and reading.damage <= MISFIT * len(usual.typed)
            if is_row or is_header:
                return reading.cells
        return None
