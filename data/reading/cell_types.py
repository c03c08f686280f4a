"""What a text cell looks like, told from its characters alone."""

import re
from collections.abc import Iterable
from functools import lru_cache

NUMBER = re.compile(
    r"""\(?[+\-−]?\s?(?:[$€£¥₹]|[A-Z]{3})?\s?[+\-−]?
        (?:\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+|\d+|(?=[.,]\d))(?:[.,]\d+)?(?:[eE][+\-]?\d+)?
        \s?(?:%|[$€£¥₹]|[A-Z]{3})?\)?""",
    re.VERBOSE,
)
_DAY = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
_TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[aApP]\.?[mM]\.?)?"
_ZONE = r"\s?(?:Z|UTC|[+\-]\d{2}:?\d{2})?"
_MONTH_NAME = r"(?:[A-Za-z]{3,9},?\s)?(?:[A-Za-z]{3,9}\.?\s\d{1,2}|\d{1,2}\.?[\s-][A-Za-z]{3,9}\.?),?[\s-]\d{2,4}"
DATE = re.compile(rf"(?:{_DAY}|{_MONTH_NAME})(?:[T,]?\s?{_TIME}{_ZONE})?|{_TIME}")
ADDRESS = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[A-Za-z]{2,}|(?:https?://|www\.)\S+")
UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
PLAIN_TEXT = re.compile(r"[\w .'’&()/+#*-]*")

NULL_WORDS = frozenset({"", "-", "–", "n/a", "#n/a", "na", "nan", "null", "none", "unknown"})


@lru_cache(maxsize=65_536)
def value_kind(cell: str) -> str | None:
    """Return "number", "date" or "address" where the cell is clearly a value, else None.

    Examples
    --------
    >>> value_kind("1,234.50 €"), value_kind("2024-03-12 09:14"), value_kind("Amount")
    ('number', 'date', None)
    """
    text = cell.strip()
    if not text or len(text) > 200:
        return None
    if NUMBER.fullmatch(text):
        return "number"
    if DATE.fullmatch(text):
        return "date"
    return "address" if ADDRESS.fullmatch(text) or UUID.fullmatch(text) else None


def share_of_known_types(cells: Iterable[str]) -> float:
    """Return the share of cells that are empty, a value, or simple words, 0 to 1."""
    known = total = 0
    for cell in cells:
        total += 1
        known += bool(PLAIN_TEXT.fullmatch(cell) or value_kind(cell))
    return known / total if total else 0.0


def column_kind(cells: Iterable[str]) -> str | None:
    """Return the kind that at least four in five of the column's non-empty cells have, or None."""
    kinds = [value_kind(cell) for cell in cells if cell.strip().casefold() not in NULL_WORDS]
    for kind in ("number", "date", "address"):
        if kinds and kinds.count(kind) >= 0.8 * len(kinds):
            return kind
    return None
