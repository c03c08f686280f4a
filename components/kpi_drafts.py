"""Forms beside a KPI, each begun anew with what it holds at first.

A form that isn't unfolded isn't there for the browser, so a value that is put into one of its fields through the
session's state is lost; one that the field is made with is not. So a form that is emptied or filled is another
form, its fields with other keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

FORM_WIDTH = 480  # pixels


@dataclass(frozen=True, slots=True)
class Draft:
    """A form: the how-manieth at its place, and what its fields hold at first."""

    place: str
    number: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """Return the key of a field."""
        return f"{self.place}_{name}_{self.number}"

    def first(self, name: str, usual: Any = None) -> Any:
        """Return what a field holds at first."""
        return self.values.get(name, usual)

    def typed(self, name: str) -> Any:
        """Return what a field holds now; None where it isn't drawn."""
        return st.session_state.get(self.key(name))


def counted(label: str, count: int) -> str:
    """Return what is unfolded, with how many there are of it.

    Examples
    --------
    >>> counted("Notes", 2), counted("Notes", 0)
    ('Notes (2)', 'Notes')
    """
    return f"{label} ({count})" if count else label


def at(place: str) -> Draft:
    """Return the form at a place."""
    found: Draft = st.session_state.get(_state(place), Draft(place))
    return found


def begin(place: str, **values: Any) -> None:
    """Begin another form at a place, with what its fields hold at first."""
    st.session_state[_state(place)] = Draft(place, at(place).number + 1, values)


def _state(place: str) -> str:
    return f"{place}_draft"
