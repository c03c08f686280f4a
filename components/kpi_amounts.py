"""Values of a KPI as people type them: percent for rates, the currency named for money."""

import streamlit as st

from analytics.metrics import Metric, Unit
from components.texts import _, mark

LABELS = {
    Unit.RATE: mark("%"),
    Unit.POINTS: mark("points, −100 to 100"),
    Unit.INDEX: mark("−1 to 1"),
    Unit.HOURS: mark("hours"),
    Unit.SECONDS: mark("seconds"),
}
STEPS = {Unit.RATE: 0.1, Unit.INDEX: 0.01}


def field(metric: Metric, label: str, first: float | None = None, *, currency: str | None, key: str) -> None:
    """Draw the field for a value, its unit in the label; `typed` reads it.

    Parameters
    ----------
    first
        What it holds at first, in the metric's unit.
    """
    unit = (currency or "") if metric.unit is Unit.MONEY else _unit(metric)
    st.number_input(
        f"{label}, {unit}" if unit else label,
        value=round(first * 100, 8) if first is not None and metric.unit is Unit.RATE else first,
        step=STEPS.get(metric.unit, 1.0),
        format="%g",
        key=key,
        width=176,
    )


def _unit(metric: Metric) -> str:
    return _(LABELS[metric.unit]) if metric.unit in LABELS else ""  # of an empty text gettext knows its catalogue


def typed(metric: Metric, number: float | None) -> float | None:
    """Return what was typed, in the metric's unit; None where nothing was.

    Examples
    --------
    >>> from analytics.metrics import metric
    >>> typed(metric("email_open_rate"), 21.5), typed(metric("revenue"), 21.5)
    (0.215, 21.5)
    """
    if number is None:
        return None
    return round(number / 100, 10) if metric.unit is Unit.RATE else float(number)
