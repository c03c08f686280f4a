"""What to decide follows by rule from what was found."""

from datetime import date

import pandas as pd

from analytics.review.changes import Move, Verdict
from analytics.review.decisions import CALLS, Export, Findings, decisions
from analytics.review.risk import Risk
from analytics.review.voices import Tones

AS_OF = date(2026, 11, 22)
QUIET = Tones(60, 0, 40)


def scores(count: int, band: str = "high") -> Risk:
    frame = pd.DataFrame(
        {
            "customer_id": [str(n) for n in range(count)],
            "churn_probability": 0.5,
            "risk_band": band,
            "value_at_risk": 10.0,
            "reason_1": "",
        }
    )
    return Risk(frame, AS_OF, 90)


def found(**given: object) -> Findings:
    known = {
        "moves": [],
        "risk": scores(1, "low"),
        "tones_now": QUIET,
        "tones_before": QUIET,
        "exports": [],
        "as_of": AS_OF,
    }
    return Findings(**(known | given))


def real(now: float) -> Move:
    return Move("churn", "Churn", "rate", "down", now, 0.04, None, 0.03, 0.05, Verdict.REAL, 4.0)


def test_a_quiet_week_asks_for_nothing_and_says_so():
    assert [statement.key for statement in decisions(found())] == ["nothing"]


def test_an_export_that_ends_more_than_a_week_before_the_others_is_to_be_brought_up_to_date():
    exports = [Export("Orders", date(2026, 11, 15)), Export("Tickets", date(2026, 11, 14))]
    late = decisions(found(exports=exports))
    assert [statement.quantities["export"].amount for statement in late] == ["Tickets"]


def test_an_export_of_something_rare_is_not_missed_before_its_time():
    quarterly = Export("Retention actions", date(2026, 8, 17), usual_gap_days=56)
    assert [statement.key for statement in decisions(found(exports=[quarterly]))] == ["nothing"]


def test_calls_are_limited_to_what_a_team_can_reach_and_their_value_is_of_those_called():
    (call,) = decisions(found(risk=scores(CALLS + 10)))
    assert call.quantities["count"].amount == CALLS
    assert call.quantities["value"].amount == CALLS * 10.0


def test_without_scores_training_is_suggested():
    assert [statement.key for statement in decisions(found(risk=None))] == ["train"]


def test_a_change_for_the_worse_is_looked_into_and_one_for_the_better_is_noted():
    worse, better = decisions(found(moves=[real(0.09)])), decisions(found(moves=[real(0.01)]))
    assert "split it by segment" in worse[0].text
    assert "improved" in better[0].text


def test_negative_mentions_are_answered_when_their_share_really_rose():
    rose = decisions(found(tones_now=Tones(40, 0, 60), tones_before=Tones(70, 0, 30)))
    fell = decisions(found(tones_now=Tones(70, 0, 30), tones_before=Tones(40, 0, 60)))
    assert [statement.key for statement in rose] == ["answer"]
    assert [statement.key for statement in fell] == ["nothing"]
