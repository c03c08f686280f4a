"""Intervals against published and hand-worked values."""

import math

import pandas as pd
import pytest

from analytics import intervals


def test_wilson_gives_newcombes_published_interval():
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    low, high = intervals.wilson(pd.Series([81.0, 15.0, 0.0, 1.0]), pd.Series([263.0, 148.0, 20.0, 29.0]))
    assert low.round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert high.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


def test_a_share_of_nothing_and_a_share_above_one_have_no_interval():
    low, high = intervals.wilson(pd.Series([0.0, 3.0]), pd.Series([0.0, 2.0]))
    assert low.isna().all()
    assert high.isna().all()


def test_the_interval_of_a_net_promoter_score_uses_the_variance_of_a_difference():
    # 50 promoters, 20 detractors of 100: variance (0.7 - 0.09) / 100 = 0.0061, half width 1.96 * 0.0781 = 0.1531.
    low, high = intervals.difference_of_shares(pd.Series([50.0]), pd.Series([20.0]), pd.Series([100.0]))
    assert low[0] == pytest.approx(0.3 - 1.959964 * math.sqrt(0.0061))
    assert high[0] == pytest.approx(0.3 + 1.959964 * math.sqrt(0.0061))


def test_the_interval_of_a_balance_stays_within_its_scale():
    low, high = intervals.difference_of_shares(pd.Series([2.0, 1.0]), pd.Series([0.0, 1.0]), pd.Series([2.0, 2.0]))
    assert low.between(-1, 1).all()
    assert high.between(-1, 1).all()


@pytest.mark.parametrize(
    ("successes", "trials", "differ"),
    [
        ((15, 30), (100, 100), True),  # z = 0.15 / sqrt(0.225 * 0.775 * 0.02) = 2.54
        ((15, 25), (100, 100), False),  # z = 0.10 / sqrt(0.2 * 0.8 * 0.02) = 1.77
        ((1, 5), (0, 10), False),
    ],
)
def test_two_proportions_differ_only_beyond_chance(successes, trials, differ):
    assert intervals.differ(successes, trials) is differ
