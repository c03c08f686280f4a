"""Numbers as people read them: three meaningful digits, the unit always, "–" where undefined.

Full precision is for tables and exports; what stands here is for tiles, titles and sentences. Rates are
fractions in code and percent on screen; differences of rates are percentage points. A no-break space
keeps a number and its unit on one line.
"""

import math
from contextvars import ContextVar

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, get_currency_symbol

from components.texts import _, mark

UNDEFINED = "–"
NBSP = "\u00a0"
MINUS = "\u2212"

_SCALES = ((1e9, mark("bn")), (1e6, mark("M")), (1e3, mark("k")))
_locale: ContextVar[str] = ContextVar("rapport_locale", default="en_GB")


def current_locale() -> str:
    """Return the name of the locale that dates and numbers are written in."""
    return _locale.get()


def use_locale(name: str | None) -> None:
    """Write dates and numbers as this locale does ("de-DE"); unknown names leave the present one."""
    try:
        _locale.set(str(Locale.parse((name or "").replace("-", "_"))))
    except (UnknownLocaleError, ValueError):
        return


def is_undefined(value: float | None) -> bool:
    """Return True for what is shown as "–": None, NaN and the infinities."""
    return value is None or not math.isfinite(value)


def number(value: float | None, *, digits: int = 3) -> str:
    r"""Return a number with so many meaningful digits, scaled to thousands, millions or billions.

    Examples
    --------
    >>> number(1_234_567), number(12.345), number(0.04567), number(999_999), number(None)
    ('1.23\xa0M', '12.3', '0.0457', '1.00\xa0M', '–')
    """
    if value is None or is_undefined(value):
        return UNDEFINED
    scaled, suffix = _scaled(value, digits)
    text = _decimal(scaled, digits)
    return f"{text}{NBSP}{suffix}" if suffix else text


def count(value: float | None) -> str:
    r"""Return a whole number: written out below ten thousand, since rounded people look like a mistake.

    Examples
    --------
    >>> count(5012), count(48_210), count(float("nan"))
    ('5,012', '48.2\xa0k', '–')
    """
    if value is None or is_undefined(value):
        return UNDEFINED
    if abs(value) < 10_000:
        return _with_minus(format_decimal(round(value), locale=_locale.get()))
    return number(value)


def percent(fraction: float | None, *, digits: int = 3) -> str:
    r"""Return a fraction as percent.

    Examples
    --------
    >>> percent(0.12345), percent(1), percent(0.0)
    ('12.3\xa0%', '100\xa0%', '0\xa0%')
    """
    if fraction is None or is_undefined(fraction):
        return UNDEFINED
    return f"{_decimal(fraction * 100, digits)}{NBSP}%"


def percentage_points(difference: float | None) -> str:
    r"""Return the difference of two rates in percentage points, signed.

    Examples
    --------
    >>> percentage_points(0.0123), percentage_points(-0.2)
    ('+1.23\xa0pp', '−20.0\xa0pp')
    """
    if difference is None or is_undefined(difference):
        return UNDEFINED
    digits = 3 if abs(difference) >= 0.01 else 2  # a third digit of a small difference is noise
    return f"{_signed(_decimal(difference * 100, digits), difference)}{NBSP}{_('pp')}"


def money(amount: float | None, currency: str | None = None) -> str:
    r"""Return an amount with the currency's sign as the locale writes it; without a currency, the number alone.

    Up to ten thousand it is written out, as people write prices and budgets.

    Examples
    --------
    >>> money(1_234_567, "GBP"), money(12.345, "EUR"), money(-4_300, "USD"), money(99, None)
    ('£1.23\xa0M', '€12.3', '−US$4,300', '99.0')
    """
    if amount is None or is_undefined(amount):
        return UNDEFINED
    text = count(abs(amount)) if 999.5 <= abs(amount) < 10_000 else number(abs(amount))
    if currency:
        symbol = get_currency_symbol(currency, locale=_locale.get())
        text = f"{symbol}{text}" if _currency_first() else f"{text}{NBSP}{symbol}"
    return f"{MINUS}{text}" if amount < 0 else text


def duration(seconds: float | None) -> str:
    r"""Return seconds as people say them.

    Examples
    --------
    >>> duration(42.4), duration(134), duration(9_000), duration(200_000)
    ('42\xa0s', '2.23\xa0min', '2.50\xa0h', '2.31\xa0days')
    """
    if seconds is None or is_undefined(seconds):
        return UNDEFINED
    whole = round(seconds)
    if whole < 60:
        return _("{seconds}\u00a0s").format(seconds=whole)
    if whole < 3600:
        return _("{minutes}\u00a0min").format(minutes=_decimal(seconds / 60, 3))
    if whole < 48 * 3600:
        return _("{hours}\u00a0h").format(hours=_decimal(seconds / 3600, 3))
    return _("{days}\u00a0days").format(days=_decimal(seconds / 86400, 3))


def value(amount: float | None, unit: str, *, currency: str | None = None) -> str:
    r"""Return a metric's value as a tile shows it.

    Parameters
    ----------
    amount
        In the unit of the catalogue: rates as fractions, times in seconds or hours.
    unit
        "rate", "money", "points", "balance" or "index" (−1 to 1), "seconds", "hours"; anything else is counted.
    currency
        ISO 4217 code, for money.

    Examples
    --------
    >>> value(0.0421, "rate"), value(1.3, "hours"), value(46.2, "points"), value(5012, "customers")
    ('4.21\xa0%', '1.30\xa0h', '+46.2', '5,012')
    """
    if amount is None or is_undefined(amount):
        return UNDEFINED
    if unit == "rate":
        return percent(amount)
    if unit == "money":
        return money(amount, currency)
    if unit in _SECONDS:
        return duration(amount * _SECONDS[unit])
    if unit in _SIGNED:
        return _score(amount, unit)
    return count(amount)


def change(now: float | None, before: float | None, unit: str) -> str:
    r"""Return how far a value moved: rates in percentage points, scores in their unit, the rest in percent.

    Examples
    --------
    >>> change(0.12, 0.10, "rate"), change(110, 100, "money"), change(40, 46, "points"), change(1, 0, "customers")
    ('+2.00\xa0pp', '+10.0\xa0%', '−6.0', '–')
    """
    if now is None or before is None or is_undefined(now) or is_undefined(before):
        return UNDEFINED
    if unit == "rate":
        return percentage_points(now - before)
    if unit in _SIGNED:
        return _score(now - before, unit)
    if before == 0:
        return UNDEFINED
    relative = (now - before) / abs(before)
    return _signed(percent(relative), relative)


def interval(middle: float, low: float, high: float, unit: str) -> str:
    r"""Return a value with its interval: "46 ± 7" where it is even, else from low to high.

    Examples
    --------
    >>> interval(0.46, 0.39, 0.53, "rate"), interval(0.02, 0.01, 0.08, "rate")
    ('46.0 ± 7.0\xa0%', '2.00\xa0% (1.00\xa0% to 8.00\xa0%)')
    """
    if any(is_undefined(part) for part in (middle, low, high)):
        return value(middle, unit)
    half, scale = (high - low) / 2, 100 if unit == "rate" else 1
    if unit in {"rate", *_SIGNED} and abs(middle - (low + high) / 2) < 0.1 * half:
        text = f"{_tenths(middle * scale)} ± {_tenths(half * scale)}"
        return f"{text}{NBSP}%" if unit == "rate" else text
    text = _("{value} ({low} to {high})")
    return text.format(value=value(middle, unit), low=value(low, unit), high=value(high, unit))


def spread(low: float, high: float, unit: str) -> str:
    r"""Return an interval from its low to its high end, the unit said once.

    Examples
    --------
    >>> spread(0.00842, 0.0167, "rate"), spread(11.5, 53.7, "points"), spread(float("nan"), 1.0, "rate")
    ('0.842–1.67\xa0%', '+11.5 to +53.7', '–')
    """
    if is_undefined(low) or is_undefined(high):
        return UNDEFINED
    if unit == "rate":
        return f"{percent(low).removesuffix(f'{NBSP}%')}–{percent(high)}"
    return _("{low} to {high}").format(low=value(low, unit), high=value(high, unit))


_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_SIGNED = {"points": 1, "balance": 3, "index": 3}  # and how many decimals mean something


def _scaled(amount: float, digits: int) -> tuple[float, str]:
    """Return the amount in the largest scale that it fills once rounded, and the scale's letter."""
    rounded = abs(float(f"{amount:.{digits}g}"))
    for size, letter in _SCALES:
        if rounded >= size:
            return amount / size, _(letter)
    return amount, ""


def _decimal(amount: float, digits: int) -> str:
    """Return a number below a thousand (or a rate above) with so many meaningful digits."""
    if amount == 0:
        return "0"
    rounded = float(f"{amount:.{digits}g}")
    places = max(0, digits - 1 - math.floor(math.log10(abs(rounded))))
    pattern = "#,##0" + ("." + "0" * min(places, 6) if places else "")
    return _with_minus(format_decimal(rounded, pattern, locale=_locale.get()))


def _score(amount: float, unit: str) -> str:
    """Return a signed score with as many decimals as mean something in its unit."""
    places = _SIGNED[unit]
    rounded = round(amount, places)
    return _signed(_with_minus(format_decimal(rounded, f"0.{'0' * places}", locale=_locale.get())), rounded)


def _tenths(amount: float) -> str:
    return _with_minus(format_decimal(amount, "#,##0.0", locale=_locale.get()))


def _with_minus(text: str) -> str:
    return text.replace("-", MINUS)


def _signed(text: str, amount: float) -> str:
    return f"+{text}" if amount > 0 else text


def _currency_first() -> bool:
    return str(Locale.parse(_locale.get()).currency_formats["standard"].pattern).startswith("¤")
