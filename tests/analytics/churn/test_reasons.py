"""Reasons: what lifts a score above what usual values would give, in words with the customer's own value."""

import numpy as np
import pandas as pd
import pytest

from analytics.churn import reasons
from analytics.churn.encoding import Encoding
from analytics.churn.reasons import Reason

KINDS = {"gap": "number", "plan": "category"}
FRAME = pd.DataFrame({"gap": [10.0, 20.0, 30.0, 90.0], "plan": ["a", "a", "b", "b"]})
ENCODING = Encoding.learn(FRAME, KINDS)


def score(rows):
    """Two for ten of gap, one for plan b."""
    return rows[:, 0] * 0.2 + rows[:, 1]


def lifted(of):
    plain = reasons.plain_reasons(KINDS)
    return reasons.contributions(score, ENCODING.narrow(of), ENCODING, plain, ENCODING.narrow(FRAME))


def test_a_number_is_held_against_three_usual_values():
    # positions 1/6, 1/2 and 5/6 of the way through 10, 20, 30, 90 are 10, 20 and 30: mean score 4
    assert lifted(FRAME)[:, 0].tolist() == pytest.approx([2 - 4, 4 - 4, 6 - 4, 18 - 4])


def test_a_level_is_held_against_all_levels_by_their_share():
    # half have a (0) and half b (1): the mean is a half
    assert lifted(FRAME)[:, 1].tolist() == pytest.approx([-0.5, -0.5, 0.5, 0.5])


def test_what_is_missing_for_most_is_usual_and_no_reason():
    frame = pd.DataFrame({"gap": [np.nan, np.nan, np.nan, 10.0], "plan": ["a", "a", "b", "b"]})
    encoding = Encoding.learn(frame, KINDS)
    plain = reasons.plain_reasons(KINDS)

    def missing_is_risky(rows):
        return np.where(np.isnan(rows[:, 0]), 1.0, 0.0)

    rows = encoding.narrow(frame)
    found = reasons.contributions(missing_is_risky, rows, encoding, plain, rows)[:, 0]
    # usual is missing for three in four: 0.75; who is missing lies a quarter above it
    assert found.tolist() == pytest.approx([0.25, 0.25, 0.25, -0.75])


def test_features_that_say_the_same_are_set_to_usual_values_together():
    both = [Reason(("gap", "plan"), lambda _row, _usual: "both")]
    rows = ENCODING.narrow(FRAME)
    found = reasons.contributions(score, rows, ENCODING, both, rows)
    # usual rows by gap: (10, a), (20, a), (30, b) with scores 2, 4 and 7
    assert found[3, 0] == pytest.approx(19 - 13 / 3)


def test_the_strongest_come_first_and_weak_ones_are_not_said():
    strengths = np.array([[0.2, 0.9], [0.01, 0.3]])
    usual = {"gap": 25.0, "plan": "a"}
    said = reasons.in_words(strengths, FRAME.head(2), reasons.plain_reasons(KINDS), usual)
    assert said.iloc[0].tolist() == ["plan: a", "gap: 10, usually 25", ""]
    assert said.iloc[1].tolist() == ["plan: a", "", ""]


def test_a_number_that_is_as_usual_is_no_reason():
    said = reasons.in_words(
        np.array([[0.9, 0.2]]), FRAME.head(1), reasons.plain_reasons(KINDS), {"gap": 10.0, "plan": "a"}
    )
    assert said.iloc[0].tolist() == ["plan: a", "", ""]


def test_the_age_of_a_date_is_said_in_days():
    plain = reasons.plain_reasons({"signed up": "number"}, dates={"signed up"})
    assert plain[0].words({"signed up": 12.0}, {"signed up": 400.0}) == "signed up: 12 days ago, usually 400"
