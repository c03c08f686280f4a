"""The frame of a page: its name, its answer, and text at a width that reads well."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

# Streamlit takes a folder named pages/ for its older kind of app until st.navigation was called once: whoever
# opens a fresh server by a page's own address would see the page without app.py around it. So the first run
# starts over.
if PagesManager.uses_pages_directory:
    PagesManager.uses_pages_directory = False
    if get_script_run_ctx():
        st.rerun()

STYLES = Path(__file__).with_name("styles.css")
SCRIPTS = tuple(Path(__file__).with_name(name) for name in ("printing.js", "announcing.js"))
PICTURES = Path(__file__).with_name("pictures")
READING_WIDTH = 720  # pixels, some 80 characters


def frame() -> None:
    """Set up what every page stands in: its width, the mark, and what the theme can't say.

    The browser tab's icon is a file of ours: an icon by name would be fetched from a font server.
    """
    st.set_page_config(page_title="Rapport", page_icon=str(PICTURES / "mark.svg"), layout="wide")
    st.logo(str(PICTURES / "wordmark.svg"), size="large", icon_image=str(PICTURES / "mark.svg"))
    st.html(STYLES)
    scripts = "".join(f"<script>{path.read_text(encoding='utf-8')}</script>" for path in SCRIPTS)
    st.html(scripts, unsafe_allow_javascript=True)
    if st.context.theme.type == "dark":
        st.html("<style>@media print { .stMain { filter: invert(1) hue-rotate(180deg); } }</style>")


def header(name: str, answer: str, *, below: str = "") -> None:
    """Open a page with its answer.

    Parameters
    ----------
    name
        The page's name, small above the answer.
    answer
        A sentence with the number in it; the page's heading.
    below
        What the answer rests on: period, filter, freshness.
    """
    with st.container(key="page_header", gap="xxsmall"):
        st.caption(name)
        st.title(answer, anchor=False, width=READING_WIDTH + 160)
        if below:
            st.caption(below, width=READING_WIDTH)


def section(title: str, text: str = "") -> None:
    """Open a part of a page."""
    st.header(title, anchor=False)
    if text:
        st.markdown(text, width=READING_WIDTH)


def prose(text: str) -> None:
    """Write a paragraph at reading width."""
    st.markdown(text, width=READING_WIDTH)
