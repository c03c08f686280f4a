"""Series made up for the noise test."""

import numpy as np
import pandas as pd

FREQUENCIES = {"week": "7D", "month": "MS", "quarter": "QS", "day": "D"}


def series(values, *, denominators=None, partial_last=False, end="2026-11-09", grain="week"):
    """Return values as `trends.series` would give them; with denominators they are shares of these."""
    starts = pd.date_range(end=end, periods=len(values), freq=FREQUENCIES[grain])
    whole = pd.Series(denominators if denominators is not None else np.nan, index=range(len(values)))
    return pd.DataFrame(
        {
            "period_start": starts,
            "period_end": starts + pd.Timedelta(days=6),
            "partial": np.arange(len(values)) == (len(values) - 1 if partial_last else -1),
            "segment": None,
            "value": values,
            "numerator": pd.Series(values) * whole.fillna(1),
            "denominator": whole,
            "low": np.nan,
            "high": np.nan,
        }
    )


def balances(plus, minus, answers, *, scale=1.0):
    """Return balances of answers with their intervals, as the formula gives them."""
    p, m = np.asarray(plus) / answers, np.asarray(minus) / answers
    half = 1.96 * np.sqrt((p + m - (p - m) ** 2) / answers) * scale
    frame = series((p - m) * scale, denominators=answers)
    return frame.assign(low=frame["value"] - half, high=frame["value"] + half)
