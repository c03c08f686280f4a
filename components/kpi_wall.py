"""The wall of all KPIs by group, and which exports would fill the rest."""

from collections.abc import Callable

import streamlit as st

from analytics.wall import Standing, Wall
from components import kpi_opened, kpi_tiles, kpi_words, layout, messages, numbers
from components.texts import _, _n
from data import schemas


def show(wall: Wall, panel: Callable[[str], None], *, key: str) -> None:
    """Draw the KPIs with data, group by group.

    Parameters
    ----------
    panel
        Draws the opened KPI if it is open in the group of this name.
    """
    for group, title in kpi_words.GROUPS.items():
        standings = [item for item in wall.shown if item.metric.group is group]
        if standings:
            layout.section(_(title))
            kpi_tiles.row(standings, wall, key=f"{key}_{group}", opener=kpi_opened.opener(str(group)))
            panel(str(group))


def rests_on(wall: Wall) -> str:
    """Return what the numbers of customers without a contract rest on."""
    if wall.inactivity_window_days is None:
        return ""
    text = _n(
        "Customers without a contract count as lost {days} day after their last order.",
        "Customers without a contract count as lost {days} days after their last order.",
        wall.inactivity_window_days,
    )
    return text.format(days=numbers.count(wall.inactivity_window_days))


def not_narrowed(wall: Wall) -> None:
    """Say how many KPIs are left out, since their exports don't say what is asked for."""
    left_out = len(wall.not_narrowed)
    if left_out:
        text = _n(
            "{count} KPI can't be narrowed down to this and is left out.",
            "{count} KPIs can't be narrowed down to this and are left out.",
            left_out,
        )
        messages.partial(text.format(count=left_out))


def missing(wall: Wall, *, key: str) -> None:
    """Say which exports would fill the KPIs that have no data."""
    if not wall.missing:
        return
    with st.expander(_("What further exports would show"), icon=":material/add_chart:", key=key):
        st.markdown("\n".join(_line(table, items) for table, items in wall.missing.items()))


def _line(table: str, items: tuple[Standing, ...]) -> str:
    names = ", ".join(kpi_words.label(item.metric) for item in items)
    return _("- **{table}**: {names}").format(table=_(schemas.table(table).label), names=names)
