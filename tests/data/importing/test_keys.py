"""What a row is: ids kept, ids derived, repeats told from corrections."""

import pandas as pd

from data.importing.keys import add_keys, content_digests
from data.schemas import CUSTOMERS, LOYALTY_EVENTS, ORDERS


def orders(ids: list[str | None]) -> pd.DataFrame:
    return pd.DataFrame({"order_id": pd.Series(ids, dtype="str"), "amount": 1.0})


def test_equal_rows_without_an_id_are_true_repeats_and_always_get_the_same_ids() -> None:
    cells = pd.DataFrame({"a": ["x", "x", "y"]})
    first = add_keys(orders([None, None, None]), ORDERS, source="own", cells=cells)
    again = add_keys(orders([None, None, None]), ORDERS, source="own", cells=cells)
    assert first.ids_derived == 3
    assert first.rows["order_id"].nunique() == 3
    assert first.rows["order_id"].tolist() == again.rows["order_id"].tolist()


def test_lines_of_one_order_share_its_key() -> None:
    cells = pd.DataFrame({"a": ["x", "y"]})
    keyed = add_keys(orders(["A1", "A1"]), ORDERS, source="shop", cells=cells)
    assert keyed.rows["row_key"].nunique() == 1
    assert (keyed.ids_derived, keyed.repeats) == (0, 0)


def test_the_later_row_of_a_customer_counts_and_the_earlier_is_a_repeat() -> None:
    rows = pd.DataFrame({"customer_id": ["7", "7", "8"], "name": ["old", "new", "other"]})
    keyed = add_keys(rows, CUSTOMERS, source="own", cells=rows)
    assert keyed.rows["name"].tolist() == ["new", "other"]
    assert keyed.repeats == 1


def test_customers_known_by_their_address_alone_are_kept_apart() -> None:
    addresses = ["ann@example.com", "bob@example.com", "ann@example.com"]
    rows = pd.DataFrame({"customer_id": pd.Series([None] * 3, dtype="str"), "email": addresses})
    keyed = add_keys(rows, CUSTOMERS, source="own", cells=rows[["email"]])
    assert keyed.rows["email"].tolist() == ["bob@example.com", "ann@example.com"]
    assert keyed.repeats == 1


def test_equal_ids_of_two_tools_are_two_rows() -> None:
    rows = pd.DataFrame({"customer_id": ["7"]})
    keys = {add_keys(rows, CUSTOMERS, source=source, cells=rows).rows["row_key"].iloc[0] for source in ("a", "b")}
    assert len(keys) == 2


def test_equal_events_of_one_file_are_told_by_their_turn() -> None:
    event = {"customer_id": "7", "customer_email": "a@example.com", "happened_at": "2026-03-01", "kind": "earned"}
    rows = pd.DataFrame([event, event])
    keyed = add_keys(rows, LOYALTY_EVENTS, source="own", cells=rows)
    assert keyed.rows["row_key"].nunique() == 2


def test_the_order_of_the_columns_does_not_change_what_a_row_says() -> None:
    cells = pd.DataFrame({"a": ["1"], "b": ["2"]})
    assert content_digests(cells).equals(content_digests(cells[["b", "a"]]))
    assert not content_digests(cells).equals(content_digests(pd.DataFrame({"a": ["2"], "b": ["1"]})))
