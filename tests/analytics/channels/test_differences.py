"""Differences of shares and ratios, against published and worked values."""

import numpy as np
import pandas as pd
import pytest

from analytics.channels import differences


def of_shares(*counts: float) -> pd.Series:
    return differences.of_shares(*(pd.Series([float(count)]) for count in counts)).iloc[0]


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # Newcombe (1998), table II, method 10.
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_of_shares_is_as_published(counts, low, high):
    found = of_shares(*counts)
    assert (round(found["low"], 4), round(found["high"], 4)) == (low, high)


def test_the_p_value_is_that_of_the_pooled_test():
    # 40 and 60 of 100: pooled 0.5, error sqrt(0.25 * 0.02) = 0.0707, z = 2.828, p = 0.0047
    assert round(of_shares(40, 100, 60, 100)["p_value"], 4) == 0.0047


@pytest.mark.parametrize("counts", [(1, 0, 1, 2), (3, 2, 1, 2)])
def test_what_is_no_share_has_no_difference(counts):
    assert np.isnan(of_shares(*counts)["gap"])


def test_a_difference_of_ratios_is_of_sums_and_not_a_mean_of_ratios():
    one = pd.DataFrame({"numerator": [10.0, 90.0, 10.0, 90.0], "denominator": [1.0, 3.0, 1.0, 3.0]})
    other = pd.DataFrame({"numerator": [10.0] * 4, "denominator": [1.0] * 4})
    assert differences.of_ratios(one, other).gap == 200 / 8 - 10  # the mean of ratios would be 20 - 10


def test_a_season_that_both_have_is_not_taken_for_chance():
    season = pd.Series([10.0, 20.0, 30.0, 40.0])
    one = pd.DataFrame({"numerator": season + 1, "denominator": 1.0})
    other = pd.DataFrame({"numerator": season, "denominator": 1.0})
    found = differences.of_ratios(one, other)
    assert (found.low, found.high) == pytest.approx((1.0, 1.0))


def test_three_periods_give_a_difference_without_an_interval():
    frame = pd.DataFrame({"numerator": [1.0, 2.0, 3.0], "denominator": 1.0})
    found = differences.of_ratios(frame, frame * 2)
    assert found.gap == 0
    assert np.isnan(found.low)
    assert not found.is_real
