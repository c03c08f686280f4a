"""When it is: read once per run by app.py, so that nothing behind it has to look at a clock."""

from datetime import date, datetime

import streamlit as st

KEY = "run_began_at"


def start(now: datetime) -> None:
    """Keep the moment at which this run of the page began, with its time zone."""
    st.session_state[KEY] = now


def now() -> str:
    """Return that moment in ISO 8601, to the second."""
    began: datetime = st.session_state[KEY]
    return began.isoformat(timespec="seconds")


def today() -> date:
    """Return the day of that moment, in its time zone."""
    began: datetime = st.session_state[KEY]
    return began.date()
