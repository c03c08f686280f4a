"""One line whose quotes or delimiters are not in order, read so that the least is wrong with it.

A line is cut wherever a cell could end, and of all ways to put the pieces together the cheapest is taken: a quote
that means itself costs something, so do a lost delimiter and a cell that is no number in a column of numbers.
The cheapest way is found column by column (dynamic programming), so that a broken quote in one cell leaves the
other cells of its line as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from data.reading.cell_types import NULL_WORDS, value_kind
from data.reading.records import Format

MOST_PIECES = 200
STRAY_QUOTE = 1.0
QUOTE_INSIDE_WORDS = 0.1  # 5" pipe
LOST_DELIMITER = 1.5
JOINED_WORDS = 0.05
MISFIT = 0.4
OTHER_WIDTH = 0.6


@dataclass(frozen=True)
class Usual:
    """What most lines are like: how many cells, and for each column the kind of its values, None for any."""

    width: int
    kinds: tuple[str | None, ...]

    @cached_property
    def typed(self) -> tuple[tuple[int, str], ...]:
        """Return the columns of values with their kinds."""
        return tuple((column, kind) for column, kind in enumerate(self.kinds) if kind)

    def fitting(self, cells: Sequence[str]) -> int:
        """Count the cells that are what their column holds."""
        return sum(1 for column, kind in self.typed if column < len(cells) and value_kind(cells[column]) == kind)

    def misfits(self, cells: Sequence[str]) -> int:
        """Count the cells that hold something else than their column does."""
        return sum(
            1 for column, _kind in self.typed if column < len(cells) and self.is_misfit(column, cells[column])
        )

    def is_misfit(self, column: int, cell: str) -> bool:
        """Tell a cell that holds something else than its column does; an empty one doesn't."""
        kind = self.kinds[column] if column < len(self.kinds) else None
        return kind is not None and value_kind(cell) != kind and cell.strip().casefold() not in NULL_WORDS


@dataclass(frozen=True, slots=True)
class Reading:
    """Cells of a line, what is wrong with them in all, and whether a delimiter had to be added."""

    cells: list[str]
    damage: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line, and what stood before it: the delimiter, or nothing where one may be lost."""

    text: str
    joint: str


def least_damaged(line: str, form: Format, usual: Usual, *, words_may_join: bool = False) -> Reading | None:
    """Return the reading of a line with the least damage, None for one with too many pieces.

    ``words_may_join`` allows a cell of several pieces without quotes, as where blanks keep cells apart.

    Examples
    --------
    >>> usual = Usual(3, (None, None, "number"))
    >>> least_damaged('Ann,"said "yes", "no"",3', Format(","), usual).cells
    ['Ann', 'said "yes", "no"', '3']
    >>> least_damaged('"Ann,yes,3', Format(","), usual).cells
    ['"Ann', 'yes', '3']
    """
    pieces = _pieces(line, form)
    if len(pieces) > MOST_PIECES:
        return None
    # ways[end][count]: the least damage of the first pieces as so many cells, and where the last cell begins
    ways: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}, *({} for _piece in pieces)]
    for start in range(len(pieces)):
        lost = LOST_DELIMITER if start and not pieces[start].joint else 0.0
        for end in _ends(pieces, start, form, words_may_join=words_may_join):
            cell, damage = _cell(pieces[start:end], form)
            for count, (so_far, _begin) in ways[start].items():
                total = so_far + damage + lost + (MISFIT if usual.is_misfit(count, cell) else 0.0)
                if total < ways[end].get(count + 1, (float("inf"), 0))[0]:
                    ways[end][count + 1] = (total, start)
    return _cheapest(ways, pieces, form, usual)


def _cheapest(
    ways: list[dict[int, tuple[float, int]]], pieces: list[_Piece], form: Format, usual: Usual
) -> Reading:
    damages = {count: way[0] + OTHER_WIDTH * abs(count - usual.width) for count, way in ways[-1].items()}
    count = min(damages, key=lambda known: damages[known])
    damage, end, cells = ways[-1][count][0], len(pieces), []
    for left in range(count, 0, -1):
        start = ways[end][left][1]
        cells.append(_cell(pieces[start:end], form)[0])
        end = start
    return Reading(cells[::-1], damage)


def _pieces(line: str, form: Format) -> list[_Piece]:
    found: list[_Piece] = []
    for number, part in enumerate(line.split(form.delimiter)):
        joint = form.delimiter if number else ""
        for text in _cut_beside_quotes(part, form.quote) if form.quote else [part]:
            found.append(_Piece(text, joint))
            joint = ""
    return found


def _cut_beside_quotes(part: str, quote: str) -> list[str]:
    r"""Cut where a delimiter may be lost: between two quotes, before an opening or behind a closing one.

    Examples
    --------
    >>> _cut_beside_quotes('boots"Dry and warm', '"'), _cut_beside_quotes('warm.""https://a.example"', '"')
    (['boots', '"Dry and warm'], ['warm."', '"https://a.example"'])
    """
    mark = re.escape(quote)
    places = [found.start() + 1 for found in re.finditer(rf"{mark}(?={mark}[^{mark}])(?<=[^{mark}]{mark})", part)]
    if not part.startswith(quote):
        places += [found.start() for found in re.finditer(rf"(?<=[^\s{mark}]){mark}(?=[^\s{mark}])", part)]
    else:
        places += [found.end() for found in re.finditer(rf"(?<=[^\s{mark}]){mark}(?=[^\s{mark}])", part)]
    edges = [0, *sorted(set(places)), len(part)]
    return [part[start:end] for start, end in pairwise(edges)]


def _ends(pieces: list[_Piece], start: int, form: Format, *, words_may_join: bool) -> list[int]:
    """Return where a cell that begins at a piece may end."""
    ends = [start + 1]
    opens = form.quote is not None and pieces[start].text.lstrip(" ").startswith(form.quote)
    glued = True
    for end in range(start + 2, len(pieces) + 1):
        glued = glued and not pieces[end - 1].joint
        closes = opens and pieces[end - 1].text.rstrip(" ").endswith(form.quote or "")
        plain = words_may_join and not opens
        if glued or closes or plain:
            ends.append(end)
    return ends


def _cell(pieces: Sequence[_Piece], form: Format) -> tuple[str, float]:
    """Return what the pieces mean as one cell, and what is wrong with that."""
    text = pieces[0].text + "".join(piece.joint + piece.text for piece in pieces[1:])
    shown = text.strip(" ") if form.skip_space else text
    quote = form.quote
    if quote is None or quote not in shown:
        return shown, JOINED_WORDS * (len(pieces) - 1)
    if len(shown) > 1 and shown.startswith(quote) and shown.endswith(quote):
        return _unquoted(shown[1:-1], form)
    if any(piece.joint for piece in pieces[1:]) and not form.delimiter.isspace():
        return shown, STRAY_QUOTE * 10  # words with delimiters between them are several cells
    if shown.lstrip(" ").startswith(quote):
        return shown, STRAY_QUOTE
    return shown, QUOTE_INSIDE_WORDS * shown.count(quote) + JOINED_WORDS * (len(pieces) - 1)


def _unquoted(inner: str, form: Format) -> tuple[str, float]:
    """Return a quoted cell without its quotes; a quote beside a delimiter more likely ends a cell than not."""
    quote, escape = form.quote or "", form.escape
    if escape:
        left = re.sub(rf"{re.escape(escape)}.", "", inner, flags=re.DOTALL)
        value = re.sub(rf"{re.escape(escape)}(.)", r"\1", inner, flags=re.DOTALL)
    else:
        left, value = inner.replace(quote * 2, ""), inner.replace(quote * 2, quote)
    strays = left.count(quote)
    if not strays:
        return value, 0.0
    beside = left.count(quote + form.delimiter) + left.count(form.delimiter + quote)
    return value, STRAY_QUOTE * (1 + beside) + QUOTE_INSIDE_WORDS * (strays - 1)
