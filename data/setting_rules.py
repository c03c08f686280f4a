"""What each setting may be, the same for every door: read from a text, checked, with what is allowed said."""

import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import Any
from zoneinfo import available_timezones

from babel.numbers import list_currencies

from data.errors import InvalidSettingError, UnknownNameError
from data.settings import Settings
from data.texts import _

FIRST_WEEKDAYS = ("monday", "sunday", "saturday")
MONTHS_A_YEAR = 12
LONGEST_DAYS = 3_650
LONGEST_HOURS = 8_760.0
OPTIONAL = frozenset(
    field.name for field in fields(Settings) if field.default is None
)  # not set: proposed from the data, or done without


def checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes as they are stored, or say what is allowed.

    Parameters
    ----------
    changes
        Setting → new value, typed or as a text; "" and None set an optional setting back.

    Raises
    ------
    UnknownNameError
        If there is no such setting.
    InvalidSettingError
        If the value isn't one that the setting can have.

    Examples
    --------
    >>> checked({"currency": "eur", "inactivity_window_days": "90", "margin_rate": ""})
    {'currency': 'EUR', 'inactivity_window_days': 90, 'margin_rate': None}
    """
    return {name: _checked(name, value) for name, value in changes.items()}


def time_zones() -> list[str]:
    """Return the time zones there are, by place ("Asia/Jakarta"), with UTC."""
    places = [name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/"))]
    return sorted([*places, "UTC"])


def currencies() -> list[str]:
    """Return the ISO 4217 codes of the currencies there are."""
    return sorted(list_currencies())


def _checked(name: str, value: Any) -> Any:
    if name not in _RULES:
        raise UnknownNameError(_("setting"), name, _RULES)
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        if name in OPTIONAL:
            return None
        raise InvalidSettingError(_("{name} can't be empty.").format(name=name))
    return _RULES[name](name, value)


def _time_zone(_name: str, value: Any) -> str:
    if str(value) not in available_timezones():
        text = _("There is no time zone called {value}.{hint} They are called like Europe/Berlin or Asia/Jakarta.")
        raise InvalidSettingError(text.format(value=value, hint=_hint(str(value), time_zones())))
    return str(value)


def _currency(_name: str, value: Any) -> str:
    code = str(value).upper()
    if code not in list_currencies():
        text = _(
            "There is no currency called {value}.{hint} They are called by three letters, such as EUR or IDR."
        )
        raise InvalidSettingError(text.format(value=value, hint=_hint(code, currencies())))
    return code


def _hint(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return _(" Did you mean {near}?").format(near=near[0]) if near else ""


def _weekday(name: str, value: Any) -> str:
    day = str(value).lower()
    if day not in FIRST_WEEKDAYS:
        text = _("{name} is {value!r}. Weeks start on monday, sunday or saturday.")
        raise InvalidSettingError(text.format(name=name, value=value))
    return day


def _month(name: str, value: Any) -> int:
    month = _number(value)
    if not (1 <= month <= MONTHS_A_YEAR and month == int(month)):
        text = _("{name} is {value!r}. It must be the number of a month, from 1 for January to 12 for December.")
        raise InvalidSettingError(text.format(name=name, value=value))
    return int(month)


def _brand(_name: str, value: Any) -> str:
    return str(value)


def _days(name: str, value: Any) -> int:
    days = _number(value)
    if not (1 <= days <= LONGEST_DAYS and days == int(days)):
        text = _("{name} is {value!r}. It must be a whole number of days from 1 to {longest}.")
        raise InvalidSettingError(text.format(name=name, value=value, longest=LONGEST_DAYS))
    return int(days)


def _hours(name: str, value: Any) -> float:
    hours = _number(value)
    if not 0 < hours <= LONGEST_HOURS:
        text = _("{name} is {value!r}. It must be a number of hours above 0, at most {longest:.0f}.")
        raise InvalidSettingError(text.format(name=name, value=value, longest=LONGEST_HOURS))
    return hours


def _rate(name: str, value: Any) -> float:
    rate = _number(value)
    if not 0 <= rate <= 1:
        text = _("{name} is {value!r}. It must be a share from 0 to 1, such as 0.35 for 35 %.")
        raise InvalidSettingError(text.format(name=name, value=value))
    return rate


def _number(value: Any) -> float:
    """Return the value as a number; NaN, which no range holds, where it is none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


_RULES: dict[str, Callable[[str, Any], Any]] = {
    "time_zone": _time_zone,
    "first_weekday": _weekday,
    "fiscal_year_first_month": _month,
    "currency": _currency,
    "inactivity_window_days": _days,
    "renewal_grace_days": _days,
    "lead_maturity_days": _days,
    "resolution_target_hours": _hours,
    "own_brand": _brand,
    "margin_rate": _rate,
    "annual_discount_rate": _rate,
}
