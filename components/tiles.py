"""Tiles: a value, how it moved, and where it comes from; two by two on a phone."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from components import numbers
from components.import_sentences import named
from components.texts import _

DeltaColour = Literal["blue", "orange", "gray"]
MINIMUM_WIDTH = 148  # two side by side at 390 px


@dataclass(frozen=True, slots=True)
class Tile:
    """One number on a wall of tiles.

    Attributes
    ----------
    label
        What it is, in a few words.
    value
        Already formatted (``numbers.value``); "–" where undefined.
    change
        To the last whole period, formatted ("+1.2 pp"); None where there is nothing to compare with.
    change_period
        What the change compares with ("to last week").
    beside
        What else the value is held against, a line each: a year ago, the target.
    good
        "up", "down" or "none": which way is better. Alone decides the colour.
    is_real
        True where the change is more than the usual ups and downs. Only then it has a colour: grey is what
        lies within the usual range (False), and what nobody tested or could judge (None).
    sparkline
        The last values, oldest first; undefined ones are left out.
    count_text
        The count behind a rate, as a text ("n = 1,204").
    note
        A short remark under the tile ("week in progress", "data to 8 Nov").
    verdict, verdict_colour
        Whether the value is a real change, in words; grey unless it is one for better or worse.
    definition
        What the number means, its formula and source; opens on demand.
    opens
        Called when the reader opens the tile; None where there is nothing behind it.
    """

    label: str
    value: str
    change: str | None = None
    change_period: str = ""
    beside: Sequence[str] = ()
    good: str = "none"
    is_real: bool | None = None
    sparkline: Sequence[float | None] = ()
    count_text: str = ""
    note: str = ""
    verdict: str = ""
    verdict_colour: DeltaColour = "gray"
    definition: str = ""
    opens: Callable[[], None] | None = None

    @property
    def colour(self) -> DeltaColour:
        """Blue for better, vermilion ("orange") for worse, grey for neither and for what may be noise."""
        direction = _direction(self.change)
        if self.good == "none" or direction == "none" or not self.is_real:
            return "gray"
        return "blue" if direction == self.good else "orange"

    @property
    def footer(self) -> str:
        """What stands under the value: a line for each comparison, and one for the count and the note."""
        rests_on = " · ".join(part for part in (self.count_text, self.note) if part)
        return "  \n".join(line for line in (*self.beside, rests_on) if line)


def row(tiles: Sequence[Tile], *, key: str, columns: int = 4) -> None:
    """Draw tiles in rows of at most ``columns``, fewer where the screen is narrow.

    Parameters
    ----------
    key
        The page's own, ``<page>_tiles``.
    """
    grid = st.grid(columns, min_column_width=MINIMUM_WIDTH, gap="xsmall", border=True, key=key)
    for number, tile in enumerate(tiles):
        with grid.cell():
            draw(tile, key=f"{key}_{number}")


def draw(tile: Tile, *, key: str = "") -> None:
    """Draw one tile where the caller stands; the key is needed by one that opens."""
    drawn = [value for value in tile.sparkline if value is not None and math.isfinite(value)]
    st.metric(
        tile.label,
        tile.value,
        tile.change if tile.change != numbers.UNDEFINED else None,
        delta_color=tile.colour,
        delta_arrow=_arrow(tile.change),
        delta_description=tile.change_period or None,
        help=tile.definition or None,
        chart_data=drawn if len(drawn) > 1 else None,
    )
    if tile.verdict or tile.opens:
        _verdict_and_door(tile, key)
    if tile.footer:
        st.caption(tile.footer)


def _verdict_and_door(tile: Tile, key: str) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="xxsmall"
    ):
        if tile.verdict:
            st.markdown(f":{tile.verdict_colour}-badge[{tile.verdict}]", width="content")
        if tile.opens:
            st.button(named(_("Open"), tile.label), key=f"{key}_open", on_click=tile.opens, type="tertiary")


def _direction(change: str | None) -> Literal["up", "down", "none"]:
    if not change or not any(digit in change for digit in "123456789"):
        return "none"
    if change.startswith("+"):
        return "up"
    return "down" if change.startswith((numbers.MINUS, "-")) else "none"


def _arrow(change: str | None) -> Literal["up", "down", "off"]:
    direction = _direction(change)
    return "off" if direction == "none" else direction
