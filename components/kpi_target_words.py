"""Targets in words: a line's path, and how far a KPI has come along it."""

import math

from analytics.metrics import Metric, Unit
from analytics.targets import Progress, Reached, Target
from components import dates, kpi_words, numbers
from components.texts import _, _n, mark

PER = {"week": mark("per week"), "month": mark("per month"), "quarter": mark("per quarter")}
SENTENCES = {
    Reached.MET: mark("Met: {value} against {target}."),
    Reached.ON_THE_WAY: mark("On the way: {value} against {target} by now, {goal} in the end."),
    Reached.MISSED: mark("Missed by {gap}: {value} against {target}."),
    None: mark("{value} against {target}."),
}


def path(target: Target, metric: Metric, currency: str | None) -> str:
    r"""Return the values of a line and when they hold.

    Examples
    --------
    >>> from datetime import date
    >>> from analytics.metrics import metric
    >>> points = ((date(2026, 1, 1), 0.05), (date(2026, 12, 31), 0.04))
    >>> path(Target("customer_churn_rate", "Plan", points, "week"), metric("customer_churn_rate"), None)
    '5.00\xa0% per week on 1 Jan 2026, 4.00\xa0% on 31 Dec 2026'
    >>> path(Target("email_open_rate", "Plan", points[:1]), metric("email_open_rate"), None)
    '5.00\xa0% from 1 Jan 2026 on'
    """
    said = [(kpi_words.value(metric, value, currency), dates.day(day)) for day, value in target.points]
    per = f" {_(PER[target.grain])}" if target.grain else ""
    (first, first_day), (last, last_day) = said[0], said[-1]
    if len(said) == 1:
        return _("{value}{per} from {day} on").format(value=first, per=per, day=first_day)
    text = _("{first}{per} on {first_day}, {last} on {last_day}")
    whole = text.format(first=first, per=per, first_day=first_day, last=last, last_day=last_day)
    between = len(said) - 2
    if not between:
        return whole
    return whole + _n(", {count} point between", ", {count} points between", between).format(count=between)


def progress(found: Progress, metric: Metric, currency: str | None) -> str:
    """Return how a KPI's latest whole period stands to its target, in a sentence or three."""
    parts = [
        _(SENTENCES[found.reached]).format(
            value=kpi_words.value(metric, found.value, currency),
            target=kpi_words.value(metric, found.target, currency),
            goal=kpi_words.value(metric, found.goal, currency),
            gap=gap(found, metric, currency),
        )
    ]
    if not math.isnan(found.share_done) and found.reached is not None:
        share = numbers.percent(max(0.0, min(1.0, found.share_done)), digits=2)
        parts.append(_("{share} of the way is done.").format(share=share))
    if found.may_be_chance:
        parts.append(_("The difference lies within the margin of error."))
    return " ".join(parts)


def gap(found: Progress, metric: Metric, currency: str | None) -> str:
    """Return the distance to the target without a sign; of rates in percentage points."""
    apart = abs(found.gap)
    text = (
        numbers.percentage_points(apart) if metric.unit is Unit.RATE else kpi_words.value(metric, apart, currency)
    )
    return text.removeprefix("+")
