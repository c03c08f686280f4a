"""Series of weeks as `analytics.trends.series` gives them, and companies whose truth is known."""

import numpy as np
import pandas as pd

from analytics.forecast.history import History, history
from analytics.metrics import CATALOGUE

REVENUE, OPENS, NPS = CATALOGUE["revenue"], CATALOGUE["email_open_rate"], CATALOGUE["net_promoter_score"]
NEW = CATALOGUE["customers_new"]
FIRST = "2023-01-02"


def series(values, *, denominators=None, partial_last=False):
    starts = pd.date_range(FIRST, periods=len(values), freq="7D")
    values = pd.Series(values, dtype=float)
    whole = pd.Series(denominators if denominators is not None else np.nan, index=range(len(values)), dtype=float)
    return pd.DataFrame(
        {
            "period_start": starts,
            "period_end": starts + pd.Timedelta(days=6),
            "partial": [False] * (len(values) - 1) + [partial_last],
            "segment": None,
            "value": values,
            "numerator": values * whole.fillna(1),
            "denominator": whole,
            "low": np.nan,
            "high": np.nan,
        }
    )


def past(values, metric=REVENUE, **named) -> History:
    return history(series(values, **named), metric)


def season_and_trend(weeks, seed, noise=20.0):
    """Return revenue of about 1,000 a week that grows by 2 a week and peaks before Christmas."""
    week, dice = np.arange(weeks), np.random.default_rng(seed)
    peak = 300 * np.exp(-(((week % 52 - 48) / 3) ** 2)) + 100 * np.sin(2 * np.pi * week / 52)
    return 1000 + 2 * week + peak + dice.normal(0, noise, weeks)


def random_walk(weeks, seed):
    return 1000 + np.cumsum(np.random.default_rng(seed).normal(0, 20, weeks))


def last_year_and_noise(weeks, seed):
    """Return a year of chance, then each week the value of a year before and a little chance."""
    dice = np.random.default_rng(seed)
    values = list(dice.normal(1000, 100, 52))
    for week in range(52, weeks):
        values.append(values[week - 52] + dice.normal(0, 10))
    return np.array(values)


def level_and_noise(weeks, seed):
    """Return a level that wanders slowly under much noise."""
    dice = np.random.default_rng(seed)
    return 1000 + np.cumsum(dice.normal(0, 5, weeks)) + dice.normal(0, 40, weeks)
