"""Sentences of the review, with their quantities written as the reader's locale does."""

from collections.abc import Sequence
from datetime import date

from analytics.review.statement import DIFFERENCES, Kind, Quantity, Statement, Tone
from components import dates, layout, numbers
from components.texts import _, mark

BADGES = {
    Tone.GOOD: (":blue-badge[:material/check_circle: {word}]", mark("Good")),
    Tone.BAD: (":orange-badge[:material/error: {word}]", mark("Look")),
}


def plain(statement: Statement, *, currency: str | None = None) -> str:
    """Return the sentence as a text."""
    return _filled(statement, currency, "{}")


def marked(statement: Statement, *, currency: str | None = None) -> str:
    """Return the sentence as Markdown: its numbers bold, and a word of colour where it is good or bad."""
    text = _escaped(_filled(statement, currency, "**{}**"))
    if statement.tone is Tone.NEUTRAL:
        return text
    badge, word = BADGES[statement.tone]
    return f"{badge.format(word=_(word))} {text}"


def write(statements: Sequence[Statement], *, currency: str | None = None, numbered: bool = False) -> None:
    """Write sentences one under the other, at reading width."""
    bullet = "1." if numbered else "-"
    lines = [f"{bullet} {marked(statement, currency=currency)}" for statement in statements]
    layout.prose("\n".join(lines))


def quantity(found: Quantity, *, currency: str | None = None) -> str:
    """Return a quantity as it is written in a sentence."""
    if isinstance(found.amount, str):
        return _(found.amount)
    if isinstance(found.amount, date):
        return dates.day(found.amount)
    if found.kind is Kind.COUNT:
        return numbers.count(found.amount)
    if found.kind is Kind.DISTANCE:
        return _distance(found.amount, found.unit)
    return numbers.value(found.amount, found.unit, currency=currency)


def _filled(statement: Statement, currency: str | None, emphasis: str) -> str:
    texts = {}
    for key, found in statement.quantities.items():
        text = quantity(found, currency=currency)
        texts[key] = text if found.kind is Kind.NAME else emphasis.format(text)
    return statement.text.format(**texts)


def _escaped(text: str) -> str:
    """Return a text in which Markdown sees no formula between two dollar signs."""
    return text.replace("$", r"\$")


def _distance(amount: float, unit: str) -> str:
    if unit == "rate":
        return numbers.percentage_points(amount).removeprefix("+")
    if unit in DIFFERENCES:
        return numbers.value(amount, unit).removeprefix("+")
    return numbers.percent(amount)
