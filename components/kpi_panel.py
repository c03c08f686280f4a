"""The opened KPI: its choice, its chart, why it changed, and what people wish and note of it."""

from functools import partial

import streamlit as st

from analytics.wall import Wall
from components import kpi_alerts, kpi_chart, kpi_notes, kpi_opened, kpi_targets
from components.filters import Filters


def show(wall: Wall, view: Filters, place: str) -> None:
    """Draw the opened KPI if this is the place where it is open."""
    if kpi_opened.place(wall) != place:
        return
    with st.container(border=True, key="kpi_panel"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            metric = kpi_opened.choose(wall)
            kpi_targets.show(metric, wall, key="kpi_trends_targets")
            kpi_notes.show(metric, wall, view, key="kpi_trends_notes")
            kpi_alerts.show(metric, wall, key="kpi_trends_rules")
        kpi_chart.show(metric, view, key="kpi_trends_chart")


def of(wall: Wall, view: Filters) -> partial[None]:
    """Return what draws the opened KPI, given a place."""
    return partial(show, wall, view)
