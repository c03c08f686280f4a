"""A workbench: what stands on it, and that no text outlives the state it was written for."""

from types import SimpleNamespace

import ibis
import pyarrow as pa
import pytest

from data import workbench as workbench_
from data.workbench import once, text_of, workbench


@pytest.fixture
def facts():
    return SimpleNamespace(backend=ibis.duckdb.connect())


def stored(facts, **columns):
    facts.backend.con.execute("drop table if exists orders")
    types = ", ".join(f"{name} {kind}" for name, (kind, _values) in columns.items())
    facts.backend.con.execute(f"create table orders ({types})")
    rows = zip(*(values for _kind, values in columns.values()), strict=True)
    facts.backend.con.executemany(f"insert into orders values ({', '.join('?' * len(columns))})", list(rows))
    return {"orders": facts.backend.table("orders")}


@once
def total(tables):
    orders = tables["orders"]
    return orders.aggregate(**{name: orders[name].sum() for name in orders.columns})


def totals(facts, tables):
    with workbench(facts, tables) as bench:
        return bench.frame(total(bench)).iloc[0].to_dict()


def standing(facts):
    found = facts.backend.con.execute("select table_name from information_schema.tables").fetchall()
    return {name for (name,) in found}


def test_the_same_question_of_other_rows_has_the_same_text_and_another_answer(facts):
    assert totals(facts, stored(facts, amount=("int", [1, 2]))) == {"amount": 3}
    written = text_of.cache_info().misses
    assert totals(facts, stored(facts, amount=("int", [10, 20]))) == {"amount": 30}
    assert text_of.cache_info().misses == written


def test_a_column_that_comes_or_is_of_another_type_is_another_question(facts):
    assert totals(facts, stored(facts, amount=("int", [1, 2]))) == {"amount": 3}
    assert totals(facts, stored(facts, amount=("int", [1, 2]), tax=("int", [4, 5]))) == {"amount": 3, "tax": 9}
    assert totals(facts, stored(facts, amount=("double", [0.5, 0.25]))) == {"amount": 0.75}


def test_nothing_stands_afterwards_whatever_happened(facts):
    def work(tables):
        with workbench(facts, tables) as bench:
            total(bench)
            stood.update(standing(facts))
            raise ZeroDivisionError

    stood = set()
    with pytest.raises(ZeroDivisionError):
        work(stored(facts, amount=("int", [1, 2])))
    assert stood == {"orders", "bench_orders", "bench_kept_total"}
    assert standing(facts) == {"orders"}


def test_what_has_to_be_looked_for_is_copied_and_the_rest_only_looked_at(facts):
    tables = stored(facts, amount=("int", [1, 2]), batch_id=("int", [1, 2]))
    orders = tables["orders"]
    newest = orders.filter(orders.batch_id == orders.batch_id.max().over(ibis.window()))
    for table, kind in ((orders, "VIEW"), (newest, "LOCAL TEMPORARY")):
        with workbench(facts, {"orders": table}) as bench:
            assert bench.frame(bench["orders"].select("amount"))["amount"].tolist()[-1] == 2
            statement = "select table_type from information_schema.tables where table_name = 'bench_orders'"
            assert facts.backend.con.execute(statement).fetchall() == [(kind,)]


def test_columns_that_nothing_is_made_of_are_left_out(facts):
    tables = stored(facts, amount=("int", [1]), comment=("text", ["late"]))
    assert "comment" in workbench_.NOT_ADDED_UP
    with workbench(facts, tables) as bench:
        assert bench["orders"].columns == ("amount",)


def test_rows_put_on_it_stand_in_the_place_of_those_put_there_before(facts):
    with workbench(facts, {}) as bench:
        bench.put("days", pa.table({"day": [1, 2]}))
        days = bench.put("days", pa.table({"day": [3]}))
        assert bench.frame(days)["day"].tolist() == [3]
    assert standing(facts) == set()
