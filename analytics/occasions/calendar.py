"""On which days an occasion falls, year by year.

Ramadan follows the Umm al-Qura calendar of Saudi Arabia. Where the new moon is sighted by eye it can begin and end
a day earlier or later, and no calendar knows that ahead.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pandas as pd
from borax.calendars.lunardate import LunarDate
from dateutil.easter import easter
from hijridate import Hijri

from data.errors import UnknownNameError
from data.texts import _, mark

LABELS = {
    "lunar_new_year": mark("Lunar New Year"),
    "ramadan": mark("Ramadan and Eid"),
    "easter": mark("Easter"),
    "singles_day": mark("11.11"),
    "black_friday": mark("Black Friday to Cyber Monday"),
    "christmas": mark("Christmas"),
}
KEYS = tuple(LABELS)

HIJRI_YEARS = range(1343, 1501)  # 1924 to 2077, as published
LUNAR_YEARS = range(1900, 2101)
RAMADAN, SHAWWAL = 9, 10  # months
EID_DAYS = 3
THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Occasion:
    """One year's occurrence of an occasion; both days are inside."""

    key: str
    first_day: date
    last_day: date

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return _(LABELS[self.key])

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last_day - self.first_day).days + 1

    def days_in(self, first: date, last: date) -> int:
        """Return how many of its days lie in a stretch whose both ends are inside.

        Examples
        --------
        >>> Occasion("easter", date(2024, 3, 29), date(2024, 4, 1)).days_in(date(2024, 3, 1), date(2024, 3, 31))
        3
        """
        return max(0, (min(last, self.last_day) - max(first, self.first_day)).days + 1)


def between(first: date, last: date, keys: Iterable[str]) -> list[Occasion]:
    """Return the occasions of those keys that touch the days from first to last, in their order.

    Ramadan is known from 1924 to 2077 and Lunar New Year from 1900 to 2100; later ones are absent.

    Raises
    ------
    UnknownNameError
        Where a key isn't one of ``KEYS``.

    Examples
    --------
    >>> [(found.key, f"{found.first_day}") for found in between(date(2025, 1, 1), date(2025, 5, 1), KEYS)]
    [('lunar_new_year', '2025-01-29'), ('ramadan', '2025-03-01'), ('easter', '2025-04-18')]
    """
    years = range(first.year - 1, last.year + 2)
    every = [occasion for key in keys for occasion in _every(_known(key), years)]
    touching = [occasion for occasion in every if occasion.days_in(first, last)]
    return sorted(touching, key=lambda occasion: (occasion.first_day, occasion.key))


def marks(first: date, last: date, keys: Iterable[str]) -> pd.DataFrame:
    """Return what a chart of the days from first to last marks on its time axis.

    Returns
    -------
    DataFrame
        label, first_day, last_day: a row per occasion, cut to the days shown.
    """
    found = between(first, last, keys)
    return pd.DataFrame(
        {
            "label": [occasion.label for occasion in found],
            "first_day": pd.to_datetime([max(first, occasion.first_day) for occasion in found]),
            "last_day": pd.to_datetime([min(last, occasion.last_day) for occasion in found]),
        }
    )


def _known(key: str) -> str:
    if key not in LABELS:
        raise UnknownNameError("occasion", key, LABELS)
    return key


def _every(key: str, years: Iterable[int]) -> Iterator[Occasion]:
    """Return the occurrences of a key in these years; Ramadan can come twice in one."""
    for year in years:
        for first, last in _days(key, year):
            yield Occasion(key, first, last)


@cache
def _days(key: str, year: int) -> tuple[tuple[date, date], ...]:
    return tuple(_RULES[key](year))


def _lunar_new_year(year: int) -> Iterator[tuple[date, date]]:
    """Return the new year's day and the six after it."""
    if year in LUNAR_YEARS:
        first = LunarDate(year, 1, 1).to_solar_date()
        yield first, first + timedelta(days=6)


def _ramadan(year: int) -> Iterator[tuple[date, date]]:
    """Return Ramadan with the three days of Eid al-Fitr, where it begins in the year."""
    about = round((year - 622) * 33 / 32)  # a year of twelve moons is shorter by a 33rd
    for hijri_year in range(about - 1, about + 3):
        if hijri_year in HIJRI_YEARS:
            first = Hijri(hijri_year, RAMADAN, 1).to_gregorian()
            last = Hijri(hijri_year, SHAWWAL, EID_DAYS).to_gregorian()
            if first.year == year:
                yield date(*first.timetuple()[:3]), date(*last.timetuple()[:3])


def _easter(year: int) -> Iterator[tuple[date, date]]:
    """Return Good Friday to Easter Monday of the western churches."""
    sunday = easter(year)
    yield sunday - timedelta(days=2), sunday + timedelta(days=1)


def _singles_day(year: int) -> Iterator[tuple[date, date]]:
    yield date(year, 11, 11), date(year, 11, 11)


def _black_friday(year: int) -> Iterator[tuple[date, date]]:
    """Return the day after the fourth Thursday of November to the Monday after it."""
    november = date(year, 11, 1)
    friday = november + timedelta(days=(THURSDAY - november.weekday()) % 7 + 22)
    yield friday, friday + timedelta(days=3)


def _christmas(year: int) -> Iterator[tuple[date, date]]:
    yield date(year, 12, 24), date(year, 12, 26)


_RULES: dict[str, Callable[[int], Iterator[tuple[date, date]]]] = {
    "lunar_new_year": _lunar_new_year,
    "ramadan": _ramadan,
    "easter": _easter,
    "singles_day": _singles_day,
    "black_friday": _black_friday,
    "christmas": _christmas,
}
