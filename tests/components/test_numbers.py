"""Numbers as people read them."""

import math

import pytest

from components import numbers

NBSP = "\u00a0"


def test_rounding_up_to_a_million_is_written_in_millions():
    assert numbers.number(999_600) == f"1.00{NBSP}M"


def test_people_below_ten_thousand_are_written_out():
    assert numbers.count(9_999) == "9,999"
    assert numbers.count(12_345) == f"12.3{NBSP}k"


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("unit", ["rate", "money", "points", "hours", "customers"])
def test_undefined_is_a_dash_in_every_unit(value, unit):
    assert numbers.value(value, unit, currency="EUR") == "–"


def test_a_rate_moves_in_percentage_points_and_money_in_percent():
    assert numbers.change(0.12, 0.10, "rate") == f"+2.00{NBSP}pp"
    assert numbers.change(120.0, 100.0, "money") == f"+20.0{NBSP}%"


def test_a_change_from_nothing_is_undefined():
    assert numbers.change(5, 0, "customers") == "–"


def test_a_fall_has_a_true_minus_sign():
    assert numbers.change(0.10, 0.12, "rate") == f"\u22122.00{NBSP}pp"


def test_an_uneven_interval_is_written_from_low_to_high():
    assert numbers.interval(0.02, 0.01, 0.08, "rate") == f"2.00{NBSP}% (1.00{NBSP}% to 8.00{NBSP}%)"


def test_the_readers_locale_decides_the_decimal_mark_and_where_the_currency_stands():
    before = numbers.current_locale()
    numbers.use_locale("de-DE")
    try:
        assert numbers.money(1_234_567, "EUR") == f"1,23{NBSP}M{NBSP}€"
    finally:
        numbers.use_locale(before)


def test_an_unknown_locale_leaves_the_present_one():
    numbers.use_locale("xx-nowhere")
    assert numbers.current_locale() == "en_GB"
