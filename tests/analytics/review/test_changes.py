"""What changed, in sentences."""

from datetime import date

from analytics.review.changes import Move, Verdict, changes, headline, not_judged, real_changes
from analytics.review.statement import Tone


def move(key: str = "churn", **given: object) -> Move:
    known = {
        "label": key.capitalize(),
        "unit": "rate",
        "good": "down",
        "now": 0.06,
        "before": 0.04,
        "usual_low": 0.03,
        "usual_high": 0.05,
        "verdict": Verdict.REAL,
        "evidence": 3.0,
    }
    return Move(key, **(known | given))


def test_the_strongest_evidence_comes_first_whatever_the_order_given():
    moves = [move("a", evidence=3.1), move("b", evidence=8.0), move("c", evidence=5.0)]
    assert [statement.key for statement in changes(moves)] == ["b", "c", "a"]


def test_noise_is_no_change_however_large_it_is():
    assert real_changes([move(verdict=Verdict.USUAL, evidence=99.0)]) == []


def test_no_more_changes_than_a_meeting_can_take_in():
    assert len(changes([move(str(n)) for n in range(9)])) == 5


def test_a_week_with_nothing_real_says_so_in_one_line():
    statement = headline([move(verdict=Verdict.USUAL), move("b", verdict=Verdict.USUAL)])
    assert statement.text.startswith("Nothing really changed")
    assert statement.quantities["judged"].amount == 2


def test_the_headline_names_what_moved_and_counts_what_did_not():
    quiet = [move(f"q{n}", verdict=Verdict.USUAL) for n in range(37)]
    one, three = headline([move("churn"), *quiet]), headline([move("a"), move("b"), move("c"), *quiet])
    assert one.text == "{first} moved more than usual; {others} others kept to their usual range."
    assert one.quantities["others"].amount == 37
    assert three.quantities["count"].amount == 3


def test_without_history_nothing_is_claimed_either_way():
    statement = headline([move(verdict=Verdict.UNKNOWN)])
    assert "judged yet" in statement.text


def test_rising_churn_is_bad_and_rising_retention_good():
    assert move(good="down").tone is Tone.BAD
    assert move(good="up").tone is Tone.GOOD
    assert move(good="none").tone is Tone.NEUTRAL


def test_a_move_is_judged_against_the_usual_range_not_against_one_odd_week():
    fallen_from_a_peak_but_still_high = move(now=0.06, before=0.09)
    assert fallen_from_a_peak_but_still_high.tone is Tone.BAD
    (statement,) = changes([fallen_from_a_peak_but_still_high])
    assert "above the usual" in statement.text
    assert "less than the week before" in statement.text


def test_the_sentence_holds_the_distance_the_usual_range_and_the_year_before():
    (statement,) = changes([move(a_year_ago=0.035)])
    assert statement.text == (
        "{metric}: {now}, above the usual {low} to {high}. "
        "That is {by} more than the week before. A year ago it was {year_ago}."
    )
    assert round(statement.quantities["by"].amount, 4) == 0.02
    assert statement.quantities["year_ago"].amount == 0.035


def test_a_rise_from_nothing_has_no_percentage():
    (statement,) = changes([move(unit="money", now=500.0, before=0.0, usual_low=None, usual_high=None)])
    assert statement.text == "{metric}: {now}."


def test_what_nobody_can_judge_is_counted_only_where_it_has_a_value():
    moves = [move(verdict=Verdict.UNKNOWN), move("b", verdict=Verdict.UNKNOWN, now=None), move("c")]
    statement = not_judged(moves)
    assert statement is not None
    assert statement.quantities["count"].amount == 1
    assert not_judged([move()]) is None


def test_no_sentence_names_a_cause():
    texts = [
        statement.text for statement in changes([move(), move(now=0.01), move(unit="money", now=3.0, before=2.0)])
    ]
    assert not any(word in text for text in texts for word in ("because", "due to", "caused", "led to"))


def test_a_shift_of_several_weeks_says_since_when_where_this_week_alone_would_be_usual():
    shifted = move(now=0.048, usual_low=0.01, usual_high=0.05, expected=0.028, since=date(2026, 10, 26))
    (statement,) = changes([shifted])
    assert statement.text.startswith(
        "{metric}: {now}, since the week of {since} higher than expected ({expected} in this one)."
    )
    assert statement.quantities["since"].amount == date(2026, 10, 26)


def test_better_or_worse_is_told_from_what_was_expected_and_not_from_the_middle_of_a_lopsided_range():
    # On a logarithm 100 is in the middle of 50 to 200; 110 is more than was expected, if below their mean of 125.
    above = move(unit="money", good="up", now=110.0, usual_low=50.0, usual_high=200.0, expected=100.0)
    assert above.tone is Tone.GOOD
