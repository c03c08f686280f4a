"""A large file gives exactly the rows, rejects, sentences and figures that the careful way gives."""

import pyarrow as pa
import pytest

from data.importing import planning
from data.importing.large import rejects
from data.importing.large.rows import LargeRows
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.reading import large
from data.state import State
from data.store import Store
from tests.data.importing.large.law import assert_same, planned, rows_of

ORDERS = "order_id,customer_id,ordered_at,amount,quantity,note\n"
CUSTOMERS = "customer_id,email,name,contact_consent\n"
GOOD = "A1,7,2026-03-01,10.50,1,gift\n"
CLEAN = {
    "plain orders": ORDERS + "A1,7,2026-03-01,10.50,1,gift\nA2,8,2026-03-02 09:30,-3,1,\n" * 20,
    "lines of one order": ORDERS + "A1,7,2026-03-01,10.50,1,\nA1,7,2026-03-01,2,1,x\n" * 20,
    "guests": ORDERS + "A1,,2026-03-01,10.50,1,\n" * 20,
    "no ids": "customer_id,ordered_at,amount\n7,2026-03-01,1\n7,2026-03-01,1\n8,2026-03-01,1\n",
    "day before month": ORDERS + "A1,7,25/03/2026,10,1,\nA2,7,03/04/2026,10,1,\n" * 20,
    "either order": ORDERS + "A1,7,03/04/2026,10,1,\n" * 20,
    "decimal comma": ORDERS.replace(",", ";") + "A1;7;2026-03-01;1.234,50;1;\nA2;7;2026-03-01;7;1;\n" * 20,
    "either mark": ORDERS + "A1,7,2026-03-01,1.234,1,\n" * 20,
    "currency signs": ORDERS + "A1,7,2026-03-01,€ 12.50,1,\nA2,7,2026-03-01,3,1,\n" * 20,
    "words for nothing": ORDERS + "A1,7,2026-03-01,-,1,NA\nA2,7,2026-03-01,3,n/a,Null\n" * 20,
    "white space": ORDERS + " A1 ,7,2026-03-01, 3.50 ,1,\t\nA2,\u00a08,2026-03-01,3,1,\n" * 20,
    "quoted cells": ORDERS + '"A,1","7","2026-03-01","3.50",1,"say ""hi"""\n' * 20,
    "windows line ends": (ORDERS + GOOD * 20).replace("\n", "\r\n"),
    "customers": CUSTOMERS + "".join(
        f"{number},U{number}@Example.com,Name {number},{'yes' if number % 3 else 'no'}\n" for number in range(40)
    ),
    "tickets": "ticket_id,opened_at,resolved_at,channel\n" + "".join(
        f"T{number},2026-03-01 10:00,2026-03-0{number % 9 + 1} 11:00,chat\n" for number in range(40)
    ),
    "subjects with white space around them": "ticket_id,opened_at,subject,channel\n" + "".join(
        f"T{number},2026-03-01 10:00, where is it? , chat \n" for number in range(40)
    ),
}  # fmt: skip
DIRTY = {
    "no such day": ORDERS + GOOD * 20 + "A2,7,31/02/2026,10,1,\n" + GOOD,
    "an empty day": ORDERS + GOOD * 20 + "A2,7,,10,1,\n" + GOOD,
    "several reasons, the first is told": ORDERS + GOOD * 20 + "A2,7,someday,much,-1,\n" + GOOD,
    "a word among numbers": ORDERS + GOOD * 20 + "A2,7,2026-03-01,much,1,\nA3,7,2026-03-01,1.5.2,1,\n" + GOOD,
    "half a piece": ORDERS + GOOD * 20 + "A2,7,2026-03-01,10,1.5,\nA3,7,2026-03-01,10,-2,\n" + GOOD,
    "the other lines of its order": ORDERS + GOOD * 20 + "A2,7,2026-03-01,5,1,\nA2,7,never,5,1,\n" + GOOD,
    "line breaks in cells": ORDERS + 'A1,7,2026-03-01,1,1,"two\nlines"\n' * 20 + "A2,7,never,5,1,\n" + GOOD,
    "windows line ends and a bad row": (
        ORDERS + 'A1,7,2026-03-01,1,1,"x"\n' * 20 + "A2,7,never,5,1,\n"
    ).replace("\n", "\r\n"),
    "quotes inside cells": ORDERS + GOOD * 20 + 'A2,7,never,5,1,5" pipe\nA3,7,never,5,1,\n' + GOOD,
    "rows of commas": ORDERS + GOOD * 20 + ",,,,,\nA2,7,never,5,1,\n" + GOOD,
    "blank lines": ORDERS + GOOD * 20 + "\nA2,7,never,5,1,\n\n\nA3,7,never,5,1,\n" + GOOD,
    "a line above the header": "Report of March\n" + ORDERS + GOOD * 20 + "A2,7,never,5,1,\n" + GOOD,
    "a few commas among many points": ORDERS + "".join(
        f"A{number},7,2026-03-01,{number}.25,1,\n" for number in range(40)
    ) + 'B,7,2026-03-01,"12,5",1,\nC,7,2026-03-01,"7,5",1,\n' + GOOD,
    "repeats": CUSTOMERS + "7,a@example.com,Ann,yes\n8,b@example.com,Bo,no\n7,c@example.com,Cy,no\n" * 7,
    "repeats without ids": CUSTOMERS + ",a@example.com,Ann,yes\n,a@example.com,Bo,no\n9,a@example.com,Cy,no\n" * 7,
    "addresses that are none": CUSTOMERS + "7,a@example.com,Ann,yes\n" * 9 + "8,nonsense,Bo,no\n8,-,Bo,\n"
    + "9,ÄRGER@Example.com,Cy,maybe\n10,Straße@Example.com,Cy,yes\n6,F@x.org,F,yes\n",
    "nobody": CUSTOMERS + "7,a@example.com,Ann,yes\n" * 9 + ",,Bo,no\n6,F@x.org,F,yes\n",
    "repeated tickets": "ticket_id,opened_at,channel\n"
    + "T1,2026-03-01,chat\nT1,never,mail\nT2,2026-03-02,chat\n,2026-03-02,chat\nT2,2026-03-03,phone\n" * 7,
    "spoilt ids": ORDERS + GOOD * 20 + "6.49E+17,7,2026-03-01,10,1,\n" * 3 + GOOD,
    "spoilt customers": CUSTOMERS + "7,a@example.com,Ann,yes\n" * 9 + "6.49E+17,,Bo,yes\n6,F@x.org,F,yes\n",
    "long ids that end in zeros": ORDERS
    + "".join(f"6491234567890{number}0000,7,2026-03-01,10,1,\n" for number in range(10, 30)),
    "long ids": ORDERS + "".join(f"64912345678901234{number},7,2026-03-01,10,1,\n" for number in range(10, 40)),
    "a column mapped wrongly": ORDERS + "A1,7,2026-03-01,10,red,\n" * 20 + "A1,7,2026-03-01,10,3,\n",
}  # fmt: skip
RAGGED = {
    "a short row": ORDERS + GOOD * 20 + "A2,7\n" + GOOD + "A3,7,2026-03-01\n" + GOOD,
    "a long row": ORDERS + GOOD * 20 + "A2,7,2026-03-01,10,1,x,y\n" + GOOD + "A2,7,never,10,1,x,y,z\n" + GOOD,
    "short and long rows below line breaks": ORDERS + 'A1,7,2026-03-01,1,1,"two\nlines"\n' * 20
    + "A2,7,2026-03-01\n" + GOOD + 'A2,"7",never,10,1,"x, y",z\n' + GOOD,
}  # fmt: skip
LEFT = {
    "many short rows": ORDERS + GOOD * 20 + "A2,7,2026-03-01\n" * 2 + GOOD,
    "a line of one cell": ORDERS + GOOD * 20 + "second part\n" + GOOD,
    "a quote that never closes": ORDERS + GOOD * 20 + 'A2,7,2026-03-01,10,1,"x\n' + GOOD,
    "keys of several columns": "date,source,sessions\n" + "2026-03-01,search,4\n" * 20,
    "two files, one below the other": (ORDERS + GOOD * 20) * 2,
}


@pytest.fixture
def state(tmp_path):
    return State(tmp_path / "state.sqlite")


@pytest.mark.parametrize("kind", CLEAN | DIRTY | RAGGED)
def test_both_ways_give_the_same(kind, state, monkeypatch):
    content = (CLEAN | DIRTY | RAGGED)[kind]
    quick = planned(content, state, monkeypatch, quick=True)
    assert_same(quick, planned(content, state, monkeypatch, quick=False))


def test_a_clean_file_sets_nothing_aside(state, monkeypatch):
    for content in CLEAN.values():
        plan = planned(content, state, monkeypatch, quick=True)
        assert plan.checked.rejects.empty
        assert plan.checked.repeats == 0


@pytest.mark.parametrize("kind", LEFT)
def test_what_needs_care_is_left_to_the_careful_way(kind, state, monkeypatch):
    plan = planned(LEFT[kind], state, monkeypatch, quick=True)
    assert not isinstance(plan.checked.rows, LargeRows)


def test_a_row_set_aside_is_named_by_its_line_in_an_editor(state, monkeypatch):
    # the header is line 1; twenty rows of two lines each are lines 2 to 41; a blank line is 42
    content = ORDERS + 'A1,7,2026-03-01,1,1,"two\nlines"\n' * 20 + "\nA2,7,31/02/2026,5,1,x\n" + GOOD
    plan = planned(content, state, monkeypatch, quick=True)
    assert plan.report()["rejects"] == [
        {"row": 43, "column": "ordered_at", "value": "31/02/2026", "reason": "not a date"}
    ]
    (cells,) = plan.checked.rejected_cells
    assert [cell for _header, cell in cells] == ["A2", "7", "31/02/2026", "5", "1", "x"]
    assert plan.checked.rows.num_rows == 21


def test_rows_set_aside_can_be_taken_one_by_one_or_some_at_a_time():
    rows = rejects.Rows(["a", "b"], pa.table({"c0": ["1", "2", "3"], "c1": ["x", None, "z"]}))
    assert (rows[1], rows[-1]) == ([("a", "2"), ("b", "")], [("a", "3"), ("b", "z")])
    assert list(rows[:2]) == [[("a", "1"), ("b", "x")], [("a", "2"), ("b", "")]]
    assert [len(rows), len(rows[5:])] == [3, 0]
    with pytest.raises(IndexError):
        rows[3]


def test_of_rows_that_repeat_a_key_the_last_counts(state, monkeypatch):
    content = CUSTOMERS + "7,a@example.com,Ann,yes\n8,b@example.com,Bo,no\n" * 10 + "7,c@example.com,Cy,\n"
    plan = planned(content, state, monkeypatch, quick=True)
    # 21 rows of two customers: 19 are followed by another of the same
    assert (plan.checked.rows_read, plan.checked.rows.num_rows, plan.checked.repeats) == (21, 2, 19)
    assert rows_of(plan)[["customer_id", "name"]].to_numpy().tolist() == [["7", "Cy"], ["8", "Bo"]]


def test_more_rows_set_aside_than_anybody_could_mend_are_a_mistake_about_the_file(state, monkeypatch):
    monkeypatch.setattr(large, "LARGE_BYTES", 0)
    monkeypatch.setattr(rejects, "MOST_ASIDE", 2)
    content = ORDERS + "A1,7,never,10,1,\n" * 3 + GOOD * 20
    (plan,) = plan_file("file.csv", content.encode(), ImportOptions(mapping={"ordered_at": "ordered_at"}), state)
    assert (
        "3 of the 23 rows of file.csv would be set aside. The first, line 2: 'ordered_at' is 'never'"
        in plan.problem
    )


def test_the_first_rows_are_read_without_the_rest(state, monkeypatch):
    plan = planned(CLEAN["plain orders"], state, monkeypatch, quick=True)
    assert plan.checked.rows.slice(0, 2).column("order_id").to_pylist() == ["A1", "A2"]


def test_a_column_chosen_by_hand_keeps_a_large_file_large(state, monkeypatch):
    plan = planned(CLEAN["plain orders"], state, monkeypatch, quick=True)
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
