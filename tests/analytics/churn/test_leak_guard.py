import numpy as np
import pandas as pd
import pytest

from analytics.churn.columns import features_of
from analytics.churn.leak_guard import leaks
from tests.shared_data import shared_file

ROWS = 2_000
DICE = np.random.default_rng(1)
LEFT = DICE.random(ROWS) < 0.2


def column(leak):
    """Return a column by the name of the leak planted in it."""
    noise = DICE.random(ROWS)
    planted = {
        "churn reason": np.where(LEFT, DICE.choice(["price", "moved", "service"], ROWS), None),
        "cancellation date": np.where(
            LEFT, "2026-0" + pd.Series(DICE.integers(1, 9, ROWS)).astype(str) + "-11", None
        ),
        "reason of some leavers": np.where(LEFT & (noise < 0.3), DICE.choice(["price", "moved"], ROWS), None),
        "label in other words": np.where(LEFT, "gone", "here"),
        "label as a number": np.where(LEFT, "1", "0"),
        "survey sent to leavers": np.where(np.where(LEFT, noise < 0.97, noise < 0.005), "yes", "no"),
        "churn score from elsewhere": (np.clip(LEFT * 0.35 + DICE.normal(0.4, 0.2, ROWS), 0, 1)).round(4),
        "closing balance": np.where(LEFT, 0.0, DICE.gamma(2, 50, ROWS)).round(2),
        "days since last login": np.where(LEFT, DICE.gamma(9, 20, ROWS), DICE.gamma(2, 10, ROWS)).round(1),
        "account state": np.where(LEFT & (noise < 0.5), "closed", DICE.choice(["a", "b", "c"], ROWS)),
        "renewed": np.where(~LEFT & (noise < 0.8), "renewed", DICE.choice(["open", "asked"], ROWS)),
    }
    return pd.DataFrame({leak: planted[leak]})


LEAKS = [
    "churn reason", "cancellation date", "reason of some leavers", "label in other words", "label as a number",
    "survey sent to leavers", "churn score from elsewhere", "closing balance", "days since last login",
    "account state", "renewed",
]  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_leak_is_caught_and_named_with_its_reason(leak):
    (caught,) = leaks(features_of(column(leak), as_of=None), LEFT)
    assert caught.column == leak
    assert caught.reason


def test_a_sign_up_date_beside_a_tenure_gives_away_when_somebody_left():
    # everyone signed up within three years; who left did so halfway, and the tenure stopped growing
    days = DICE.integers(30, 1000, ROWS)
    lived = np.where(LEFT, days * 0.5, days)
    signed_up = pd.Timestamp("2026-06-30") - pd.to_timedelta(days, unit="D")
    frame = pd.DataFrame({"signed up": signed_up, "tenure": (lived / 30.4375).round(1)})
    (caught,) = leaks(features_of(frame, as_of=None), LEFT)
    assert caught.column == "signed up"
    assert "together with tenure" in caught.reason


def test_a_sign_up_date_beside_an_honest_tenure_is_kept():
    days = DICE.integers(30, 1000, ROWS)
    signed_up = pd.Timestamp("2026-06-30") - pd.to_timedelta(days, unit="D")
    frame = pd.DataFrame({"signed up": signed_up, "tenure": (days / 30.4375).round(1)})
    assert leaks(features_of(frame, as_of=None), LEFT) == []


def test_a_column_of_chance_is_not_caught():
    honest = pd.DataFrame(
        {
            "score": DICE.random(ROWS).round(3),
            "plan": DICE.choice(["a", "b", "c"], ROWS),
            "seldom filled": np.where(DICE.random(ROWS) < 0.02, "yes", None),
        }
    )
    assert leaks(features_of(honest, as_of=None), LEFT) == []


def test_a_strong_but_honest_column_is_not_caught():
    # the area under the ROC curve of two normal distributions 1.3 apart is Φ(1.3 / √2) = 0.82
    tenure = pd.DataFrame({"tenure": DICE.normal(20 - 1.3 * LEFT, 1.0)})
    assert leaks(features_of(tenure, as_of=None), LEFT) == []


@pytest.mark.parametrize(
    ("name", "label", "yes", "ids"),
    [("churn/telco.csv", "Churn", "Yes", ["customerID"]), ("churn/bank.csv", "Exited", "1", ["CustomerId"])],
)
def test_no_honest_column_of_the_public_tables_is_caught(name, label, yes, ids):
    table = pd.read_csv(shared_file(name), dtype=str)
    features = features_of(table.drop(columns=[label, *ids]), as_of=None)
    assert leaks(features, (table[label] == yes).to_numpy()) == []
