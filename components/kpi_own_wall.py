"""A person's own tiles: which KPIs, and in which order."""

from functools import partial

import streamlit as st

from analytics.metrics import CATALOGUE
from analytics.wall import Wall
from components import kpi_words, loaders, who
from components.texts import _


def chosen(person: str | None) -> tuple[str, ...] | None:
    """Return the KPIs that a person chose, in order; None where nothing was chosen.

    Parameters
    ----------
    person
        As `components.who.named` says it; None, who has given no name, has none that are kept.
    """
    if person is None:
        return None
    kept = loaders.store().wishes.walls.of(person)
    return None if kept is None else tuple(key for key in kept if key in CATALOGUE)


def choose(wall: Wall, shown: tuple[str, ...], *, most: int | None = None, key: str) -> None:
    """Draw the button that opens the choice of one's own tiles; each change is kept at once.

    Parameters
    ----------
    shown
        The KPIs that are on screen now, in their order: what one starts from.
    most
        How many may be chosen.
    key
        The page's own, ``<page>_own_wall``.
    """
    with st.popover(_("My tiles"), icon=":material/dashboard_customize:", key=f"{key}_opened"):
        person = who.named()
        if person is None:
            st.markdown(_("Give your name in the side bar first: your tiles are kept under it."))
            return
        field = f"{key}_{person}"
        if field not in st.session_state:
            st.session_state[field] = list(shown)
        st.multiselect(
            _("KPIs in the order of their tiles"),
            _offered(wall, shown),
            format_func=lambda name: kpi_words.label(CATALOGUE[name]),
            max_selections=most,
            key=field,
            on_change=partial(_keep, person, field),
        )
        st.caption(_("To move a tile, take it out and choose it again: it comes last."))
        reset = partial(_reset, person, field)
        nothing_kept = chosen(person) is None
        st.button(_("Reset"), key=f"{key}_reset", icon=":material/undo:", on_click=reset, disabled=nothing_kept)


def _offered(wall: Wall, shown: tuple[str, ...]) -> list[str]:
    """Return the KPIs with a whole period, those on screen first."""
    return list(dict.fromkeys([*shown, *(item.key for item in wall.filled)]))


def _keep(person: str, field: str) -> None:
    """Keep the choice; whoever takes everything out wants the usual tiles."""
    walls, keys = loaders.store().wishes.walls, tuple(st.session_state[field])
    if keys:
        walls.keep(person, keys)
    else:
        walls.forget(person)


def _reset(person: str, field: str) -> None:
    loaders.store().wishes.walls.forget(person)
    st.session_state.pop(field, None)
