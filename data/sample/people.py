"""Who the customers are: when they came, where they live, what they chose, and what can't be seen of them."""

from dataclasses import dataclass

import numpy as np

from data.sample.company import CHANNELS, COUNTRIES, NO_PLAN, PLANS
from data.sample.scope import NEVER, Flags, Real, Scope, Whole

OPENING_WAVE_SHARE = 0.22  # of all customers, who came with the opening
WEEKLY_FADE = 0.008  # chance in a week that interest begins to fade
NEVER_REFERRED = -1


@dataclass(frozen=True, slots=True)
class People:
    """One entry per customer in every array, in the order in which they signed up.

    Attributes
    ----------
    signup_day, country, channel, plan
        What an export shows; ``country`` and the others are positions in the company's lists, ``plan`` is
        ``NO_PLAN`` for those who buy by the bag.
    referrer
        The customer who referred this one, or ``NEVER_REFERRED``.
    consent, is_member
        May be written to; is in the loyalty programme.
    engagement
        Interest in the shop, 0 to 1; never exported, seen only in what people do.
    trouble
        How often things go wrong for this customer, 1 on average; never exported.
    discount_share
        Share of orders bought with a discount, 0 to 1.
    fade_day
        The day on which interest begins to fade, perhaps ``NEVER``; never exported.
    """

    signup_day: Whole
    country: Whole
    channel: Whole
    plan: Whole
    referrer: Whole
    consent: Flags
    is_member: Flags
    engagement: Real
    trouble: Real
    discount_share: Real
    fade_day: Whole

    @property
    def has_plan(self) -> Flags:
        """Tell who subscribes."""
        return np.asarray(self.plan != NO_PLAN)

    def lives_in(self, country: str) -> Flags:
        """Tell who lives in a country."""
        return np.asarray(self.country == list(COUNTRIES).index(country))


def people(scope: Scope) -> People:
    """Draw the customers of a sample."""
    dice = scope.generator("people")
    size = scope.customers
    signup_day = _signup_days(scope, dice)
    channel = dice.choice(len(CHANNELS), size, p=list(CHANNELS.values()))
    referrer = _referrers(dice, signup_day, channel)
    # nobody was there yet to refer the very first
    unreferred = (channel == list(CHANNELS).index("referral")) & (referrer == NEVER_REFERRED)
    plan_shares = [plan.share for plan in PLANS]
    engagement = dice.beta(2.2, 2.0, size)
    return People(
        signup_day=signup_day,
        country=dice.choice(len(COUNTRIES), size, p=list(COUNTRIES.values())),
        channel=np.where(unreferred, list(CHANNELS).index("market stall"), channel),
        plan=dice.choice([*range(len(PLANS)), NO_PLAN], size, p=[*plan_shares, 1 - sum(plan_shares)]),
        referrer=referrer,
        consent=dice.random(size) < 0.84,
        is_member=dice.random(size) < 0.25 + 0.4 * engagement,
        engagement=engagement,
        trouble=dice.gamma(2.0, 0.5, size),
        discount_share=np.round(dice.beta(1.4, 5.0, size), 2),
        fade_day=_fade_days(dice, signup_day, scope),
    )


def _signup_days(scope: Scope, dice: np.random.Generator) -> Whole:
    day = np.arange(scope.days)
    steady = scope.growth(day) * scope.season(day) * scope.weekday(day)
    opening = np.exp(-day / 12)
    chance = (1 - OPENING_WAVE_SHARE) * steady / steady.sum() + OPENING_WAVE_SHARE * opening / opening.sum()
    return np.sort(dice.choice(scope.days, scope.customers, p=chance))


def _referrers(dice: np.random.Generator, signup_day: Whole, channel: Whole) -> Whole:
    came_earlier = np.searchsorted(signup_day, signup_day - 6)  # customers of a week or more
    referrer = (dice.random(len(signup_day)) * came_earlier).astype(np.int64)
    by_referral = (channel == list(CHANNELS).index("referral")) & (came_earlier > 0)
    return np.where(by_referral, referrer, NEVER_REFERRED)


def _fade_days(dice: np.random.Generator, signup_day: Whole, scope: Scope) -> Whole:
    day = signup_day + 7 * dice.geometric(WEEKLY_FADE, len(signup_day))
    return np.where(day < scope.days, day, NEVER)
