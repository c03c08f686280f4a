"""The tiles at the top: a person's own, those of a shared address, or those that moved."""

import streamlit as st

from analytics.wall import HEADLINE, Standing, Wall
from components import kpi_own_wall, kpi_tiles, who
from components.kpi_opened import HEADLINE as PLACE
from components.kpi_opened import opener

TILES = "tiles"  # in the address
SHARED, OWN_THEN = "kpi_tiles_shared", "kpi_tiles_own_then"


def show(wall: Wall, *, key: str) -> None:
    """Draw the tiles with the button that chooses one's own."""
    chosen = standings(wall)
    kpi_tiles.row(chosen, wall, key=key, opener=opener(PLACE))
    kpi_own_wall.choose(wall, tuple(item.key for item in chosen), most=HEADLINE, key=f"{key}_own_wall")


def standings(wall: Wall) -> tuple[Standing, ...]:
    """Return the KPIs of the tiles, in order, and let the address say which they are."""
    keys = _keys()
    known = {item.key: item for item in wall.shown}
    chosen = tuple(known[key] for key in keys if key in known)[:HEADLINE]
    if chosen:
        st.query_params[TILES] = ",".join(item.key for item in chosen)
        return chosen
    st.query_params.pop(TILES, None)
    return wall.headline()


def _keys() -> tuple[str, ...]:
    """Return the KPIs that the address brought, until the reader chooses; else the reader's own."""
    own = kpi_own_wall.chosen(who.named()) or ()
    state = st.session_state
    if SHARED not in state:
        state[SHARED], state[OWN_THEN] = tuple(st.query_params.get(TILES, "").split(",")), own
    shared = state[SHARED] if state[OWN_THEN] == own else ()
    return shared if any(shared) else own
