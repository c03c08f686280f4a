"""A choice among the columns of a file, and what choosing does to its mapping.

What a widget shows is always what the plan says: it is set before it is drawn, and a change goes by a callback.
"""

from collections.abc import Callable

import streamlit as st


def choice(  # noqa: PLR0913 - all named
    label: str,
    options: list[str],
    current: str | None,
    *,
    key: str,
    changed: Callable[[str], None],
    shown: Callable[[str], str] = str,
    placeholder: str | None = None,
) -> None:
    """Draw a select box that shows what the plan says and reports what somebody chooses instead."""
    st.session_state[key] = current
    st.selectbox(
        label,
        options,
        index=None if current is None else 0,  # what is chosen can be changed, not cleared
        format_func=shown,
        placeholder=placeholder,
        key=key,
        on_change=lambda: changed(st.session_state[key]),
    )


def moved(mapping: dict[str, str | None], header: str, column: str) -> dict[str, str | None]:
    """Return the mapping with a column given to a header, and taken from the one that had it.

    Examples
    --------
    >>> moved({"Total": "amount", "Net": None}, "Net", "amount")
    {'Total': None, 'Net': 'amount'}
    """
    rest = {other: None if old == column else old for other, old in mapping.items()}
    return rest | {header: column or None}


def header_of(mapping: dict[str, str | None], column: str) -> str | None:
    """Return the header that was taken for a column, if any."""
    return next((header for header, mapped in mapping.items() if mapped == column), None)
