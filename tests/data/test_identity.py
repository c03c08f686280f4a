"""One customer across tools: by id within a source, by e-mail address across, never on names."""

import pandas as pd

from data.identity import build_map


def who(
    *rows: tuple[str, str | None, str | None, int], corrections: tuple[tuple[str, str, str], ...] = ()
) -> dict:
    seen = pd.DataFrame(rows, columns=["source", "customer", "email", "first_batch"])
    table, _matching = build_map(seen, corrections)
    return {(row.source, row.reference): row.customer_id for row in table.itertuples()}


def test_the_same_address_joins_two_tools_under_the_first_id() -> None:
    names = who(("hubspot", "101", "ann@example.com", 1), ("stripe", "cus_9", "ann@example.com", 2))
    assert names["stripe", "cus_9"] == "101" == names["stripe", "ann@example.com"]


def test_equal_ids_of_two_tools_are_two_customers() -> None:
    names = who(("hubspot", "101", None, 1), ("shopify", "101", None, 2))
    assert names == {("hubspot", "101"): "101", ("shopify", "101"): "shopify:101"}


def test_an_address_that_two_ids_of_one_tool_share_joins_nobody() -> None:
    names = who(
        ("hubspot", "1", "family@example.com", 1),
        ("hubspot", "2", "family@example.com", 1),
        ("stripe", "cus_9", "family@example.com", 2),
    )
    assert len({names["hubspot", "1"], names["hubspot", "2"], names["stripe", "cus_9"]}) == 3


def test_an_address_alone_is_a_customer() -> None:
    assert who(("mailchimp", None, "ann@example.com", 1)) == {("mailchimp", "ann@example.com"): "ann@example.com"}


def test_an_address_found_in_another_tool_later_is_that_customer() -> None:
    names = who(("mailchimp", None, "ann@example.com", 1), ("hubspot", "101", "ann@example.com", 2))
    assert names["mailchimp", "ann@example.com"] == "101"


def test_a_correction_wins() -> None:
    names = who(("x", "@ann", None, 1), ("hubspot", "101", None, 1), corrections=(("x", "@ann", "101"),))
    assert names["x", "@ann"] == "101"


def test_how_well_each_source_matched_is_counted() -> None:
    seen = pd.DataFrame(
        [("crm", "1", "a@example.com", 1), ("crm", "2", "b@example.com", 1), ("shop", "S", "a@example.com", 2)],
        columns=["source", "customer", "email", "first_batch"],
    )
    matching = {found.source: found for found in build_map(seen)[1]}
    # crm names two ids and two addresses, one customer of them (id and address) is also the shop's
    assert (matching["crm"].references, matching["crm"].joined) == (4, 2)
    assert (matching["shop"].references, matching["shop"].joined) == (2, 2)
