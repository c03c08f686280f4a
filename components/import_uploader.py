"""Where files are dropped: an inbox that is empty again at once, since the cards below stand for the files."""

from pathlib import PurePosixPath

import streamlit as st

from components import import_work
from components.texts import _, mark
from data.reading import guarded

TURN = "import_turn"  # a new uploader after each drop
WAYS = {"files": mark("Files"), "folder": mark("A whole folder")}
NOT_EXPORTS = (".", "~$", "Thumbs.db", "desktop.ini")  # what systems leave beside the files of a folder


def show() -> None:
    """Draw it; what is dropped is read in the background."""
    turn = st.session_state.get(TURN, 0)
    is_busy = import_work.going_on() is not None
    if not is_busy:
        guarded.warm_up()  # whoever opens this page is about to drop a file
    place = st.container()
    way = _way(is_busy=is_busy)
    text = _("Drop exports here: CSV, TSV, Excel, also as zip or gz, as many as you like")
    if way == "folder":
        text = _("Choose a folder: every file in it is looked at, and only what is new is taken")
    uploaded = place.file_uploader(
        text,
        accept_multiple_files="directory" if way == "folder" else True,
        key=f"import_{way}_{turn}",
        disabled=is_busy,
    )
    given = [(name, file.getvalue()) for file in uploaded if is_export(name := PurePosixPath(file.name).name)]
    if given:
        st.session_state[TURN] = turn + 1
        import_work.read(given)
        st.rerun()


def is_export(name: str) -> bool:
    """Tell a file that somebody may mean to import from what a system leaves in its folders.

    Examples
    --------
    >>> is_export("orders.csv"), is_export(".DS_Store"), is_export("~$orders.xlsx")
    (True, False, False)
    """
    return not name.startswith(NOT_EXPORTS)


def _way(*, is_busy: bool) -> str:
    return st.segmented_control(
        _("What to drop"),
        list(WAYS),
        default="files",
        required=True,
        format_func=lambda name: _(WAYS[name]),
        key="import_way",
        label_visibility="collapsed",
        disabled=is_busy,
    )
