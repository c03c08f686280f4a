"""The company's settings: what the numbers depend on beside the rows. Kept in the state store."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from data.calendars import WEEKDAYS, Calendar
from data.errors import UnknownNameError


@dataclass(frozen=True, slots=True)
class Settings:
    """What a company may set; None means not set, and then a default or a proposal from the data is used.

    Attributes
    ----------
    time_zone
        IANA name. Naive times are in it; times with an offset are converted to it.
    first_weekday
        The day on which weeks start: "monday", "sunday" or "saturday".
    fiscal_year_first_month
        The month in which the fiscal year starts, 1 to 12; quarters follow it.
    currency
        ISO 4217 code of amounts that name none.
    inactivity_window_days
        A customer without a contract is active while the last order lies within this many days.
    renewal_grace_days
        A contract counts as renewed when that happens at most this many days after it came due.
    lead_maturity_days
        A lead counts as converted when that happens at most this many days after it was created.
    resolution_target_hours
        Tickets solved within this many hours are within target.
    own_brand
        Which of the tracked brands is ours; None: every mention is of ours.
    margin_rate
        Margin as a share of revenue, 0 to 1, for customers whose own margin is unknown.
    annual_discount_rate
        By which money a year away counts less, 0.1 for 10 %.
    """

    time_zone: str = "UTC"
    first_weekday: str = "monday"
    fiscal_year_first_month: int = 1
    currency: str | None = None
    inactivity_window_days: int | None = None
    renewal_grace_days: int = 30
    lead_maturity_days: int = 30
    resolution_target_hours: float = 48.0
    own_brand: str | None = None
    margin_rate: float | None = None
    annual_discount_rate: float = 0.1

    @classmethod
    def from_stored(cls, stored: dict[str, Any]) -> Self:
        """Build the settings from what is stored; a setting no longer known is left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})

    @property
    def calendar(self) -> Calendar:
        """How the company cuts time into weeks and quarters."""
        return Calendar(WEEKDAYS.index(self.first_weekday), self.fiscal_year_first_month)

    def changed(self, **changes: Any) -> Self:
        """Return the settings with some of them changed."""
        known = {field.name for field in fields(self)}
        for name in changes:
            if name not in known:
                raise UnknownNameError("setting", name, known)
        return type(self)(**(asdict(self) | changes))
