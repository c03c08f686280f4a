"""Whatever a series looks like, it is judged or said to be too short, and never raises."""

import numpy as np
import pandas as pd
import pytest

from analytics import signals
from analytics.metrics import CATALOGUE
from analytics.signals import Verdict
from tests.analytics.signals.series import balances, series

DICE = np.random.default_rng(5)
SHAPES = {
    "none": [],
    "one": [3.0],
    "short": [1.0, 2.0, 3.0],
    "constant": [7.0] * 60,
    "zero": [0.0] * 60,
    "unknown": [np.nan] * 60,
    "half unknown": [np.nan if number % 2 else 5.0 + number for number in range(60)],
    "negative": (-5 - DICE.random(60)).tolist(),
    "both signs": DICE.normal(size=120).tolist(),
    "tiny": (1e-300 * DICE.random(60)).tolist(),
    "huge": (1e300 * DICE.random(60)).tolist(),
    "far from zero": (1e15 + DICE.random(60)).tolist(),
    "a jump from zero": [0.0] * 59 + [1e9],
    "doubling": [2.0**number for number in range(200)],
    "long": DICE.normal(50, 5, size=600).tolist(),
}
KEYS = (
    "revenue",
    "average_order_value",
    "customers_active",
    "tickets_opened",
    "email_open_rate",
    "net_promoter_score",
)


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter"])
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_series_raises_and_what_is_said_of_it_holds_together(shape, key, grain):
    values = [abs(value) % 1 for value in SHAPES[shape]] if key == "email_open_rate" else SHAPES[shape]
    counted = [400.0] * len(values) if key in {"email_open_rate", "net_promoter_score"} else None
    frame = series(values, denominators=counted, grain=grain, end="2026-10-01")
    metric = CATALOGUE[key]
    found, rows = signals.compare(frame, metric, grain), signals.history(frame, metric, grain)
    assert len(rows) == int(frame["value"].notna().sum())
    if found is None:
        assert rows.empty
        return
    assert (found.verdict is Verdict.TOO_FEW) == (found.lack is not None)
    assert (found.verdict is Verdict.REAL) == (found.sign is not None) == (found.side is not None)
    assert 0 <= found.evidence <= 99
    assert rows["signal"].iloc[-1] == (found.verdict is Verdict.REAL)
    if found.limits is not None and np.isfinite([found.limits.low, found.limits.high]).all():
        assert found.limits.low <= found.limits.mean <= found.limits.high


@pytest.mark.parametrize(
    ("value", "unit"), [(10.0, 1e-6), (10.0, 1.0), (10.0, 1e9)], ids=["in millions", "as it is", "in fractions"]
)
def test_the_unit_in_which_money_is_counted_changes_nothing(value, unit):
    values = value * np.exp(0.2 * np.random.default_rng(3).normal(size=80))
    values[-1] *= 2
    plain = signals.compare(series(values.tolist()), CATALOGUE["revenue"], "week")
    scaled = signals.compare(series((values * unit).tolist()), CATALOGUE["revenue"], "week")
    assert scaled.evidence == pytest.approx(plain.evidence)
    assert scaled.verdict is plain.verdict


def test_a_series_is_not_changed_by_being_judged():
    frame = series(DICE.normal(50, 5, size=60).tolist())
    kept = frame.copy(deep=True)
    signals.compare(frame, CATALOGUE["revenue"], "week")
    signals.history(frame, CATALOGUE["revenue"], "week")
    pd.testing.assert_frame_equal(frame, kept)


def test_the_order_of_the_rows_does_not_matter():
    frame = series(DICE.normal(50, 5, size=60).tolist())
    shuffled = frame.sample(frac=1, random_state=4)
    pd.testing.assert_frame_equal(
        signals.history(shuffled, CATALOGUE["revenue"], "week"),
        signals.history(frame, CATALOGUE["revenue"], "week"),
    )


def test_answers_that_are_all_alike_give_no_certainty():
    answers = np.full(30, 40.0)
    frame = balances(np.where(np.arange(30) == 29, 24, 20), np.full(30, 10), answers, scale=100)
    found = signals.compare(frame, CATALOGUE["net_promoter_score"], "week")
    # 25 points every week, then 35. Of 40 answers a balance scatters by √((0.75 - 0.25²) / 40) = 13 points.
    assert found.verdict is Verdict.USUAL
    assert found.limits.high == pytest.approx(25 + 3 * 13.1 * np.sqrt(1 + 1 / 26), abs=1.0)
