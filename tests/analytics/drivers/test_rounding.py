"""Figures as shown add up to the whole as shown."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from analytics.drivers.rounding import rounded, shown

AMOUNTS = st.floats(min_value=-1e9, max_value=1e9)
DECIMALS = st.integers(min_value=-3, max_value=6)


def texts(parts) -> list[str]:
    return [str(part) for part in parts]


@given(st.lists(AMOUNTS, min_size=1, max_size=60), DECIMALS)
def test_parts_add_up_to_the_rounded_sum_and_none_is_a_unit_off(parts, decimals):
    figures = shown(parts, decimals)
    exact = sum((Decimal(part) for part in parts), Decimal(0))
    unit = Decimal(1).scaleb(-decimals)
    assert abs(sum(figures) - exact) <= unit / 2 + Decimal("1e-6")  # floats of 1e9 have such crumbs
    assert all(abs(figure - Decimal(part)) < unit for figure, part in zip(figures, parts, strict=True))


@given(st.lists(AMOUNTS, min_size=1, max_size=60), AMOUNTS, DECIMALS)
def test_base_and_parts_as_shown_lead_to_the_latest_value_as_shown(parts, base, decimals):
    latest = base + sum(parts)
    first, last = rounded(base, decimals), rounded(latest, decimals)
    assert first + sum(shown(parts, decimals, whole=last - first)) == last


def test_the_missing_unit_goes_to_the_part_that_lost_most_in_rounding_down():
    # 1.4, 2.7 and 2.9 make 7.0; rounded down they make 5: the two units go to 2.9 and 2.7.
    assert texts(shown([1.4, 2.7, 2.9], 0)) == ["1", "3", "3"]


def test_negative_money_is_rounded_so_as_well():
    # -1.5 and 0.5 make -1: down to -2 and 0, and one unit goes to the first of two that lost as much.
    assert texts(shown([-1.5, 0.5], 0)) == ["-1", "0"]


def test_a_whole_that_is_smaller_than_all_parts_rounded_down_is_met():
    assert texts(shown([1.0, 2.1], 0, whole=Decimal(2))) == ["0", "2"]


def test_nothing_has_no_parts():
    assert shown([], 2) == []
