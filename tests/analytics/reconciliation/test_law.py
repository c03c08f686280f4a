"""What the tool shows less every difference is what counts, and that is what the KPIs add up."""

from datetime import date

import numpy as np
import pytest

from analytics import jobs, reconciliation
from data import rollups
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.store import Store
from tests.data.plain_company import random_company
from tests.filled_store import filled_store
from tests.small_company import small_company

# A figure, and the component whose months the KPIs are made of.
COMPONENTS = {
    "orders": {"net_sales": "revenue", "orders": "orders_with_value", "customers": "buyers"},
    "email_campaigns": {"sends": "email_sends", "opened": "email_opened_of_delivered"},
    "web_traffic": {"sessions": "web_sessions", "conversions": "web_conversions"},
    "tickets": {"opened": "tickets_opened", "resolved": "tickets_resolved"},
    "mentions": {"mentions": "mentions"},
    "spend": {"spend": "spend"},
}


def every_figure(store, month=None):
    for source in reconciliation.sources(store):
        found = reconciliation.reconciled(store, source.source, source.table, month)
        for figure in found.figures:
            yield source, figure


def unexplained(store, month=None):
    return {
        (source.label, figure.key): figure.unexplained
        for source, figure in every_figure(store, month)
        if figure.unexplained
    }


def of_kpis(store, component, month):
    with store.read() as facts:
        rows = rollups.read(facts, "month", [component])
    return rows.loc[rows["period_start"].dt.date == month, "value"].sum()


def test_the_sample_company_is_explained_and_its_month_is_that_of_the_kpis(sample_url):
    store, october = Store(sample_url), date(2026, 10, 1)
    assert unexplained(store) == {}
    compared = 0
    for source, figure in every_figure(store, october):
        assert figure.unexplained == 0, (source.label, figure)
        if component := COMPONENTS.get(source.table, {}).get(figure.key):
            assert figure.product == pytest.approx(of_kpis(store, component, october)), component
            compared += 1
    assert compared == sum(map(len, COMPONENTS.values()))


def test_the_small_company_is_explained(tmp_path):
    assert unexplained(small_company(tmp_path)) == {}
    assert unexplained(small_company(tmp_path / "july"), date(2026, 7, 1)) == {}


@pytest.mark.parametrize("seed", [1])
def test_a_random_company_with_two_tools_is_explained(tmp_path, seed):
    store = filled_store(tmp_path / "facts.duckdb", random_company(seed).frames)
    jobs.after_import(store)
    assert unexplained(store) == {}


def dirty_orders(random: np.random.Generator, numbers: range) -> str:
    """Return a file of orders in which anything can be missing, unreadable, negative, foreign or repeated."""
    rows = ["order_id,customer_id,customer_email,ordered_at,amount,currency,refunded_amount"]
    for _row in range(int(random.integers(5, 30))):
        cells = (
            f"O{random.choice(numbers)}",
            random.choice(["", "1", "2", "3"]),
            random.choice(["", "", "a@example.com", "b@example.com"]),
            random.choice(["2026-10-31T22:00:00-05:00", "2026-10-31 22:00", "2026-11-02", "2026-11-30", "never!"]),
            random.choice(["10", "-4", "2.5", "", "?"]),
            random.choice(["EUR", "EUR", "USD", ""]),
            random.choice(["", "", "1", "!"]),
        )
        rows.append(",".join(map(str, cells)))
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("seed", [3, 4])
def test_dirty_files_that_overlap_are_explained_also_by_month(tmp_path, seed):
    random = np.random.default_rng(seed)
    store = Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")
    store.state.change_settings(currency="EUR", time_zone="Europe/Amsterdam")
    for number, numbers in enumerate([range(8), range(4, 12), range(2, 6)]):
        for plan in plan_file(
            f"{number}.csv", dirty_orders(random, numbers).encode(), ImportOptions(), store.state
        ):
            store_plan(store, plan, at="2026-12-01T09:00:00", by="analyst")
    jobs.after_import(store)
    assert unexplained(store) == {}
    assert unexplained(store, date(2026, 10, 1)) == {}
    assert unexplained(store, date(2026, 11, 1)) == {}
