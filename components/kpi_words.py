"""What KPIs are called, what they mean, what fills them, and how their values are written."""

import pandas as pd

from analytics.metrics import Group, Metric
from analytics.metrics_page import formula_in_words
from components import dates, numbers
from components.texts import _, mark
from data import schemas

GROUPS = {
    Group.KEEP: mark("Keep"),
    Group.WIN: mark("Win"),
    Group.REACH: mark("Reach"),
    Group.VOICE: mark("Voice"),
    Group.SERVICE: mark("Service"),
}
PERIODS_BEFORE = {
    "day": mark("to the day before"),
    "week": mark("to the week before"),
    "month": mark("to the month before"),
    "quarter": mark("to the quarter before"),
}


def label(metric: Metric) -> str:
    """Return how a metric is called, inside a sentence or above a tile."""
    return _(metric.label)


def value(metric: Metric, amount: float, currency: str | None) -> str:
    """Return a value of a metric as text."""
    return numbers.value(amount, metric.unit, currency=currency)


def definition(metric: Metric) -> str:
    """Return what a metric means, with its formula and where the definition is from."""
    text = _("{sentence}\n\nFormula: {formula}.\n\nDefinition from {source}.")
    return text.format(sentence=_(metric.sentence), formula=formula_in_words(metric), source=_(metric.source))


def point_of_segments(metric: Metric, latest: pd.DataFrame, grain: str, currency: str | None) -> str:
    """Return a split chart's point: who is highest and who lowest.

    Parameters
    ----------
    latest
        The segments' rows of the latest whole period; may be empty.
    """
    known = latest.dropna(subset=["value"]).sort_values("value")
    if len(known) < 2:
        return _("{label}: fewer than two segments are known").format(label=label(metric))
    lowest, highest = known.iloc[0], known.iloc[-1]
    text = _("{label} in {period}: highest in {high} at {most}, lowest in {low} at {least}")
    return text.format(
        label=label(metric),
        period=dates.period(highest["period_start"].date(), grain),
        high=segment(highest["segment"]),
        most=value(metric, highest["value"], currency),
        low=segment(lowest["segment"]),
        least=value(metric, lowest["value"], currency),
    )


def segment(name: str) -> str:
    """Return how a segment is called: the two that the roll-ups name themselves are translated."""
    return {"not known": _("not known"), "other": _("other")}.get(name, name)


def tables(names: tuple[str, ...], *, any_of: bool) -> str:
    """Return tables by their names for people: "Orders or Subscriptions"."""
    joint = _(" or ") if any_of else _(" and ")
    return joint.join(_(schemas.table(name).label) for name in names)


def fills(metric: Metric, missing: tuple[str, ...]) -> str:
    """Return which export fills a metric."""
    if metric.from_model:
        return _("This comes from the lifetime-value model, which needs orders of known customers.")
    if not missing:
        return _("The exports are there, but none of their rows says what this needs.")
    text = _("An export of {tables} fills it.")
    return text.format(tables=tables(missing, any_of=metric.any_table))
