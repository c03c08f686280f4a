"""How large a sample is, which days it covers, and the dice each part of it throws."""

from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.errors import TooLittleDataError
from data.texts import _

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.object_]
Times = npt.NDArray[np.datetime64]

NEVER = 10**6  # the day number of what did not happen
FEWEST_CUSTOMERS = 20
FEWEST_WEEKS = 8
MINUTES_OF_A_DAY = 24 * 60

WEEKDAY_FACTORS = np.array([0.92, 0.9, 0.95, 1.0, 1.12, 1.16, 0.95])  # Monday to Sunday, mean 1


@dataclass(frozen=True, slots=True)
class Scope:
    """The size of a sample. Days are numbered from 0, the first day, to ``days - 1``, the end.

    Attributes
    ----------
    customers
        How many customers ever signed up.
    weeks
        Length of the history; the company opened on its first day.
    end
        The last day of the history.
    seed
        The same seed gives the same rows.
    """

    customers: int
    weeks: int
    end: date
    seed: int

    def __post_init__(self) -> None:
        if self.customers < FEWEST_CUSTOMERS or self.weeks < FEWEST_WEEKS:
            text = _(
                "A sample of {customers} customers over {weeks} weeks is too small to show anything. "
                "Ask for at least {fewest_customers} customers and {fewest_weeks} weeks."
            )
            raise TooLittleDataError(
                text.format(
                    customers=self.customers,
                    weeks=self.weeks,
                    fewest_customers=FEWEST_CUSTOMERS,
                    fewest_weeks=FEWEST_WEEKS,
                )
            )

    @property
    def days(self) -> int:
        """The number of days."""
        return 7 * self.weeks

    @property
    def start(self) -> date:
        """The first day."""
        return self.end - timedelta(days=self.days - 1)

    def generator(self, part: str) -> np.random.Generator:
        """Return the dice of one part; a part added later leaves those of the others as they are."""
        return np.random.default_rng([self.seed, crc32(part.encode())])

    def dates(self, day: Whole) -> Times:
        """Return day numbers as dates; NaT from ``NEVER`` on."""
        dates = np.datetime64(self.start, "s") + np.minimum(day, NEVER).astype("timedelta64[D]")
        return np.asarray(np.where(day < NEVER, dates, np.datetime64("NaT", "s")))

    def moments(self, day: Whole, minute: Whole) -> Times:
        """Return day numbers and minutes of the day as moments; NaT from ``NEVER`` on."""
        return np.asarray(self.dates(day) + minute.astype("timedelta64[m]"))

    def day_numbers(self, dates: pd.Series) -> Whole:
        """Return dates as day numbers."""
        days = (dates - pd.Timestamp(self.start)) // pd.Timedelta(days=1)
        return days.to_numpy().astype(np.int64)

    def not_yet(self, times: Times) -> Flags:
        """Tell which times lie after the end, and so can't be known yet."""
        return np.asarray(times >= np.datetime64(self.end + timedelta(days=1), "s"))

    def known(self, times: Times) -> Times:
        """Return the times with NaT for those after the end."""
        return np.where(self.not_yet(times), np.datetime64("NaT", "s"), times)

    def season(self, day: Whole) -> Real:
        """Return how busy a day is for its time of year: 1 on average, more in winter and before gifts are due."""
        first = self.start.timetuple().tm_yday
        day_of_year = (day + first) % 365.25
        winter = 0.18 * np.cos(2 * np.pi * (day_of_year - 15) / 365.25)
        gifts = 0.5 * np.exp(-(((day_of_year - 344) / 11) ** 2))
        return np.asarray(0.97 + winter + gifts)

    def weekday(self, day: Whole) -> Real:
        """Return how busy a day is for its weekday, 1 on average."""
        return np.asarray(WEEKDAY_FACTORS[(day + self.start.weekday()) % 7])

    def growth(self, day: Whole) -> Real:
        """Return how far the company has grown, from 1 on the first day by 45 % a year."""
        return np.asarray(1 + 0.45 * day / 365)


def minutes_of_day(dice: np.random.Generator, size: int) -> Whole:
    """Return minutes of the day at which people are up, most of them in the afternoon."""
    return np.clip(dice.normal(14.5 * 60, 3.5 * 60, size), 6 * 60, 23 * 60).astype(np.int64)


def numbered(prefix: str, numbers: Whole, digits: int) -> Words:
    """Return ids such as C000123 for numbers counted from 0.

    >>> numbered("C", np.array([0, 122]), 6).tolist()
    ['C000001', 'C000123']
    """
    return np.array([f"{prefix}{number + 1:0{digits}d}" for number in numbers], dtype=object)


def yes_no(flags: Flags) -> Words:
    """Return flags as an export writes them."""
    return np.where(flags, "yes", "no").astype(object)


def only_where(flags: Flags, words: npt.ArrayLike) -> Words:
    """Return the words where the flags hold, and None elsewhere.

    >>> only_where(np.array([True, False]), ["a", "b"]).tolist()
    ['a', None]
    """
    kept = np.array(np.broadcast_to(np.asarray(words, dtype=object), flags.shape))
    kept[~flags] = None
    return kept
