"""Fields of the settings, each with a sentence on what it changes: those on customers, contracts and margin."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from analytics.company import Company
from components.texts import _
from data.setting_rules import LONGEST_DAYS

FIELD_WIDTH = 280  # pixels
HELP_WIDTH = 480
NOT_SET = ""


def inactivity_window(company: Company, key: str) -> int | None:
    """Draw the inactivity window beside what the orders propose."""
    return _days(
        _("Inactivity window, days"),
        company.settings.inactivity_window_days,
        text=window_sentence(company),
        key=key,
        placeholder=_window_used_when_empty(company),
    )


def _window_used_when_empty(company: Company) -> str:
    days = company.proposed_window_days
    return _("Proposed: {days}").format(days=days) if days else _("A year")


def window_sentence(company: Company) -> str:
    """Return what the window means and how the proposal came about."""
    meaning = _("A customer without a contract is active for so many days after the last order.")
    if company.proposed_window_days is None:
        why = _("Nobody has ordered on two days yet, so nothing is proposed; empty means a year.")
    else:
        why = _(
            "Your orders propose {days}: only one in ten repeat buyers has stayed away longer between two orders. "
            "Leave it empty to follow the proposal."
        ).format(days=company.proposed_window_days)
    return f"{meaning} {why}"


def lead_maturity(company: Company, key: str) -> int | None:
    """Draw the days that a lead has to become a customer."""
    text = _(
        "A lead counts as converted when it becomes a customer within so many days; younger periods are marked "
        "as not yet mature."
    )
    return _days(_("Lead maturity, days"), company.settings.lead_maturity_days, text=text, key=key)


def renewal_grace(company: Company, key: str) -> int | None:
    """Draw the days that a contract may be renewed late."""
    text = _("A contract that came due counts as renewed when that happens at most so many days later.")
    return _days(_("Renewal grace, days"), company.settings.renewal_grace_days, text=text, key=key)


def margin(company: Company, key: str) -> float | None:
    """Draw the margin."""
    text = _(
        "What stays of 100 of revenue, for customers whose own margin no export names. Left empty, the worth of a "
        "customer is revenue, not margin."
    )
    return _percent(_("Margin, %"), company.settings.margin_rate, text=text, key=key)


def discount(company: Company, key: str) -> float | None:
    """Draw the annual discount rate."""
    text = _("How much less an amount is worth to you when it comes a year later: it lowers what later years add.")
    return _percent(_("Annual discount rate, %"), company.settings.annual_discount_rate, text=text, key=key)


def choice(label: str, options: Sequence[str], now: str | None, *, labels: dict[str, str], key: str) -> str | None:
    """Draw a choice that may be left unset; what is set is offered even where the options lack it."""
    offered = [NOT_SET, *options] if now in {None, *options} else [NOT_SET, str(now), *options]
    chosen = st.selectbox(
        label,
        offered,
        index=offered.index(now or NOT_SET),
        format_func=lambda name: labels.get(name, name),
        key=key,
        width=FIELD_WIDTH,
    )
    return chosen or None


def _days(label: str, now: int | None, *, text: str, key: str, placeholder: str | None = None) -> int | None:
    can_be_empty = placeholder is not None
    if can_be_empty:
        _start_with(now, key)
    with explained(text):
        return st.number_input(
            label,
            min_value=1,
            max_value=LONGEST_DAYS,
            value=None if can_be_empty else now,
            step=1,
            placeholder=placeholder,
            key=key,
            width=FIELD_WIDTH,
        )


def _percent(label: str, now: float | None, *, text: str, key: str) -> float | None:
    """Draw a rate in percent; return it as a fraction."""
    _start_with(None if now is None else round(now * 100, 6), key)
    with explained(text):
        percent = st.number_input(
            label,
            min_value=0.0,
            max_value=100.0,
            value=None,
            step=1.0,
            format="%g",
            key=key,
            width=FIELD_WIDTH,
        )
    return None if percent is None else round(percent / 100, 8)


def _start_with(now: float | None, key: str) -> None:
    """Fill a number field that may be emptied: one that is made with a value falls back to it when emptied."""
    if key not in st.session_state:
        st.session_state[key] = now


@contextmanager
def explained(text: str) -> Iterator[None]:
    """Put a field and the sentence on what it changes side by side, under each other where it is narrow."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        yield
        st.caption(text, width=HELP_WIDTH)
