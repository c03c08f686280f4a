"""The value a year ago, of the period that is fairly compared where holidays move."""

from collections.abc import Sequence

import pandas as pd

from analytics import occasions


def values(known: pd.Series, starts: list[pd.Timestamp], grain: str, keys: Sequence[str]) -> pd.Series:
    """Return the value a year before each period; NaN where that period has none.

    Parameters
    ----------
    known
        Values by the first day of their period.
    starts
        The first days of the periods.
    keys
        The occasions that concern the company.

    Examples
    --------
    >>> known = pd.Series([1.0, 2.0], index=pd.to_datetime(["2024-03-25", "2024-04-15"]))
    >>> week_of_easter = [pd.Timestamp("2025-04-14")]
    >>> [values(known, week_of_easter, "week", keys).tolist() for keys in ((), ("easter",))]
    [[2.0], [1.0]]
    """
    fair = [occasions.fair_year_ago(start, grain, keys).start for start in starts]
    return pd.Series(known.reindex(pd.DatetimeIndex(fair)).to_numpy(), index=pd.DatetimeIndex(starts))


def why(start: pd.Timestamp, grain: str, keys: Sequence[str]) -> str:
    """Return why a period is compared with another one than usual, or not quite fairly; "" where nothing moved."""
    return occasions.fair_year_ago(start, grain, keys).why if keys else ""
