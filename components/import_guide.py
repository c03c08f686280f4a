"""Where in each tool to click for its export: look a tool up, or browse by what its exports fill."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from components import layout
from components.import_sentences import escaped
from components.texts import _, mark
from data.recognising import Profile, profiles
from data.schemas import TABLES

OWN_SYSTEMS = {"cdnow", "online_retail", "airline_tweets"}  # data sets, not tools with a button
# What an export fills, in the words of whoever looks for it.
KINDS = (
    (mark("Customers and deals"), {"customers", "leads", "subscriptions", "referrals", "loyalty_events"}),
    (mark("Orders and payments"), {"orders", "spend"}),
    (mark("E-mail"), {"email_campaigns", "email_events", "retention_actions"}),
    (mark("Support and surveys"), {"tickets", "surveys"}),
    (mark("Web and content"), {"web_traffic", "content"}),
    (mark("Social media"), {"mentions", "social_posts", "market_scores"}),
)


def show() -> None:
    """Draw the field to look a tool up, and all tools by kind beneath it."""
    layout.section(
        _("Where the exports come from"),
        _("Choose a tool to see where in it to click. Type the first letters of its name to find it."),
    )
    known = _known()
    tool = st.selectbox(
        _("Tool"),
        sorted({profile.tool for profile in known}, key=str.casefold),
        index=None,
        placeholder=_("HubSpot, Mailchimp, Shopify …"),
        key="import_guide_tool",
        width=420,
    )
    if tool is None:
        _by_kind(known)
    else:
        _steps([profile for profile in known if profile.tool == tool])


def _known() -> list[Profile]:
    with_a_home = (profile for profile in profiles() if profile.name not in OWN_SYSTEMS and profile.table)
    return sorted(with_a_home, key=lambda one: one.tool.casefold())


def _steps(exports: Sequence[Profile]) -> None:
    """Draw, for each export of a tool, the way to it and what it brings."""
    grid = st.grid(2, min_column_width=320, gap="small", border=True, key="import_guide_steps")
    for export in exports:
        with grid.cell():
            st.markdown(f"**{escaped(export.label)}**")
            st.markdown(escaped(export.export))
            if export.table:
                st.caption(_("Fills: {table}").format(table=_(TABLES[export.table].label)))


def _by_kind(known: Sequence[Profile]) -> None:
    """Draw which tools there are, by what their exports fill."""
    grid = st.grid(3, min_column_width=220, gap="small", key="import_guide_kinds")
    for kind, tables in KINDS:
        tools = [tool for tool, _exports in groupby(p.tool for p in known if p.table in tables)]
        if tools:
            with grid.cell():
                st.markdown(f"**{_(kind)}**")
                st.caption(escaped(" · ".join(tools)))
