"""Where in each tool to click for its export, and what a table of one's own needs."""

from itertools import groupby

import streamlit as st

from components import layout
from components.texts import _
from data.recognising import profiles
from data.schemas import TABLES, Table

OWN_SYSTEMS = {"cdnow", "online_retail", "airline_tweets"}  # data sets, not tools with a button


def show() -> None:
    """Draw both, closed."""
    layout.section(_("Where the exports come from"))
    with st.expander(_("Where to click in each tool"), icon=":material/ads_click:"):
        st.markdown(_tools())
    with st.expander(_("Tables of your own: what they need"), icon=":material/table:"):
        layout.prose(
            _(
                "Any table works, whatever its columns are called: what isn't recognised is mapped by hand once "
                "and remembered. These columns are needed; an e-mail address can stand for a customer's id."
            )
        )
        st.markdown(_tables())


def _tools() -> str:
    known = sorted(
        (profile for profile in profiles() if profile.name not in OWN_SYSTEMS and profile.table is not None),
        key=lambda one: one.tool,
    )
    lines = []
    for tool, exports in groupby(known, key=lambda one: one.tool):
        lines.append(f"**{tool}**\n")
        lines.extend(f"- {export.label}: {export.export}" for export in exports)
        lines.append("")
    return "\n".join(lines)


def _tables() -> str:
    return "\n".join(f"- **{_(table.label)}** ({_(table.one_row)}): {_needs(table)}" for table in TABLES.values())


def _needs(table: Table) -> str:
    needed = [_(table.column(name).meaning) for name in table.required]
    if table.any_of:
        needed.append(_(" or ").join(_(table.column(name).meaning) for name in table.any_of))
    return ", ".join(needed)
