"""Snapshots: customers as they were on a past day, and whether they left within the horizon after it.

Features of a snapshot are read from rows known on its day. Its outcome lies between that day and the horizon's
end, so two snapshots a horizon apart share no outcome day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.churn.result import CONTRACT
from data.features import buyers, leaving
from data.features.behaviour import Tables
from data.settings import Settings

MOST_CUT_OFFS = 6
RUN_UP_DAYS = 60
WINDOW_WITHOUT_REPEATS_DAYS = 365

Frame = Callable[[Any], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: who leaves within the horizon after a day, by which kind of data.

    ``headers`` names canonical columns of the customers table as the file does.
    """

    mode: str
    as_of: date | None
    horizon_days: int
    settings: Settings
    headers: dict[str, str]


def leaving_of(tables: Tables, frame: Frame, question: Question) -> leaving.Leaving:
    """Return what leaving means, with an inactivity window proposed from the data where none is set."""
    settings = question.settings
    if question.mode == CONTRACT:
        return leaving.ContractEnds(question.horizon_days, settings.renewal_grace_days)
    window = settings.inactivity_window_days
    if window is None:
        proposed = frame(buyers.proposed_window(tables, question.as_of or date.max))["days"].dropna()
        window = WINDOW_WITHOUT_REPEATS_DAYS if proposed.empty else int(proposed.iloc[0])
    return leaving.NoMoreOrders(question.horizon_days, window)


def cut_offs(first_day: date, as_of: date, horizon_days: int) -> list[date]:
    """Return the days to look back from, latest first: each a horizon before the next, the last has an outcome.

    The earliest lies two months (or a horizon, if that is shorter) after the first day with data, so that there
    is something to go by.

    Examples
    --------
    >>> [f"{day:%m-%d}" for day in cut_offs(date(2026, 1, 1), date(2026, 12, 31), 90)]
    ['10-02', '07-04', '04-05']
    """
    horizon = timedelta(days=horizon_days)
    days = [as_of - horizon * (number + 1) for number in range(MOST_CUT_OFFS)]
    return [day for day in days if (day - first_day).days >= run_up_days(horizon_days)]


def run_up_days(horizon_days: int) -> int:
    """Return how much history a snapshot needs before it."""
    return min(horizon_days, RUN_UP_DAYS)


def snapshot(tables: Tables, frame: Frame, meaning: leaving.Leaving, on: date) -> pd.DataFrame:
    """Return the customers who could leave after a day, with their features as of its end."""
    rows = frame(leaving.features(meaning, tables, on))
    return rows.sort_values("customer_id", kind="stable").reset_index(drop=True)


def with_outcome(tables: Tables, frame: Frame, meaning: leaving.Leaving, on: date) -> pd.DataFrame:
    """Return a snapshot with ``left`` and its ``cut_off``."""
    rows = snapshot(tables, frame, meaning, on)
    stayed = set(frame(meaning.stayed(tables, on))["customer_id"])
    return rows.assign(left=~rows["customer_id"].isin(stayed), cut_off=pd.Timestamp(on))
