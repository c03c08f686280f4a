"""Days and periods as the reader's locale writes them; weeks as "W47, 16–22 Nov"."""

from contextvars import ContextVar
from datetime import date, timedelta

from babel.dates import format_date, format_skeleton

from components.numbers import NBSP, current_locale
from components.texts import _
from data.calendars import Calendar

MONDAY, JANUARY = 0, 1

_calendar: ContextVar[Calendar] = ContextVar("rapport_calendar", default=Calendar())  # noqa: B039 - it is frozen


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


def use_calendar(calendar: Calendar) -> None:
    """Name weeks and quarters as the company whose store is open cuts them."""
    _calendar.set(calendar)


def current_calendar() -> Calendar:
    """Return how the company whose store is open cuts weeks and quarters."""
    return _calendar.get()


def week(first: date) -> str:
    r"""Return a week by its days; one that starts on Monday by its ISO number too.

    Weeks that start on another day have no number that everybody counts alike.

    Examples
    --------
    >>> week(date(2026, 11, 16)), week(date(2026, 11, 30)), week(date(2026, 11, 15))
    ('W47, 16–22\xa0Nov', 'W49, 30\xa0Nov – 6\xa0Dec', '15–21\xa0Nov')
    """
    last = first + timedelta(days=6)
    if first.month == last.month:
        days = f"{first.day}–{last.day}{NBSP}{_month(first)}"
    else:
        days = f"{first.day}{NBSP}{_month(first)} – {last.day}{NBSP}{_month(last)}"
    if first.weekday() != MONDAY:
        return days
    return _("W{number}, {days}").format(number=first.isocalendar().week, days=days)


def week_before(first: date) -> date:
    """Return the first day of the week before.

    Examples
    --------
    >>> week_before(date(2026, 1, 5))
    datetime.date(2025, 12, 29)
    """
    return first - timedelta(weeks=1)


def quarter(first: date) -> str:
    """Return a quarter by its number in the company's fiscal year.

    Examples
    --------
    >>> quarter(date(2026, 10, 1))
    'Q4 2026'
    >>> use_calendar(Calendar(first_month=4)); quarter(date(2027, 1, 1)); use_calendar(Calendar())
    'Q4 FY2026/27'
    """
    calendar = current_calendar()
    if calendar.first_month == JANUARY:
        return format_date(first, "QQQ y", locale=current_locale())
    year, number = calendar.quarter_of(first)
    return _("Q{number} FY{year}/{next_year:02d}").format(number=number, year=year, next_year=(year + 1) % 100)


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
        return quarter(start)
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
