"""Sentences for a terminal or a mail: quantities in plain digits and days as 2026-11-16, whatever the locale."""

import math
from datetime import date

from analytics.review.statement import DIFFERENCES, Quantity, Statement
from data.texts import _, mark

UNITS = {"hours": mark("{number} h"), "seconds": mark("{number} s"), "rate": mark("{number} %")}


def plain(statement: Statement, currency: str | None = None) -> str:
    """Return a sentence as a text."""
    return statement.text.format(**{key: quantity(part, currency) for key, part in statement.quantities.items()})


def quantity(part: Quantity, currency: str | None = None) -> str:
    """Return a quantity as it stands in a sentence."""
    amount, unit = part.amount, part.unit
    if isinstance(amount, str):
        return _(amount)
    if isinstance(amount, date):
        return amount.isoformat()
    if unit in DIFFERENCES or unit == "index":
        return _score(amount, unit) if unit != "rate" else _(UNITS["rate"]).format(number=_digits(amount * 100))
    text = _(UNITS[unit]).format(number=_digits(amount)) if unit in UNITS else _digits(amount)
    return f"{text} {currency}" if unit == "money" and currency else text


def _score(amount: float, unit: str) -> str:
    return f"{amount:+.1f}" if unit == "points" else f"{amount:+.3f}"


def _digits(amount: float) -> str:
    """Return three meaningful digits of a small number, and a large one to the unit."""
    if amount == 0 or not math.isfinite(amount) or abs(amount) >= 1_000:
        return f"{amount:,.0f}"
    places = max(0, 2 - math.floor(math.log10(abs(amount))))
    return f"{amount:,.{places}f}"
