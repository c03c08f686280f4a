"""Ids that a spreadsheet wrote in powers of ten: noticed, never taken for one row or one person."""

from pathlib import Path

import pandas as pd
import pytest

from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.importing.spoilt_ids import spoilt
from data.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def plan(store: Store, text: str) -> Plan:
    (found,) = plan_file("export.csv", text.encode(), ImportOptions(), store.state)
    return found


def rows(found: Plan) -> list[dict]:
    assert found.checked is not None
    return found.checked.rows.to_pylist()


def test_ids_in_powers_of_ten_are_spoilt_and_codes_that_look_alike_are_not() -> None:
    ids = ["6.49E+17", "1,23457E+11", "1e17", "A1E+5", "12E+3", "2E", "570306133677760513", None]
    assert spoilt(pd.Series(ids, dtype="str")).tolist() == [True, True, True, False, False, False, False, False]


def test_long_ids_that_all_end_in_zeros_were_cut_off_after_fifteen_digits() -> None:
    cut = [f"57030613367776{last}000" for last in range(5)]
    assert spoilt(pd.Series(cut)).all()
    assert not spoilt(pd.Series([*cut, "570306133677760513"])).any()
    assert not spoilt(pd.Series(cut[:4])).any()


def test_rows_whose_own_ids_were_spoilt_stay_as_many_as_they_are(store: Store) -> None:
    text = (
        "Order ID,Client ID,Order Date,Total\n6.49E+17,7,2026-05-01,5\n6.49E+17,8,2026-05-02,7\nA9,9,2026-05-03,1"
    )
    first, again = plan(store, text), plan(store, text)
    ids = [row["order_id"] for row in rows(first)]
    assert len(set(ids)) == 3
    assert ids[2] == "A9"
    assert all(made.startswith("~") for made in ids[:2])
    assert ids == [row["order_id"] for row in rows(again)]
    said = " ".join(first.warnings)
    assert "2 ids in 'Order ID' were spoilt by a spreadsheet" in said
    assert "6.49E+17" in said


def test_orders_of_spoilt_customers_join_nobody_but_count(store: Store) -> None:
    text = "Order ID,Customer ID,Order Date,Total\nA1,1.23457E+11,2026-05-01,5\nA2,1.23457E+11,2026-05-02,7\n"
    found = plan(store, text)
    assert [(row["customer_id"], row["amount"]) for row in rows(found)] == [(None, 5.0), (None, 7.0)]
    assert "Different people may share them" in " ".join(found.warnings)


def test_an_address_beside_a_spoilt_customer_id_still_names_the_person(store: Store) -> None:
    found = plan(store, "customer_id,name,email\n1.23E+11,Ann,ann@example.com\n1.23E+11,Bob,bob@example.com\n")
    assert [row["email"] for row in rows(found)] == ["ann@example.com", "bob@example.com"]
    assert len({row["row_key"] for row in rows(found)}) == 2


def test_customers_without_an_address_are_set_aside_rather_than_taken_for_one(store: Store) -> None:
    found = plan(
        store, "customer_id,name,signed_up_on\n1.23E+11,Ann,2026-05-01\n1.23E+11,Bob,2026-05-02\nC3,Cy,\n"
    )
    assert [row["name"] for row in rows(found)] == ["Cy"]
    assert [(reject["row"], reject["value"], reject["reason"]) for reject in found.report()["rejects"]] == [
        (2, "1.23E+11", "spoilt by a spreadsheet: digits are missing"),
        (3, "1.23E+11", "spoilt by a spreadsheet: digits are missing"),
    ]


def test_sound_ids_are_left_alone(store: Store) -> None:
    found = plan(store, "order_id,customer_id,ordered_at,amount\n0012,007,2026-05-01,5\n")
    assert (rows(found)[0]["order_id"], rows(found)[0]["customer_id"]) == ("0012", "007")
    assert found.warnings == ()
