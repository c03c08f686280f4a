"""Which company is open: our own or the sample, and how to change it."""

import streamlit as st

from components import dates, loaders, messages
from components.texts import _, mark

LABELS = {"company": mark("Our company"), "sample": mark("Sample")}
SWITCH = "company_switch"


def switch() -> None:
    """Draw the switch between the company's own store and the sample's.

    It shows what is open, also where nobody chose it: the first import opens the company's own store.
    """
    st.session_state[SWITCH] = loaders.open_company()
    st.segmented_control(
        _("Data"),
        list(LABELS),
        required=True,
        format_func=lambda name: _(LABELS[name]),
        key=SWITCH,
        on_change=_switched,
        width="stretch",
    )


def banner() -> None:
    """Mark the sample company where it is open."""
    if loaders.open_company() == "sample":
        messages.sample_banner()


def use_calendar() -> None:
    """Name weeks and quarters as the open company cuts them."""
    dates.use_calendar(loaders.store().state.settings().calendar)


def _switched() -> None:
    loaders.choose(st.session_state[SWITCH])
