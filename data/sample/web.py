"""Web traffic by day and source, and what is spent on being found."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample.lives import Lives
from data.sample.scope import Scope

# source: share of the visits, chance that a visit ends in an order, seconds of a visit
SOURCES = {
    "search": (0.36, 0.026, 105),
    "direct": (0.22, 0.041, 140),
    "social": (0.2, 0.012, 62),
    "newsletter": (0.1, 0.048, 120),
    "referral": (0.07, 0.034, 118),
    "advertisement": (0.05, 0.017, 54),
}
VISITS_PER_CUSTOMER_AND_DAY = 0.16


@dataclass(frozen=True, slots=True)
class _Budget:
    """What is spent all the time, in EUR per customer and day, and on which weekdays it is booked."""

    purpose: str
    channel: str
    euros: float
    weekdays: tuple[int, ...]


BUDGETS = (
    _Budget("acquisition", "search", 0.0044, tuple(range(7))),
    _Budget("acquisition", "social", 0.0036, tuple(range(7))),
    _Budget("acquisition", "partner", 0.0021, tuple(range(5))),
    _Budget("retention", "e-mail", 0.003, (0,)),
    _Budget("other", "brand", 0.004, (2,)),
)


def web_traffic(scope: Scope) -> pd.DataFrame:
    """Return the export of web traffic, a row per day and source."""
    dice = scope.generator("web")
    day = np.repeat(np.arange(scope.days), len(SOURCES))
    share, chance, seconds = np.tile(np.array(list(SOURCES.values())).T, scope.days)
    usual = VISITS_PER_CUSTOMER_AND_DAY * scope.customers * scope.growth(day) * scope.season(day)
    noise = dice.gamma(60, 1 / 60, len(day))  # a tenth either way
    sessions = dice.poisson(usual * scope.weekday(day) * share * noise)
    views = sessions + dice.poisson(2.1 * sessions)
    return pd.DataFrame(
        {
            "date": scope.dates(day),
            "source": np.tile(np.array(list(SOURCES), dtype=object), scope.days),
            "sessions": sessions,
            "users": dice.binomial(sessions, 0.86),
            "views": views,
            "seconds_on_site": np.round(sessions * seconds * dice.gamma(90, 1 / 90, len(day))).astype(int),
            "conversions": dice.binomial(sessions, chance),
            "new_visitors": dice.binomial(sessions, 0.55),
        }
    )


def spend(scope: Scope, lives: Lives) -> pd.DataFrame:
    """Return the export of marketing spend: what is spent all the time, and a launch's extra."""
    dice = scope.generator("spend")
    rows = [_spent(scope, dice, budget) for budget in BUDGETS]
    launch_day = np.array([launch.day for launch in lives.launches], dtype=np.int64)
    extra = pd.DataFrame(
        {
            "date": scope.dates(launch_day),
            "purpose": "retention",
            "channel": "post",
            "campaign": [f"Stay with us {turn + 1}" for turn in range(len(launch_day))],
            "amount": [round(6.5 * float(launch.treated.sum()), 2) for launch in lives.launches],
        }
    )
    return pd.concat([*rows, extra]).sort_values(["date", "purpose", "channel"], kind="stable", ignore_index=True)


def _spent(scope: Scope, dice: np.random.Generator, budget: _Budget) -> pd.DataFrame:
    day = np.arange(scope.days)
    day = day[np.isin(day % 7, list(budget.weekdays))]
    usual = budget.euros * scope.customers * 7 / len(budget.weekdays) * scope.growth(day) * scope.season(day)
    return pd.DataFrame(
        {
            "date": scope.dates(day),
            "purpose": budget.purpose,
            "channel": budget.channel,
            "campaign": "always on",
            "amount": np.round(usual * dice.uniform(0.8, 1.2, len(day)), 2),
        }
    )
