import numpy as np
import pytest

from analytics.churn import report_card
from analytics.churn.result import doubts

# ten customers, four leavers, scored so that one pair in 24 stands the wrong way round
LEFT = np.array([1, 1, 1, 0, 1, 0, 0, 0, 0, 0], dtype=bool)
PROBABILITY = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0])


def test_the_area_counts_pairs_in_the_right_order():
    assert report_card.figures(LEFT, PROBABILITY)["roc_auc"] == pytest.approx(23 / 24)


def test_average_precision_is_the_mean_precision_at_each_leaver():
    assert report_card.figures(LEFT, PROBABILITY)["average_precision"] == pytest.approx((1 + 1 + 1 + 4 / 5) / 4)


def test_brier_is_the_mean_squared_distance():
    squares = [0.01, 0.04, 0.09, 0.36, 0.25, 0.16, 0.09, 0.04, 0.01, 0]
    assert report_card.figures(LEFT, PROBABILITY)["brier"] == pytest.approx(sum(squares) / 10)


def test_lift_compares_the_first_tenth_with_everyone():
    # one customer in ten is named, and left; four in ten left
    assert report_card.figures(LEFT, PROBABILITY)["lift_at_10_percent"] == pytest.approx(1 / 0.4)


def test_calibration_error_has_ten_bins_of_equal_count():
    left = np.tile(LEFT, 10)
    probability = np.repeat(np.linspace(0.05, 0.95, 10), 10)
    table = report_card.calibration_table(left, probability)
    assert table["customers"].tolist() == [10] * 10
    # every bin holds one copy of the ten: 40 % left. |0.05 − 0.4| + … over ten bins, averaged
    expected = sum(abs(foretold - 0.4) for foretold in np.linspace(0.05, 0.95, 10)) / 10
    assert report_card.calibration_error(left, probability) == pytest.approx(expected)


def test_the_catch_curve_starts_at_nobody_and_ends_at_everybody():
    catch = report_card.curves(LEFT, PROBABILITY, -PROBABILITY)["catch"]
    assert (catch[0]["by_model"], catch[-1]["by_model"]) == (0, 1)
    assert catch[30]["by_model"] == pytest.approx(3 / 4)  # the first three of ten all left
    assert catch[30]["by_naive_rule"] == 0


def test_few_leavers_and_probabilities_far_off_are_doubted():
    assert doubts(200, 0.05) == []
    assert "Only 199 customers left" in doubts(199, 0.0)[0]
    assert "9 percentage points apart" in doubts(500, 0.088)[0]
