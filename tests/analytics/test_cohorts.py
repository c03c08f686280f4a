"""Cohorts over age: worked by hand, and held against the KPIs."""

from datetime import date

import pandas as pd
import pytest

from analytics import cohort_comparisons, cohorts, kpis, periods
from analytics.cohort_measures import MEASURES
from analytics.cohorts import Cohorts
from analytics.kpis import Asked
from data.store import Store

ACTIVE, BOUGHT, REVENUE = MEASURES["active"], MEASURES["bought"], MEASURES["revenue"]


def followed(rows, *, until="2026-04-30", grain="month", first="2026-01-01", **more) -> Cohorts:
    """Return cohorts of rows (start, age, customers, change of active, bought, revenue[, segment])."""
    names = ["cohort_start", "age", "customers", "active_change", "bought", "revenue", "segment"]
    frame = pd.DataFrame([(*row, "")[:7] for row in rows], columns=names)
    frame = frame.assign(cohort_start=pd.to_datetime(frame["cohort_start"]), recurring_change=0.0)
    cells = cohorts.filled(frame, grain, date.fromisoformat(until))
    facts = {"dimension": "", "dimensions": (), "window_days": 30, "currency": "EUR", "mostly_contracts": True}
    return Cohorts(
        cells.assign(is_late=cells["cohort_start"] < pd.Timestamp(first)),
        grain=grain,
        until=date.fromisoformat(until),
        **(facts | more),
    )


# January: 100 came, 10 left in February, 20 in March. February: 50 came, 25 left in March. March: 10 came.
THREE = [
    ("2026-01-01", 0, 100, 100, 100, 1000),
    ("2026-01-01", 1, 0, -10, 40, 400),
    ("2026-01-01", 2, 0, -20, 30, 300),
    ("2026-02-01", 0, 50, 50, 50, 500),
    ("2026-02-01", 1, 0, -25, 10, 100),
    ("2026-03-01", 0, 10, 10, 10, 100),
    ("2026-04-01", 0, 7, 7, 7, 70),
]


def shown(made: Cohorts, measure) -> dict[str, list[float]]:
    frame = cohorts.triangle(made, measure).sort_values(["cohort_start", "age"])
    return {f"{start:%m}": list(rows["value"]) for start, rows in frame.groupby("cohort_start")}


def test_a_triangle_worked_by_hand():
    until_march = followed(THREE[:-1], until="2026-03-31")
    assert shown(until_march, ACTIVE) == {"01": [1.0, 0.9, 0.7], "02": [1.0, 0.5], "03": [1.0]}
    assert shown(until_march, BOUGHT) == {"01": [1.0, 0.4, 0.3], "02": [1.0, 0.2], "03": [1.0]}
    assert shown(until_march, REVENUE) == {"01": [10, 14, 17], "02": [10, 12], "03": [10]}


def test_what_is_not_over_is_not_there_and_what_nobody_did_is_zero():
    a_day_before_the_end = followed(THREE, until="2026-04-29")
    assert shown(a_day_before_the_end, BOUGHT) == {"01": [1.0, 0.4, 0.3], "02": [1.0, 0.2], "03": [1.0]}
    the_last_day = followed(THREE, until="2026-04-30")
    assert shown(the_last_day, BOUGHT) == {"01": [1, 0.4, 0.3, 0], "02": [1, 0.2, 0], "03": [1, 0], "04": [1]}
    assert shown(the_last_day, ACTIVE)["01"] == [1.0, 0.9, 0.7, 0.7]  # nobody came or went in April


def test_quarters_end_with_their_last_month():
    rows = [("2025-10-01", 0, 30, 30, 30, 0), ("2025-10-01", 1, 0, -3, 9, 0), ("2026-01-01", 0, 20, 20, 20, 0)]
    assert shown(followed(rows, grain="quarter", until="2026-03-30"), ACTIVE) == {"10": [1.0]}
    assert shown(followed(rows, grain="quarter", until="2026-03-31"), ACTIVE) == {"10": [1.0, 0.9], "01": [1.0]}


def test_the_pooled_share_at_an_age_counts_only_cohorts_that_have_reached_it():
    frame = cohorts.pooled(followed(THREE[:-1], until="2026-03-31"), ACTIVE).set_index("age")
    # Age 1: (90 + 25) of (100 + 50); March isn't there yet. Age 2: January alone.
    assert frame["value"].tolist() == pytest.approx([1.0, 115 / 150, 0.7])
    assert frame["customers"].tolist() == [160, 150, 100]
    assert frame["cohorts"].tolist() == [3, 2, 1]


def test_cohorts_from_before_the_data_are_shown_and_not_pooled():
    made = followed(THREE[:-1], until="2026-03-31", first="2026-01-02")
    assert cohorts.triangle(made, ACTIVE).groupby("cohort_start")["is_late"].first().tolist() == [
        True,
        False,
        False,
    ]
    assert cohorts.pooled(made, ACTIVE)["customers"].tolist() == [60, 50]


def test_a_cohort_of_fewer_than_twenty_is_too_few():
    few = cohorts.triangle(followed(THREE), ACTIVE).groupby("cohort_start")["too_few"].first()
    assert few.tolist() == [False, False, True, True]


def two_years(now: int, before: int, *, size: int = 100) -> Cohorts:
    """Return the cohorts of January 2025 and 2026, of whom so many are left after half a year."""
    rows = []
    for start, left in (("2025-01-01", before), ("2026-01-01", now)):
        rows += [(start, 0, size, size, size, 0), (start, 6, 0, left - size, 0, 0)]
    return followed(rows, until="2026-07-31", first="2024-01-01")


def test_the_latest_cohort_stands_beside_that_of_a_year_before():
    found = cohort_comparisons.latest(two_years(61, 58), ACTIVE)
    assert (found.age, f"{found.cohort_start:%Y-%m}", f"{found.year_before:%Y-%m}") == (6, "2026-01", "2025-01")
    assert (found.standing.value, found.standing.customers) == (0.61, 100)
    assert found.beside.sides[1].value == 0.58
    assert found.beside.differ is False  # z = 0.03 / sqrt(0.595 × 0.405 × 2 / 100) = 0.43


def test_a_difference_that_chance_does_not_give_is_called_one():
    assert cohort_comparisons.latest(two_years(75, 58), ACTIVE).beside.differ is True  # z = 0.17 / 0.0668 = 2.5


def test_small_cohorts_are_passed_over_and_money_is_not_tested():
    assert cohort_comparisons.latest(two_years(6, 15, size=19), ACTIVE) is None
    assert cohort_comparisons.latest(two_years(75, 58), REVENUE).beside.differ is None


def test_two_segments_are_compared_at_the_highest_age_both_have_enough_customers_at():
    rows = [
        *(("2026-01-01", 0, 40, 40, 0, 0, name) for name in ("A", "B")),
        ("2026-01-01", 1, 0, -4, 0, 0, "A"),
        ("2026-01-01", 3, 0, -20, 0, 0, "B"),
    ]
    found = cohort_comparisons.compare(followed(rows), ACTIVE, ("A", "B"))
    assert found.age == 3
    assert [side.value for side in found.sides] == [0.9, 0.5]
    assert [side.customers for side in found.sides] == [40, 40]
    assert found.differ is True  # z = 0.4 / sqrt(0.7 × 0.3 × 2 / 40) = 3.9


def test_too_few_is_an_answer():
    rows = [("2026-01-01", 0, 40, 40, 0, 0, "A"), ("2026-01-01", 0, 5, 5, 0, 0, "B")]
    found = cohort_comparisons.compare(followed(rows), ACTIVE, ("A", "B"))
    assert found.too_few
    assert found.differ is None
    assert cohort_comparisons.compare(followed(rows), ACTIVE, ("A", "C")) is None


def test_a_shop_is_shown_by_who_bought_and_contracts_by_who_is_active():
    assert followed(THREE, mostly_contracts=False).usual_measure is BOUGHT
    assert followed(THREE).usual_measure is ACTIVE
    without_orders = [(*row[:4], 0, 0) for row in THREE]
    assert followed(without_orders, mostly_contracts=False).usual_measure is ACTIVE
    assert [item.key for item in followed(without_orders).measures] == ["active"]
    assert [item.key for item in followed(THREE, mostly_contracts=False).measures] == [
        "bought",
        "active",
        "revenue",
    ]


@pytest.mark.parametrize("grain", ["month", "quarter"])
def test_active_customers_of_all_cohorts_add_up_to_active_customers(sample_url, grain):
    store = Store(sample_url)
    made = cohorts.load(store, grain, "plan")
    begun = zip(made.cells["cohort_start"], made.cells["age"], strict=True)
    ends = [periods.shifted(start, grain, age) for start, age in begun]
    cells = made.cells.assign(period_start=ends)
    of_all = cells[cells["segment"] == ""].groupby("period_start")["active"].sum()
    known = kpis.rows(store, Asked(every=grain, only=("customers_active",))).set_index("period_start")["value"]
    assert len(of_all) > 3
    assert of_all.to_dict() == known[of_all.index].to_dict()
    of_segments = cells[cells["segment"] != ""].groupby(["period_start"])["active"].sum()
    assert of_segments.to_dict() == of_all.to_dict()


def test_a_store_without_data_has_no_cohorts(tmp_path):
    assert cohorts.load(Store(f"duckdb:///{tmp_path}/nothing.duckdb"), "month") is None
