"""The KPI page in words: its answer, a chart's point, and what a KPI means."""

import pandas as pd

from analytics.metrics import Group, Metric
from analytics.metrics_page import formula_in_words
from analytics.signals import Comparison, Verdict
from analytics.wall import Standing, Wall
from components import dates, numbers
from components.texts import _, _n, mark
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
VERDICTS = {
    "usual": mark("within the usual range"),
    "above": mark("above the usual range"),
    "below": mark("below the usual range"),
    "too few": mark("too few to judge"),
}
MOST_NAMED = 2


def answer(wall: Wall) -> str:
    """Return the page's answer: what moved in the latest whole period."""
    if wall.latest is None:
        return _("No period is whole yet")
    when = dates.period(wall.latest.date(), wall.grain)
    if not wall.moved:
        return _("Nothing moved beyond its usual range in {period}").format(period=when)
    named = "; ".join(_moved(standing, wall) for standing in wall.moved[:MOST_NAMED])
    text = _n(
        "One of {known} KPIs left its usual range in {period}: {named}",
        "{moved} of {known} KPIs left their usual range in {period}: {named}",
        len(wall.moved),
    )
    return text.format(moved=len(wall.moved), known=len(wall.current), period=when, named=named)


def _moved(standing: Standing, wall: Wall) -> str:
    comparison = standing.comparison
    assert comparison is not None
    text = _("{label} at {value}")
    return text.format(label=label(standing.metric), value=value(standing.metric, comparison.value, wall.currency))


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


def point(metric: Metric, found: Comparison | None, grain: str, currency: str | None) -> str:
    """Return a chart's point: the latest whole value and where it stands."""
    if found is None:
        return _("{label}: no period is whole yet").format(label=label(metric))
    parts = {
        "label": label(metric),
        "value": value(metric, found.value, currency),
        "period": dates.period(found.period_start.date(), grain),
    }
    return _(_POINTS[_place(found)]).format(**parts)


_POINTS = {
    "usual": mark("{label}: {value} in {period}, within its usual range"),
    "above": mark("{label}: {value} in {period}, above its usual range"),
    "below": mark("{label}: {value} in {period}, below its usual range"),
    "too few": mark("{label}: {value} in {period}; too few periods or cases to say more"),
}


def verdict(found: Comparison) -> str:
    """Return the verdict on a period, in a few words."""
    return _(VERDICTS[_place(found)])


def _place(found: Comparison) -> str:
    if found.verdict is Verdict.TOO_FEW:
        return "too few"
    return "usual" if found.side is None else str(found.side)


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
