"""What the cells of a column have in common."""

from collections.abc import Callable, Sequence

from data.reading.cell_types import NULL_WORDS

MOSTLY = 0.8


def filled(cells: Sequence[str]) -> list[str]:
    """Return the cells that say something, trimmed."""
    return [cell.strip() for cell in cells if cell.strip().casefold() not in NULL_WORDS]


def mostly(cells: Sequence[str], test: Callable[[str], bool], *, least: float = MOSTLY) -> bool:
    """Tell whether that share of the filled cells passes the test; a column without any does."""
    told = filled(cells)
    return not told or sum(map(test, told)) >= least * len(told)
