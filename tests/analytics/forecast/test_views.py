"""The scale of a metric, a history without holes, and the two views of the next weeks."""

import numpy as np
import pytest

from analytics.forecast import blend, last_year, recent
from tests.analytics.forecast import weekly


def test_a_share_is_the_log_of_its_odds_with_half_a_case_on_either_side():
    # 0 of 20: 0.5 against 20.5. 10 of 20: even.
    history = weekly.past([0.0, 0.5], weekly.OPENS, denominators=[20, 20])
    assert history.scaled.tolist() == pytest.approx([np.log(0.5 / 20.5), 0.0])
    assert history.scale.read(np.array([0.0, -np.inf, np.inf])).tolist() == [0.5, 0.0, 1.0]


def test_more_cases_than_there_can_be_count_as_all_of_them():
    # 12 answers to 10 invitations: 10.5 against 0.5.
    history = weekly.past([1.2], weekly.OPENS, denominators=[10])
    assert history.scaled.tolist() == pytest.approx([np.log(10.5 / 0.5)])


def test_money_is_the_log_of_one_more_and_never_negative():
    history = weekly.past([0.0, 99.0])
    assert history.scaled.tolist() == pytest.approx([0.0, np.log(100)])
    assert history.scale.read(np.array([-3.0, np.log(100)])).tolist() == pytest.approx([0.0, 99.0])


def test_a_net_promoter_score_is_taken_as_it_is_and_kept_within_a_hundred():
    history = weekly.past([-20.0, 30.0], weekly.NPS, denominators=[40, 40])
    assert history.scaled.tolist() == [-20.0, 30.0]
    assert history.scale.read(np.array([-120.0, 120.0])).tolist() == [-100.0, 100.0]


def test_an_unknown_week_repeats_the_one_before_and_weighs_nothing():
    history = weekly.past([10.0, np.nan, 30.0], weekly.NPS, denominators=[40, 0, 20])
    assert history.scaled.tolist() == [10.0, 10.0, 30.0]
    assert history.weights.tolist() == [40.0, 0.0, 20.0]
    assert np.isnan(history.observed[1])


def test_a_week_without_a_row_is_unknown_too():
    rows = weekly.series([10.0, 20.0, 30.0]).drop(index=1)
    history = weekly.history(rows, weekly.REVENUE)
    assert history.filled.tolist() == [10.0, 10.0, 30.0]


def test_a_level_of_a_share_counts_every_case_once():
    # One case at 40, nine at 20 a week later, when the first weighs half: (0.5 * 40 + 9 * 20) / 9.5.
    history = weekly.past([40.0, 20.0], weekly.NPS, denominators=[1, 9])
    assert recent.smoothed(history, 0.5).tolist() == pytest.approx([40.0, 200 / 9.5])


def test_last_years_shape_is_moved_by_the_growth_since():
    # Points that rise by 0.5 a week: last year's weeks plus 26 are the straight line itself.
    values = -50 + 0.5 * np.arange(150)
    history = weekly.past(values[:100], weekly.NPS, denominators=[50] * 100)
    expected = values[100:108]
    assert last_year.forecasts(history, range(100, 101), 8)[0] == pytest.approx(expected)


def test_the_week_of_an_occasion_is_matched_with_that_of_the_year_before():
    # Easter lies in the weeks of 3 April 2023, 25 March 2024, 14 April 2025 and 30 March 2026: numbers 13, 64, 119
    # and 169 from 2 January 2023. Each had 50 points, all others none.
    values = np.zeros(166)
    values[[13, 64, 119]] = 50.0
    history = weekly.past(values, weekly.NPS, denominators=[50] * 166)
    ahead = last_year.forecasts(history, range(166, 167), 8, ("easter",))[0]
    assert ahead.tolist() == pytest.approx([0, 0, 0, 50, 0, 0, 0, 0])
    by_date = last_year.forecasts(history, range(166, 167), 8)[0]
    assert by_date[3] < 20


def test_before_there_is_a_year_to_look_at_only_the_recent_view_speaks():
    history = weekly.past(weekly.random_walk(54, seed=1))
    assert np.isnan(last_year.forecasts(history, range(54, 55), 8)).all()
    near = recent.forecasts(history, range(54, 55), 8)
    assert blend.forecasts(history, range(54, 55), 8).tolist() == near.tolist()


def test_the_view_that_came_nearer_weighs_more():
    # The season is all there is: the blend lies nearer to last year's view than to the recent one.
    history = weekly.past(weekly.season_and_trend(156, seed=1))
    origins = range(60, 157)
    near, far = (view.forecasts(history, origins, 8)[-1] for view in (recent, last_year))
    blended = blend.forecasts(history, origins, 8)[-1]
    assert np.abs(blended - far).sum() < 0.2 * np.abs(blended - near).sum()


def test_only_the_last_four_years_are_looked_at():
    history = weekly.past(weekly.season_and_trend(300, seed=1))
    assert len(history) == 208
