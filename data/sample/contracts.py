"""Contracts: one per term of a subscriber, each with its price."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample.company import EXTRA_BAG_PRICE, MOST_BAGS, PLANS
from data.sample.lives import Lives
from data.sample.names import customer_ids
from data.sample.people import People
from data.sample.scope import NEVER, Flags, Real, Scope, Whole, numbered
from data.sample.truths import PRICE_RISE_PLAN, PRICE_RISE_VALUE

MORE_BAGS_SHARE = 0.07  # of the renewals
FEWER_BAGS_SHARE = 0.045
LATE_RENEWALS_SHARE = 0.08
BOXES_PER_MONTH = 13 / 12


@dataclass(frozen=True, slots=True)
class Contracts:
    """One entry per contract in every array, a customer's contracts one after the other.

    ``first`` and ``count`` have one entry per customer instead: where the customer's contracts start in the
    other arrays, and how many there are.
    """

    customer: Whole
    start_day: Whole
    due_day: Whole
    is_last: Flags
    bags: Whole
    box_price: Real
    first: Whole
    count: Whole

    def at(self, customer: Whole, day: Whole) -> Whole:
        """Return the position of the contract that customers have on the day beside them."""
        start, length = self.start_day[self.first[customer]], (self.due_day - self.start_day)[self.first[customer]]
        return np.asarray(self.first[customer] + np.minimum((day - start) // length, self.count[customer] - 1))

    @property
    def monthly_value(self) -> Real:
        """Recurring value per month in EUR; a box comes every four weeks."""
        return np.round(self.box_price * BOXES_PER_MONTH, 2)


def contracts(scope: Scope, people: People, lives: Lives) -> Contracts:
    """Return the contracts of all subscribers."""
    dice = scope.generator("contracts")
    term = np.array([*(plan.term_days for plan in PLANS), scope.days])[people.plan]
    until = np.minimum(lives.last_day, scope.days)
    count = np.where(people.has_plan, -((people.signup_day - until) // term), 0)
    customer = np.repeat(np.arange(scope.customers), count)
    first = np.cumsum(count) - count
    turn = np.arange(len(customer)) - first[customer]
    start_day = people.signup_day[customer] + turn * term[customer]
    bags = _bags(dice, turn, first[customer])
    return Contracts(
        customer=customer,
        start_day=start_day,
        due_day=start_day + term[customer],
        is_last=turn == count[customer] - 1,
        bags=bags,
        box_price=_box_prices(scope, people.plan[customer], start_day, bags),
        first=first,
        count=count,
    )


def _bags(dice: np.random.Generator, turn: Whole, first: Whole) -> Whole:
    """Return the bags of each contract: as many as before, sometimes one more or one less."""
    step = dice.choice([1, -1, 0], len(turn), p=[MORE_BAGS_SHARE, FEWER_BAGS_SHARE, 0.885])
    chosen = dice.choice([1, 2, 3], len(turn), p=[0.55, 0.33, 0.12])
    change = np.cumsum(np.where(turn == 0, 0, step))
    return np.asarray(np.clip(chosen[first] + change - change[first], 1, MOST_BAGS))


def _box_prices(scope: Scope, plan: Whole, start_day: Whole, bags: Whole) -> Real:
    price = np.array([plan.box_price for plan in PLANS])[plan] + EXTRA_BAG_PRICE * (bags - 1)
    if PRICE_RISE_VALUE.is_planted(scope):
        is_dearer = np.array([plan.name == PRICE_RISE_PLAN for plan in PLANS])[plan]
        price = price * np.where(
            is_dearer & (start_day >= PRICE_RISE_VALUE.first_day(scope)), PRICE_RISE_VALUE.size, 1
        )
    return np.asarray(np.round(price, 2))


def subscriptions(scope: Scope, people: People, lives: Lives, contracts: Contracts) -> pd.DataFrame:
    """Return the export of contracts."""
    dice = scope.generator("renewals")
    size = len(contracts.customer)
    late = dice.random(size) < LATE_RENEWALS_SHARE
    renewed_day = contracts.due_day + np.where(late, dice.integers(1, 7, size), -dice.integers(0, 15, size))
    left_day = lives.last_day[contracts.customer]
    return pd.DataFrame(
        {
            "subscription_id": numbered("S", np.arange(size), 6),
            "customer_id": customer_ids(contracts.customer),
            "started_on": scope.dates(contracts.start_day),
            "due_on": scope.dates(contracts.due_day),
            "renewed_on": scope.known(scope.dates(np.where(contracts.is_last, NEVER, renewed_day))),
            "cancelled_on": scope.dates(np.where(contracts.is_last, left_day, NEVER)),
            "recurring_value": contracts.monthly_value,
            "plan": np.array([plan.name for plan in PLANS], dtype=object)[people.plan[contracts.customer]],
            "bags_per_box": contracts.bags,
        }
    )
