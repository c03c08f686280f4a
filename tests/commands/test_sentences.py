"""How the terminal writes quantities into a sentence."""

from datetime import date

import pytest

from analytics.review.statement import Kind, Quantity, Statement, name
from commands.sentences import plain, quantity


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (0.2146, "rate", "21.5 %"),
        (0.0, "rate", "0 %"),
        (12_345.6, "money", "12,346 EUR"),
        (5.0, "money", "5.00 EUR"),
        (46.24, "points", "+46.2"),
        (-0.34, "index", "-0.340"),
        (5_012.0, "customers", "5,012"),
        (1.34, "hours", "1.34 h"),
        (134.0, "seconds", "134 s"),
    ],
)
def test_a_quantity_has_its_unit_and_three_meaningful_digits(amount, unit, text):
    assert quantity(Quantity(amount, unit=unit), "EUR") == text


def test_money_without_a_currency_is_the_number_alone():
    assert quantity(Quantity(12_345.6, unit="money")) == "12,346"


def test_a_sentence_has_its_days_as_machines_read_them():
    parts = {"metric": name("Revenue"), "day": Quantity(date(2026, 11, 16), Kind.DAY)}
    assert plain(Statement("revenue", "Week from {day}: {metric}.", parts)) == "Week from 2026-11-16: Revenue."
