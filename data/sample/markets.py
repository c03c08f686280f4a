"""Scores of the six markets, a measure or two for each, every four weeks."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample.scope import Scope

EVERY_DAYS = 28


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is measured in a market: where it began, what it gains in a year, its target and who answers for it."""

    market: str
    name: str
    began_at: float
    gains_a_year: float
    target: float
    owner: str


MEASURES = (
    _Measure("customer", "satisfaction, 1 to 10", 7.4, 0.2, 8.0, "Head of service"),
    _Measure("customer", "share of complaints solved at once", 61, 4, 75, "Head of service"),
    _Measure("referral", "partners who sent someone", 14, 6, 30, "Partner manager"),
    _Measure("influence", "articles about us", 3.5, 1.2, 6, "Press officer"),
    _Measure("employee", "would recommend working here, 0 to 10", 7.1, 0.1, 8, "People manager"),
    _Measure("employee", "applications per opening", 11, 3, 15, "People manager"),
    _Measure("supplier", "deliveries on time, %", 91, 1.5, 96, "Buyer"),
    _Measure("internal", "projects across teams", 4, 1, 6, "Head of operations"),
)


def market_scores(scope: Scope) -> pd.DataFrame:
    """Return the export of market scores."""
    dice = scope.generator("markets")
    day = np.repeat(np.arange(EVERY_DAYS - 1, scope.days, EVERY_DAYS), len(MEASURES))
    rounds = len(day) // len(MEASURES)
    began, gains = (
        np.tile([getattr(one, name) for one in MEASURES], rounds) for name in ("began_at", "gains_a_year")
    )
    value = (began + gains * day / 365) * dice.normal(1, 0.03, len(day))
    return pd.DataFrame(
        {
            "date": scope.dates(day),
            "market": [one.market for one in MEASURES] * rounds,
            "measure": [one.name for one in MEASURES] * rounds,
            "value": np.round(value, 1),
            "target": [one.target for one in MEASURES] * rounds,
            "owner": [one.owner for one in MEASURES] * rounds,
        }
    )
