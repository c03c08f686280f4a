"""Roll-ups equal what the definitions give when every period and segment is looked up by itself."""

import math

import pandas as pd
import pytest

from analytics import jobs
from data import coverage, summing
from tests.data import plain_company
from tests.data.plain_company import Plain, random_company
from tests.filled_store import filled_store

COMPARED = (
    "revenue",
    "orders_with_value",
    "buyers",
    "repeat_buyers",
    "lines_in_other_currencies",
    "lines_without_customer",
    "customers_change",
    "customers_lost",
    "customers_new",
)
DIMENSIONS = ("", *plain_company.LINE_DIMENSIONS, *plain_company.PERSON_DIMENSIONS)


def made(folder, company, **settings):
    """Return the roll-ups of a company and until when activity is known."""
    store = filled_store(folder / "random.duckdb", company.frames)
    store.state.change_settings(
        currency=plain_company.CURRENCY,
        inactivity_window_days=plain_company.WINDOW_DAYS,
        renewal_grace_days=30,
        **settings,
    )
    jobs.after_import(store)
    with store.read() as facts:
        known = coverage.spans(facts.frame(facts.derived("coverage")))
        stored = facts.frame(facts.derived("rollups"))
    active = coverage.activity_span(known)
    return stored[stored["dimension"].isin(DIMENSIONS)], pd.Timestamp(active.last_day)


@pytest.mark.parametrize("seed", range(12))
def test_orders_and_activity_are_what_the_definitions_say(tmp_path, seed):
    company = random_company(seed)
    stored, until = made(tmp_path, company)
    check(stored, Plain(company).values(activity_until=until))


@pytest.mark.parametrize(
    ("seed", "weekday", "month", "grains"),
    [
        (3, "sunday", 2, {"week": "W-SAT", "quarter": "Q-JAN"}),
        (4, "saturday", 12, {"week": "W-FRI", "quarter": "Q-NOV"}),
    ],
)
def test_so_they_are_with_other_weeks_and_another_fiscal_year(tmp_path, seed, weekday, month, grains):
    company = random_company(seed)
    stored, until = made(tmp_path, company, first_weekday=weekday, fiscal_year_first_month=month)
    plain = Plain(company, plain_company.GRAINS | grains)
    check(stored, plain.values(activity_until=until))


def check(stored, expected):
    stored = stored[stored["component"].isin(COMPARED)]
    starts = pd.to_datetime(stored["period_start"])
    keys = zip(stored["component"], stored["grain"], starts, stored["dimension"], stored["segment"], strict=True)
    found = {key: value for key, value in zip(keys, stored["value"], strict=True) if abs(value) > 1e-9}
    assert {key[0] for key in expected} == set(COMPARED)
    assert found.keys() == expected.keys()
    assert all(math.isclose(found[key], value) for key, value in expected.items())


@pytest.mark.parametrize("seed", [3, 4])
def test_where_orders_have_one_number_they_have_all_of_them(tmp_path, seed):
    # A number that is missing means "not known"; beside revenue, nobody and nothing is 0.
    stored, _until = made(tmp_path, random_company(seed))
    wide = stored.pivot_table(
        index=["grain", "period_start", "dimension", "segment"], columns="component", values="value"
    )
    known = wide[wide["buyers"].notna()]
    assert known[["orders_with_value", "repeat_buyers", "lines_without_customer"]].notna().all(axis=None)
    assert wide.loc[wide["customers_change"].notna(), ["customers_lost", "customers_new"]].notna().all(axis=None)
    assert wide.loc[wide["revenue"].notna(), "buyers"].notna().all()


def test_random_companies_have_what_makes_counting_hard():
    lines = pd.concat([random_company(seed).orders.assign(seed=seed) for seed in range(12)])
    order = ["seed", "tool", "order_id"]
    assert (lines.groupby(order)["ordered_at"].nunique() > 1).any()
    assert (lines.groupby(order)["channel"].nunique() > 1).any()
    assert lines["person"].isna().any()
    assert lines["currency"].nunique() == 2
    assert (lines["refunded_amount"] > 0).any()
    assert lines.groupby("seed")["product"].nunique().max() > summing.LARGEST_SEGMENTS
