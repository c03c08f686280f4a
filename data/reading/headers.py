"""Where the header stands, how many rows it has, and whether there is one at all."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.reading.cell_types import NULL_WORDS, column_kind, value_kind
from data.texts import _

Cells = Sequence[str]

LOOKED_AT = 200
DEEPEST_HEADER = 30  # rows of a preamble
MOST_HEADER_ROWS = 3
SENTENCE_CHARACTERS = 100
YEAR = re.compile(r"(?:19|20)\d\d")
IMPORT_ID = '{"ImportId":'  # third header row of a Qualtrics export
# What stands below a question with one answer in the second header row of a SurveyMonkey export.
ONE_ANSWER = re.compile(
    r"(?:open-ended )?response|(?:offene )?antwort|réponse(?: ouverte)?|respuesta(?: abierta)?"
    r"|resposta(?: aberta)?|risposta(?: aperta)?|(?:open )?antwoord|respons|jawaban|回答|الإجابة|الرد",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HeaderPlace:
    """Records before ``start`` stand above the table; ``count`` header rows follow, 0 for none."""

    start: int
    count: int


def find_header(rows: Sequence[Cells]) -> HeaderPlace:
    """Find the header among the first records of a table.

    Examples
    --------
    >>> find_header([["Report of May"], ["day", "visits"], ["2026-05-01", "3"]])
    HeaderPlace(start=1, count=1)
    >>> find_header([["00004", "19970101", "29.33"], ["00004", "19970118", "29.73"]])
    HeaderPlace(start=0, count=0)
    """
    seen = rows[:LOOKED_AT]
    start = _first_of_table(seen)
    if not _is_header(seen[start], seen[start + 1 :]):
        return HeaderPlace(start, 0)
    return HeaderPlace(start, 1 + _further_header_rows(seen[start], seen[start + 1 :]))


def filled(cells: Cells) -> int:
    """Count the cells that hold something."""
    return sum(1 for cell in cells if cell.strip())


def _first_of_table(rows: Sequence[Cells]) -> int:
    """Lines above a table hold fewer cells than the table does."""
    counts = sorted(filled(cells) for cells in rows)
    usual = counts[int(0.75 * (len(counts) - 1))]
    width = Counter(len(cells) for cells in rows).most_common(1)[0][0]
    enough = max(1, (usual + 1) // 2)
    places = [
        place
        for place, cells in enumerate(rows[:DEEPEST_HEADER])
        if filled(cells) >= enough and len(cells) >= min(2, width)
    ]
    if not places:
        return 0
    narrow = len(rows[places[0]]) < 0.75 * width
    whole = [place for place in places if len(rows[place]) == width]
    if narrow and whole and not any(map(value_kind, rows[whole[0]])):
        return whole[0]
    return places[0]


def _is_header(first: Cells, below: Sequence[Cells]) -> bool:
    """Names hold no values, no sentences beside short names, and don't come again in their own column."""
    if _years_after_a_name(first):
        return True
    if any(value_kind(cell) for cell in first):
        return False
    lengths = [len(cell) for cell in first if cell.strip()]
    if not lengths:
        return False
    if len(lengths) <= 2 and max(lengths) > SENTENCE_CHARACTERS:
        return False
    return not any(_comes_again(column, cell, first, below) for column, cell in enumerate(first))


def _years_after_a_name(first: Cells) -> bool:
    """Recognise a table with a column per year: ``region, 2024, 2025``."""
    years = [int(cell) for cell in first if YEAR.fullmatch(cell.strip())]
    others = [cell for cell in first if not YEAR.fullmatch(cell.strip())]
    consecutive = years == list(range(years[0], years[0] + len(years))) if years else False
    return len(years) > 1 and consecutive and not any(map(value_kind, others))


def _comes_again(column: int, cell: str, first: Cells, below: Sequence[Cells]) -> bool:
    """Look for the cell in rows other than a repeated header (files that were joined have such)."""
    if not cell.strip():
        return False
    beneath = below[MOST_HEADER_ROWS - 1 :]  # a second header row may repeat a name of the first
    same = [cells for cells in beneath if column < len(cells) and cells[column] == cell]
    return any(list(cells) != list(first) for cells in same)


def _further_header_rows(first: Cells, below: Sequence[Cells]) -> int:
    """Count the rows right below the header that are names as well: words in columns of values."""
    count = 0
    while count < MOST_HEADER_ROWS - 1 and _is_further_header(first, below[count:]):
        count += 1
    return count


def _is_further_header(first: Cells, rows: Sequence[Cells]) -> bool:
    if len(rows) < 2:
        return bool(rows) and _names_answers(first, rows[0], [])
    if _splits_names(first, rows[0]) or _names_answers(first, rows[0], rows[1:]):
        return True
    if filled(rows[0]) and all(cell.startswith(IMPORT_ID) for cell in rows[0] if cell.strip()):
        return True
    beneath = rows[1 + _import_id_rows(rows[1:]) :]
    width = len(rows[0])
    typed = [
        column
        for column in range(width)
        if column_kind(cells[column] for cells in beneath if column < len(cells)) is not None
    ]
    words = [rows[0][column].strip() for column in typed]
    told = [word for word in words if word.casefold() not in NULL_WORDS]
    return len(told) >= 2 and len(told) > 0.5 * len(typed) and not any(map(value_kind, rows[0]))


def _splits_names(first: Cells, second: Cells) -> bool:
    """Recognise a row that only says more where the first gives several columns one name, or none."""
    below = [column for column, cell in enumerate(second) if cell.strip()]
    names = [first[column].strip() if column < len(first) else "" for column in below]
    shared = all(not name or list(first).count(name) > 1 for name in names)
    return len(below) > 1 and shared and not any(map(value_kind, second)) and filled(first) > len(set(names))


def _names_answers(first: Cells, second: Cells, beneath: Sequence[Cells]) -> bool:
    """Recognise the answers below the questions of a survey: ``Response``, or a choice in a column each.

    Nothing stands below the columns about whoever answered, of which the first is filled in every row of answers.
    """
    below = [column for column, cell in enumerate(second) if cell.strip()]
    if not below or below[0] < 2 or not all(cell.strip() for cell in first[: below[0]]):
        return False
    if any(map(value_kind, second)) or not all(cells and cells[0].strip() for cells in beneath):
        return False
    single = [column for column in below if ONE_ANSWER.fullmatch(second[column].strip())]
    choices = [column for column in below if _is_choice(first, column)]
    return set(below) == {*single, *choices} and (bool(beneath) or bool(single))


def _is_choice(first: Cells, column: int) -> bool:
    """Tell a column of a question that has several: it has no name of its own, or the next one has none."""
    return any(not first[place].strip() for place in (column, column + 1) if place < len(first))


def _import_id_rows(rows: Sequence[Cells]) -> int:
    return 1 if rows and filled(rows[0]) and rows[0][0].startswith(IMPORT_ID) else 0


def joined(header_rows: Sequence[Cells], width: int) -> tuple[str, ...]:
    """Return one name per column: the header rows joined by a space, ids of the tool's own left out.

    Examples
    --------
    >>> joined([["Q1", "Q2"], ["How was it?", ""]], width=3)
    ('Q1 How was it?', 'Q2', '')
    """
    columns = ([row[column].strip() for row in header_rows if column < len(row)] for column in range(width))
    return tuple(" ".join(name for name in names if name) for names in columns)


def first_names(header_rows: Sequence[Cells], width: int) -> tuple[str, ...]:
    """Return the names as a table knows them.

    Of a Qualtrics survey, with three header rows, that is the first row; a row that comes twice is taken once; a
    question stands before each of its answers.
    """
    is_survey = any(row and row[0].startswith(IMPORT_ID) for row in header_rows)
    distinct = list(dict.fromkeys(map(tuple, header_rows)))
    if len(distinct) > 1 and not is_survey:
        distinct[0] = _carried_on(distinct[0], distinct[1])
    return joined(distinct[:1] if is_survey else distinct, width)


def _carried_on(first: Cells, second: Cells) -> tuple[str, ...]:
    """Return the first names, each carried on over the columns that only the second row names.

    Examples
    --------
    >>> _carried_on(["Id", "Colours?", "", "Why?"], ["", "Red", "Blue", "Response"])
    ('Id', 'Colours?', 'Colours?', 'Why?')
    """
    found: list[str] = []
    for column, name in enumerate(first):
        is_split = column < len(second) and second[column].strip() != ""
        carries = is_split and column > 0 and second[column - 1].strip() != ""
        found.append(found[-1] if carries and not name.strip() else name)
    return tuple(found)


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names made unique, and given where there is none.

    Examples
    --------
    >>> unique(["Create Date", "", "Create Date"])
    ('Create Date', 'column 2', 'Create Date (2)')
    """
    taken: set[str] = set()
    result = []
    for position, name in enumerate(names, start=1):
        base = name.strip() or _("column {number}").format(number=position)
        candidate, turn = base, 2
        while candidate in taken:
            candidate, turn = f"{base} ({turn})", turn + 1
        taken.add(candidate)
        result.append(candidate)
    return tuple(result)
