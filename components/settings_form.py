"""The form of the settings: what is set, saving it, and what is worked out anew afterwards."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

import streamlit as st

from analytics import company as company_
from analytics.company import Company
from components import clock, loaders, messages, settings_fields
from components.texts import _, _n
from data.errors import RapportError

SAVED = "company_settings_saved"


def answer(company: Company) -> str:
    """Return the page's answer: what counts as an active customer.

    Examples
    --------
    >>> from data.settings import Settings
    >>> answer(Company(Settings(), 74, None, ()))
    'Customers without a contract count as active for 74 days after their last order.'
    """
    text = _n(
        "Customers without a contract count as active for {days} day after their last order.",
        "Customers without a contract count as active for {days} days after their last order.",
        company.window_days,
    )
    return text.format(days=company.window_days)


def below(company: Company) -> str:
    """Return where that comes from, and in which currency and time zone the company counts."""
    if company.settings.inactivity_window_days:
        source = _("Set by you")
    elif company.proposed_window_days:
        source = _("Proposed from your orders")
    else:
        source = _("Until orders propose something better")
    return " · ".join([source, company.currency or _("no currency yet"), company.settings.time_zone])


def after_saving() -> None:
    """Say once what the last saving did."""
    if said := st.session_state.pop(SAVED, None):
        st.success(said, icon=":material/check:")


def show(company: Company) -> None:
    """Draw the form; pressed, what was changed is saved and everything that depends on it worked out anew."""
    suffix = _fingerprint(company)
    with st.form(f"company_settings_form_{suffix}", enter_to_submit=False, border=False):
        typed = _fields(company, suffix)
        pressed = st.form_submit_button(_("Save settings"), type="primary", key=f"company_settings_save_{suffix}")
    if pressed:
        _save(typed)


def _fields(company: Company, suffix: str) -> dict[str, Any]:
    def key(name: str) -> str:
        return f"company_settings_{name}_{suffix}"

    st.subheader(_("Money and time"), anchor=False)
    typed: dict[str, Any] = {
        "currency": settings_fields.currency(company, key("currency")),
        "time_zone": settings_fields.time_zone(company, key("time_zone")),
        "margin_rate": settings_fields.margin(company, key("margin_rate")),
        "annual_discount_rate": settings_fields.discount(company, key("annual_discount_rate")),
    }
    st.subheader(_("Customers and contracts"), anchor=False)
    typed |= {
        "inactivity_window_days": settings_fields.inactivity_window(company, key("inactivity_window_days")),
        "renewal_grace_days": settings_fields.renewal_grace(company, key("renewal_grace_days")),
        "lead_maturity_days": settings_fields.lead_maturity(company, key("lead_maturity_days")),
    }
    st.subheader(_("Service and voice"), anchor=False)
    return typed | {
        "resolution_target_hours": settings_fields.resolution_target(company, key("resolution_target_hours")),
        "own_brand": settings_fields.own_brand(company, key("own_brand")),
    }


def _save(typed: dict[str, Any]) -> None:
    bar = st.progress(0.0)
    try:
        changed = company_.change(
            loaders.store(), typed, lambda share, what: _advance(bar, share, what), today=clock.today()
        )
    except RapportError as error:
        bar.empty()
        messages.problem(error)
        return
    bar.empty()
    st.session_state[SAVED] = (
        _("Saved. Every number was worked out anew.")
        if changed
        else _("Nothing was different, so nothing changed.")
    )
    st.rerun()


def _advance(bar: Any, share: float, what: str) -> None:
    bar.progress(min(1.0, share), what)


def _fingerprint(company: Company) -> str:
    """Return what tells one state of the settings from another.

    It stands in the fields' keys: after a switch to the other company, or a change from the terminal, the form
    shows what is stored now and not what was typed before.
    """
    said = json.dumps([loaders.open_company(), asdict(company.settings)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:8]
