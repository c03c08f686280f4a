"""A sentence and the quantities in it, kept apart so that each is written as its reader's locale does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How a quantity is written."""

    VALUE = "value"  # in its unit: 4.2 %, £1.23 M
    DISTANCE = "distance"  # between two values, without a sign: 1.1 pp, 4.5 %
    COUNT = "count"
    NAME = "name"
    DAY = "day"


class Quantity(NamedTuple):
    """A number, name or day in a sentence.

    ``unit`` is the catalogue's. The distance of two rates or scores is in their unit, of anything else a fraction.
    """

    amount: float | str | date
    kind: Kind = Kind.VALUE
    unit: str = ""


class Tone(StrEnum):
    """What a sentence means for the company."""

    GOOD = "good"
    BAD = "bad"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the review.

    Attributes
    ----------
    key
        What it is about: a metric's key, or the rule's name.
    text
        In the reader's language, with the quantities' names in braces.
    """

    key: str
    text: str
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    tone: Tone = Tone.NEUTRAL


def name(text: str) -> Quantity:
    """Return a name for a sentence."""
    return Quantity(text, Kind.NAME)


def count(number: int) -> Quantity:
    """Return a count for a sentence."""
    return Quantity(number, Kind.COUNT)


def distance(now: float, before: float, unit: str) -> Quantity:
    """Return how far apart two values are, as ``Kind.DISTANCE`` says.

    Examples
    --------
    >>> distance(120.0, 100.0, "money").amount
    0.2
    >>> round(distance(0.12, 0.10, "rate").amount, 4)
    0.02
    """
    apart = abs(now - before)
    return Quantity(apart if unit in DIFFERENCES else apart / abs(before), Kind.DISTANCE, unit)


DIFFERENCES = frozenset({"rate", "points", "balance"})
