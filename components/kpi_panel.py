"""The opened KPI: its choice, its chart, why it changed, and what people wish and note of it."""

from functools import partial

import streamlit as st

from analytics.metrics import Metric
from analytics.wall import Wall
from components import (
    kpi_alerts,
    kpi_chart,
    kpi_drivers,
    kpi_notes,
    kpi_opened,
    kpi_targets,
    messages,
)
from components.filters import Filters
from components.texts import _


def show(wall: Wall, view: Filters, place: str) -> None:
    """Draw the opened KPI if this is the place where it is open."""
    if kpi_opened.place(wall) != place:
        return
    with st.container(border=True, key="kpi_panel"):
        metric = kpi_opened.choose(wall)
        kpi_chart.show(metric, view, key="kpi_trends_chart")
        if all(item.key != metric.key for item in wall.shown):
            return  # nothing is known of it: the chart's place says which export fills it
        _why(metric, view)
        kpi_targets.show(metric, wall, key="kpi_trends_targets")
        kpi_notes.show(metric, wall, view, key="kpi_trends_notes")
        kpi_alerts.show(metric, wall, key="kpi_trends_rules")


def _why(metric: Metric, view: Filters) -> None:
    """Draw why the KPI changed; of all rows, since what is narrowed down has no roll-ups to be split."""
    if view.where:
        messages.partial(_("Why is told of all rows: take the filter off to see it."))
    else:
        kpi_drivers.show(metric, view, key="kpi_trends_why")


def of(wall: Wall, view: Filters) -> partial[None]:
    """Return what draws the opened KPI, given a place."""
    return partial(show, wall, view)
