"""Who is at risk, in sentences."""

from datetime import date

import pandas as pd

from analytics.review.risk import Risk, at_risk
from analytics.review.statement import Tone


def risk(values: list[float], bands: list[str], *, is_stale: bool = False) -> Risk:
    scores = pd.DataFrame(
        {
            "customer_id": [f"c{n}" for n in range(len(values))],
            "churn_probability": [0.5] * len(values),
            "risk_band": bands,
            "value_at_risk": values,
            "reason_1": ["late"] * len(values),
        }
    )
    return Risk(scores, date(2026, 11, 22), 90, is_stale=is_stale)


def test_without_scores_it_says_how_to_get_them():
    (statement,) = at_risk(None)
    assert statement.key == "not_scored"


def test_high_risk_is_counted_with_what_is_at_stake():
    first = at_risk(risk([100.0, 50.0, 7.0], ["high", "high", "low"]))[0]
    assert first.quantities["count"].amount == 2
    assert first.quantities["value"].amount == 150.0
    assert first.tone is Tone.BAD


def test_nobody_at_high_risk_is_good_news():
    first = at_risk(risk([1.0], ["low"]))[0]
    assert first.tone is Tone.GOOD


def test_the_share_of_the_ten_with_most_at_stake_is_of_everybodys_value():
    statements = at_risk(risk([10.0] * 10 + [1.0] * 100, ["high"] * 110))
    share = next(statement for statement in statements if statement.key == "concentration")
    assert share.quantities["share"].amount == 0.5


def test_stale_scores_say_so():
    assert at_risk(risk([1.0], ["high"], is_stale=True))[-1].key == "stale"
    assert all(statement.key != "stale" for statement in at_risk(risk([1.0], ["high"])))


def test_the_list_is_ordered_by_value_at_risk_and_has_at_most_ten_names():
    listed = risk([float(n) for n in range(30)], ["low"] * 30).listed
    assert list(listed["value_at_risk"]) == [float(n) for n in range(29, 19, -1)]
