"""The frame of a page: its name, its answer, and text at a width that reads well."""

from pathlib import Path

import streamlit as st

STYLES = Path(__file__).with_name("styles.css")
READING_WIDTH = 720  # pixels, some 80 characters


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
    st.subheader(title, anchor=False)
    if text:
        st.markdown(text, width=READING_WIDTH)


def prose(text: str) -> None:
    """Write a paragraph at reading width."""
    st.markdown(text, width=READING_WIDTH)


def styles() -> None:
    """Put in what the theme can't say: printing, numerals in columns, the wall of tiles."""
    st.html(STYLES)
