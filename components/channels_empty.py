"""A part of the page that has nothing to show: what would be here, and which export fills it."""

import streamlit as st

from components.layout import READING_WIDTH
from components.texts import _


def part(what: str, needs: str, *, key: str) -> None:
    """Say what would be here and which export fills it, in a frame of its own.

    Parameters
    ----------
    what
        What is missing, in a few words.
    needs
        Which export fills it, and with which columns.
    """
    with st.container(border=True, key=key, width=READING_WIDTH, gap="xxsmall"):
        st.markdown(f":material/add_chart: **{what}**")
        st.caption(needs)


def mail(*, key: str) -> None:
    """Say what fills the part on e-mail."""
    part(
        _("No e-mail campaign was sent in these days"),
        _(
            "Here would be how each kind of e-mail is opened, clicked and left, and what it earns. An export of "
            "e-mail campaigns fills it (Mailchimp, Klaviyo or any table with campaign, date and recipients); a "
            "column with the kind (welcome, cart, offer, newsletter) makes the comparison."
        ),
        key=key,
    )


def content(*, key: str) -> None:
    """Say what fills the part on content."""
    part(
        _("No piece of content was published in these days"),
        _(
            "Here would be which blog posts, videos, webinars and podcasts engage and convert. An export of "
            "content fills it: title, date, views, engagements, conversions."
        ),
        key=key,
    )


def service(*, key: str) -> None:
    """Say what fills the part on service."""
    part(
        _("No support case was opened or solved in these days"),
        _(
            "Here would be how quickly each channel answers and solves, and how its cases are rated. An export of "
            "support tickets with a channel fills it (Zendesk, HubSpot, Intercom or your own)."
        ),
        key=key,
    )


def members(*, key: str) -> None:
    """Say what fills the comparison of loyalty members with others."""
    part(
        _("Nothing says who is in a loyalty programme"),
        _(
            "Here would be how loyalty members stay and buy beside other customers. An export of customers with a "
            "column for the loyalty tier (empty outside the programme) fills it."
        ),
        key=key,
    )


def referred(*, key: str) -> None:
    """Say what fills the comparison of referred customers with others."""
    part(
        _("Nothing says who was referred"),
        _(
            "Here would be how customers whom another one brought stay and buy beside the rest. An export of "
            "customers with who referred them, or of referrals with who came of them, fills it."
        ),
        key=key,
    )


def spend(*, key: str) -> None:
    """Say what fills the part on spend."""
    part(
        _("No spend is known for these days"),
        _(
            "Here would be what each channel costs per customer won and what comes back. An export of marketing "
            "spend fills it: date, purpose (acquisition, retention, other), channel and amount; customers need "
            "their acquisition channel, written as the spend's channel is."
        ),
        key=key,
    )


def mailing_list(*, key: str) -> None:
    """Say what fills the part on the mailing list."""
    part(
        _("Nothing says who is on the mailing list"),
        _(
            "Here would be how the list grows. The audience export of Mailchimp (its files of subscribed, "
            "unsubscribed and cleaned people) or Klaviyo's profiles fill it, or customers with a column for "
            "whether they may be written to, together with e-mail events that say who unsubscribed when."
        ),
        key=key,
    )
