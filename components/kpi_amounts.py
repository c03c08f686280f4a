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


def field(metric: Metric, label: str, *, currency: str | None, key: str) -> None:
    """Draw the field for a value, its unit in the label; `typed` reads it."""
    unit = currency or "" if metric.unit is Unit.MONEY else _(LABELS.get(metric.unit, ""))
    st.number_input(
        f"{label}, {unit}" if unit else label,
        value=None,
        step=_step(metric),
        format="%g",
        key=key,
        width=148,
    )


def typed(metric: Metric, key: str) -> float | None:
    """Return what stands in a field, in the metric's unit; None where nothing does."""
    number = st.session_state.get(key)
    if number is None:
        return None
    return round(number / 100, 10) if metric.unit is Unit.RATE else float(number)


def fill(metric: Metric, key: str, value: float) -> None:
    """Put a value in the metric's unit into a field, before it is drawn."""
    st.session_state[key] = round(value * 100, 8) if metric.unit is Unit.RATE else value


def _step(metric: Metric) -> float:
    return {Unit.RATE: 0.1, Unit.INDEX: 0.01}.get(metric.unit, 1.0)
