"""The fields of the settings on money: the currency, and what others are worth in it."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from babel import Locale

from analytics import company as company_
from analytics.company import Apart, Company
from components import dates, layout, loaders, numbers
from components.settings_fields import HELP_WIDTH, NOT_SET, choice, explained
from components.texts import _, _n
from data.setting_rules import currencies

TABLE_WIDTH = 520  # pixels; it scrolls inside itself where there is less


def currency(company: Company, key: str) -> str | None:
    """Draw the choice of the currency."""
    names = Locale.parse(numbers.current_locale()).currencies
    unset = (
        _("As most orders say: {currency}").format(currency=company.main_currency)
        if company.main_currency
        else _("Not set")
    )
    text = _(
        "Money is shown in this currency. Amounts in another are converted at your rate, or kept apart; they are "
        "never added unconverted."
    )
    labels = {code: f"{code} · {names.get(code, code)}" for code in currencies()} | {NOT_SET: unset}
    with explained(text):
        return choice(_("Currency"), currencies(), company.settings.currency, labels=labels, key=key)


def rates(company: Company, key: str) -> dict[str, float]:
    """Draw the table of what other currencies are worth; return the rates in it."""
    if company.currency is None:
        st.caption(_("Rates of other currencies can be entered once there is a main currency."), width=HELP_WIDTH)
        return {}
    with st.container(gap="xsmall"):
        st.markdown(_("Rates of other currencies"))
        st.caption(_rates_sentence(company), width=layout.READING_WIDTH)
        edited = st.data_editor(
            rates_table(company),
            num_rows="dynamic",
            hide_index=True,
            disabled=["entered_on", "apart"],
            column_config=_columns(str(company.currency)),
            key=key,
            width=TABLE_WIDTH,
        )
    return rates_in(edited)


def rates_table(company: Company) -> pd.DataFrame:
    """Return the rates in force, and a row without one for each currency that is kept apart.

    Examples
    --------
    >>> from data.settings import Settings
    >>> apart = (Apart("USD", 312, 84_000.0),)
    >>> rates_table(Company(Settings(currency="EUR"), None, None, (), apart))["currency"].tolist()
    ['USD']
    """
    entered = company.settings.currency_rates
    known = [code for code in entered if entered[code]["into"] == company.currency]
    rows: list[dict[str, Any]] = [
        {"currency": code, "rate": entered[code]["rate"], "entered_on": _day(entered[code]["entered_on"])}
        for code in sorted(known)
    ]
    rows += [{"currency": one.currency, "apart": _orders(one)} for one in company.apart]
    kinds = {"currency": "object", "rate": "float64", "entered_on": "object", "apart": "object"}
    table = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    return table.fillna({"entered_on": "", "apart": ""})


def rates_in(edited: pd.DataFrame) -> dict[str, float]:
    """Return the rates of a table as it was edited; rows without a currency or a rate are none.

    Examples
    --------
    >>> rates_in(pd.DataFrame({"currency": ["USD", None, "GBP"], "rate": [0.9, 1.0, None]}))
    {'USD': 0.9}
    """
    whole = edited.dropna(subset=["currency", "rate"])
    return {str(code): float(rate) for code, rate in zip(whole["currency"], whole["rate"], strict=True)}


def kept_apart(apart: tuple[Apart, ...]) -> str:
    r"""Return what is in no total because it is in another currency; empty where everything is added up.

    Examples
    --------
    >>> kept_apart((Apart("USD", 312, 84_000.0), Apart("GBP", 1, 20.0)))
    '312 orders in USD (US$84.0\xa0k) and 1 order in GBP (£20.0) are kept apart, in no total.'
    """
    if not apart:
        return ""
    each = [
        _("{orders} in {currency} ({amount})").format(
            orders=_orders(one), currency=one.currency, amount=numbers.money(one.amount, one.currency)
        )
        for one in apart
    ]
    first, last = ", ".join(each[:-1]), each[-1]
    listed = _("{first} and {last}").format(first=first, last=last) if first else last
    return _("{listed} are kept apart, in no total.").format(listed=listed)


def notice() -> None:
    """Say what is kept apart and what to do about it, where anything is; for pages that show money."""
    if said := kept_apart(loaders.read(company_.apart)):
        text = _("{said} Enter a rate in Settings to add them up.").format(said=said)
        st.caption(f":material/currency_exchange: {text.replace('$', chr(92) + '$')}", width=layout.READING_WIDTH)


def _orders(one: Apart) -> str:
    return _n("{orders} order", "{orders} orders", one.orders).format(orders=numbers.count(one.orders))


def _rates_sentence(company: Company) -> str:
    meaning = _(
        "How much of {currency} one unit is worth. One rate holds for all of history, so that a number moves with "
        "your business and not with the market. Without a rate a currency is kept apart."
    ).format(currency=company.currency)
    return f"{meaning} {kept_apart(company.apart)}".strip().replace("$", "\\$")


def _columns(main: str) -> dict[str, Any]:
    return {
        "currency": st.column_config.SelectboxColumn(_("Currency"), options=currencies()),
        "rate": st.column_config.NumberColumn(
            _("Worth, {currency}").format(currency=main), min_value=0.0, format="%g"
        ),
        "entered_on": st.column_config.TextColumn(_("Entered on")),
        "apart": st.column_config.TextColumn(_("Kept apart")),
    }


def _day(iso: str) -> str:
    return dates.day(date.fromisoformat(iso))
