"""What is said of forecasts made in the past: no look ahead, errors, luck, ranges."""

import numpy as np
import pytest

from analytics.forecast import back_test, blend, last_year, ranges, recent
from analytics.forecast.back_test import BackTest, Naive
from tests.analytics.forecast import weekly


def test_later_weeks_change_no_forecast_made_before():
    values = weekly.season_and_trend(120, seed=1)
    wild = np.concatenate([values[:110], np.random.default_rng(2).uniform(1, 90_000, 10)])
    origins = range(60, 111)
    for view in (recent, last_year, blend):
        calm, upset = (view.forecasts(weekly.past(series), origins, 8) for series in (values, wild))
        np.testing.assert_array_equal(calm, upset)


def test_later_weeks_change_no_range_drawn_before():
    calm = np.random.default_rng(1).normal(0, 1, (40, 3))
    wild = calm.copy()
    wild[30:] = 1_000.0
    # Up to origin 30 (of weeks known, 60 + 30) both know the same misses; what came later is judged by itself.
    assert ranges.held(calm[:30], range(60, 90)) == ranges.held(wild[:30], range(60, 90))


def test_naive_errors_are_those_of_the_last_value_and_of_last_years_week():
    # 120 weeks that rise by 1: the last value is off by 1, 2, ... 8, on average 4.5; last year's week by 52.
    history = weekly.past(np.arange(1.0, 121.0))
    origins = back_test.origins_of(history, 8)
    found = back_test.judged(history, origins, blend.forecasts(history, origins, 8))
    assert origins == range(60, 113)
    assert found.origins == 53
    assert found.error_last == pytest.approx(4.5)
    assert found.error_year == pytest.approx(52)
    assert found.naive is Naive.LAST


def test_a_week_without_a_year_before_it_is_compared_with_the_last_value():
    # 90 weeks: from the second year on 90 - 8 + 1 - 60 = 23 forecasts could be judged, fewer than 26; so from
    # week 26 on, 57 origins. Values rise by 1. From origin 52 on all eight weeks have one a year before, off by
    # 52: 31 * 8; from origins 45 to 51 the last 1 to 7 of them: 28. The others are off by as many as they lie
    # ahead: 19 * 36, and 28 + 21 + 15 + 10 + 6 + 3 + 1. Together (276 * 52 + 684 + 84) / (57 * 8).
    history = weekly.past(np.arange(1.0, 91.0))
    origins = back_test.origins_of(history, 8)
    found = back_test.judged(history, origins, blend.forecasts(history, origins, 8))
    assert origins == range(26, 83)
    assert found.error_last == pytest.approx(4.5)
    assert found.error_year == pytest.approx(15_120 / 456)


def back_test_of(*, error, luck=0.0):
    return BackTest(origins=40, error=error, error_last=100.0, error_year=120.0, luck=luck, held=0.8, ranges=100)


@pytest.mark.parametrize(
    ("found", "beats"),
    [
        (back_test_of(error=95.0), True),  # 5 % below the nearer naive forecast
        (back_test_of(error=95.1), False),
        (back_test_of(error=60.0, luck=0.1), True),
        (back_test_of(error=60.0, luck=0.11), False),
        (back_test_of(error=110.0), False),  # nearer than last year's week, not than the last value
    ],
)
def test_five_percent_and_more_than_luck_are_asked_for(found, beats):
    assert found.beats_naive is beats


def test_an_advantage_in_steps_of_one_week_has_the_chance_of_students_t():
    # 1, 2, 3: t = 2 / sqrt(1 / 3) = 3.4641 with 2 degrees of freedom; 0.5 - t / (2 sqrt(2 + t^2)) = 0.03709.
    assert back_test.luck(np.array([1.0, 2.0, 3.0]), 1) == pytest.approx(0.03709, abs=1e-5)


def test_neighbouring_errors_that_hang_together_count_for_less():
    # Over two weeks: mean 1, apart -1 -1 1 1 (squares 4), lag one 1 - 1 + 1 = 1 with weight 1/2, twice. Variance
    # (4 + 1) / 16; correction (4 + 1 - 4 + 2 / 4) / 4 = 0.375; t = 1 / 0.55902 * 0.61237 = 1.09545, 3 degrees of
    # freedom. P(T > t) = 1/2 - (x / (1 + x^2) + atan x) / pi, x = t / sqrt 3 = 0.63246: 1/2 - 1.01570 / pi.
    assert back_test.luck(np.array([0.0, 0.0, 2.0, 2.0]), 2) == pytest.approx(0.17669, abs=1e-5)


def test_an_advantage_that_is_always_the_same_is_no_luck_and_none_is():
    assert back_test.luck(np.full(30, 2.0), 8) == 0.0
    assert back_test.luck(np.zeros(30), 8) == 1.0


def test_a_range_has_the_rank_of_split_conformal_prediction():
    # Nine misses: rank 10 * 0.8 = 8. Ten: 11 * 0.8 = 8.8, so the ninth.
    for misses, half in ((range(1, 10), 8.0), (range(1, 11), 9.0)):
        signed = [miss * (-1) ** miss for miss in misses]
        assert ranges.half_widths(np.array(signed, dtype=float)[:, None]).tolist() == [half]


def test_seven_misses_are_too_few_for_a_range():
    assert np.isnan(ranges.half_widths(np.ones((7, 1)))).all()


def test_a_range_never_gets_narrower_further_ahead():
    misses = np.tile([9.0, 9.0, 1.0, 1.0], (10, 1))
    assert ranges.half_widths(misses).tolist() == [9.0, 9.0, 9.0, 9.0]


def test_a_range_is_judged_by_misses_known_at_its_time():
    # One week ahead. Eight misses of 1 draw the first range, ±1: 0.5 lies in it, the next, 2, doesn't.
    misses = np.array([1.0] * 8 + [0.5, 2.0])[:, None]
    assert ranges.held(misses, range(60, 70)) == (0.5, 2)
