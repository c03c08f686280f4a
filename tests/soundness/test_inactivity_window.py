"""The window was a week where nobody had bought twice, so that every customer was lost after seven days."""

import ibis
import pandas as pd
import pytest

from data.basis import proposed_inactivity_window
from tests.tables import in_memory


def proposed(*orders: tuple[str, str]) -> float | None:
    frame = pd.DataFrame(orders, columns=["customer_id", "ordered_at"])
    frame = frame.assign(ordered_at=pd.to_datetime(frame["ordered_at"]), order_id=[str(i) for i in frame.index])
    tables = in_memory(orders=frame.assign(amount=10.0, quantity=1.0))
    days = ibis.duckdb.connect().to_pandas(proposed_inactivity_window(tables))["days"].iloc[0]
    return None if pd.isna(days) else float(days)


@pytest.mark.parametrize("orders", [(), (("A", "2026-03-02"), ("B", "2026-03-09"))])
def test_nothing_is_proposed_where_nobody_came_back(orders):
    assert proposed(*orders) is None


def test_the_longest_gap_of_the_one_who_came_back_is_proposed():
    # 2 March to 1 April is 30 days; the one-time buyer has no gap
    assert proposed(("A", "2026-03-02"), ("A", "2026-04-01"), ("B", "2026-03-09")) == 30


def test_a_window_is_never_shorter_than_a_week():
    assert proposed(("A", "2026-03-02"), ("A", "2026-03-04")) == 7
