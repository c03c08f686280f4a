"""What really changed in the latest period, the strongest evidence first, and how far to trust the list."""

import streamlit as st

from analytics.wall import Standing, Wall
from components import kpi_opened, kpi_verdicts, kpi_words, layout
from components.import_sentences import named
from components.texts import _, mark

TITLES = {
    "day": mark("What changed that day"),
    "week": mark("What changed this week"),
    "month": mark("What changed this month"),
    "quarter": mark("What changed this quarter"),
}
MOST = 7  # that a meeting can take in


def show(wall: Wall, *, key: str) -> None:
    """Draw a line for each KPI that really changed; each opens its chart."""
    if not wall.judged:
        return
    layout.section(_(TITLES[wall.grain]))
    opener = kpi_opened.opener(kpi_opened.HEADLINE)
    for standing in wall.moved[:MOST]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}_{standing.key}"):
            with st.container(width="stretch"):  # a text alone would push the button below it
                st.markdown(_line(standing, wall))
            words = named(_("Open"), kpi_words.label(standing.metric))
            st.button(words, key=f"{key}_{standing.key}_open", on_click=opener(standing.key), type="tertiary")
    st.caption(kpi_verdicts.trust(wall), width=layout.READING_WIDTH)


def _line(standing: Standing, wall: Wall) -> str:
    """Return the change in a sentence, with its verdict in colour where it is for better or worse."""
    found = standing.comparison
    assert found is not None
    badge = f":{kpi_verdicts.colour(standing.metric, found)}-badge[{kpi_verdicts.verdict(found)}]"
    return f"{badge} {kpi_verdicts.sentence(standing, wall)}"
