"""What a page says when it can't show what it is for: empty, too little, stale, partial, wrong."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import streamlit as st

from components import layout, loaders
from components.texts import _
from data.errors import RapportError

IMPORT_PAGE = "pages/import_data.py"
log = logging.getLogger("rapport.pages")


def nothing_to_show(*, what: str, needs: str, key: str) -> NoReturn:
    """Say what would be here and which export fills it, with one button to the import; then end the page.

    Parameters
    ----------
    what
        What would be here, as a heading ("No orders yet").
    needs
        Which export fills it, as a sentence.
    key
        The page's own, ``<page>_empty``.
    """
    first(
        what=what,
        needs=needs,
        key=key,
        button=_("Import exports"),
        icon=":material/upload_file:",
        page=IMPORT_PAGE,
    )
    if loaders.open_company() == "company" and not loaders.sample_store().is_empty:
        st.button(
            _("Look at the sample company"),
            key=f"{key}_sample",
            icon=":material/science:",
            on_click=loaders.choose,
            args=("sample",),
        )
    st.stop()


def first(*, what: str, needs: str, key: str, button: str, icon: str, page: str) -> None:  # noqa: PLR0913 - all named
    """Say what has to be done first for this page to show anything, with one button to where it is done."""
    with st.container(key=key, gap="small", width=layout.READING_WIDTH):
        st.title(what, anchor=False)
        st.markdown(needs)
        if st.button(button, key=f"{key}_go", type="primary", icon=icon):
            st.switch_page(page)


def too_few(text: str) -> None:
    """Say that there is not enough data for an answer that could be trusted, and what is missing."""
    st.info(text, icon=":material/hourglass_empty:")


def stale(text: str) -> None:
    """Say how old what is shown is, and since when."""
    st.warning(text, icon=":material/history:")


def partial(text: str) -> None:
    """Say that a period is still in progress."""
    st.caption(f":material/timelapse: {text}")


def problem(error: RapportError) -> None:
    """Show an error of ours: its text says what happened, what is there, and what to do."""
    st.error(str(error), icon=":material/error:")


def sample_banner() -> None:
    """Mark the sample company, on every page."""
    st.markdown(
        f":yellow-badge[:material/science: {_('Sample company')}] "
        f":small[:gray[{_('An invented shop. The first import opens your own company.')}]]"
    )


@contextmanager
def kindly() -> Iterator[None]:
    """Show our own errors as they stand; send anything else to the log and say so kindly."""
    try:
        yield
    except RapportError as error:
        problem(error)
    except Exception:
        log.exception("A page could not be drawn")
        st.error(
            _(
                "Something went wrong while this page was drawn. Nothing that is stored was changed. Reload the "
                "page; if it happens again, the log of the server says what it was."
            ),
            icon=":material/error:",
        )
