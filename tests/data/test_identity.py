"""One customer across tools: by id within a source, by e-mail address across, never on names."""

import ibis
import pandas as pd
import pyarrow as pa
import pytest

from analytics import jobs
from data import identity
from data.identity import corrected, exceptions
from tests.filled_store import filled_store

NAMED = {"source": "string", "customer": "string", "email": "string", "first_batch": "int64"}
SINCE = {"since": "int64"}


class Names(dict):
    """Who a reference means; what isn't listed means itself."""

    def __missing__(self, key):
        return key[1]


def seen(*rows):
    frame = pd.DataFrame(rows, columns=list(NAMED))
    return ibis.memtable(
        frame.assign(since=frame.groupby("source")["first_batch"].transform("min")), schema=NAMED | SINCE
    )


def who(
    *rows: tuple[str, str | None, str | None, int], corrections: tuple[tuple[str, str, str], ...] = ()
) -> Names:
    table = corrected(ibis.duckdb.connect().to_pandas(exceptions(seen(*rows))), corrections)
    return Names({(row.source, row.reference): row.customer_id for row in table.itertuples()})


def test_the_same_address_joins_two_tools_under_the_first_id() -> None:
    names = who(
        ("hubspot", "101", "ann@example.com", 1),
        ("stripe", "cus_9", "ann@example.com", 2),
        ("stripe", None, "ann@example.com", 2),
    )
    assert names["stripe", "cus_9"] == "101" == names["stripe", "ann@example.com"]


def test_only_references_that_mean_somebody_of_another_name_are_held() -> None:
    # An address beside an id names nobody by itself, and 101 is 101.
    names = who(("hubspot", "101", "ann@example.com", 1), ("stripe", "cus_9", "ann@example.com", 2))
    assert names == {("stripe", "cus_9"): "101"}


def test_the_newest_address_of_an_id_counts() -> None:
    rows = (
        ("crm", "1", "old@example.com", 1),
        ("shop", "S", "old@example.com", 1),
        ("crm", "1", "new@example.com", 2),
    )
    assert who(*rows[:2])["shop", "S"] == "1"
    assert who(*rows)["shop", "S"] == "S"


def test_equal_ids_of_two_tools_are_two_customers() -> None:
    names = who(("hubspot", "101", None, 1), ("shopify", "101", None, 2))
    assert (names["hubspot", "101"], names["shopify", "101"]) == ("101", "shopify:101")


def test_an_address_that_two_ids_of_one_tool_share_joins_nobody() -> None:
    names = who(
        ("hubspot", "1", "family@example.com", 1),
        ("hubspot", "2", "family@example.com", 1),
        ("stripe", "cus_9", "family@example.com", 2),
    )
    assert len({names["hubspot", "1"], names["hubspot", "2"], names["stripe", "cus_9"]}) == 3


def test_an_address_alone_is_a_customer() -> None:
    assert who(("mailchimp", None, "ann@example.com", 1))["mailchimp", "ann@example.com"] == "ann@example.com"


def test_an_address_found_in_another_tool_later_is_that_customer() -> None:
    names = who(("mailchimp", None, "ann@example.com", 1), ("hubspot", "101", "ann@example.com", 2))
    assert names["mailchimp", "ann@example.com"] == "101"


def test_a_correction_wins() -> None:
    names = who(("x", "@ann", None, 1), ("hubspot", "101", None, 1), corrections=(("x", "@ann", "101"),))
    assert names["x", "@ann"] == "101"


def test_how_well_each_source_matched_is_counted() -> None:
    rows = seen(
        ("crm", "1", "a@example.com", 1),
        ("crm", "2", "b@example.com", 1),
        ("crm", "3", "b@example.com", 1),
        ("shop", "S", "a@example.com", 2),
    )
    crm, shop = identity.matched(rows, ibis.duckdb.connect().to_pandas)
    # crm names three ids and two addresses; one customer of them (id and address) is also the shop's
    assert (crm.source, crm.references, crm.joined, crm.ambiguous) == ("crm", 5, 2, 1)
    assert (shop.source, shop.references, shop.joined, shop.ambiguous) == ("shop", 2, 2, 0)


def test_with_one_source_and_no_address_by_itself_nothing_is_looked_through(tmp_path) -> None:
    orders = pd.DataFrame({"order_id": ["1"], "customer_id": ["a"], "customer_email": ["ann@example.com"]})
    store = filled_store(tmp_path / "one.duckdb", {"orders": orders})
    asked = []
    with store.read() as facts:
        seen_ = identity.Seen(facts.stored, {"orders": store.state.batches_in_force("orders")})

        def frame(expression):
            asked.append(expression)
            return facts.frame(expression)

        assert identity.customer_map(seen_, [], frame).empty
    assert len(asked) == 1


@pytest.mark.parametrize(("email", "stale"), [("ann@example.com", {"tickets"}), ("bob@example.com", set())])
def test_tables_whose_rows_have_another_customer_now_are_added_up_again(tmp_path, email, stale) -> None:
    tickets = pd.DataFrame(
        {"tool": ["desk"], "ticket_id": ["T"], "customer_id": ["d9"], "customer_email": ["ann@example.com"]}
    )
    orders = pd.DataFrame({"tool": ["shop"], "order_id": ["1"], "customer_id": ["s1"]})
    store = filled_store(
        tmp_path / "two.duckdb", {"orders": orders, "tickets": tickets.assign(opened_at="2026-01-05")}
    )
    jobs.after_import(store)
    with store.write() as writer:
        writer.remove("orders", None)
        writer.append("orders", _shop(email))
    jobs.match_customers(store)
    assert store.state.stale_tables() == stale


def _shop(email):
    return pa.table(
        {
            "batch_id": [1],
            "tool": ["shop"],
            "row_key": ["0"],
            "order_id": ["1"],
            "customer_id": ["s1"],
            "customer_email": [email],
        }
    )
