"""The export of customers, as the shop's system has them on the last day."""

import numpy as np
import pandas as pd

from data.sample.company import CHANNELS, COUNTRIES, NO_PLAN, PLANS, TIERS
from data.sample.contracts import Contracts
from data.sample.lives import Lives
from data.sample.names import customer_ids, email_addresses, full_names
from data.sample.people import NEVER_REFERRED, People
from data.sample.scope import NEVER, Flags, Real, Scope, Whole, Words, only_where, yes_no
from data.sample.truths import (
    DELIVERY_FAILURE_CHURN,
    FAILURE_COUNTRY,
    LEAK_COLUMN,
    LEAKING_COLUMN,
    PRICE_RISE_CHURN,
    PRICE_RISE_PLAN,
)

TIER_POINTS = (300, 900)
SURVEYED_BY_MISTAKE_SHARE = 0.005  # of those who have not left
DAYS_PER_MONTH = 365.25 / 12
OWNERS = ("North desk", "South desk", "Office accounts")
MARGIN_RATES = (0.34, 0.38, 0.31, 0.42)  # by plan, the last for customers without one


def customers(
    scope: Scope, people: People, lives: Lives, contracts: Contracts, points: tuple[Whole, Whole]
) -> pd.DataFrame:
    """Return the export of customers; ``points`` are those ever earned and those left, by customer."""
    dice = scope.generator("customers")
    number = np.arange(scope.customers)
    left = people.has_plan & (lives.last_day < NEVER)
    plan = _plan_names(people)
    earned, balance = points
    is_office = plan == "Office"
    return pd.DataFrame(
        {
            "customer_id": customer_ids(number),
            "email": email_addresses(number),
            "name": full_names(number),
            "segment": np.where(
                is_office, "Office", np.where(dice.random(scope.customers) < 0.12, "Gift", "Home")
            ),
            "country": _named(list(COUNTRIES), people.country),
            "acquisition_channel": _named(list(CHANNELS), people.channel),
            "signed_up_on": scope.dates(people.signup_day),
            "plan": plan,
            "recurring_value": _recurring_values(people, contracts),
            "status": only_where(people.has_plan, np.where(left, "cancelled", "active")),
            "churned": only_where(people.has_plan, yes_no(left)),
            "churned_on": scope.dates(np.where(left, lives.last_day, NEVER)),
            "churn_reason": _reasons(scope, people, np.where(left, lives.last_day, NEVER)),
            "referred_by": _referrers(people),
            "loyalty_tier": only_where(people.is_member, _tiers(earned)),
            "loyalty_points": pd.Series(balance, dtype="Int64").where(people.is_member),
            "margin_rate": _margin_rates(dice, people),
            "contact_consent": yes_no(people.consent),
            "owner": np.where(is_office, OWNERS[2], _named(list(OWNERS[:2]), number % 2)),
            "tenure_months": _tenure_months(scope, people, np.where(left, lives.last_day, NEVER)),
            "discount_share": people.discount_share,
            "age_band": dice.choice(
                ["18-29", "30-44", "45-59", "60+"], scope.customers, p=[0.24, 0.37, 0.26, 0.13]
            ),
            "grind": dice.choice(["beans", "filter", "espresso"], scope.customers),
            LEAK_COLUMN: _closing_survey(dice, left),
        }
    )


def _named(names: list[str], position: Whole) -> Words:
    return np.array(names, dtype=object)[position]


def _plan_names(people: People) -> Words:
    return np.array([*(plan.name for plan in PLANS), None], dtype=object)[people.plan]


def _recurring_values(people: People, contracts: Contracts) -> Real:
    """Return the value per month of everyone's latest contract; none for customers without one."""
    values = np.full(len(people.plan), np.nan)
    latest = contracts.is_last
    values[contracts.customer[latest]] = contracts.monthly_value[latest]
    return values


def _reasons(scope: Scope, people: People, left_day: Whole) -> Words:
    """Return why people say they left; the planted causes are named by most of those they hit."""
    dice = scope.generator("reasons")
    reasons = ["price", "taste", "moved away", "too much coffee at home", "delivery", "not said"]
    said = _named(reasons, dice.choice(len(reasons), len(left_day), p=[0.22, 0.16, 0.12, 0.2, 0.1, 0.2]))
    speaks_out = dice.random(len(left_day)) < 0.6
    regular = people.plan == [plan.name for plan in PLANS].index(PRICE_RISE_PLAN)
    by_price = np.isin(left_day, PRICE_RISE_CHURN.days(scope)) & regular & speaks_out
    by_failure = (
        np.isin(left_day, DELIVERY_FAILURE_CHURN.days(scope)) & people.lives_in(FAILURE_COUNTRY) & speaks_out
    )
    said = np.where(by_price, "price", np.where(by_failure, "delivery", said))
    return only_where(left_day < NEVER, said)


def _referrers(people: People) -> Words:
    return only_where(people.referrer != NEVER_REFERRED, customer_ids(people.referrer))


def _tiers(points_earned: Whole) -> Words:
    return _named(list(TIERS), np.searchsorted(TIER_POINTS, points_earned, side="right"))


def _margin_rates(dice: np.random.Generator, people: People) -> Real:
    usual = np.array(MARGIN_RATES)[np.where(people.plan == NO_PLAN, len(PLANS), people.plan)]
    rates = np.clip(usual - 0.2 * people.discount_share + dice.normal(0, 0.02, len(usual)), 0.05, 0.6)
    return np.asarray(np.round(rates, 3), dtype=np.float64)


def _tenure_months(scope: Scope, people: People, left_day: Whole) -> Real:
    days = np.minimum(left_day, scope.days) - people.signup_day
    return np.asarray(np.round(days / DAYS_PER_MONTH, 1), dtype=np.float64)


def _closing_survey(dice: np.random.Generator, left: Flags) -> Words:
    chance = np.where(left, LEAKING_COLUMN.size, SURVEYED_BY_MISTAKE_SHARE)
    return yes_no(dice.random(len(left)) < chance)
