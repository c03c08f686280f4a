"""What was just done beside a KPI, said where it was done, with its undo."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from components.import_sentences import escaped
from components.texts import _
from data.errors import RapportError


@dataclass(frozen=True, slots=True)
class Said:
    """What a deed did or why it could not be done, and what takes it back."""

    text: str
    undo: Callable[[], None] | None = None
    is_problem: bool = False


def do(place: str, deed: Callable[[], Said], after: Callable[[], None] | None = None) -> None:
    """Do something for a person and keep what is to be said of it; ``after`` follows where it could be done."""
    try:
        said = deed()
    except RapportError as problem:
        said = Said(str(problem), is_problem=True)
    st.session_state[_key(place)] = said
    if after is not None and not said.is_problem:
        after()


def show(place: str) -> None:
    """Say what was done here last, until something else is done."""
    said: Said | None = st.session_state.get(_key(place))
    if said is None:
        return
    if said.is_problem:
        st.error(escaped(said.text), icon=":material/error:")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/check: {escaped(said.text)}", width="content")
        if said.undo is not None:
            undo = partial(do, place, partial(_undone, said.undo))
            st.button(_("Undo"), key=f"{place}_undo", icon=":material/undo:", type="tertiary", on_click=undo)


def _undone(undo: Callable[[], None]) -> Said:
    undo()
    return Said(_("Undone."))


def _key(place: str) -> str:
    return f"{place}_said"
