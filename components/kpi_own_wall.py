"""A person's own tiles: which KPIs, and in which order."""

from functools import partial

import streamlit as st

from analytics.metrics import CATALOGUE
from analytics.wall import Wall
from components import kpi_drafts, kpi_words, loaders, who
from components.kpi_drafts import Draft
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
    """Draw what opens into the choice of one's own tiles; each change is kept at once.

    Parameters
    ----------
    shown
        The KPIs that are on screen now, in their order: what one starts from.
    most
        How many may be chosen.
    key
        The page's own, ``<page>_own_wall``.
    """
    with st.expander(_("My tiles"), icon=":material/dashboard_customize:", key=f"{key}_opened"):
        person = who.named()
        if person is None:
            st.markdown(_("Give your name in the side bar first: your tiles are kept under it."))
            return
        draft = _begun(f"{key}_{person}", shown)
        st.multiselect(
            _("KPIs in the order of their tiles"),
            _offered(wall, draft.first("tiles")),
            default=draft.first("tiles"),
            format_func=lambda name: kpi_words.label(CATALOGUE[name]),
            max_selections=most,
            select_all=False,
            key=draft.key("tiles"),
            on_change=partial(_keep, person, draft),
        )
        st.caption(_("To move a tile, take it out and choose it again: it comes last."))
        reset = partial(_reset, person, draft)
        nothing_kept = chosen(person) is None
        st.button(_("Reset"), key=f"{key}_reset", icon=":material/undo:", on_click=reset, disabled=nothing_kept)


def _begun(place: str, shown: tuple[str, ...]) -> Draft:
    """Return the form, which keeps what it began with: begun anew at each choice it would lose the focus."""
    if kpi_drafts.at(place).first("tiles") is None:
        kpi_drafts.begin(place, tiles=shown)
    return kpi_drafts.at(place)


def _offered(wall: Wall, begun_with: tuple[str, ...]) -> list[str]:
    """Return the KPIs with a whole period, and those that the form began with."""
    filled = {item.key for item in wall.filled}
    return [key for key in CATALOGUE if key in filled or key in begun_with]


def _keep(person: str, draft: Draft) -> None:
    """Keep the choice; whoever takes everything out wants the usual tiles."""
    walls, keys = loaders.store().wishes.walls, tuple(draft.typed("tiles"))
    if keys:
        walls.keep(person, keys)
    else:
        _reset(person, draft)


def _reset(person: str, draft: Draft) -> None:
    loaders.store().wishes.walls.forget(person)
    kpi_drafts.begin(draft.place)
