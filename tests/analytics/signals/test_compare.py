"""The latest whole period beside the last, a year ago and its usual range."""

import numpy as np
import pandas as pd
import pytest

from analytics import signals
from analytics.metrics import CATALOGUE
from analytics.signals import Lack, Side, Sign, Verdict
from tests.analytics.signals.series import series

REVENUE, OPENS = CATALOGUE["revenue"], CATALOGUE["email_open_rate"]


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    # Mean 39 / 8 = 4.875; moving ranges 1, 2, 1, 1, 2, 1, 1: mean 9 / 7.
    limits = signals.xmr(pd.Series([5.0, 4.0, 6.0, 5.0, 4.0, 6.0, 5.0, 4.0]))
    assert limits is not None
    assert limits.mean == pytest.approx(4.875)
    assert limits.high == pytest.approx(4.875 + 2.66 * 9 / 7)
    assert limits.low == pytest.approx(4.875 - 2.66 * 9 / 7)


def test_seven_periods_are_too_few_to_judge():
    found = signals.compare(series([10.0, 12.0] * 3 + [10.0, 99.0]), REVENUE, "week")
    assert found is not None
    assert (found.limits, found.verdict) == (None, Verdict.TOO_FEW)


@pytest.mark.parametrize(
    ("latest", "verdict", "side"),
    [(18.0, Verdict.USUAL, None), (19.0, Verdict.REAL, Side.ABOVE), (6.0, Verdict.REAL, Side.BELOW)],
)
def test_a_period_is_judged_by_the_ones_before_it_and_not_by_itself(latest, verdict, side):
    # Money is judged by its logarithm. Eight before: mean ln √120, ranges all ln 1.2. Their deviation of 0.182 /
    # 1.128 and the mean's own, by √(1 + 1/8): 0.1714. Three of them are a factor of 1.672: 6.55 to 18.3.
    found = signals.compare(series([10.0, 12.0] * 4 + [latest]), REVENUE, "week")
    assert found is not None
    assert (found.verdict, found.side) == (verdict, side)


def test_a_partial_period_is_never_compared():
    found = signals.compare(series([10.0, 12.0] * 4 + [11.0, 500.0], partial_last=True), REVENUE, "week")
    assert found is not None
    assert (found.value, found.before) == (11.0, 12.0)


def test_the_last_period_and_a_year_ago_are_looked_up_by_date_and_not_by_position():
    values = [float(number) for number in range(60)]
    with_gap = series(values).drop(index=58)
    found = signals.compare(with_gap, REVENUE, "week")
    assert found is not None
    assert found.value == 59
    assert np.isnan(found.before)
    assert found.year_ago == 59 - 52
    assert found.change_to_year_ago == 52


def test_a_rate_on_few_counts_is_not_judged():
    rates = series([0.1, 0.12] * 4 + [0.9], denominators=[100] * 8 + [9])
    found = signals.compare(rates, OPENS, "week")
    assert found is not None
    assert found.verdict is Verdict.TOO_FEW


def test_a_rate_outside_its_limits_must_also_pass_a_test_on_its_counts():
    # 0.18 against 88 of 800: of 50 it is 9, 1.5 deviations of the two-proportion test; of 500 it is 90, and 3.5.
    for denominator, verdict in ((50, Verdict.USUAL), (500, Verdict.REAL)):
        rates = series([0.1, 0.12] * 4 + [0.18], denominators=[100] * 8 + [denominator])
        found = signals.compare(rates, OPENS, "week")
        assert found is not None
        assert found.verdict is verdict


def test_nothing_whole_gives_no_comparison():
    assert signals.compare(series([1.0], partial_last=True), REVENUE, "week") is None


def test_a_level_that_grows_as_usual_has_not_moved_but_a_jump_has():
    # Changes of 9 and 11 in turn: mean 10 (of 11 changes: 109 / 11), ranges all 2: a deviation of 2 / 1.128. With
    # that of the mean of eleven, three of √(1 + 1/11) × 1.773 are 5.556 either way.
    steps = [9.0, 11.0] * 5 + [9.0]
    levels = [sum(steps[:number]) for number in range(len(steps) + 1)]
    for last, verdict in ((levels[-1] + 11, Verdict.USUAL), (levels[-1] + 20, Verdict.REAL)):
        found = signals.compare(series([*levels, last]), CATALOGUE["customers_active"], "week")
        assert found is not None
        assert found.verdict is verdict
        assert found.limits is not None
        assert found.limits.high == pytest.approx(levels[-1] + 109 / 11 + 5.556, abs=0.001)


def test_what_there_is_too_few_of_is_said():
    short = signals.compare(series([10.0, 12.0] * 3 + [10.0, 99.0]), REVENUE, "week")
    few = signals.compare(series([0.1, 0.12] * 10 + [0.9], denominators=[100] * 20 + [9]), OPENS, "week")
    assert (short.lack, few.lack) == (Lack.PERIODS, Lack.COUNTED)
    assert (short.evidence, few.evidence) == (0.0, 0.0)


def test_evidence_is_counted_in_deviations_whatever_the_unit():
    # Of 100 cases a week ± 10, 150 are 2 × (√150.4 - √100.4) = 4.49 roots off, with the mean of 30 weeks 4.4.
    cases = signals.compare(series([100.0 - 1e-9] * 30 + [150.0]), CATALOGUE["tickets_opened"], "week")
    assert cases.evidence == pytest.approx(4.4, abs=0.1)
    assert (cases.verdict, cases.sign, cases.since) == (Verdict.REAL, Sign.POINT, cases.period_start)


def test_years_and_weeks_before_are_found_on_whichever_weekday_a_week_begins():
    sundays = signals.compare(series([float(number) for number in range(60)], end="2026-11-08"), REVENUE, "week")
    assert (sundays.before, sundays.year_ago) == (58.0, 59.0 - 52)
