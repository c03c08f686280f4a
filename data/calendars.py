"""How a company cuts time: on which day its weeks start, and in which month its fiscal year."""

from dataclasses import dataclass
from datetime import date, timedelta

GRAINS = ("day", "week", "month", "quarter")
DAYS_A_WEEK, MONTHS_A_QUARTER = 7, 3
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")  # as Python counts them


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where weeks and quarters start; days and months are the same for everybody.

    Attributes
    ----------
    first_weekday
        0 for Monday to 6 for Sunday.
    first_month
        The month in which the fiscal year starts, 1 to 12; quarters follow it.
    """

    first_weekday: int = 0
    first_month: int = 1

    @property
    def has_iso_weeks(self) -> bool:
        """True where weeks start on Monday: only then do they have a number that others count alike."""
        return self.first_weekday == 0

    @property
    def days_before_monday(self) -> int:
        """How many days before Monday a week starts: 1 on Sunday, 2 on Saturday."""
        return -self.first_weekday % DAYS_A_WEEK

    @property
    def months_after_january(self) -> int:
        """How many months after those of the calendar year quarters start: 0, 1 or 2."""
        return (self.first_month - 1) % MONTHS_A_QUARTER

    def start_of(self, day: date, grain: str) -> date:
        """Return the first day of the period that a day lies in.

        Examples
        --------
        >>> wednesday = date(2026, 11, 18)
        >>> Calendar().start_of(wednesday, "week"), Calendar(first_weekday=6).start_of(wednesday, "week")
        (datetime.date(2026, 11, 16), datetime.date(2026, 11, 15))
        >>> Calendar(first_month=2).start_of(date(2026, 1, 31), "quarter")
        datetime.date(2025, 11, 1)
        """
        if grain == "week":
            return day - timedelta(days=(day.weekday() - self.first_weekday) % DAYS_A_WEEK)
        if grain == "month":
            return day.replace(day=1)
        if grain == "quarter":
            months = day.year * 12 + day.month - 1
            first = months - (months - self.months_after_january) % MONTHS_A_QUARTER
            return date(first // 12, first % 12 + 1, 1)
        return day

    def quarter_of(self, day: date) -> tuple[int, int]:
        """Return the calendar year in which the fiscal year of a day starts, and the quarter's number in it.

        Examples
        --------
        >>> Calendar(first_month=4).quarter_of(date(2027, 3, 31))
        (2026, 4)
        """
        months = day.year * 12 + day.month - self.first_month
        return months // 12, months % 12 // MONTHS_A_QUARTER + 1
