"""Every week as it was judged in its own time, the limits stepping where a shift began."""

import numpy as np
import pandas as pd
import pytest

from analytics import signals
from analytics.metrics import CATALOGUE
from analytics.signals import Sign, Verdict
from tests.analytics.signals.series import series

VALUE = CATALOGUE["average_order_value"]


def noise(count, seed=1):
    return 100 + 3 * np.random.default_rng(seed).normal(size=count)


def judged(values):
    return signals.history(series(list(values)), VALUE, "week")


def shifted(by, *, at=60, count=80):
    return noise(count) + np.where(np.arange(count) >= at, by, 0.0)


def test_what_was_said_of_a_week_does_not_depend_on_what_came_after_it():
    values = shifted(12.0)
    later = judged(values)
    for count in (9, 30, 61, 63, 70):
        earlier = signals.history(series(list(values[:count]), end="2026-11-09"), VALUE, "week")
        assert earlier["signal"].tolist() == later["signal"].tolist()[:count]


def test_the_latest_week_is_judged_alike_alone_and_in_its_history():
    values = shifted(12.0)
    for count in range(58, 70):
        found = signals.compare(series(list(values[:count])), VALUE, "week")
        latest = judged(values[:count]).iloc[-1]
        assert (found.verdict is Verdict.REAL) == latest["signal"]


def test_a_lasting_shift_is_a_signal_until_it_is_confirmed_and_then_the_usual():
    rows = judged(shifted(15.0))
    assert rows["signal"].iloc[60:64].all()
    assert not rows["signal"].iloc[66:].any()
    assert rows["shift"].tolist() == [0] * 60 + [1] * 20


def test_the_range_steps_where_the_shift_began():
    rows = judged(shifted(15.0))
    assert rows["expected"].iloc[50:60].between(97, 103).all()
    assert rows["expected"].iloc[60:].between(111, 119).all()


def test_a_small_lasting_shift_is_told_by_the_smoothed_companion_with_its_first_week():
    values = np.tile([97.0, 103.0, 100.0], 20).tolist()
    for _week in range(6):
        values.append(105.5)
    found = signals.compare(series(values), VALUE, "week")
    assert (found.verdict, found.sign) == (Verdict.REAL, Sign.SHIFT)
    assert found.limits.low < found.value < found.limits.high
    assert found.since == pd.Timestamp("2026-11-09") - pd.Timedelta(weeks=5)


def test_three_wild_weeks_are_signals_and_leave_limits_and_level_as_they_were():
    values = noise(80)
    values[60:63] += 30
    quiet, wild = judged(noise(80)), judged(values)
    assert wild["signal"].iloc[60:63].all()
    assert not wild["signal"].iloc[63:].any()
    assert wild["shift"].max() == 0
    width = (wild["usual_high"] - wild["usual_low"]).iloc[-1]
    assert width == pytest.approx((quiet["usual_high"] - quiet["usual_low"]).iloc[-1], rel=0.1)


def test_a_signal_says_since_when_it_has_stood():
    values = noise(63)
    values[60:] += 30
    found = signals.compare(series(list(values)), VALUE, "week")
    assert found.sign is Sign.POINT
    assert found.since == pd.Timestamp("2026-11-09") - pd.Timedelta(weeks=2)


def test_no_range_is_taken_across_a_gap():
    # 40 weeks at 100 ± 1, half a year of nothing, 40 weeks at 150 ± 1: two levels, and no range between them.
    # Three of 1 % of 150 either way are 9; a range of 50 would make it far more.
    values = np.random.default_rng(2).normal(size=106) + np.where(np.arange(106) < 66, 100, 150)
    values[40:66] = np.nan
    rows = judged(values)
    assert len(rows) == 80
    assert (rows["usual_high"] - rows["usual_low"]).iloc[-1] < 15
    assert rows["signal"].iloc[40]


def test_a_peak_that_came_a_year_ago_as_well_is_no_news():
    values = noise(110)
    for week in (50, 102):
        values[week] += 30
    rows = judged(values)
    assert rows["signal"].iloc[50]
    assert not rows["signal"].iloc[102]


def test_an_opening_rush_does_not_widen_the_limits_for_a_year():
    values = noise(40)
    values[0] += 300
    rows = judged(values)
    assert (rows["usual_high"] - rows["usual_low"]).iloc[-1] < 30


def test_a_level_is_judged_by_its_changes_and_drawn_as_a_level():
    steps = np.tile([9.0, 11.0], 20)
    rows = signals.history(series(np.cumsum(steps).tolist()), CATALOGUE["customers_active"], "week")
    # After 390 customers 10 more are expected, with 3 × 2 / 1.128 = 5.3 around that and a little for the mean.
    assert rows["expected"].iloc[-1] == pytest.approx(389 + 10, abs=1.0)
    assert (rows["usual_high"] - rows["expected"]).iloc[-1] == pytest.approx(5.4, abs=0.2)
