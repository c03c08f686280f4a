"""Which characters keep the cells of a text apart.

Every likely combination is tried on the beginning of the file. A reading is good when its rows have the same
width and its cells look like values or words: the product of the two, as in van den Burg, Nazábal and Sutton,
"Wrangling messy CSV files by detecting row and type patterns", Data Mining and Knowledge Discovery 33 (2019).
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from data.reading.cell_types import share_of_known_types, value_kind
from data.reading.mending import read_records
from data.reading.quotes import quotes_work
from data.reading.records import WHITE_SPACE, Format, Records, split

USUAL = ",;\t|"
RARE = "^~:&#\x01\x1f"  # believed only where every row has the same width
UNESCAPED = re.compile(r'(?<!\\)(?:\\\\)*\\[^\\"]')  # a backslash that means itself
TELLS_DELIMITER = re.compile(r'"?sep=([^"\r\n])"?[\r\n]', re.IGNORECASE)
SAMPLE_CHARACTERS = 100_000
SAMPLE_RECORDS = 500
MENDED_CHARACTERS = 20_000


def find_format(text: str, delimiter: str | None = None) -> Format:
    r"""Return the format that reads the text best.

    Examples
    --------
    >>> find_format("day;spend\n1.5.2026;3,20\n2.5.2026;4,10\n").delimiter
    ';'
    """
    sample = head_of(text)
    delimiter = delimiter or _told_by(sample)
    scored = [(_score(sample, form), form) for form in _candidates(sample, delimiter)]
    best_score, best = max(scored, key=lambda pair: pair[0])  # the first of equals: usual characters come first
    if delimiter is not None or best_score > 0:
        return best
    return Format(WHITE_SPACE, quote=None) if _is_white_space_table(sample) else Format("")


def _told_by(sample: str) -> str | None:
    """Return the delimiter that the file names in its first line, as spreadsheets want it: ``sep=;``."""
    found = TELLS_DELIMITER.match(sample)
    return found[1] if found and found[1] in sample[found.end() :] else None


def head_of(text: str, characters: int = SAMPLE_CHARACTERS) -> str:
    """Return the beginning of the text, cut at the end of a line."""
    if len(text) <= characters:
        return text
    end = max(text.rfind("\n", 0, characters), text.rfind("\r", 0, characters))
    return text[: end + 1] if end > 0 else text[:characters]


def _candidates(sample: str, delimiter: str | None) -> Iterator[Format]:
    if delimiter == WHITE_SPACE:
        yield Format(WHITE_SPACE, quote=None)
        return
    has_escapes = '\\"' in sample
    marks = [mark for mark in USUAL + RARE if mark in sample] or [""]
    for mark in [delimiter] if delimiter is not None else marks:
        if has_escapes and _escapes(sample, mark):
            yield Format(mark, escape="\\")
        yield Format(mark)
        if mark and re.search(re.escape(mark) + ' +"', sample):
            yield Format(mark, skip_space=True)
        if '"' in sample and not (quotes_work(sample, Format(mark)) and _is_in_order(sample, Format(mark))):
            yield Format(mark, quote=None)
        if re.search(rf"(?:^|{re.escape(mark)})'", sample, re.MULTILINE):
            yield Format(mark, quote="'")


def _escapes(sample: str, mark: str) -> bool:
    """Tell whether backslashes escape: everywhere they stand, or where quotes are in order only with them."""
    if not UNESCAPED.search(sample.replace(f"\\{mark}", "")):
        return True
    return _is_in_order(sample, Format(mark, escape="\\")) and not _is_in_order(sample, Format(mark))


def _is_in_order(sample: str, form: Format) -> bool:
    try:
        split(sample, form)
    except csv.Error:
        return False
    return True


def _score(sample: str, form: Format) -> float:
    """Sameness of widths times familiarity of cells; 0 for a reading with one column."""
    records, penalty = _try(sample, form)
    rows = [cells for cells in records.cells[:SAMPLE_RECORDS] if len(cells) > 1 or not cells[0].startswith("#")]
    widths = Counter(len(cells) for cells in rows)
    if not rows or max(widths) < 2 or _is_prose([len(cells) for cells in rows]):
        return 0.0
    if form.delimiter in RARE and (len(widths) > 1 or _is_list_of_values(sample)):
        return 0.0
    pattern = sum(count * (width - 1) / width for width, count in widths.items()) / len(widths) / len(rows)
    unlikely = (0.5 if form.delimiter in RARE else 1.0) * (0.9 if form.quote is None else 1.0)
    return penalty * unlikely * pattern * (0.1 + share_of_known_types(cell for cells in rows for cell in cells))


def _is_list_of_values(sample: str) -> bool:
    """Tell a column of times or addresses, whose colons keep nothing apart."""
    lines = sample.splitlines()[1:SAMPLE_RECORDS]
    return sum(value_kind(line.strip()) is not None for line in lines) > 0.5 * len(lines)


def _is_prose(widths: list[int]) -> bool:
    """Tell sentences with a comma here and there from a table with lines above or below it."""
    if widths.count(1) <= 0.5 * len(widths):
        return False
    wide = [width for width in widths if width > 1]
    runs = [len(list(run)) for width, run in groupby(widths) if width > 1]
    return max(runs) < 2 or max(runs) < 0.8 * len(wide)


def _try(sample: str, form: Format) -> tuple[Records, float]:
    """Return the records and how much speaks for the quotes, 0 to 1."""
    try:
        return split(sample, form), 1.0
    except csv.Error:
        pass
    beginning = head_of(sample, MENDED_CHARACTERS)
    if form.delimiter in RARE and not _stands_in_most_lines(form.delimiter, beginning):
        return Records([], [], []), 0.0  # mending takes long, and every row has to have the same width
    mended = read_records(beginning, form)
    is_cut = len(beginning) < len(sample) or len(sample) >= SAMPLE_CHARACTERS // 2
    if len(mended.quotes) <= is_cut:  # a sample may end inside a quoted cell
        return mended.records, 1.0
    return mended.records, 0.95 if quotes_work(beginning, form) else 0.5


def _stands_in_most_lines(mark: str, text: str) -> bool:
    lines = text.splitlines()
    return 2 * sum(mark in line for line in lines) > len(lines)


def _is_white_space_table(sample: str) -> bool:
    """Columns of numbers kept apart by blanks: every line has as many words, and most are values."""
    rows = split(sample, Format(WHITE_SPACE, quote=None)).cells[:SAMPLE_RECORDS]
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(cells) != len(rows[0]) for cells in rows):
        return False
    words = [cell for cells in rows[1:] for cell in cells]
    return sum(value_kind(word) is not None for word in words) > 0.5 * len(words)
