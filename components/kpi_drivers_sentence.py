"""A change in a sentence: how much, whose it is, and what the mix makes. Never why it came about."""

import pandas as pd

from analytics.formulas import Count
from components import kpi_drivers_words as words
from components import numbers
from components.kpi_drivers_steps import Part, Told
from components.texts import _

MOST_NAMED = 2
WORD_JOINER = "\u2060"  # a line may not end between a sign and its number


def sentence(told: Told) -> str:
    """Return a change in words, its figures those of the waterfall."""
    text = " ".join([_how_much(told), *_whose(told), *_mix(told)])
    return text.replace("+", f"+{WORD_JOINER}")


def point(told: Told) -> str:
    """Return the waterfall's point."""
    text = _("{label} by {dimension}: {first} to {last}")
    return text.format(
        label=words.names(told.why)["label"],
        dimension=words.dimension(told.split.dimension),
        first=told.figures.value(told.bridge.base),
        last=told.figures.value(told.bridge.latest),
    )


def _how_much(told: Told) -> str:
    change = told.bridge.latest - told.bridge.base
    if not change:
        text = _("{label} did not change against {base}: {last} in {period}.")
    elif change > 0:
        text = _("{label} rose by {change} against {base}, from {first} to {last} in {period}.")
    else:
        text = _("{label} fell by {change} against {base}, from {first} to {last} in {period}.")
    return text.format(
        label=words.names(told.why)["label"],
        period=words.period(told.why),
        base=words.base(told.why),
        change=told.figures.size(change),
        first=told.figures.value(told.bridge.base),
        last=told.figures.value(told.bridge.latest),
    )


def _whose(told: Told) -> list[str]:
    """Name the segments that stand out, the largest two."""
    standing = [part for part in told.parts if part.stands_out and part.shown]
    named = [part for part in standing if part.kind == "segment"]
    if standing:
        return [_of_segment(told, part) for part in named[:MOST_NAMED]]
    text = _(
        "It is spread over all of them: no {dimension} moved by more than it usually does or chance explains."
    )
    return [text.format(dimension=words.dimension(told.split.dimension))]


def _of_segment(told: Told, part: Part) -> str:
    change = told.bridge.latest - told.bridge.base
    own = told.split.segments[told.split.segments["segment"] == part.segment].iloc[0]
    is_of_it = change * part.shown > 0 and abs(part.shown) <= abs(change)
    start = _("{size} of it is {segment}") if is_of_it else _("{segment} alone makes {signed}")
    start = start.format(
        size=told.figures.size(part.shown), signed=told.figures.part(part.shown), segment=part.label
    )
    return _ended(told, own).format(
        start=start, **{name: _value(told, own[name]) for name in ("base_value", "value")}
    )


def _ended(told: Told, own: pd.Series) -> str:
    if isinstance(told.metric.formula, Count):
        return _("{start}, which went from {base_value} to {value}.")
    if numbers.is_undefined(own["base_value"]) or numbers.is_undefined(own["value"]):
        return _("{start}, which is on one side only.")
    return _("{start}, whose own value went from {base_value} to {value}.")


def _value(told: Told, amount: float) -> str:
    return numbers.UNDEFINED if numbers.is_undefined(amount) else told.figures.value(float(amount))


def _mix(told: Told) -> list[str]:
    """Say what the mix makes, where it can be seen."""
    text = _("The mix by {dimension} makes {signed}.")
    name = words.dimension(told.split.dimension)
    amounts = [part.shown for part in told.parts if part.kind == "mix" and part.shown]
    return [text.format(dimension=name, signed=told.figures.part(amount)) for amount in amounts]
