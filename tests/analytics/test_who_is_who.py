"""How rows found their customer, and corrections that stay."""

import pytest

from analytics import jobs, who_is_who
from analytics.who_is_who import Correction
from data.errors import UnknownNameError
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.store import Store

PEOPLE = "customer_id,email\n1,ann@example.com\n2,bob@example.com\n"
ORDERS = (
    "order_id,customer_id,customer_email,ordered_at,amount\n"
    "A,s1,ann@example.com,2026-11-01,1\n"  # by address
    "B,s9,,2026-11-01,1\n"  # nobody known
    "C,,,2026-11-01,1\n"  # a guest
)


@pytest.fixture
def store(tmp_path):
    store = Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")
    bring(store, "customers", PEOPLE, "crm")
    bring(store, "orders", ORDERS, "shop")
    return store


def bring(store, table, text, source):
    (plan,) = plan_file(f"{table}.csv", text.encode(), ImportOptions(source=source, table=table), store.state)
    number = store_plan(store, plan, at="2026-11-16T09:00:00", by="analyst")["batch_id"]
    jobs.after_import(store, {table})
    return number


def counts(store):
    (orders,) = [item for item in who_is_who.found(store) if item.table == "orders"]
    return (orders.rows, orders.by_id, orders.by_email, orders.by_correction, orders.unknown, orders.guests)


def owner(store, order):
    with store.read() as facts:
        rows = facts.frame(facts.tables["orders"])
    return rows.set_index("order_id")["customer_id"][order]


def test_every_row_is_found_by_one_way_or_not_at_all(store):
    assert counts(store) == (3, 0, 1, 0, 1, 1)


def test_a_correction_counts_stays_over_later_imports_and_can_be_taken_back(store):
    who_is_who.correct(store, Correction("shop", "s9", "2"))
    assert (owner(store, "B"), counts(store)) == ("2", (3, 0, 1, 1, 0, 1))
    later = "order_id,customer_id,ordered_at,amount\nD,s9,2026-11-02,1\n"
    bring(store, "orders", later, "shop")
    assert owner(store, "D") == "2"
    who_is_who.take_back(store, "shop", "s9")
    assert owner(store, "B") == "s9"


def test_a_join_by_address_that_is_wrong_is_parted_once_and_stays_parted(store):
    assert owner(store, "A") == "1"
    who_is_who.correct(store, Correction("shop", "s1", "s1"))
    assert owner(store, "A") == "s1"
    # a newer customers file says the same address again, which would join them again
    bring(store, "customers", PEOPLE + "3,cy@example.com\n", "crm")
    bring(
        store,
        "orders",
        "order_id,customer_id,customer_email,ordered_at\nD,s1,ann@example.com,2026-11-02\n",
        "shop",
    )
    assert (owner(store, "A"), owner(store, "D")) == ("s1", "s1")


def test_an_address_alone_is_parted_too(store):
    rows = "order_id,customer_id,customer_email,ordered_at\nE,,bob@example.com,2026-11-02\n"
    bring(store, "orders", rows, "till")
    assert owner(store, "E") == "2"
    who_is_who.correct(store, Correction("till", "bob@example.com", "bob@example.com"))
    assert owner(store, "E") == "bob@example.com"


def test_a_customer_may_be_named_as_a_tool_does(store):
    # s1 is joined to 1: nobody goes by the name of s1, so s9 has to become 1 as well
    kept = who_is_who.correct(store, Correction("shop", "s9", "s1"))
    assert (kept.customer_id, owner(store, "B"), owner(store, "A")) == ("1", "1", "1")


def test_a_customer_keeps_the_name_when_the_customers_come_anew(store):
    who_is_who.correct(store, Correction("shop", "s9", "1"))
    # its rows are younger now than the shop's, which must not make "s1" the name of customer 1
    bring(store, "customers", PEOPLE.replace("bob@", "bobby@"), "crm")
    assert (owner(store, "A"), owner(store, "B")) == ("1", "1")


def test_a_correction_outlasts_the_batch_that_it_was_made_on(store):
    who_is_who.correct(store, Correction("shop", "s9", "2"))
    (orders,) = [batch for batch in store.state.batches() if batch.table == "orders"]
    jobs.undo(store, orders.batch_id, at="2026-11-16T10:00:00", by="analyst")
    bring(store, "orders", ORDERS, "shop")
    assert owner(store, "B") == "2"


def test_a_batch_taken_back_takes_its_joins_with_it(store):
    (people,) = [batch for batch in store.state.batches() if batch.table == "customers"]
    assert owner(store, "A") == "1"
    jobs.undo(store, people.batch_id, at="2026-11-16T10:00:00", by="analyst")
    assert owner(store, "A") == "s1"


def test_a_batch_taken_back_gives_its_joins_to_those_before_it(store):
    # the newer file gives ann's address to customer 2, so order A, which has it, becomes 2's
    number = bring(store, "customers", "customer_id,email\n1,new@example.com\n2,ann@example.com\n", "crm")
    assert owner(store, "A") == "2"
    jobs.undo(store, number, at="2026-11-16T10:00:00", by="analyst")
    assert (owner(store, "A"), counts(store)) == ("1", (3, 0, 1, 0, 1, 1))


def test_ids_of_a_customers_file_taken_back_are_not_known_by_id(store):
    number = bring(store, "customers", "customer_id,email\ns1,ann@example.com\n", "shop")
    assert counts(store) == (3, 1, 0, 0, 1, 1)
    jobs.undo(store, number, at="2026-11-16T10:00:00", by="analyst")
    assert counts(store) == (3, 0, 1, 0, 1, 1)


def test_a_correction_of_what_is_not_there_is_refused(store):
    with pytest.raises(UnknownNameError):
        who_is_who.correct(store, Correction("shop", "nobody", "2"))
    with pytest.raises(UnknownNameError):
        who_is_who.correct(store, Correction("shop", "s9", "nobody"))


def test_an_address_that_two_ids_share_is_counted_and_listed(store):
    bring(store, "customers", "customer_id,email\n8,x@example.com\n9,x@example.com\n", "shop")
    (orders,) = [item for item in who_is_who.found(store) if item.table == "orders"]
    assert orders.ambiguous == 1
    assert [(item.reference, item.could_be) for item in who_is_who.doubtful(store)] == [
        ("8", ("9",)),
        ("9", ("8",)),
    ]


def test_an_address_that_one_of_two_ids_has_given_up_is_shared_no_longer(store):
    bring(store, "customers", "customer_id,email\n8,x@example.com\n9,x@example.com\n", "shop")
    rows = "order_id,customer_id,customer_email,ordered_at\nF,8,eight@example.com,2026-11-02\n"
    bring(store, "orders", rows, "shop")
    assert who_is_who.doubtful(store) == []
    assert {found.ambiguous for found in who_is_who.found(store)} == {0}
