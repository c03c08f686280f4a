"""What is planted in the sample company, with its size: one list that the generator, tests and docs read."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.errors import UnknownNameError
from data.sample.scope import Scope
from data.texts import mark


@dataclass(frozen=True, slots=True)
class Truth:
    """Something that is true of the sample because it was put there.

    Attributes
    ----------
    key
        Its name in code and tests.
    sentence
        What is true, in words.
    size
        How strong it is, in ``unit``: ``times`` (a factor), ``points`` (a difference of two shares) or ``share``.
    tables
        The exports in which it can be found.
    starts_weeks_before_end, lasts_weeks
        When it holds: from the Monday so many weeks before the end, for so many weeks. None: all the time.
    needs_weeks
        A history shorter than this can't hold it, and then it isn't planted.
    """

    key: str
    sentence: str
    size: float
    unit: str
    tables: tuple[str, ...]
    starts_weeks_before_end: int | None = None
    lasts_weeks: int | None = None
    needs_weeks: int = 0

    def is_planted(self, scope: Scope) -> bool:
        """Tell whether the history is long enough to hold it."""
        return scope.weeks >= self.needs_weeks

    def first_day(self, scope: Scope) -> int:
        """Return the number of the first day on which it holds."""
        if self.starts_weeks_before_end is None:
            return 0
        return 7 * (scope.weeks - self.starts_weeks_before_end)

    def days(self, scope: Scope) -> range:
        """Return the numbers of the days on which it holds; none where it isn't planted."""
        if not self.is_planted(scope):
            return range(0)
        first = self.first_day(scope)
        return range(first, scope.days if self.lasts_weeks is None else first + 7 * self.lasts_weeks)

    def dates(self, scope: Scope) -> tuple[date, date] | None:
        """Return the first and the last day on which it holds, or None where it isn't planted."""
        days = self.days(scope)
        if not days:
            return None
        return scope.start + timedelta(days=days[0]), scope.start + timedelta(days=days[-1])


FAILURE_COUNTRY = "United Kingdom"
PRICE_RISE_PLAN = "Regular"
LEAK_COLUMN = "closing_survey_sent"
OFFER_WINDOW_DAYS = 90

DELIVERY_FAILURE_TICKETS = Truth(
    "delivery_failure_tickets",
    mark("For three weeks deliveries fail in the United Kingdom: its customers open four times as many tickets."),
    size=4.0,
    unit="times",
    tables=("tickets", "customers"),
    starts_weeks_before_end=40,
    lasts_weeks=3,
    needs_weeks=52,
)
DELIVERY_FAILURE_MENTIONS = Truth(
    "delivery_failure_mentions",
    mark("In the same three weeks the share of negative mentions of our brand is two and a half times the usual."),
    size=2.5,
    unit="times",
    tables=("mentions",),
    starts_weeks_before_end=40,
    lasts_weeks=3,
    needs_weeks=52,
)
DELIVERY_FAILURE_CHURN = Truth(
    "delivery_failure_churn",
    mark("In the eight weeks after it, subscribers in the United Kingdom leave 1.6 times as often as elsewhere."),
    size=1.6,
    unit="times",
    tables=("customers", "subscriptions"),
    starts_weeks_before_end=37,
    lasts_weeks=8,
    needs_weeks=52,
)
PRICE_RISE_CHURN = Truth(
    "price_rise_churn",
    mark(
        "The plan Regular gets dearer: for ten weeks its subscribers leave 1.8 times as often as they would have."
    ),
    size=1.8,
    unit="times",
    tables=("customers", "subscriptions"),
    starts_weeks_before_end=24,
    lasts_weeks=10,
    needs_weeks=40,
)
PRICE_RISE_VALUE = Truth(
    "price_rise_value",
    mark("From then on the price of a box of the plan Regular is 1.12 times what it was, contract by contract."),
    size=1.12,
    unit="times",
    tables=("subscriptions", "orders"),
    starts_weeks_before_end=24,
    needs_weeks=40,
)
WELCOME_SERIES_OPENS = Truth(
    "welcome_series_opens",
    mark("A new welcome series is opened by 12 of 100 recipients more than the old one."),
    size=0.12,
    unit="points",
    tables=("email_campaigns",),
    starts_weeks_before_end=20,
    needs_weeks=40,
)
RETENTION_OFFER_EFFECT = Truth(
    "retention_offer_effect",
    mark("The retention offer keeps a quarter of those who would have left within 90 days; who got it was drawn."),
    size=0.25,
    unit="share",
    tables=("retention_actions", "customers"),
    needs_weeks=26,
)
LEAKING_COLUMN = Truth(
    "leaking_column",
    mark(
        "The column closing_survey_sent of customers is filled in after someone left: 97 of 100 of them have it."
    ),
    size=0.97,
    unit="share",
    tables=("customers",),
)

TRUTHS: tuple[Truth, ...] = (
    DELIVERY_FAILURE_TICKETS,
    DELIVERY_FAILURE_MENTIONS,
    DELIVERY_FAILURE_CHURN,
    PRICE_RISE_CHURN,
    PRICE_RISE_VALUE,
    WELCOME_SERIES_OPENS,
    RETENTION_OFFER_EFFECT,
    LEAKING_COLUMN,
)


def truth(key: str) -> Truth:
    """Return the planted truth of that key, or say which there are."""
    for candidate in TRUTHS:
        if candidate.key == key:
            return candidate
    raise UnknownNameError("planted truth", key, (candidate.key for candidate in TRUTHS))


def planted(scope: Scope) -> tuple[Truth, ...]:
    """Return the truths that a sample of this length holds."""
    return tuple(candidate for candidate in TRUTHS if candidate.is_planted(scope))
