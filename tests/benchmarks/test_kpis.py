"""Loading what the KPI page opens with, beside DuckDB's own reading of the weekly roll-ups."""

from datetime import date

import duckdb
import pytest

from analytics import kpis, sample_company
from data.store import Store

GROUP = "weekly KPIs of 104 weeks"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    """The sample company at a fifth of its size: roll-ups have the same number of periods at any size."""
    opened = Store(f"duckdb:///{tmp_path_factory.mktemp('sample')}/facts.duckdb")
    sample_company.load(opened, end=date(2026, 11, 15), customers=1_000)
    return opened


@pytest.mark.benchmark(group=GROUP)
def test_baseline_duckdb_reads_the_weekly_roll_ups(benchmark, store):
    def read() -> None:
        with duckdb.connect(store.path, read_only=True) as connection:
            connection.execute("select * from rollups where grain = 'week' and dimension = ''").df()

    benchmark(read)


@pytest.mark.benchmark(group=GROUP)
def test_the_sums_of_the_whole_catalogue(benchmark, store):
    benchmark(kpis.load, store, grain="week")


@pytest.mark.benchmark(group=GROUP)
def test_every_value_of_the_whole_catalogue(benchmark, store):
    benchmark(kpis.rows, store, kpis.Asked(every="week"))
