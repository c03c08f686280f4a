"""Ten million orders beside ten thousand: opening the page, one more week, all roll-ups, filters that combine.

The large company is made once: a few minutes, most of them its roll-ups. What is compared with it is named in each
group. `grown` says what the companies are made of.
"""

import shutil
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from analytics import jobs, kpis
from components import loaders
from data import rollups
from data.components import orders
from data.rollups import working
from data.store import Store
from tests.benchmarks import by_hand, grown

PAGE = "the KPI page with cold caches, 104 weeks"
WEEK = "one more week of orders into ten million"
ADDED_UP = "the roll-ups of two million orders: all components, grains and dimensions"
COMBINED = "weekly KPIs of ten million orders"
LARGE = {"orders": 10_000_000, "customers": 1_000_000}
MIDDLE = {"orders": 2_000_000, "customers": 200_000}
SMALL = {"orders": 10_000, "customers": 1_000}
WEEKLY_ORDERS = LARGE["orders"] // grown.WEEKS
ROUNDS = 3


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Store:
    return grown.grown(tmp_path_factory.mktemp("small") / "facts.duckdb", **SMALL)


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Store:
    return grown.grown(tmp_path_factory.mktemp("large") / "facts.duckdb", **LARGE)


@pytest.fixture(scope="module")
def middle(tmp_path_factory) -> Store:
    return grown.grown(tmp_path_factory.mktemp("middle") / "facts.duckdb", **MIDDLE)


@pytest.fixture
def opened(monkeypatch) -> Callable[[Store], AppTest]:
    """Runs the page's script over a store, as for the first reader after an import."""

    def run(store: Store) -> AppTest:
        monkeypatch.setenv("RAPPORT_STORE", store.url)
        loaders.st.cache_data.clear()
        loaders.st.cache_resource.clear()
        app = AppTest.from_file("app.py", default_timeout=120)
        app.switch_page("pages/kpi_trends.py").run()
        assert not app.exception
        assert app.metric
        return app

    return run


@pytest.mark.benchmark(group=PAGE)
def test_baseline_of_ten_thousand_orders(benchmark, small, opened):
    benchmark.pedantic(opened, args=(small,), rounds=ROUNDS, warmup_rounds=1)


@pytest.mark.benchmark(group=PAGE)
def test_of_ten_million_orders_and_a_million_customers(benchmark, large, opened):
    benchmark.pedantic(opened, args=(large,), rounds=ROUNDS, warmup_rounds=1)


@pytest.mark.benchmark(group=COMBINED)
def test_baseline_read_from_the_roll_ups(benchmark, large):
    benchmark.pedantic(kpis.load, args=(large,), kwargs={"grain": "week"}, rounds=ROUNDS)


@pytest.mark.benchmark(group=COMBINED)
def test_of_one_country_and_two_plans_from_the_rows(benchmark, large):
    where = {"country": ("DE",), "plan": ("Regular", "Premium")}
    benchmark.pedantic(kpis.load, args=(large,), kwargs={"grain": "week", "where": where}, rounds=1)


@pytest.mark.benchmark(group=COMBINED)
def test_revenue_alone_of_one_country_and_channel_from_the_rows(benchmark, large):
    asked = {"grain": "week", "keys": ("revenue",), "where": {"country": ("DE",), "channel": ("web",)}}
    benchmark.pedantic(kpis.load, args=(large,), kwargs=asked, rounds=1)


@pytest.fixture(scope="module")
def another_week(large, tmp_path_factory) -> Iterator[Store]:
    """A copy of the large company to which a week of orders has come; nothing is derived from it yet."""
    folder = tmp_path_factory.mktemp("week")
    for path in (large.path, large.state.path):
        shutil.copy(path, folder)
    store = Store(f"duckdb:///{folder / large.path.name}")
    grown.one_more_week(store, orders=WEEKLY_ORDERS, customers=LARGE["customers"])
    yield store
    shutil.rmtree(folder)


@pytest.mark.benchmark(group=WEEK)
def test_the_periods_that_the_week_touches(benchmark, another_week):
    benchmark.pedantic(jobs.after_import, args=(another_week, {"orders"}), rounds=1)


@pytest.mark.benchmark(group=WEEK)
def test_baseline_all_roll_ups_anew(benchmark, another_week):
    """Run after the other: it would leave nothing to refresh."""
    benchmark.pedantic(jobs.after_import, args=(another_week,), rounds=1)


@pytest.fixture(scope="module")
def alike(middle) -> Store:
    """The company of middle size, once it is sure that its roll-ups are those that the query by hand gives."""
    assert not by_hand.differing(middle.path)
    return middle


@pytest.mark.benchmark(group=ADDED_UP)
def test_baseline_one_query_written_by_hand(benchmark, alike):
    def worked_out() -> None:
        by_hand.worked_out(alike.path).close()

    benchmark.pedantic(worked_out, rounds=ROUNDS)


@pytest.mark.benchmark(group=ADDED_UP)
def test_the_refresh_of_orders_with_its_traces_and_storing(benchmark, alike, monkeypatch):
    monkeypatch.setattr(working, "SOURCES", (orders.SOURCE,))

    def refreshed() -> None:
        with alike.write() as writer:
            rollups.refresh(writer, alike.state.settings())

    benchmark.pedantic(refreshed, rounds=ROUNDS)
