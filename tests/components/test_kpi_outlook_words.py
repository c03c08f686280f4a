"""What is said of a KPI's next weeks."""

import pandas as pd
import pytest

from analytics.forecast import BackTest, Outlook, Reason
from analytics.metrics import CATALOGUE
from components import kpi_outlook_words

REVENUE = CATALOGUE["revenue"]
WEEKS = pd.DataFrame(
    {
        "period_start": pd.date_range("2026-11-23", periods=8, freq="7D"),
        "value": [45_000.0] * 8,
        "low": [42_000.0, *[41_000.0] * 7],
        "high": [*[50_000.0] * 7, 52_000.0],
    }
)


def back_test(*, error, last=100.0, year=90.0, luck=0.01):
    return BackTest(origins=37, error=error, error_last=last, error_year=year, luck=luck, held=0.84, ranges=204)


def said(found):
    return kpi_outlook_words.sentence(REVENUE, found, "EUR").replace("\u00a0", " ")


def test_a_forecast_is_said_with_its_range_and_how_far_to_trust_it():
    # 8 weeks from Monday 23 November 2026 end on Sunday 17 January 2027. 72 is 20 % below 90.
    assert said(Outlook(WEEKS, None, back_test(error=72.0))) == (
        "Revenue: €41.0 k to €52.0 k expected in each of the 8 weeks to 17 Jan 2027. Earlier forecasts came 20 % "
        "nearer than the value of the same week a year before; their ranges are made to hold 80 % of what "
        "comes and held 84 %."
    )


def test_a_single_week_is_said_as_one():
    found = said(Outlook(WEEKS.head(1), None, back_test(error=72.0)))
    assert found.startswith("Revenue: €42.0 k to €50.0 k expected in the week to 29 Nov 2026.")


@pytest.mark.parametrize(
    ("test", "why"),
    [
        (
            back_test(error=60.0, luck=0.3),
            "came 33 % nearer than the value of the same week a year before, but that may",
        ),
        (
            back_test(error=87.3),
            "came only 3.0 % nearer than the value of the same week a year before; 5.0 % is asked",
        ),
        (back_test(error=87.3, last=80.0), "came no nearer than the last week's value."),
    ],
)
def test_a_forecast_that_failed_its_test_says_how(test, why):
    text = said(Outlook(None, Reason.NO_GAIN, test))
    assert text.startswith("No outlook: earlier forecasts")
    assert why in text


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason.ONLY_BY_WEEK, "choose weeks"),
        (Reason.TOO_SHORT, "59 whole weeks"),
        (Reason.GAPS, "unknown"),
        (Reason.TOO_FEW, "too few cases"),
        (Reason.UNCHANGED, "not changed"),
    ],
)
def test_what_was_never_tested_says_why(reason, words):
    assert words in said(Outlook(None, reason, None))


def test_every_reason_has_its_words():
    assert set(kpi_outlook_words.REASONS) == set(Reason) - {Reason.NO_GAIN}
