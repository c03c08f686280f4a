"""How often noise is called a change, and how soon a change is found: by simulation, seeded.

A share of false alarms among 150 series of 26 weeks has a standard error of about 0.3 points (a false alarm
often lasts for two weeks), a share found among 150 one of 3.2 points; the allowance is two of them. What the
rates come to with many more runs stands in docs/adr/0010-the-noise-test.md.
"""

import pytest

from analytics.signals import FALSE_ALARM_RATES, expected_false_alarms
from tests.analytics.signals.noise import Counted, Money, Normal, Rated, false_alarms, found

RUNS = 150
ASKED_FALSE, ALLOWANCE = 0.015, 0.006
ASKED_FOUND, ALLOWANCE_FOUND = 0.80, 0.065

KINDS = {
    "normal": Normal(),
    "money": Money(),
    "counts of 5": Counted(5),
    "counts of 50": Counted(50),
    "counts of 5000": Counted(5000),
    "rates of 40": Rated(40),
    "rates of 400": Rated(400),
    "rates of 100,000 that vary more than counting": Rated(100_000, between=0.01),
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_of_a_hundred_weeks_of_noise_with_a_year_behind_them_one_or_two_are_called_real(kind):
    share = false_alarms(kind, runs=RUNS)
    assert 0.002 < share < ASKED_FALSE + ALLOWANCE


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_four_of_five_shifts_of_two_deviations_are_found_within_four_weeks(kind):
    assert found(kind, runs=RUNS) > ASKED_FOUND - ALLOWANCE_FOUND


def test_the_rate_that_the_page_expects_is_the_one_of_the_plain_kinds_together():
    together = [false_alarms(kind, runs=RUNS) for kind in KINDS.values()]
    assert sum(together) / len(together) == pytest.approx(FALSE_ALARM_RATES["week"], abs=0.003)


def test_false_alarms_are_expected_in_proportion_to_what_is_judged():
    assert expected_false_alarms(200, "week") == pytest.approx(2 * expected_false_alarms(100, "week"))
    assert expected_false_alarms(0, "month") == 0


@pytest.mark.parametrize("growth", [1.0, 1.45])
def test_a_season_of_two_years_is_no_news(growth):
    season = Money(spread=0.1, growth=growth, wave=0.2)
    assert false_alarms(season, baseline=104, runs=60) < 0.03


def test_a_growing_company_does_not_make_every_month_real():
    assert (
        false_alarms(Money(spread=0.04, growth=1.45 ** (52 / 12)), baseline=12, weeks=12, grain="month", runs=150)
        < 0.03
    )
