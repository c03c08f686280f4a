"""Setting a target line: what is checked before it is kept, and how it is removed."""

import math
from dataclasses import replace

from analytics import wording
from analytics.formulas import Balance, Share
from analytics.metrics import Metric, metric
from analytics.targets import GRAINS, is_per_period
from data.errors import InvalidWishError
from data.store import Store
from data.texts import _
from data.wishes.targets import Points, Target

LONGEST_NAME = 40


def set_line(store: Store, target: Target, *, at: str, by: str) -> int:
    """Check and keep a target line, new or changed; return the id by which it is taken back.

    Raises
    ------
    RapportError
        If the line can't be as it is said; then nothing is kept.
    """
    item = metric(target.metric)
    name = wording.line(target.line, longest=LONGEST_NAME, what=_("The line's name"))
    points = _checked(target.points, item)
    checked = replace(target, line=name, points=points, grain=_grain(target, item))
    return store.wishes.targets.add(checked, at=at, by=by)


def remove_line(store: Store, target: Target, *, at: str, by: str) -> int:
    """Remove a target line; return the id by which the removal is taken back."""
    return store.wishes.targets.add(replace(target, points=()), at=at, by=by)


def _grain(target: Target, item: Metric) -> str:
    if not is_per_period(item):
        return ""
    if target.grain not in GRAINS:
        text = _("{label} depends on how long the period is: choose one per week, month or quarter.")
        raise InvalidWishError(text.format(label=_(item.label)))
    return target.grain


def _checked(points: Points, item: Metric) -> Points:
    if not points:
        raise InvalidWishError(_("A target needs a day and a value."))
    if len({day for day, _value in points}) < len(points):
        raise InvalidWishError(_("Two points of the target are on the same day. Keep one of them."))
    low, high = _range(item)
    for _day, value in points:
        if not (math.isfinite(value) and low <= value <= high):
            raise InvalidWishError(_out_of_range(item, low, high))
    return tuple(sorted((day, float(value)) for day, value in points))


def _range(item: Metric) -> tuple[float, float]:
    """Return between which values a metric can lie at all."""
    if isinstance(item.formula, Share):
        return 0.0, 1.0
    if isinstance(item.formula, Balance):
        return -item.formula.scale, item.formula.scale
    return (-math.inf if item.key == "revenue" else 0.0), math.inf  # more can be paid back than was sold


def _out_of_range(item: Metric, low: float, high: float) -> str:
    if isinstance(item.formula, Share):
        return _("{label} lies between 0 and 100 %. Choose a target in between.").format(label=_(item.label))
    if math.isinf(high):
        return _("{label} can't be below zero or without end. Choose another target.").format(label=_(item.label))
    text = _("{label} lies between {low:g} and {high:g}. Choose a target in between.")
    return text.format(label=_(item.label), low=low, high=high)
