"""The fields of the settings on time: zone, weeks, fiscal year, occasions."""

import streamlit as st
from babel.dates import get_day_names, get_month_names

from analytics.company import Company
from components.numbers import current_locale
from components.settings_fields import FIELD_WIDTH, explained
from components.texts import _, mark
from data.calendars import WEEKDAYS
from data.setting_rules import FIRST_WEEKDAYS, MONTHS_A_YEAR, OCCASIONS, time_zones

OCCASION_LABELS = {
    "lunar_new_year": mark("Lunar New Year"),
    "ramadan": mark("Ramadan and Eid"),
    "easter": mark("Easter"),
    "singles_day": mark("11.11"),
    "black_friday": mark("Black Friday"),
    "christmas": mark("Christmas"),
}


def time_zone(company: Company, key: str) -> str:
    """Draw the choice of the time zone."""
    text = _(
        "Days and weeks are cut in this zone, and times that name none are read in it, from the next import on."
    )
    now = company.settings.time_zone
    zones = time_zones() if now in time_zones() else [now, *time_zones()]
    with explained(text):
        return st.selectbox(_("Time zone"), zones, index=zones.index(now), key=key, width=FIELD_WIDTH)


def first_weekday(company: Company, key: str) -> str:
    """Draw the choice of the day on which weeks start."""
    text = _(
        "Every weekly number is of weeks that start on this day. Only weeks from Monday have the number that "
        "calendars print; others are named by their days."
    )
    names = get_day_names("wide", locale=current_locale())
    with explained(text):
        return st.selectbox(
            _("Weeks start on"),
            FIRST_WEEKDAYS,
            index=FIRST_WEEKDAYS.index(company.settings.first_weekday),
            format_func=lambda day: names[WEEKDAYS.index(day)],
            key=key,
            width=FIELD_WIDTH,
        )


def fiscal_year(company: Company, key: str) -> int:
    """Draw the choice of the month in which the fiscal year starts."""
    text = _(
        "Quarters follow the fiscal year. Where it starts in another month than January they are named like "
        "Q1 FY2026/27."
    )
    names = get_month_names("wide", "stand-alone", locale=current_locale())
    with explained(text):
        return st.selectbox(
            _("Fiscal year starts in"),
            list(range(1, MONTHS_A_YEAR + 1)),
            index=company.settings.fiscal_year_first_month - 1,
            format_func=lambda month: names[month],
            key=key,
            width=FIELD_WIDTH,
        )


def occasions(company: Company, key: str) -> list[str]:
    """Draw the choice of the occasions that matter for a fair comparison with last year."""
    text = _(
        "Days that make a week unlike others in your business. Most of them move from year to year; those chosen "
        "are looked out for where a week is compared with last year's."
    )
    with explained(text):
        return st.multiselect(
            _("Occasions that matter to you"),
            OCCASIONS,
            default=list(company.settings.occasions),
            format_func=lambda name: _(OCCASION_LABELS[name]),
            placeholder=_("None"),
            key=key,
            width=FIELD_WIDTH,
        )
