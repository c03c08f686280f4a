"""The KPI that is opened: which one, and in which place of the page, below the tiles it was opened from."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from analytics.metrics import CATALOGUE, Metric
from analytics.wall import Wall
from components import kpi_words
from components.texts import _

CHOSEN, PLACE = "kpi", "at"  # in the address: ?kpi=Revenue&at=keep
HEADLINE = "headline"


def opener(place: str) -> Callable[[str], Callable[[], None]]:
    """Return what makes the callback of a tile in a place: the tile's KPI is opened right below it."""
    return lambda key: partial(_open, key, place)


def place(wall: Wall) -> str:
    """Return below which tiles the KPI is open: a group's name, or the headline's."""
    asked = st.query_params.get(PLACE, HEADLINE)
    return asked if asked in {str(item.metric.group) for item in wall.shown} else HEADLINE


def choose(wall: Wall) -> Metric:
    """Draw the choice of a KPI, those that moved first, and return the chosen one."""
    keys = list(dict.fromkeys([*(item.key for item in wall.headline()), *CATALOGUE]))
    chosen = st.selectbox(
        _("KPI"),
        keys,
        format_func=lambda name: kpi_words.label(CATALOGUE[name]),
        key=CHOSEN,
        bind="query-params",
        width=360,
    )
    return CATALOGUE[chosen]


def _open(key: str, place: str) -> None:
    st.session_state[CHOSEN] = key
    if place == HEADLINE:
        st.query_params.pop(PLACE, None)
    else:
        st.query_params[PLACE] = place
