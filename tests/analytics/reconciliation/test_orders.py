"""A shop with every kind of difference, small enough to be worked by hand.

The shop is in New York and writes its own time; the company counts its days in Amsterdam, five hours ahead until
25 October is over there and six before: order B of 31 October, 20:30, is one of 1 November, 01:30.

What came: the ten lines of the first file and the four of the second.
"""

from datetime import date

import pytest

from analytics import reconciliation
from data.store import Store
from tests.analytics.reconciliation.bringing import both_sides, bring, figure, only

HEADER = "order_id,customer_id,customer_email,ordered_at,amount,currency,refunded_amount,refunded_at\n"
FIRST = HEADER + (
    "A,7,,2026-10-15T10:00:00-04:00,100,EUR,,\n"
    "A,7,,2026-10-15T10:00:00-04:00,50,EUR,,\n"
    "B,8,ann@example.com,2026-10-31T20:30:00-04:00,40,EUR,,\n"  # November in Amsterdam
    "C,,,2026-10-20T10:00:00-04:00,30,EUR,,\n"  # a guest
    "D,7,,2026-10-21T10:00:00-04:00,500,USD,,\n"
    "E,9,,2026-10-22T10:00:00-04:00,n/k,EUR,,\n"  # set aside; nobody knows what it comes to
    "F,9,,someday,25,EUR,,\n"  # set aside; nobody knows of which month
    "G,12,,2026-10-23T10:00:00-04:00,-15,EUR,,\n"  # paid back, and nothing else
    "H,10,,2026-10-24T10:00:00-04:00,,EUR,,\n"
    "I,7,,2026-11-05T10:00:00-05:00,60,EUR,10,2026-11-20T10:00:00-05:00\n"
)
SECOND = HEADER + (
    "A,7,,2026-10-15T10:00:00-04:00,100,EUR,,\n"  # again, unchanged
    "A,7,,2026-10-15T10:00:00-04:00,50,EUR,,\n"
    "C,,,2026-10-20T10:00:00-04:00,35,EUR,,\n"  # was 30
    "J,,ann@example.com,2026-11-06T10:00:00-05:00,20,EUR,,\n"  # another name of customer 8
)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = Store(f"duckdb:///{tmp_path_factory.mktemp('shop') / 'facts.duckdb'}")
    store.state.change_settings(currency="EUR", time_zone="Europe/Amsterdam")
    bring(store, "first.csv", FIRST)
    bring(store, "second.csv", SECOND)
    return store


@pytest.fixture(scope="module")
def whole(store):
    return only(store)


def test_every_row_read_is_explained(whole):
    assert both_sides(whole, "rows") == (14, {"set_aside": 2, "again": 2, "replaced": 1}, 9)


def test_gross_sales_come_down_to_revenue(whole):
    # the files: 100 + 50 + 40 + 30 + 25 + 60, and 100 + 50 + 35 + 20; paid back: 15 + 10
    # what counts: A 150, B 40, C 35, I 60, J 20, less 25
    assert both_sides(whole, "gross_sales") == (
        510,
        {"set_aside": 25, "again": 150, "replaced": 30, "refunds": 25},
        280,
    )


def test_net_sales_and_refunds_are_told_as_the_tool_would(whole):
    assert both_sides(whole, "net_sales") == (485, {"set_aside": 25, "again": 150, "replaced": 30}, 280)
    assert both_sides(whole, "refunds") == (25, {}, 25)


def test_an_amount_that_nobody_can_read_is_unknown_and_not_zero(whole):
    sales = figure(whole, "gross_sales")
    (aside,) = [each for each in sales.differences if each.key == "set_aside"]
    assert (aside.count, aside.unread, sales.unread) == (2, 1, 1)
    assert figure(whole, "rows").unread == 0


def test_an_order_counts_once_and_each_that_does_not_has_a_reason(whole):
    # A to J are ten; E and F set aside, G paid back, D in dollars, H without an amount
    assert both_sides(whole, "orders") == (
        10,
        {"set_aside": 2, "returns": 1, "other_currency": 1, "no_amount": 1},
        5,
    )


def test_dollars_are_kept_apart_and_never_added_to_euros(whole):
    dollars = figure(whole, "gross_sales_USD")
    assert (dollars.currency, figure(whole, "gross_sales").currency) == ("USD", "EUR")
    assert both_sides(whole, "gross_sales_USD") == (500, {"other_currency": 500}, 0)


def test_guests_are_in_sales_and_not_among_customers(whole):
    # 14 lines: A, A, B, D, H, I and J are of known customers
    assert both_sides(whole, "known_lines") == (
        14,
        {"set_aside": 2, "again": 2, "replaced": 1, "returns": 1, "guests": 1},
        7,
    )


def test_one_customer_under_two_names_counts_once(whole):
    # 7, 8, 9, 10, 12 and an address; 9 bought nothing that can be read, 12 only gave back, the address is 8's
    assert both_sides(whole, "customers") == (6, {"set_aside": 1, "returns": 1, "same_customer": 1}, 3)


def test_a_month_begins_and_ends_by_the_tools_own_clock(store):
    october = only(store, OCTOBER)
    # the tool has B in October; F has no day at all
    assert both_sides(october, "rows") == (11, {"set_aside": 1, "again": 2, "replaced": 1, "time_zone": 1}, 6)
    # 100 + 50 + 40 + 30 and 100 + 50 + 35; A 150 and C 35 less the 15 of G count
    assert both_sides(october, "gross_sales") == (
        405,
        {"set_aside": 0, "again": 150, "replaced": 30, "refunds": 15, "time_zone": 40},
        170,
    )
    november = only(store, NOVEMBER)
    assert both_sides(november, "rows") == (2, {"time_zone": -1}, 3)
    assert both_sides(november, "gross_sales") == (80, {"refunds": 10, "time_zone": -40}, 110)


def test_months_days_and_the_rows_on_other_days_are_told(whole):
    assert (whole.first_day, whole.last_day) == (date(2026, 10, 15), date(2026, 11, 6))
    assert whole.months == (OCTOBER, NOVEMBER)
    # from Thursday 15 October to its Sunday: A's two lines; from the last Monday to Friday 6 November: I and J
    moved, outside = whole.remarks
    assert moved == (
        "1 row lies on another day in Europe/Amsterdam than in the tool, whose days go from 2026-10-15 to "
        "2026-11-06."
    )
    assert outside.startswith("4 rows lie in weeks at the edges that aren't whole")


def test_without_an_import_in_force_there_is_nothing_to_compare(tmp_path):
    store = Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")
    assert reconciliation.sources(store) == []
    assert reconciliation.reconciled(store, "own", "orders") is None
