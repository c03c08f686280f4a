"""A company that sells once a week, on its Sunday, so that each week's revenue is what a test says."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd

from analytics import jobs
from data.store import Store
from tests.stores import put

FIRST_MONDAY = date(2026, 3, 2)


def monday(week: int) -> date:
    return FIRST_MONDAY + timedelta(weeks=week)


def orders(revenue: Sequence[float], first_week: int = 0) -> pd.DataFrame:
    weeks = range(first_week, first_week + len(revenue))
    sundays = [monday(week) + timedelta(days=6) for week in weeks]
    keys = [f"O{week}" for week in weeks]
    return pd.DataFrame(
        {
            "row_key": keys,
            "order_id": keys,
            "customer_id": "7",
            "ordered_at": [datetime.combine(day, datetime.min.time()) for day in sundays],
            "amount": [float(amount) for amount in revenue],
        }
    )


def selling(folder: Path, revenue: Sequence[float]) -> Store:
    """Return the store of a company with that much revenue in each week from the first Monday on."""
    store = Store(f"duckdb:///{folder / 'facts.duckdb'}")
    sell(store, revenue)
    return store


def sell(store: Store, revenue: Sequence[float], first_week: int = 0) -> None:
    """Import the revenue of some weeks, in the place of what was said of them before."""
    put(store, "orders", orders(revenue, first_week))
    jobs.after_import(store, {"orders"})
