"""Cohorts: worked by hand on the small company, and looked up one by one on random ones."""

from dataclasses import replace
from datetime import date

import ibis
import pandas as pd
import pytest

from analytics import jobs
from data import cohorts, followed, rollups
from data.components.base import Basis
from data.settings import Settings
from tests.data import plain_company
from tests.data.plain_company import Plain, random_company
from tests.filled_store import filled_store
from tests.shared_data import shared_file
from tests.small_company import ORDERS, SETTINGS, SUBSCRIPTIONS, small_company, table
from tests.tables import unbound

VALUES = ["customers", "under_contract", "active_change", "bought", "revenue", "recurring_change"]


def read(store, grain, dimension=""):
    with store.read() as facts:
        return cohorts.read(facts, grain, dimension)


def followed_store(store):
    with store.write() as writer:
        followed.refresh(writer, store.state.settings())
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return followed_store(small_company(tmp_path_factory.mktemp("small")))


def cells(store, grain, dimension="", segment=""):
    frame = read(store, grain, dimension)
    frame = frame[(frame["dimension"] == dimension) & (frame["segment"] == segment)]
    keyed = frame.set_index([frame["cohort_start"].dt.strftime("%Y-%m"), "age"])[VALUES]
    return {key: tuple(values) for key, *values in zip(keyed.index, *keyed.to_numpy().T, strict=True)}


def test_months_worked_by_hand(store):
    # June: A, B, C, E, F under contract and H, who bought. July: G. August: D under contract and I, who bought.
    assert cells(store, "month") == {
        ("2026-06", 0): (6, 5, 6, 1, 60, 160),  # all six are there on 30 June; H bought
        ("2026-06", 1): (0, 0, -1, 1, 80, -30),  # B ends on 31 July; H bought again and is there until 5 August
        ("2026-06", 2): (
            0,
            0,
            -2,
            1,
            0,
            -15,
        ),  # E's grace is over, H is gone; A buys for dollars; C moves down by 5
        ("2026-06", 3): (0, 0, 0, 0, 0, 8),  # C adds a contract of 8
        ("2026-07", 0): (1, 0, 0, 1, 150, 0),  # G bought on the 2nd and 12th, and is gone by the 23rd
        ("2026-07", 1): (0, 0, 0, 1, 10, 0),  # bought for 30 on the 20th, got 20 back; gone again on the 31st
        ("2026-08", 0): (2, 1, 2, 1, 40, 50),
        ("2026-08", 1): (0, 0, -1, 0, 0, 0),  # I bought on 28 August alone
    }


def test_quarters_worked_by_hand(store):
    assert cells(store, "quarter") == {
        ("2026-04", 0): (6, 5, 6, 1, 60, 160),
        ("2026-04", 1): (0, 0, -3, 2, 80, -37),  # A, C, F are left at the end of September; H and A bought in it
        ("2026-07", 0): (3, 1, 1, 2, 200, 50),  # G, D, I: D is left; G and I bought
    }


def test_quarters_of_a_fiscal_year_that_starts_in_february(tmp_path):
    settings = replace(SETTINGS, fiscal_year_first_month=2)  # quarters start in February, May, August, November
    store = followed_store(small_company(tmp_path, settings))
    assert cells(store, "quarter") == {
        ("2026-05", 0): (7, 5, 5, 2, 290, 130),  # June's six and G; A, C, E, F, H are there on 31 July
        ("2026-05", 1): (0, 0, -2, 2, 10, -7),  # E and H are gone; A and G bought in August
        ("2026-08", 0): (2, 1, 1, 1, 40, 50),  # D and I; I is gone by the end of September
    }


def test_a_segment_has_its_own_customers_alone(store):
    # From the Netherlands: A, B, C. B leaves in July.
    assert cells(store, "month", "country", "NL") == {
        ("2026-06", 0): (3, 3, 3, 0, 0, 90),
        ("2026-06", 1): (0, 0, -1, 0, 0, -30),
        ("2026-06", 2): (0, 0, 0, 1, 0, -5),
        ("2026-06", 3): (0, 0, 0, 0, 0, 8),
    }


def test_sizes_of_cohorts_are_the_customers_won(store):
    frame = read(store, "month")
    sizes = frame[frame["age"] == 0].set_index("cohort_start")["customers"]
    with store.read() as facts:
        won = rollups.read(facts, "month", ["customers_new"]).set_index("period_start")["value"]
    assert (
        sizes.sort_index().to_dict()
        == won[won > 0].sort_index().to_dict()
        == dict(zip(pd.to_datetime(["2026-06-01", "2026-07-01", "2026-08-01"]), [6, 1, 2], strict=True))
    )


@pytest.mark.parametrize("seed", range(8))
def test_cells_are_what_the_definitions_say_of_each_customer(tmp_path, seed):
    company = random_company(seed)
    store = filled_store(tmp_path / "random.duckdb", company.frames)
    store.state.change_settings(
        currency=plain_company.CURRENCY, inactivity_window_days=plain_company.WINDOW_DAYS, renewal_grace_days=30
    )
    jobs.after_import(store)
    with store.read() as facts:
        until = pd.Timestamp(cohorts.followed_until(facts))
    for grain in cohorts.GRAINS:
        for dimension in ("", "country"):
            found = read(store, grain, dimension)
            found = found[found["dimension"] == dimension].assign(cohort=lambda rows: rows["cohort_start"])
            found = found.set_index(["cohort", "age", "segment"])[
                ["customers", "active_change", "bought", "revenue"]
            ]
            expected = plainly(Plain(company), plain_company.GRAINS[grain], dimension, until)
            assert expected.sum()["customers"] > 0
            difference = found.sub(expected, fill_value=0.0).abs()
            assert difference.to_numpy().max() < 1e-9


def plainly(plain, unit, dimension, until):
    """Return the cells, with every customer looked up in every period."""
    became = {name: day for name, day in plain._became().items() if day <= until}
    lines = plain._lines.assign(day=plain._lines["ordered_at"].dt.normalize())
    back_on = pd.to_datetime(lines["refunded_at"]).fillna(lines["ordered_at"]).dt.normalize()
    rows = []
    for customer, day in became.items():
        cohort = day.to_period(unit)
        own = lines[lines["customer_id"] == customer]
        segment = plain._segments(pd.DataFrame({"customer_id": [customer]}), dimension)[0]
        days_of_money = [*own.loc[own["counts"], "day"], *back_on[own.index[own["counts"]]]]
        first = min([cohort, *(when.to_period(unit) for when in days_of_money)])
        was_active = False
        for period in pd.period_range(first, until, freq=unit):
            last = min(period.end_time.normalize(), until)
            is_active = plain._active(customer, last)
            within = own["day"].between(period.start_time, last)
            paid_back = back_on[own.index].between(period.start_time, last)
            revenue = own.loc[within & own["counts"], "amount"].astype(float).sum()
            revenue -= own.loc[paid_back & own["counts"], "refunded_amount"].sum()
            rows.append(
                {
                    "cohort": cohort.start_time,
                    "age": max((period - cohort).n, 0),
                    "segment": segment,
                    "customers": float(period == cohort),
                    "active_change": float(is_active) - float(was_active),
                    "bought": float((within & own["sale"]).any()),
                    "revenue": revenue,
                }
            )
            was_active = is_active
    return pd.DataFrame(rows).groupby(["cohort", "age", "segment"]).sum()


def test_later_orders_change_no_earlier_cell(tmp_path):
    # The window is set, so that no later order can change what "active" means. J buys on the 9th of October.
    later = table(
        "order_id customer_id ordered_at amount currency",
        ("O10", "J", "2026-10-09 10:00", 10, "EUR"),
        ("O11", "H", "2026-10-09 10:00", 10, "EUR"),
    )
    contract = table(
        "subscription_id customer_id started_on", ("S9", "D", "2026-10-09")
    )  # contracts are known as far
    tables = {
        "orders": pd.concat([ORDERS, later], ignore_index=True),
        "subscriptions": pd.concat([SUBSCRIPTIONS, contract], ignore_index=True),
    }
    more = followed_store(small_company(tmp_path, **tables))
    before = followed_store(small_company(tmp_path / "before"))
    then = cells(before, "month")
    now = cells(more, "month")
    assert {key: now[key] for key in then} == then
    assert set(now) - set(then) == {("2026-06", 4), ("2026-10", 0)}


def test_cohorts_are_followed_anew_only_where_their_tables_were_touched_or_their_last_day_moved(tmp_path):
    store = followed_store(small_company(tmp_path))
    with store.write() as writer:
        writer.remove("cohorts", {"grain": ["month"]})
        followed.refresh(writer, SETTINGS, {"tickets", "mentions"})
        assert cohorts.read(writer, "month").empty
        followed.refresh(writer, SETTINGS, {"subscriptions"})
        assert not cohorts.read(writer, "month").empty
        writer.remove("cohorts", {"grain": ["month", cohorts.BASIS_GRAIN]})
        followed.refresh(writer, SETTINGS, {"tickets"})
        assert not cohorts.read(writer, "month").empty


def test_who_only_signed_up_is_won_and_never_active(tmp_path):
    people = table("customer_id signed_up_on", ("a", "2026-01-05"), ("b", "2026-02-07"))
    store = filled_store(tmp_path / "people.duckdb", {"customers": people})
    jobs.after_import(store)
    assert cells(store, "month") == {("2026-01", 0): (1, 0, 0, 0, 0, 0), ("2026-02", 0): (1, 0, 0, 0, 0, 0)}


def test_without_data_there_are_no_cohorts(tmp_path):
    store = filled_store(tmp_path / "nothing.duckdb", {})
    jobs.after_import(store)
    with store.read() as facts:
        assert cohorts.read(facts, "month").empty
        assert cohorts.followed_until(facts) is None
        assert cohorts.dimensions(facts) == []


def test_beyond_the_fifty_largest_segments_are_folded_into_other(tmp_path):
    people = pd.DataFrame(
        {
            "customer_id": [str(number) for number in range(120)],
            "signed_up_on": [date(2026, 1, 5)] * 120,
            # 60 countries: the first 50 have two customers and more, the last ten one each
            "country": [f"{number % 50:02}" for number in range(110)] + [f"x{number}" for number in range(10)],
        }
    )
    store = filled_store(tmp_path / "people.duckdb", {"customers": people})
    jobs.after_import(store)
    frame = read(store, "month", "country")
    sizes = frame[frame["dimension"] == "country"].set_index("segment")["customers"]
    assert len(sizes) == 51
    assert sizes["other"] == 10
    assert sizes.sum() == 120


def test_the_cells_compile_for_spark():
    expression = cohorts.cells(unbound(), Basis(as_of=date(2026, 9, 30)), {"country": ["NL"]})
    assert "SELECT" in ibis.to_sql(expression, dialect="databricks")


@pytest.fixture(scope="module")
def purchases():
    columns = ["customer_id", "ordered_at", "quantity", "amount"]
    path = shared_file("orders/CDNOW_master.txt")
    frame = pd.read_csv(path, sep=r"\s+", header=0, names=columns, dtype={"customer_id": str, "ordered_at": str})
    return frame.assign(
        ordered_at=pd.to_datetime(frame["ordered_at"], format="%Y%m%d"),
        order_id=[str(number) for number in range(len(frame))],
    )


def test_cdnow_has_the_buyers_and_revenue_per_cohort_that_plain_counting_gives(purchases, tmp_path):
    store = filled_store(tmp_path / "cdnow.duckdb", {"orders": purchases})
    with store.write() as writer:
        rollups.refresh(writer, Settings())
        followed.refresh(writer, Settings())
    found = read(store, "month").set_index(["cohort_start", "age"])
    months = purchases["ordered_at"].dt.to_period("M")
    first = months.groupby(purchases["customer_id"]).transform("min")
    age = (months - first).map(lambda apart: apart.n)
    plain = purchases.assign(cohort=first.dt.start_time, age=age).groupby(["cohort", "age"])
    expected = plain.agg(bought=("customer_id", "nunique"), revenue=("amount", "sum"))
    sizes = found["customers"].xs(0, level="age")
    assert sizes.sum() == 23_570  # Fader & Hardie (2001), Interfaces 31(3): first purchase in the first quarter
    assert sizes.to_dict() == expected["bought"].xs(0, level="age").to_dict()
    assert found["bought"].reindex(expected.index).to_dict() == expected["bought"].to_dict()
    assert (found["revenue"].reindex(expected.index) - expected["revenue"]).abs().max() < 1e-6
    assert found["bought"].sum() == expected["bought"].sum()
