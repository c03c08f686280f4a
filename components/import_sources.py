"""What stands behind the imports, closed: each source's rhythm, its figures on both sides, and who is who."""

from collections.abc import Callable

import streamlit as st

from components import import_batches, import_reconciliation, import_rhythm, import_who_is_who, layout, loaders
from components.texts import _


def show() -> None:
    """Draw the three; each is worked out once it is opened."""
    if loaders.open_company() != "company" or not import_batches.in_force():
        return
    layout.section(_("Can these numbers be trusted?"))
    _folded("rhythm", _("When each source comes"), ":material/schedule:", import_rhythm.show)
    _folded(
        "sums", _("What the tools show, and what counts here"), ":material/balance:", import_reconciliation.show
    )
    _folded("who", _("Who is who: rows that found their customer"), ":material/group:", import_who_is_who.show)


def _folded(name: str, title: str, icon: str, draw: Callable[[], None]) -> None:
    opened = st.expander(title, icon=icon, key=f"import_{name}", on_change="rerun")
    if opened.open:
        with opened:
            draw()
