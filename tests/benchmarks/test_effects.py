"""Foretelling what a Monday's ten files do to the KPIs, beside the refresh that follows the same import."""

import shutil
from datetime import date, timedelta
from itertools import count

import pandas as pd
import pytest

from analytics import import_effects, jobs
from data import schemas
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.importing.storing import store_plan
from data.sample import company, generate
from data.store import Store

GROUP = "effects of ten small files, a company of 1,000 customers"
END = date(2026, 11, 15)
MONDAY = pd.Timestamp(END - timedelta(days=6))  # of the last week, which comes as ten files
TABLES = (
    "email_campaigns",
    "leads",
    "loyalty_events",
    "mentions",
    "orders",
    "spend",
    "subscriptions",
    "surveys",
    "tickets",
    "web_traffic",
)
ROUNDS = 3


def plan_of(store: Store, name: str, frame: pd.DataFrame) -> Plan:
    (plan,) = plan_file(f"{name}.csv", frame.to_csv(index=False).encode(), ImportOptions(), store.state)
    return plan


@pytest.fixture(scope="module")
def monday(tmp_path_factory) -> tuple[Store, list[Plan]]:
    """The company as it stood a week before the end, and the last week's files, planned."""
    store = Store(f"duckdb:///{tmp_path_factory.mktemp('base')}/facts.duckdb")
    store.state.change_settings(own_brand=company.BRAND, currency=company.CURRENCY)
    exports = generate(customers=1_000, weeks=104, end=END)
    for name, frame in exports.items():
        store_plan(
            store, plan_of(store, name, frame[~_is_late(name, frame)]), at="2026-11-09T09:00:00", by="bench"
        )
    jobs.after_import(store)
    return store, [plan_of(store, name, exports[name][_is_late(name, exports[name])]) for name in TABLES]


def _is_late(name: str, frame: pd.DataFrame) -> pd.Series:
    moment = schemas.table(name).moment
    return pd.to_datetime(frame[moment]) >= MONDAY if moment else pd.Series(data=False, index=frame.index)


@pytest.fixture
def imported(monday, tmp_path):
    """Makes another copy of the store in which the ten files are stored and nothing is derived yet."""
    numbers = count()

    def copy() -> Store:
        store, plans = monday
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        for path in (store.path, store.state.path):
            shutil.copy(path, folder)
        opened = Store(f"duckdb:///{folder / store.path.name}")
        for plan in plans:
            store_plan(opened, plan, at="2026-11-16T09:00:00", by="bench")
        return opened

    return copy


@pytest.mark.benchmark(group=GROUP)
def test_baseline_the_refresh_after_the_same_import(benchmark, imported):
    def refresh(store: Store) -> None:
        jobs.after_import(store, set(TABLES))

    benchmark.pedantic(refresh, setup=lambda: ((imported(),), {}), rounds=ROUNDS, warmup_rounds=1)


@pytest.mark.benchmark(group=GROUP)
def test_which_kpis_of_which_weeks_change(benchmark, monday):
    found = benchmark.pedantic(import_effects.effects, args=monday, rounds=ROUNDS, warmup_rounds=1)
    assert found.kpis > 20


@pytest.mark.benchmark(group=GROUP)
def test_which_of_them_change_by_one_file_alone(benchmark, monday):
    store, plans = monday
    (tickets,) = (plan for plan in plans if plan.file == "tickets.csv")
    found = benchmark.pedantic(import_effects.effects, args=(store, [tickets]), rounds=ROUNDS, warmup_rounds=1)
    assert found.kpis > 0
