"""The company's settings: what the numbers depend on beside the rows. Kept in the state store."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self, TypedDict

from data.calendars import WEEKDAYS, Calendar
from data.errors import UnknownNameError


class Rate(TypedDict):
    """A rate as it was entered: one unit of a currency is ``rate`` of ``into``; ``entered_on`` is an ISO date."""

    rate: float
    into: str
    entered_on: str


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
    currency_rates
        By currency, how much of the main currency one unit of it is, and since when that is entered. One rate
        holds for all of history, so that a change over time is one of the business and not of the market.
    inactivity_window_days
        A customer without a contract is active while the last order lies within this many days.
    renewal_grace_days
        A contract counts as renewed when that happens at most this many days after it came due.
    lead_maturity_days
        A lead counts as converted when that happens at most this many days after it was created.
    resolution_target_hours
        Tickets solved within this many hours are within target.
    nps_scale
        The highest answer of the company's question on recommending, 10 or 5.
    csat_satisfied_from
        By the highest answer of a scale ("5"), from which answer on somebody is satisfied; the top two of scales
        that aren't there.
    own_brand
        Which of the tracked brands is ours; None: every mention is of ours.
    margin_rate
        Margin as a share of revenue, 0 to 1, for customers whose own margin is unknown.
    occasions
        Which holidays that move from year to year matter for a fair comparison with last year.
    annual_discount_rate
        By which money a year away counts less, 0.1 for 10 %.
    """

    time_zone: str = "UTC"
    first_weekday: str = "monday"
    fiscal_year_first_month: int = 1
    currency: str | None = None
    currency_rates: Mapping[str, Rate] = field(default_factory=dict)
    inactivity_window_days: int | None = None
    renewal_grace_days: int = 30
    lead_maturity_days: int = 30
    resolution_target_hours: float = 48.0
    nps_scale: int = 10
    csat_satisfied_from: Mapping[str, float] = field(default_factory=dict)
    own_brand: str | None = None
    margin_rate: float | None = None
    annual_discount_rate: float = 0.1
    occasions: tuple[str, ...] = ()

    @classmethod
    def from_stored(cls, stored: dict[str, Any]) -> Self:
        """Build the settings from what is stored; what isn't there has its default, what isn't known is left out.

        Examples
        --------
        >>> Settings.from_stored({"occasions": ["easter"], "shoe_size": 43}).occasions
        ('easter',)
        """
        known = {field.name for field in fields(cls)}
        own: dict[str, Any] = {name: value for name, value in stored.items() if name in known}
        if "occasions" in own:
            own["occasions"] = tuple(own["occasions"])  # JSON knows lists alone
        return cls(**own)

    @property
    def calendar(self) -> Calendar:
        """How the company cuts time into weeks and quarters."""
        return Calendar(WEEKDAYS.index(self.first_weekday), self.fiscal_year_first_month)

    def rates_into(self, currency: str | None) -> dict[str, float]:
        """Return the rates that lead to a currency; one entered for another main currency is none.

        Examples
        --------
        >>> entered = Rate(rate=0.9, into="EUR", entered_on="2026-11-25")
        >>> Settings(currency_rates={"USD": entered}).rates_into("EUR")
        {'USD': 0.9}
        >>> Settings(currency_rates={"USD": entered}).rates_into("CHF")
        {}
        """
        return {code: one["rate"] for code, one in self.currency_rates.items() if one["into"] == currency}

    def changed(self, **changes: Any) -> Self:
        """Return the settings with some of them changed."""
        known = {field.name for field in fields(self)}
        for name in changes:
            if name not in known:
                raise UnknownNameError("setting", name, known)
        return type(self)(**(asdict(self) | changes))
