"""Changes of text between an export's column and a canonical one."""

from pathlib import Path

import pandas as pd
import pytest

from data.errors import UnknownNameError
from data.reading import read_file
from data.recognising import not_accepted, prepared, recognise
from data.recognising.transforms import transformed

EXPORTS = Path(__file__).parent / "exports"


def texts(*cells: str) -> pd.Series:
    return pd.Series(cells, dtype="str")


def ready(name: str) -> dict[str, list[str]]:
    """Return the made-up export of a profile by canonical column, transforms done."""
    block = read_file(f"{name}.csv", EXPORTS / f"{name}.csv")[0]
    after, found = prepared(block, recognise(block.header, block.rows, preamble=block.preamble))
    assert found.transforms == {}
    return {
        column: after.rows[after.header.index(header)].tolist()
        for header, column in found.mapping.items()
        if column
    }


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("strip_float", ["17850.0", "12", "A7.0", ""], ["17850", "12", "A7.0", ""]),
        (
            "churn_words",
            ["Yes", "Attrited Customer", "Existing Customer", "0", ""],
            ["true", "true", "false", "false", ""],
        ),
        ("inverted", ["1", "0", "Active", "inactive", ""], ["false", "true", "false", "true", ""]),
        ("won_from_stage", ["Closed Won", "Closed Lost", "Negotiation", ""], ["true", "false", "", ""]),
        ("good_bad", ["Good", "bad", "4", "Offered", ""], ["5", "1", "4", "", ""]),
        ("subscribed", ["SUBSCRIBED", "unsubscribed", "", "yes"], ["true", "false", "", "true"]),
        ("plain_id", ["'4791", "zcrm_415", "'abc", "007"], ["4791", "415", "'abc", "007"]),
        ("first_number", ["5 (0.5%)", "1,204 (12 %)", "none"], ["5", "1,204", "none"]),
        (
            "answer",
            ["10 - Extremely likely", "Not at all likely - 0", "8.0", "good", "12", "٧٫٥", "٧٫٠", "5٪"],
            ["10", "0", "8", "good", "12", "٧٫٥", "٧", "5٪"],
        ),
        ("upper", ["eur", " usd"], ["EUR", "USD"]),
        ("first_listed", ["71;72", "71", ""], ["71", "71", ""]),
        (
            "in_utc",
            ["2026-01-01 10:00", "2026-01-01", "2026-01-01T10:00:00Z", "2026-01-01 10:00 -0500", ""],
            ["2026-01-01 10:00 UTC", "2026-01-01", "2026-01-01T10:00:00Z", "2026-01-01 10:00 -0500", ""],
        ),
        ("nth_day", ["0000", "0002", ""], ["2026-08-01", "2026-08-03", ""]),
    ],
)
def test_words_become_what_they_mean(name, before, after):
    assert transformed(name, texts(*before), argument="20260801").tolist() == after


def test_one_value_says_who_has_left_and_what_says_nothing_leaves_it_open():
    cells = texts("gone", " Gone", "here", "paused", "", "unknown")
    assert transformed("left_is", cells, argument="gone").tolist() == ["true", "true", "false", "false", "", ""]


def test_an_order_says_its_date_once_for_all_its_lines():
    found = ready("shopify_orders")
    assert found["ordered_at"] == ["2026-01-01 11:13:20 -0500"] * 2
    assert found["currency"] == ["USD", "USD"]


def test_the_total_of_an_order_counts_once():
    assert ready("shopify_orders")["amount"] == ["20.00", "0"]


def test_nothing_is_filled_down_into_another_order():
    assert transformed("fill_down", texts("x", "", ""), texts("#1", "#1", "#2")).tolist() == ["x", "x", ""]


def test_first_and_last_name_are_one_name():
    assert ready("hubspot_contacts")["name"] == ["Ann Lee"]


def test_a_deal_is_won_by_its_stage():
    assert ready("hubspot_deals")["won"] == ["true"]


def test_a_time_to_reply_becomes_the_time_of_the_reply():
    assert ready("zendesk_tickets")["first_reply_at"] == ["2026-01-24 05:30:00"]  # 04:00 and 90 minutes
    assert ready("zendesk_explore")["first_reply_at"] == ["2026-01-24 10:00:00"]  # 04:00 and 6 hours


def test_seconds_on_site_are_the_mean_times_the_sessions():
    assert [float(cell) for cell in ready("ga4_traffic")["seconds_on_site"]] == [62.5, 60.0]  # 12.5 × 5, 10 × 6


@pytest.mark.parametrize(
    ("rates", "counts"),
    [
        (("40.82%", "0%"), ["40", "0"]),  # 0.4082 × 98 = 40.004
        (("40.82", "0"), ["40", "0"]),
        (("0.4082", "0"), ["40", "0"]),
        (("n/a", "50%"), ["", "49"]),
    ],
)
def test_a_count_is_rebuilt_from_its_rate(rates, counts):
    assert transformed("share_of", texts(*rates), texts("98", "98")).tolist() == counts


def test_what_is_not_closed_is_neither_won_nor_lost():
    won, closed = texts("1", "0", "0", "true"), texts("1", "1", "0", "true")
    assert transformed("won_if_closed", won, closed).tolist() == ["true", "false", "", "true"]


def test_what_two_searches_find_is_two_mentions():
    found = transformed("told_apart_by", texts("u1", "u1", "", "u2"), texts("Ours", "Rival", "Ours", ""))
    assert found.tolist() == ["u1 · Ours", "u1 · Rival", "", "u2"]


def test_a_date_that_can_be_read_two_ways_gets_no_time_added():
    assert transformed("plus_hours", texts("2"), texts("03/04/2026 10:00")).tolist() == [""]


def test_failed_payments_are_not_accepted():
    rows = pd.DataFrame({"Status": ["Paid", "Failed", "refunded"]}, dtype="str")
    assert not_accepted(rows, {"Status": frozenset({"paid", "refunded"})}, {})["Status"].tolist() == [
        False,
        True,
        False,
    ]


def test_answers_of_a_preview_are_refused_and_words_that_nobody_listed_are_not():
    rows = pd.DataFrame({"Status": ["IP Address", "Survey Preview", "IP-Adresse"]}, dtype="str")
    refused = not_accepted(rows, {}, {"Status": frozenset({"survey preview"}), "Other": frozenset({"1"})})
    assert {header: flags.tolist() for header, flags in refused.items()} == {"Status": [False, True, False]}


def test_the_rows_of_the_file_stay_as_they_are():
    block = read_file("deals.csv", EXPORTS / "hubspot_deals.csv")[0]
    after, _ = prepared(block, recognise(block.header, block.rows))
    assert after.header == (*block.header, "customer_id", "won")
    pd.testing.assert_frame_equal(after.rows.iloc[:, :-2], block.rows)


def test_a_transform_that_nobody_knows_is_a_mistake():
    with pytest.raises(UnknownNameError, match="strip_float"):
        transformed("strip_floats", texts("1"))
