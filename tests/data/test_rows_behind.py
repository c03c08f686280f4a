"""The rows behind a number add up to it: over the whole catalogue, in total and by segment."""

from datetime import date

import pandas as pd
import pytest

from analytics.metrics import CATALOGUE
from data import rows_behind
from data.components import COMPONENTS
from data.rows_behind import Asked
from data.rows_behind.kinds import KINDS
from data.store import Store
from tests.small_company import SETTINGS, small_company

PERIODS = {
    "July": ("month", date(2026, 7, 1), date(2026, 7, 31)),
    "August": ("month", date(2026, 8, 1), date(2026, 8, 31)),
    "the third quarter": ("quarter", date(2026, 7, 1), date(2026, 9, 30)),
}
WITHOUT_ROWS = {"ticket_reply_hours_median", "ticket_resolution_hours_median", "mention_reply_hours_median"}
# Users are known only where a single row has them; in July there are three.
NOT_SUMMED = {"web_users"}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    return small_company(tmp_path_factory.mktemp("rows"))


@pytest.fixture(scope="module")
def rollups(store) -> pd.DataFrame:
    with store.read() as facts:
        stored = facts.frame(facts.derived("rollups"))
    return stored.assign(period_start=pd.to_datetime(stored["period_start"]))


def found(store, components, period, dimension="", segment="") -> list[rows_behind.RowsBehind]:
    grain, first, last = PERIODS[period]
    with store.read() as facts:
        return rows_behind.read(facts, SETTINGS, Asked(components, grain, first, last, dimension, segment))


def sums(items) -> dict[str, float]:
    return {name: value for item in items for name, value in item.sums.items()}


def stored(rollups, period, component, dimension="", segment="") -> float:
    grain, first, _last = PERIODS[period]
    of = (rollups["component"] == component) & (rollups["grain"] == grain)
    of &= (rollups["period_start"] == pd.Timestamp(first)) & (rollups["dimension"] == dimension)
    return float(rollups.loc[of & (rollups["segment"] == segment), "value"].sum())


SOURCES_BEHIND = sorted({kind.source for kind in KINDS})


def components_of(source: str) -> tuple[str, ...]:
    """Return what of a source is summed from rows, and needed by some KPI."""
    needed = {name for item in CATALOGUE.values() for name in item.components} - WITHOUT_ROWS - NOT_SUMMED
    of_source = next(kind.of for kind in KINDS if kind.source == source)
    return tuple(item.key for item in of_source.components if item.key in needed)


@pytest.mark.parametrize("period", ["August", "the third quarter"])
@pytest.mark.parametrize("source", SOURCES_BEHIND)
def test_the_rows_behind_every_kpi_add_up_to_its_components(store, rollups, source, period):
    components = components_of(source)
    added = sums(found(store, components, period))
    expected = {name: stored(rollups, period, name) for name in Asked(components, *PERIODS[period]).wanted}
    assert {name: added.get(name, 0.0) for name in expected} == pytest.approx(expected)


@pytest.mark.parametrize("source", SOURCES_BEHIND)
def test_the_rows_of_a_segment_add_up_to_what_it_has(store, rollups, source):
    components = components_of(source)
    of_source = rollups[rollups["component"].isin(components) & (rollups["grain"] == "quarter")]
    parts = of_source[(of_source["dimension"] != "") & (of_source["value"] != 0)]
    for dimension, rows in list(parts.groupby("dimension"))[:2]:
        segment = rows["segment"].iloc[-1]
        added = sums(found(store, components, "the third quarter", dimension, segment))
        expected = {name: stored(rollups, "the third quarter", name, dimension, segment) for name in added}
        assert added == pytest.approx(expected)
        assert any(added.values())


def test_every_component_of_a_kpi_has_rows_or_is_a_median_or_a_running_total():
    behind = {name for kind in KINDS for name in (item.key for item in kind.of.components)}
    needed = {name for item in CATALOGUE.values() for name in item.components if name in COMPONENTS}
    missing = {name for name in needed - WITHOUT_ROWS if name not in behind}
    assert {name for name in missing if not COMPONENTS[name].running} == set()


def test_rows_of_revenue_are_what_was_sold_and_what_was_paid_back_the_newest_first(store):
    (item,) = found(store, ("revenue",), "August")
    # O8 40 and O7 30 sold, 20 of O3 paid back; O6 is in dollars, which are kept apart.
    assert item.rows["order_id"].tolist() == ["O8", "O7", "O3"]
    assert item.rows["money"].tolist() == [40, 30, -20]
    assert (item.count, item.sums) == (3, {"revenue": 50})


def test_a_share_has_the_rows_of_its_whole_and_says_which_of_them_count(store):
    (item,) = found(store, ("deals_won", "deals_closed"), "July")
    rows = item.rows.set_index("lead_id")
    assert rows["deals_closed"].to_dict() == {"D1": 1, "D2": 1}
    assert rows["deals_won"].to_dict() == {"D1": 1, "D2": 0}


def test_customers_lost_come_with_the_day_they_left(store):
    (item,) = found(store, ("customers_lost", "customers_change"), "August")
    # E's grace was over on 4 August.
    assert "E" in set(item.rows["customer_id"])
    assert item.rows.set_index("customer_id").loc["E", "day"] == pd.Timestamp("2026-08-04")


def test_a_cost_per_new_customer_has_the_spend_and_the_customers(store):
    items = found(store, ("acquisition_spend", "customers_new"), "July")
    assert sorted(item.table for item in items) == ["customers", "spend"]


def test_no_more_rows_are_read_than_a_person_looks_at(store, monkeypatch):
    monkeypatch.setattr("data.rows_behind.reading.MOST_ROWS", 2)
    (item,) = found(store, ("revenue",), "August")
    assert len(item.rows) == 2
    assert (item.count, item.sums["revenue"]) == (3, 50)
