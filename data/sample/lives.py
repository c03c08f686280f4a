"""What happens to the customers: trouble, offers, and the day each of them leaves."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from data.sample.company import NO_PLAN, PLANS
from data.sample.people import People
from data.sample.scope import NEVER, Flags, Real, Scope, Whole
from data.sample.truths import (
    DELIVERY_FAILURE_CHURN,
    DELIVERY_FAILURE_TICKETS,
    FAILURE_COUNTRY,
    OFFER_WINDOW_DAYS,
    PRICE_RISE_CHURN,
    PRICE_RISE_PLAN,
    RETENTION_OFFER_EFFECT,
)

WEEKLY_TICKETS = 0.024  # per customer
WEEKS_REMEMBERED = 13  # a ticket makes leaving likelier for so long
LAUNCH_EVERY_WEEKS = 13
AT_RISK_SHARE = 0.35  # of the active subscribers, those likeliest to leave, are in a launch
MEAN_LIFE_DAYS_WITHOUT_PLAN = 420


@dataclass(frozen=True, slots=True)
class Launch:
    """A retention offer on one day: who was in it, and who was drawn to get it."""

    day: int
    customer: Whole
    treated: Flags


@dataclass(frozen=True, slots=True)
class Lives:
    """What happened to everyone.

    Attributes
    ----------
    last_day
        Per customer the first day on which they are gone, or ``NEVER``. For subscribers this is the day the
        contract ended; those who buy by the bag leave without saying so.
    ticket_customer, ticket_day, ticket_of_failure
        The support cases, in no order; the last tells those that the delivery failure caused.
    launches
        The retention offers.
    """

    last_day: Whole
    ticket_customer: Whole
    ticket_day: Whole
    ticket_of_failure: Flags
    launches: tuple[Launch, ...]

    def present(self, customer: Whole, day: Whole) -> Flags:
        """Tell whether each customer is still there on the day beside it."""
        return np.asarray(day < self.last_day[customer])


def lives(scope: Scope, people: People) -> Lives:
    """Let the weeks go by."""
    customer, day, of_failure = _trouble(scope, people)
    leaving = _Leaving(scope, people, customer[~of_failure], day[~of_failure])
    for week in range(scope.weeks):
        leaving.live_through(week)
    gone = np.where(people.has_plan, leaving.left_day, _quiet_ends(scope, people))
    there = day < gone[customer]
    return Lives(gone, customer[there], day[there], of_failure[there], tuple(leaving.launches))


def _quiet_ends(scope: Scope, people: People) -> Whole:
    dice = scope.generator("quiet ends")
    mean = MEAN_LIFE_DAYS_WITHOUT_PLAN * (0.3 + 1.4 * people.engagement)
    day = people.signup_day + 1 + dice.exponential(mean).astype(np.int64)
    return np.where(day < scope.days, day, NEVER)


def _trouble(scope: Scope, people: People) -> tuple[Whole, Whole, Flags]:
    """Return customer and day of every case, and whether the delivery failure caused it."""
    dice = scope.generator("trouble")
    usual = _cases(dice, people.trouble, people.signup_day, scope.days)
    failure = DELIVERY_FAILURE_TICKETS.days(scope)
    if not failure:
        return *usual, np.zeros(len(usual[0]), dtype=bool)
    extra = people.trouble * people.lives_in(FAILURE_COUNTRY) * (DELIVERY_FAILURE_TICKETS.size - 1)
    caused = _cases(dice, extra, np.clip(people.signup_day, failure.start, failure.stop), failure.stop)
    of_failure = np.repeat([False, True], [len(usual[0]), len(caused[0])])
    return np.concatenate([usual[0], caused[0]]), np.concatenate([usual[1], caused[1]]), of_failure


def _cases(dice: np.random.Generator, rate: Real, first_day: Whole, end_day: int) -> tuple[Whole, Whole]:
    """Return customer and day of cases at so many times the usual rate between two days."""
    span = end_day - first_day
    count = dice.poisson(WEEKLY_TICKETS * rate * span / 7)
    customer = np.repeat(np.arange(len(rate)), count)
    return customer, first_day[customer] + (dice.random(len(customer)) * span[customer]).astype(np.int64)


class _Leaving:
    """The weekly decision to stay or to leave, for all subscribers at once."""

    def __init__(self, scope: Scope, people: People, ticket_customer: Whole, ticket_day: Whole) -> None:
        self.scope = scope
        self.people = people
        self.dice = scope.generator("leaving")
        self.left_day = np.full(scope.customers, NEVER)
        self.kept_until = np.full(scope.customers, -1)
        self.launches: list[Launch] = []
        self.recent_tickets = np.zeros(scope.customers, dtype=np.int64)
        by_week = np.argsort(ticket_day, kind="stable")
        edges = np.searchsorted(ticket_day[by_week], 7 * np.arange(scope.weeks + 1))
        self.tickets_of_week = [ticket_customer[by_week[a:b]] for a, b in pairwise(edges)]
        plan_hazard = np.array([*(plan.weekly_hazard for plan in PLANS), 0.0])  # NO_PLAN is the last
        traits = np.exp(2.6 * (0.5 - people.engagement) + 2.2 * (people.discount_share - 0.2))
        self.usual_hazard = plan_hazard[people.plan] * traits

    def live_through(self, week: int) -> None:
        self._remember(week)
        there = np.flatnonzero(
            (self.people.plan != NO_PLAN) & (self.people.signup_day < 7 * week) & (self.left_day == NEVER)
        )
        hazard = self._hazard(week, there)
        if self._is_launch(week):
            self._launch(7 * week, there, hazard)
        leaves = there[self.dice.random(len(there)) < hazard]
        day = 7 * week + self.dice.integers(0, 7, len(leaves))
        free = day > self.kept_until[leaves]
        self.left_day[leaves[free]] = day[free]

    def _remember(self, week: int) -> None:
        size = self.scope.customers
        if week >= 1:
            self.recent_tickets += np.bincount(self.tickets_of_week[week - 1], minlength=size)
        if week > WEEKS_REMEMBERED:
            self.recent_tickets -= np.bincount(self.tickets_of_week[week - 1 - WEEKS_REMEMBERED], minlength=size)

    def _hazard(self, week: int, there: Whole) -> Real:
        """Return everyone's chance to leave in the week, 0 to 0.5."""
        people, day = self.people, 7 * week
        tenure_weeks = week - people.signup_day[there] // 7
        hazard = self.usual_hazard[there] * np.where(tenure_weeks < 9, 1.5, np.where(tenure_weeks > 52, 0.75, 1.0))
        hazard *= 1 + 1.8 * np.minimum(self.recent_tickets[there], 3)
        hazard *= np.where(people.fade_day[there] <= day, 14.0, 1.0)
        if day in DELIVERY_FAILURE_CHURN.days(self.scope):
            hazard *= np.where(people.lives_in(FAILURE_COUNTRY)[there], DELIVERY_FAILURE_CHURN.size, 1.0)
        if day in PRICE_RISE_CHURN.days(self.scope):
            dearer = PLANS[[plan.name for plan in PLANS].index(PRICE_RISE_PLAN)]
            hazard *= np.where(people.plan[there] == PLANS.index(dearer), PRICE_RISE_CHURN.size, 1.0)
        return np.asarray(np.minimum(hazard, 0.5))

    def _is_launch(self, week: int) -> bool:
        # counted back from the end, so that the window of the last launch has just closed
        back = self.scope.weeks - week
        early = week < LAUNCH_EVERY_WEEKS
        return RETENTION_OFFER_EFFECT.is_planted(self.scope) and back % LAUNCH_EVERY_WEEKS == 0 and not early

    def _launch(self, day: int, there: Whole, hazard: Real) -> None:
        may = self.people.consent[there]
        there, hazard = there[may], hazard[may]
        chosen = np.sort(there[np.argsort(-hazard, kind="stable")[: int(len(there) * AT_RISK_SHARE)]])
        treated = self.dice.random(len(chosen)) < 0.5
        persuaded = chosen[treated & (self.dice.random(len(chosen)) < RETENTION_OFFER_EFFECT.size)]
        self.kept_until[persuaded] = day + OFFER_WINDOW_DAYS
        self.launches.append(Launch(day, chosen, treated))
