"""The form of the settings: what is set, saving it, and what is worked out anew afterwards."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import streamlit as st

from analytics import company as company_
from analytics.company import Company
from components import clock, loaders, messages, settings_fields, settings_money, settings_time, settings_voice
from components.texts import _, _n, mark
from data.errors import RapportError

SAVED, BEFORE = "company_settings_saved", "company_settings_before"

Draw = Callable[[Company, str], Any]
GROUPS: dict[str, dict[str, Draw]] = {
    mark("Time"): {
        "time_zone": settings_time.time_zone,
        "first_weekday": settings_time.first_weekday,
        "fiscal_year_first_month": settings_time.fiscal_year,
        "occasions": settings_time.occasions,
    },
    mark("Money"): {
        "currency": settings_money.currency,
        "currency_rates": settings_money.rates,
        "margin_rate": settings_fields.margin,
        "annual_discount_rate": settings_fields.discount,
    },
    mark("Customers and contracts"): {
        "inactivity_window_days": settings_fields.inactivity_window,
        "renewal_grace_days": settings_fields.renewal_grace,
        "lead_maturity_days": settings_fields.lead_maturity,
    },
    mark("Service and voice"): {
        "resolution_target_hours": settings_voice.resolution_target,
        "nps_scale": settings_voice.nps_scale,
        "csat_satisfied_from": settings_voice.satisfied_from,
        "own_brand": settings_voice.own_brand,
    },
}


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
    """Say once what the last saving did, and offer to take it back."""
    if said := st.session_state.pop(SAVED, None):
        st.success(said, icon=":material/check:")
    whose, before = st.session_state.get(BEFORE, (None, {}))
    if whose == loaders.open_company() and st.button(
        _("Undo"), icon=":material/undo:", key="company_settings_undo"
    ):
        _take_back(before)


def show(company: Company) -> None:
    """Draw the form; pressed, what was changed is saved and everything that depends on it worked out anew."""
    suffix = _fingerprint(company)
    with st.form(f"company_settings_form_{suffix}", enter_to_submit=False, border=False):
        typed = _fields(company, suffix)
        st.caption(_("Saving works every number out anew, those of the past too. It can be undone."))
        pressed = st.form_submit_button(_("Save settings"), type="primary", key=f"company_settings_save_{suffix}")
    if pressed:
        _save(typed)


def _fields(company: Company, suffix: str) -> dict[str, Any]:
    def key(name: str) -> str:
        return f"company_settings_{name}_{suffix}"

    values: dict[str, Any] = {}
    for heading, fields in GROUPS.items():
        st.subheader(_(heading), anchor=False)
        values |= {name: draw(company, key(name)) for name, draw in fields.items()}
    return values


def _save(typed: dict[str, Any]) -> None:
    bar = st.progress(0.0)
    try:
        before = company_.change(
            loaders.store(), typed, lambda share, what: _advance(bar, share, what), today=clock.today()
        )
    except RapportError as error:
        bar.empty()
        messages.problem(error)
        return
    bar.empty()
    if before:
        st.session_state[BEFORE] = (loaders.open_company(), before)
        st.session_state[SAVED] = _("Saved. Every number was worked out anew.")
    else:
        st.session_state[SAVED] = _("Nothing was different, so nothing changed.")
    st.rerun()


def _take_back(before: dict[str, Any]) -> None:
    bar = st.progress(0.0)
    company_.restore(loaders.store(), before, lambda share, what: _advance(bar, share, what))
    del st.session_state[BEFORE]
    st.session_state[SAVED] = _("Taken back. Every number is again what it was.")
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
