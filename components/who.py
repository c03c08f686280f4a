"""Who does it: a name chosen once in the browser, kept in a cookie of its own, never in a shared address."""

import json
from urllib.parse import quote, unquote

import streamlit as st

from components.texts import _

COOKIE = "rapport_name"
KEY = "who_name"
LONGEST = 60


def name() -> str:
    """Return the name chosen in this browser, or what stands for nobody in particular."""
    return named() or _("somebody")


def named() -> str | None:
    """Return the name chosen in this browser; None where nobody chose one."""
    return str(st.session_state.get(KEY) or _remembered()).strip() or None


def choose() -> None:
    """Draw the field for the name; what is typed is remembered by this browser for a year."""
    typed = st.text_input(
        _("Your name"),
        value=_remembered(),
        max_chars=LONGEST,
        key=KEY,
        persist_state="session",
        placeholder=_("Who is working here?"),
        help=_("Stands beside what you import, decide or change. Kept in this browser."),
        icon=":material/person:",
    )
    if typed and typed != _remembered():
        cookie = f"{COOKIE}={quote(typed)}; max-age=31536000; path=/; samesite=strict"
        st.html(f"<script>document.cookie = {json.dumps(cookie)}</script>", unsafe_allow_javascript=True)


def _remembered() -> str:
    return unquote(st.context.cookies.get(COOKIE, ""))[:LONGEST]
