"""What people say, in sentences."""

import math

from analytics.review.statement import Tone
from analytics.review.voices import Tones, is_real, standard_errors_apart, what_people_say


def test_two_shares_are_compared_by_the_pooled_test():
    # 30 of 100 against 50 of 100: pooled 0.4, se = sqrt(0.24 * 0.02) = 0.069282, 0.2 / 0.069282 = 2.8868
    assert round(standard_errors_apart(Tones(50, 0, 50), Tones(70, 0, 30)), 4) == 2.8868


def test_what_is_not_scored_is_not_neutral():
    now = Tones(positive=1, negative=1, not_scored=98)
    assert now.negative_share == 0.5
    assert what_people_say(now, Tones())[-1].quantities["count"].amount == 98


def test_a_share_of_nothing_is_undefined():
    assert math.isnan(Tones(not_scored=5).negative_share)
    assert math.isnan(standard_errors_apart(Tones(), Tones(1, 1, 1)))


def test_few_mentions_are_not_compared_however_far_apart():
    now, before = Tones(0, 0, 29), Tones(29, 0, 0)
    assert not is_real(now, before)
    assert "Too few" in what_people_say(now, before)[0].text


def test_more_negative_than_chance_is_bad_and_less_is_good():
    high, low = Tones(50, 0, 50), Tones(70, 0, 30)
    assert what_people_say(high, low)[0].tone is Tone.BAD
    assert what_people_say(low, high)[0].tone is Tone.GOOD


def test_a_move_within_chance_says_so():
    statement = what_people_say(Tones(60, 0, 40), Tones(62, 0, 38))[0]
    assert "within chance" in statement.text
    assert statement.tone is Tone.NEUTRAL


def test_a_week_without_mentions_says_so():
    assert what_people_say(Tones(), Tones(1, 1, 1))[0].key == "no_mentions"
