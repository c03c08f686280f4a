"""Clean tables of made-up companies, from which dirty files are made."""

from dataclasses import dataclass, replace

LETTERS = "ABCDEFGHKLMN"
THINGS = (
    "Trowel",
    "Watering Can",
    "Seed Tray",
    "Garden Hose",
    "Pruning Saw",
    "Lantern",
    "Bird Feeder",
    "Rain Boots",
)
KINDS = ("Steel", "Children's", "Folding", "Café", "Long", "Crème", "Extra-Wide")
QUALITIES = (
    "Made for wet days, dry days, and every day between.",
    "It won't rust, bend or fade, and it hangs on any hook.",
    "Light enough for a child, strong enough for clay",
    "Our gardeners' favourite since 1988: sharp, quiet and easily cleaned.",
    "Comes with a spare part, a pouch and a ten-year promise.",
)
CITIES = ("Lyon", "Porto", "Kyoto", "Quito", "Split", "Galway")


@dataclass(frozen=True)
class Cell:
    """What a cell means, and whether it is written in quotes."""

    value: str
    quoted: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a file: ``marks`` stand between the cells; ``counts`` tells whether it is part of the table."""

    cells: tuple[Cell, ...]
    marks: tuple[str, ...]
    end: str = "\r\n"
    is_header: bool = False
    counts: bool = True

    def values(self) -> list[str]:
        return [cell.value for cell in self.cells]


@dataclass(frozen=True)
class Text:
    """A file before it is written: its lines, the quote, and what stands before a quote inside a quoted cell."""

    lines: tuple[Line, ...]
    quote: str = '"'
    escape: str = '"'

    def with_line(self, place: int, line: Line) -> "Text":
        return replace(self, lines=(*self.lines[:place], line, *self.lines[place + 1 :]))

    def rows(self) -> list[list[str]]:
        """What the file means: names joined by a blank where they take several lines, then the data."""
        counted = [line for line in self.lines if line.counts]
        header = [line.values() for line in counted if line.is_header]
        joined = [[" ".join(names) for names in zip(*header, strict=True)]] if header else []
        return joined + [line.values() for line in counted if not line.is_header]

    def written(self) -> str:
        return "".join(self._line(line) for line in self.lines)

    def _line(self, line: Line) -> str:
        cells = [self._cell(cell) for cell in line.cells]
        return "".join(cell + mark for cell, mark in zip(cells, (*line.marks, ""), strict=True)) + line.end

    def _cell(self, cell: Cell) -> str:
        if not cell.quoted:
            return cell.value
        # An apostrophe inside apostrophes stays single: few tools that quote so know how to escape.
        inner = cell.value.replace('"', self.escape + '"') if self.quote == '"' else cell.value
        return self.quote + inner + self.quote


def line_of(cells: list[Cell], *, is_header: bool = False) -> Line:
    return Line(tuple(cells), (",",) * (len(cells) - 1), is_header=is_header)


def orders(count: int = 83) -> Text:
    """Nine columns: day, time, whole numbers, codes, money, names and sentences with commas, links, nothing."""
    names = ["Day", "Time", "Pieces", "Article", "Price", "Name", "Description", "Link", "Remarks"]
    header = line_of([Cell(name, name in {"Description", "Link"}) for name in names], is_header=True)
    return Text((header, *(line_of(_order(number)) for number in range(count))))


def _order(number: int) -> list[Cell]:
    code = f"{LETTERS[number % 12]}{LETTERS[number // 12 % 12]}-{1000 + 37 * number}"
    name = f"{KINDS[number % 7]} {THINGS[number % 8]}"
    if number % 3 == 0:
        name = f"{THINGS[number % 8]}, {KINDS[number % 7]}"
    if number % 13 == 5:
        name = f'{THINGS[number % 8]}, {number}" {KINDS[number % 7]}' if number % 2 else f'{name} {number}"'
    day, month = number % 28 + 1, number // 28 + 3
    return [
        Cell(f"{day:02}/{month:02}/2026"),
        Cell(f"{number // 4 % 24:02}:{number % 4 * 15:02}"),
        Cell(str(number * 7 % 12)),
        Cell(code),
        Cell(f"${(number * 373 % 9000) / 100:.2f}"),
        Cell(name, quoted="," in name or '"' in name),
        Cell(f"{QUALITIES[number % 5]} Number {number}.", quoted=True),
        Cell(f"https://www.example.com/article/{code}.html", quoted=True),
        Cell(""),
    ]


def customers(count: int = 40) -> Text:
    """Six columns as a CRM writes them: ids with leading zeros, names, cities, amounts, yes and no."""
    names = ["Customer ID", "Full Name", "City", "Since", "Spent", "Newsletter"]
    header = line_of([Cell(name) for name in names], is_header=True)
    return Text((header, *(line_of(_customer(number)) for number in range(count))))


def _customer(number: int) -> list[Cell]:
    family = f"{THINGS[number % 8]} of {CITIES[number % 6]}"
    return [
        Cell(f"{number * 911:06}"),
        Cell(f"{family}, {KINDS[number % 7]}" if number % 2 else family, quoted=bool(number % 2)),
        Cell(CITIES[number * 5 % 6]),
        Cell(f"2025-{number % 12 + 1:02}-{number % 27 + 1:02}"),
        Cell(f"{number * 129 % 7000}.{number % 10}5"),
        Cell("yes" if number % 3 else "no"),
    ]
