"""The measures of the Pollock benchmark: how much of the header, the records and the cells came through.

Header and records are compared as they stand, which is stricter than the published comparison: that one evens
out case and the ways of writing dates and numbers before it looks.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Score:
    """One of success and nine shares between 0 and 1; their sum, at most 10, is the file's score."""

    success: float
    header_precision: float
    header_recall: float
    header_f1: float
    record_precision: float
    record_recall: float
    record_f1: float
    cell_precision: float
    cell_recall: float
    cell_f1: float

    @property
    def total(self) -> float:
        return sum(astuple(self))


FAILED = Score(*[0.0] * 10)


def score(expected: Rows, read: Rows) -> Score:
    """Score the rows read against those meant; the first row is the header, whatever it holds."""
    if not expected:
        return Score(*[1.0] * 10)
    header = _shares(expected[0], read[0] if read else [])
    records = _shares(["".join(row) for row in expected[1:]], ["".join(row) for row in read[1:]])
    cells = _shares([cell for row in expected for cell in row], [cell for row in read for cell in row])
    return Score(1.0, *header, *records, *cells)


def _shares(expected: Sequence[str], read: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean of two bags of texts."""
    if not expected:
        return 1.0, 1.0, 1.0
    found = sum((Counter(expected) & Counter(read)).values())
    if not found:
        return 0.0, 0.0, 0.0
    precision, recall = found / len(read), found / len(expected)
    return precision, recall, 2 * precision * recall / (precision + recall)
