"""A company whose growth slows is not said to fall short of a line drawn through its fastest months."""

import numpy as np
import pandas as pd

from analytics import signals
from analytics.metrics import metric

WEEKS = 80


def series(values):
    starts = pd.date_range("2025-05-05", periods=len(values), freq="7D")
    nothing = np.full(len(values), np.nan)
    columns = {"period_start": starts, "period_end": starts + pd.Timedelta(days=6), "partial": False}
    counts = {"segment": None, "value": values, "numerator": values, "denominator": nothing}
    return pd.DataFrame(columns | counts | {"low": nothing, "high": nothing})


def test_sessions_that_grow_more_slowly_than_before_are_within_what_is_usual():
    # By 1 % a week for the first forty weeks, by less and less after that, by nothing in the end.
    weekly = np.concatenate([np.full(WEEKS // 2, 0.01), np.linspace(0.01, 0.0, WEEKS // 2)])
    dice = np.random.default_rng(5)
    sessions = 8_000 * np.exp(np.cumsum(weekly) + 0.02 * dice.normal(size=WEEKS))
    rows = signals.history(series(sessions), metric("web_sessions"), "week").tail(26)
    below = rows["signal"] & (sessions[-26:] < rows["expected"])
    assert below.sum() <= 1
