"""A large file gives exactly the rows, sentences and figures that the careful way gives, or is left to it."""

import pandas as pd
import pytest

from data.importing import planning
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.importing.rows import LargeRows
from data.importing.storing import store_plan
from data.reading import large
from data.state import State
from data.store import Store

ORDERS = "order_id,customer_id,ordered_at,amount,quantity,note\n"
FILES = {
    "plain orders": ORDERS + "A1,7,2026-03-01,10.50,1,gift\nA2,8,2026-03-02 09:30,-3,1,\n" * 20,
    "lines of one order": ORDERS + "A1,7,2026-03-01,10.50,1,\nA1,7,2026-03-01,2,1,x\n" * 20,
    "guests": ORDERS + "A1,,2026-03-01,10.50,1,\n" * 20,
    "no ids": "customer_id,ordered_at,amount\n7,2026-03-01,1\n7,2026-03-01,1\n8,2026-03-01,1\n",
    "day before month": ORDERS + "A1,7,25/03/2026,10,1,\nA2,7,03/04/2026,10,1,\n" * 20,
    "either order": ORDERS + "A1,7,03/04/2026,10,1,\n" * 20,
    "decimal comma": ORDERS.replace(",", ";") + "A1;7;2026-03-01;1.234,50;1;\nA2;7;2026-03-01;7;1;\n" * 20,
    "currency signs": ORDERS + "A1,7,2026-03-01,€ 12.50,1,\nA2,7,2026-03-01,3,1,\n" * 20,
    "words for nothing": ORDERS + "A1,7,2026-03-01,-,1,NA\nA2,7,2026-03-01,3,n/a,Null\n" * 20,
    "white space": ORDERS + " A1 ,7,2026-03-01, 3.50 ,1,\t\nA2,\u00a08,2026-03-01,3,1,\n" * 20,
    "quoted cells": ORDERS + '"A,1","7","2026-03-01","3.50",1,"say ""hi"""\n' * 20,
    "customers": "customer_id,email,name,contact_consent\n" + "".join(
        f"{number},U{number}@Example.com,Name {number},{'yes' if number % 3 else 'no'}\n" for number in range(40)
    ),
    "tickets": "ticket_id,opened_at,resolved_at,channel\n" + "".join(
        f"T{number},2026-03-01 10:00,2026-03-0{number % 9 + 1} 11:00,chat\n" for number in range(40)
    ),
}  # fmt: skip
LEFT = {
    "a row to set aside": ORDERS + "A1,7,2026-03-01,10,1,\n" * 20 + "A2,7,31/02/2026,10,1,\n",
    "an empty date": ORDERS + "A1,7,2026-03-01,10,1,\n" * 20 + "A2,7,,10,1,\n",
    "repeated customers": "customer_id,email,name\n" + "7,a@example.com,Ann\n" * 20,
    "spoilt ids": ORDERS + "6.49E+17,7,2026-03-01,10,1,\n" * 20,
    "a short row": ORDERS + "A1,7,2026-03-01,10,1,\n" * 20 + "A2,7\n",
    "keys of several columns": "date,source,sessions\n" + "2026-03-01,search,4\n" * 20,
}


@pytest.fixture
def state(tmp_path):
    return State(tmp_path / "state.sqlite")


def planned(text: str, state: State, monkeypatch, *, quick: bool) -> Plan:
    monkeypatch.setattr(large, "LARGE_BYTES", 0 if quick else 10**9)
    monkeypatch.setattr(large, "HEAD_BYTES", 300)
    (plan,) = plan_file("file.csv", text.encode(), ImportOptions(), state)
    assert plan.problem is None, plan.problem
    return plan


def rows_of(plan: Plan) -> pd.DataFrame:
    frame = plan.checked.rows.to_pandas()
    frame["attributes"] = [dict(cells) for cells in frame["attributes"]]
    frame = frame.astype(object).where(frame.notna(), None).drop(columns=["line", "row_key"])
    return frame.sort_values(frame.columns[0], kind="stable", ignore_index=True)


@pytest.mark.parametrize("kind", FILES)
def test_both_ways_give_the_same(kind, state, monkeypatch):
    quick = planned(FILES[kind], state, monkeypatch, quick=True)
    careful = planned(FILES[kind], state, monkeypatch, quick=False)
    assert isinstance(quick.checked.rows, LargeRows)
    pd.testing.assert_frame_equal(rows_of(quick), rows_of(careful), check_dtype=False)
    assert quick.checked.warnings == careful.checked.warnings
    assert quick.report()["dialect"] == careful.report()["dialect"]
    assert quick.checked.rows_read == careful.checked.rows_read


@pytest.mark.parametrize("kind", LEFT)
def test_what_needs_care_is_left_to_the_careful_way(kind, state, monkeypatch):
    plan = planned(LEFT[kind], state, monkeypatch, quick=True)
    assert not isinstance(plan.checked.rows, LargeRows)


def test_the_first_rows_are_read_without_the_rest(state, monkeypatch):
    plan = planned(FILES["plain orders"], state, monkeypatch, quick=True)
    assert plan.checked.rows.slice(0, 2).column("order_id").to_pylist() == ["A1", "A2"]


def test_a_column_chosen_by_hand_keeps_a_large_file_large(state, monkeypatch):
    plan = planned(FILES["plain orders"], state, monkeypatch, quick=True)
    again = planning.plan_block(plan.block, "digest", ImportOptions(mapping={"note": "product"}), state)
    assert again.checked.rows.slice(0, 1).column("product").to_pylist() == ["gift"]


def test_headers_cells_and_a_file_name_that_would_be_sql_are_texts(tmp_path, monkeypatch):
    monkeypatch.setattr(large, "LARGE_BYTES", 0)
    store = Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")
    header = 'order_id,customer_id,ordered_at,amount,"x\'); drop table orders; --"\n'
    path = tmp_path / "it's; drop table orders --.csv"
    path.write_text(header + "A1,O'Neil,2026-03-01,1,'; select 1; --\n" * 20)
    (plan,) = plan_file(path.name, path, ImportOptions(), store.state)
    assert isinstance(plan.checked.rows, LargeRows)
    store_plan(store, plan, at="2026-03-02T09:00:00", by="analyst")
    with store.read() as facts:
        rows = facts.frame(facts.stored["orders"])
    assert len(rows) == 20
    assert set(rows["customer_id"]) == {"O'Neil"}
    assert dict(rows["attributes"].iloc[0]) == {"x'); drop table orders; --": "'; select 1; --"}
