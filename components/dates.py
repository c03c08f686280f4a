"""Days and periods as the reader's locale writes them; weeks as "W47, 16–22 Nov"."""

from datetime import date, timedelta

from babel.dates import format_date, format_skeleton

from components.numbers import NBSP, current_locale
from components.texts import _


def day(when: date) -> str:
    """Return a day with its year.

    Examples
    --------
    >>> day(date(2026, 11, 16))
    '16 Nov 2026'
    """
    return format_date(when, "medium", locale=current_locale())


def day_of_year(when: date) -> str:
    r"""Return a day without its year, where the year is plain.

    Examples
    --------
    >>> day_of_year(date(2026, 11, 16))
    '16\xa0Nov'
    """
    return str(format_skeleton("MMMd", when, locale=current_locale())).replace(" ", NBSP)


def week(monday: date) -> str:
    r"""Return a week by its ISO number and its days.

    Examples
    --------
    >>> week(date(2026, 11, 16)), week(date(2026, 11, 30))
    ('W47, 16–22\xa0Nov', 'W49, 30\xa0Nov – 6\xa0Dec')
    """
    sunday = monday + timedelta(days=6)
    number = monday.isocalendar().week
    if monday.month == sunday.month:
        days = f"{monday.day}–{sunday.day}{NBSP}{_month(monday)}"
    else:
        days = f"{monday.day}{NBSP}{_month(monday)} – {sunday.day}{NBSP}{_month(sunday)}"
    return _("W{number}, {days}").format(number=number, days=days)


def week_before(monday: date) -> date:
    """Return the Monday a week earlier.

    Examples
    --------
    >>> week_before(date(2026, 1, 5))
    datetime.date(2025, 12, 29)
    """
    return monday - timedelta(weeks=1)


def period(start: date, grain: str) -> str:
    """Return a period by its first day and grain ("day", "week", "month" or "quarter").

    Examples
    --------
    >>> period(date(2026, 10, 1), "month"), period(date(2026, 10, 1), "quarter")
    ('Oct 2026', 'Q4 2026')
    """
    if grain == "week":
        return week(start)
    if grain == "month":
        return str(format_skeleton("yMMM", start, locale=current_locale()))
    if grain == "quarter":
        return format_date(start, "QQQ y", locale=current_locale())
    return day(start)


def last_day(start: date, grain: str) -> date:
    """Return the last day inside a period.

    Examples
    --------
    >>> last_day(date(2026, 2, 1), "month"), last_day(date(2026, 10, 1), "quarter")
    (datetime.date(2026, 2, 28), datetime.date(2026, 12, 31))
    """
    if grain in {"day", "week"}:
        return start + timedelta(days=6 if grain == "week" else 0)
    months = 1 if grain == "month" else 3
    ahead = start.replace(day=28) + timedelta(days=4 + 31 * (months - 1))
    return ahead.replace(day=1) - timedelta(days=1)


def span(first: date, last: date) -> str:
    """Return two days as a range.

    Examples
    --------
    >>> span(date(2026, 8, 24), date(2026, 11, 22))
    '24 Aug 2026 – 22 Nov 2026'
    """
    return f"{day(first)} – {day(last)}"


def _month(when: date) -> str:
    return format_date(when, "MMM", locale=current_locale())
