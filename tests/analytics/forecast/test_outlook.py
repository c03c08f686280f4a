"""When a KPI's next weeks are shown, what they are, and why not."""

import numpy as np
import pandas as pd
import pytest

from analytics import forecast
from analytics.forecast import Naive, Reason
from analytics.metrics import CATALOGUE
from tests.analytics.forecast import weekly


def test_a_season_on_a_trend_is_shown_and_comes_near_the_truth():
    found = forecast.outlook(weekly.series(weekly.season_and_trend(156, seed=1)), weekly.REVENUE, "week")
    assert found.reason is None
    assert found.test is not None
    assert found.test.gain > 0.3
    # A noise of 20 alone makes a mean absolute error of 16; a year ago stands 104 lower.
    truth = weekly.season_and_trend(164, seed=1, noise=0)[156:]
    assert np.abs(found.frame["value"] - truth).mean() < 30
    assert found.test.error_year > 90


def test_the_weeks_follow_the_last_whole_one_and_the_range_surrounds_the_value():
    values = [*weekly.season_and_trend(156, seed=1), 5.0]
    found = forecast.outlook(weekly.series(values, partial_last=True), weekly.REVENUE, "week")
    frame = found.frame
    assert list(frame.columns) == ["period_start", "value", "low", "high"]
    first = pd.Timestamp(weekly.FIRST) + pd.Timedelta(weeks=156)
    assert frame["period_start"].tolist() == [first + pd.Timedelta(weeks=ahead) for ahead in range(8)]
    assert (frame["low"] < frame["value"]).all()
    assert (frame["value"] < frame["high"]).all()


def test_a_week_in_progress_changes_nothing():
    values = weekly.season_and_trend(120, seed=2)
    whole = forecast.outlook(weekly.series(values), weekly.REVENUE, "week")
    begun = forecast.outlook(weekly.series([*values, 1.0], partial_last=True), weekly.REVENUE, "week")
    assert whole.test == begun.test
    pd.testing.assert_frame_equal(whole.frame, begun.frame)


def test_of_random_walks_next_to_none_is_shown():
    # Nothing beats the last value of a random walk; luck passes one in ten at most before the margin is asked for.
    reasons = [
        forecast.outlook(weekly.series(weekly.random_walk(104, seed)), weekly.REVENUE, "week").reason
        for seed in range(20)
    ]
    assert sum(reason is None for reason in reasons) <= 2


def test_noise_around_last_years_weeks_is_not_shown():
    # Nothing beats last year's week where each week is last year's and chance; of 80 weeks 28 have such a week.
    for weeks, seed in ((80, 0), (80, 1), (120, 0), (120, 1)):
        values = weekly.last_year_and_noise(weeks, seed)
        found = forecast.outlook(weekly.series(values), weekly.REVENUE, "week")
        assert found.reason is Reason.NO_GAIN
        assert found.test is not None
        assert found.test.naive is Naive.YEAR


def test_a_segment_is_forecast_from_its_own_weeks():
    total = weekly.series(weekly.random_walk(120, seed=3))
    part = weekly.series(weekly.season_and_trend(120, seed=3)).assign(segment="Basic")
    both = pd.concat([total, part])
    alone = forecast.outlook(part.assign(segment=None), weekly.REVENUE, "week")
    found = forecast.outlook(both, weekly.REVENUE, "week", segment="Basic")
    pd.testing.assert_frame_equal(found.frame, alone.frame)


@pytest.mark.parametrize(("weeks", "is_too_short"), [(58, True), (59, False)])
def test_it_takes_59_weeks_to_test_a_forecast(weeks, is_too_short):
    # 26 known to the first of 26 forecasts a week apart, and eight weeks for the last one to come: 26 + 25 + 8.
    assert forecast.FEWEST_WEEKS == 59
    found = forecast.outlook(weekly.series(weekly.random_walk(weeks, seed=1)), weekly.REVENUE, "week")
    assert (found.reason is Reason.TOO_SHORT) is is_too_short


def test_a_value_that_never_changes_needs_no_forecast():
    for value in (0.0, 12.0):
        found = forecast.outlook(weekly.series([value] * 104), weekly.REVENUE, "week")
        assert (found.frame, found.reason, found.test) == (None, Reason.UNCHANGED, None)


def test_a_handful_of_cases_a_week_is_too_few():
    counts = np.random.default_rng(1).poisson(1.0, 104)
    assert forecast.outlook(weekly.series(counts), weekly.NEW, "week").reason is Reason.TOO_FEW
    shares = weekly.series(counts / 100, denominators=[8] * 104)
    assert forecast.outlook(shares, weekly.OPENS, "week").reason is Reason.TOO_FEW


def test_more_than_a_tenth_of_the_last_years_weeks_unknown_is_a_gap():
    values = weekly.season_and_trend(110, seed=1)
    for missing, is_gap in ((5, False), (6, True)):
        known = weekly.series(values).drop(index=range(70, 70 + missing))
        found = forecast.outlook(known, weekly.REVENUE, "week")
        assert (found.reason is Reason.GAPS) is is_gap


def test_weeks_in_a_gap_are_neither_forecast_nor_counted_against_a_forecast():
    # Two unknown weeks: with the weeks after them far away from where they would be, an invented value would show.
    values = weekly.season_and_trend(156, seed=1)
    whole = forecast.outlook(weekly.series(values), weekly.REVENUE, "week")
    with_gap = forecast.outlook(weekly.series(values).drop(index=[120, 121]), weekly.REVENUE, "week")
    assert with_gap.frame["period_start"].tolist() == whole.frame["period_start"].tolist()
    assert with_gap.test.error == pytest.approx(whole.test.error, rel=0.2)


@pytest.mark.parametrize("grain", ["day", "month", "quarter"])
def test_only_weeks_are_forecast(grain):
    found = forecast.outlook(weekly.series(weekly.season_and_trend(156, seed=1)), weekly.REVENUE, grain)
    assert found.reason is Reason.ONLY_BY_WEEK


def test_nothing_known_is_too_short():
    nothing = weekly.series([np.nan] * 100)
    assert forecast.outlook(nothing, weekly.REVENUE, "week").reason is Reason.TOO_SHORT
    assert forecast.outlook(nothing.iloc[:0], weekly.REVENUE, "week").reason is Reason.TOO_SHORT


def test_a_forecast_is_the_same_to_the_last_digit():
    rows = weekly.series(weekly.season_and_trend(120, seed=4))
    first = forecast.outlook(rows, weekly.REVENUE, "week")
    again = forecast.outlook(rows.sample(frac=1, random_state=1), weekly.REVENUE, "week")
    pd.testing.assert_frame_equal(first.frame, again.frame, check_exact=True)
    assert first.test == again.test


def test_a_forecast_stays_among_the_values_a_metric_can_have():
    # Two openers of 200 a week, about 20 of money with a spread of 30, a score near 90 with a spread of 15: made
    # of values as they are, a range would leave 0 and 100.
    dice = np.random.default_rng(1)
    rates = weekly.series(dice.binomial(200, 0.01, 156) / 200, denominators=[200] * 156)
    money = weekly.series(np.maximum(dice.normal(20, 30, 156), 0))
    points = weekly.series(np.clip(dice.normal(92, 15, 156), -100, 100), denominators=[50] * 156)
    for rows, metric, lowest, highest in (
        (rates, weekly.OPENS, 0, 1),
        (money, weekly.REVENUE, 0, np.inf),
        (points, weekly.NPS, -100, 100),
    ):
        frame = forecast.outlook(rows, metric, "week").frame
        assert frame is not None  # noise around a mean: the mean beats the last value
        assert frame[["value", "low", "high"]].min(axis=None) >= lowest
        assert frame[["value", "low", "high"]].max(axis=None) <= highest


def test_weeks_are_matched_by_an_occasion_where_that_did_better():
    # Known up to the week of 9 March 2026; Easter's week is that of 30 March. It sells half as much again.
    rows = weekly.series(1000 + np.random.default_rng(7).normal(0, 15, 167))
    easter = rows["period_start"].isin(pd.to_datetime(["2023-04-03", "2024-03-25", "2025-04-14"]))
    rows["value"] *= 1 + 0.5 * easter
    by_date = forecast.outlook(rows, weekly.REVENUE, "week")
    found = forecast.outlook(rows, weekly.REVENUE, "week", occasions=("easter",))
    assert (by_date.occasions, found.occasions) == ((), ("easter",))
    assert found.test.error < by_date.test.error
    highest = found.frame.loc[found.frame["value"].idxmax(), "period_start"]
    assert f"{highest:%Y-%m-%d}" == "2026-03-30"


def test_occasions_that_do_not_help_are_left_aside():
    # The peak before Christmas keeps its date; matching Ramadan's weeks only spoils last year's.
    rows = weekly.series(weekly.season_and_trend(156, seed=1))
    by_date = forecast.outlook(rows, weekly.REVENUE, "week")
    found = forecast.outlook(rows, weekly.REVENUE, "week", occasions=("ramadan",))
    assert found.occasions == ()
    assert found.test == by_date.test


def test_an_outlook_can_reach_less_far():
    found = forecast.outlook(
        weekly.series(weekly.season_and_trend(156, seed=1)), weekly.REVENUE, "week", periods=4
    )
    assert len(found.frame) == 4


@pytest.mark.parametrize("weeks", [0, 27])
def test_an_outlook_reaches_half_a_year_at_most(weeks):
    with pytest.raises(ValueError, match="1 to 26"):
        forecast.outlook(weekly.series([1.0] * 104), weekly.REVENUE, "week", periods=weeks)


def test_four_of_five_new_weeks_lie_in_their_range():
    # 30 companies, eight weeks ahead each. Weeks of a company hang together, so that 240 of them say as much as
    # some 80 would: two standard errors are nine points.
    inside = []
    for seed in range(30):
        values = weekly.level_and_noise(112, seed)
        frame = forecast.outlook(weekly.series(values[:104]), weekly.REVENUE, "week").frame
        if frame is not None:
            inside += ((frame["low"] <= values[104:]) & (values[104:] <= frame["high"])).tolist()
    assert len(inside) >= 160
    assert 0.71 <= np.mean(inside) <= 0.89


def test_every_kind_of_metric_is_taken():
    rows = weekly.series(np.clip(np.random.default_rng(6).normal(0.5, 0.1, 60), 0, 1), denominators=[100] * 60)
    kinds = {(type(metric.formula), metric.unit): metric for metric in CATALOGUE.values()}
    for metric in kinds.values():
        found = forecast.outlook(rows, metric, "week")
        assert (found.frame is None) is (found.reason is not None)
