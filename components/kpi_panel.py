"""The opened KPI: its choice, its chart, and what is behind it."""

from functools import partial

import streamlit as st

from analytics.wall import Wall
from components import kpi_chart, kpi_opened
from components.filters import Filters


def show(wall: Wall, view: Filters, place: str) -> None:
    """Draw the opened KPI if this is the place where it is open."""
    if kpi_opened.place(wall) != place:
        return
    with st.container(border=True, key="kpi_panel"):
        metric = kpi_opened.choose(wall)
        kpi_chart.show(metric, view, key="kpi_trends_chart")


def of(wall: Wall, view: Filters) -> partial[None]:
    """Return what draws the opened KPI, given a place."""
    return partial(show, wall, view)
