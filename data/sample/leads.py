"""Leads: people who showed interest, and offices to which a deal was offered."""

import numpy as np
import pandas as pd

from data.sample.company import CHANNELS, PLANS
from data.sample.names import customer_ids, email_addresses
from data.sample.people import NEVER_REFERRED, People
from data.sample.scope import NEVER, Flags, Scope, Whole, Words, numbered, only_where, yes_no

LEADS_IN_VAIN = 2.6  # per lead that became a customer
OFFICE_SHARE = 0.12
DAYS_TO_CLOSE = 45


def leads(scope: Scope, people: People) -> pd.DataFrame:
    """Return the export of leads; the deals among them are those with offices."""
    dice = scope.generator("leads")
    customer, created, converted = _all_leads(scope, people, dice)
    is_office = np.where(
        customer >= 0, people.plan[customer] == len(PLANS) - 1, dice.random(len(customer)) < OFFICE_SHARE
    )
    closed = np.where(converted < NEVER, converted, created + dice.integers(5, DAYS_TO_CLOSE, len(customer)))
    closed = np.where(is_office & (closed < scope.days), closed, NEVER)
    return pd.DataFrame(
        {
            "lead_id": numbered("L", np.arange(len(customer)), 6),
            "created_on": scope.dates(created),
            "closed_on": scope.dates(closed),
            "source": _sources(dice, people, customer),
            "stage": _stages(dice, converted < NEVER, closed < NEVER),
            "won": only_where(closed < NEVER, yes_no(converted < NEVER)),
            "converted_on": scope.dates(converted),
            "customer_id": only_where(customer >= 0, customer_ids(customer)),
            "customer_email": only_where(customer >= 0, email_addresses(customer)),
            "value": np.where(is_office, np.round(dice.lognormal(6.8, 0.4, len(customer)), 2), np.nan),
        }
    )


def _all_leads(scope: Scope, people: People, dice: np.random.Generator) -> tuple[Whole, Whole, Whole]:
    """Return customer (-1: none), day of creation and day of conversion, by day of creation."""
    won = np.flatnonzero(people.referrer == NEVER_REFERRED)
    waited = np.minimum(dice.exponential(12, len(won)).astype(np.int64), 80)
    day = np.arange(scope.days)
    busy = scope.growth(day) * scope.season(day) * scope.weekday(day)
    in_vain = int(LEADS_IN_VAIN * len(won))
    customer = np.concatenate([won, np.full(in_vain, -1)])
    created = np.concatenate(
        [np.maximum(people.signup_day[won] - waited, 0), dice.choice(day, in_vain, p=busy / busy.sum())]
    )
    converted = np.concatenate([people.signup_day[won], np.full(in_vain, NEVER)])
    turn = np.argsort(created, kind="stable")
    return customer[turn], created[turn], converted[turn]


def _sources(dice: np.random.Generator, people: People, customer: Whole) -> Words:
    names = np.array(list(CHANNELS), dtype=object)
    shares = np.array([0.34, 0.3, 0.0, 0.14, 0.12, 0.1])  # nobody comes by referral without a referrer
    elsewhere = dice.choice(len(names), len(customer), p=shares)
    return np.asarray(names[np.where(customer >= 0, people.channel[customer], elsewhere)])


def _stages(dice: np.random.Generator, converted: Flags, closed: Flags) -> Words:
    pending = dice.choice(np.array(["new", "contacted", "offer made"], dtype=object), len(converted))
    return np.where(converted, "customer", np.where(closed, "lost", pending))
