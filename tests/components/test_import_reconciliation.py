"""A figure's sum as it is read: it adds up line by line, and what is unknown is said to be."""

from analytics.reconciliation import Difference, Figure
from components import import_reconciliation

ASIDE = Difference("set_aside", "Set aside", count=2, amount=25.0, unread=1)
AGAIN = Difference("again", "Came again", count=1, amount=7.5)
MOVED = Difference("time_zone", "In another month", count=1, amount=-40.0)
BROKEN = Difference("set_aside", "Set aside", count=1, amount=0.0, unread=1)


def sales(tool, product, *differences):
    return Figure("gross_sales", "Gross sales", "money", "EUR", tool, product, differences)


def test_each_difference_is_a_signed_line_with_its_rows():
    assert import_reconciliation.lines(sales(1032.5, 1040.0, ASIDE, AGAIN, MOVED)) == [
        ("In the tool's files, as far as they can be read", "1,032.50"),
        ("Set aside (2 rows, 1 of them can't be read)", "−25.00"),
        ("Came again (1 row)", "−7.50"),
        ("In another month (1 row)", "40.00"),
        ("Rapport counts", "1,040.00"),
    ]


def test_what_nobody_can_read_is_unknown_and_not_zero():
    assert import_reconciliation.lines(sales(10.0, 10.0, BROKEN))[1] == ("Set aside (1 row)", "unknown")


def test_a_count_is_not_said_twice():
    orders = Figure("orders", "Orders", "count", None, 3, 2, (Difference("guests", "Guests", 1, 1.0),))
    assert import_reconciliation.lines(orders) == [
        ("In the tool's files", "3"),
        ("Guests", "−1"),
        ("Rapport counts", "2"),
    ]


def test_what_the_differences_leave_open_is_a_line_of_its_own():
    assert import_reconciliation.lines(sales(10.0, 8.0))[1] == ("Not explained", "−2.00")


def test_cents_lost_in_adding_up_are_not_unexplained():
    tenths = sales(sum([0.1] * 10), 1.0)
    assert tenths.tool != tenths.product
    assert tenths.unexplained == 0
    assert sales(1_000_000.01, 1_000_000.0).unexplained > 0
