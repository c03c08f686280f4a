"""Where KPIs stand: compared fairly, with their target, and with what they leave out."""

from datetime import date

import pandas as pd
import pytest

from analytics import wall as walls
from data import rollups
from data.settings import Settings
from data.store import Store
from data.wishes.targets import Target
from tests.filled_store import filled_store

EASTER_2024, SAME_WEEK_2024, EASTER_2025 = date(2024, 3, 31), date(2024, 4, 21), date(2025, 4, 20)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    """A shop that sells 10 on every Sunday, 100 at Easter 2024 and 120 at Easter 2025."""
    sundays = [day.date() for day in pd.date_range("2024-01-07", EASTER_2025, freq="7D")]
    amounts = {EASTER_2024: 100.0, EASTER_2025: 120.0}
    orders = pd.DataFrame({"order_id": [str(day) for day in sundays], "customer_id": "7", "ordered_at": sundays})
    orders["amount"] = [amounts.get(day, 10.0) for day in sundays]
    filled = filled_store(tmp_path_factory.mktemp("wall") / "company.duckdb", {"orders": orders})
    with filled.write() as writer:
        rollups.refresh(writer, Settings())
    return filled


def revenue(store: Store) -> walls.Standing:
    return next(item for item in walls.load(store, "week").standings if item.key == "revenue")


def test_a_week_is_compared_with_the_same_week_of_the_year_before(store):
    standing = revenue(store)
    assert standing.comparison is not None
    assert (standing.comparison.value, standing.comparison.year_ago) == (120.0, 10.0)
    assert standing.compared_why == ""


def test_the_week_of_easter_is_compared_with_that_of_last_years_where_the_company_says_so(store):
    store.state.change_settings(occasions=("easter",))
    try:
        standing = revenue(store)
        assert standing.comparison is not None
        assert standing.comparison.year_ago == 100.0
        assert standing.compared_why == "Easter moved: compared with the same week of it last year."
    finally:
        store.state.change_settings(occasions=())


def test_the_first_target_that_holds_for_weeks_stands_beside_the_value_but_not_beside_a_part_of_it(store):
    path = ((date(2025, 4, 14), 150.0),)
    number = store.wishes.targets.add(Target("revenue", "Plan", path, "week"), at="2025-04-21T09:00:00", by="Ann")
    try:
        progress = revenue(store).progress
        assert progress is not None
        assert (progress.target, progress.gap) == (150.0, -30.0)
        narrowed = walls.load(store, "week", where={"channel": ("not known",)})
        assert all(item.progress is None for item in narrowed.standings)
    finally:
        store.wishes.targets.take_back(number, at="2025-04-21T10:00:00", by="Ann")


def test_a_kpi_knows_the_last_day_of_its_export(store):
    assert revenue(store).last_day == EASTER_2025
