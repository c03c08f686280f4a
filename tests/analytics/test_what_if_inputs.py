"""What the what-if reads from a store: the newest scores, their horizon, and a kind refusal without them."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.what_if import Plan
from analytics.what_if_inputs import Scores, annuity_years, latest_scores, run
from data.errors import RapportError, TooLittleDataError
from data.store import Store

PLAN = Plan(budget=20, cost_per_contact=10, effect=0.5)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def train(
    store: Store, risks: list[float], values: list[float | None], card: dict[str, float] | None = None
) -> None:
    run_id = store.state.add_churn_run(
        card or {}, created_at=f"{date(2026, 11, 16)}T09:00:00", created_by="analyst"
    )
    frame = pd.DataFrame(
        {
            "run_id": run_id,
            "customer_id": [f"c{number}" for number in range(len(risks))],
            "churn_probability": risks,
            "lifetime_value": pd.array(values, dtype="Float64"),
        }
    )
    with store.write() as writer:
        writer.replace("churn_scores", frame, where={"customer_id": []})


def test_without_scores_the_answer_says_to_train_first(store: Store) -> None:
    with pytest.raises(TooLittleDataError, match="Train the churn model first"):
        run(store, PLAN)


def test_the_newest_run_counts(store: Store) -> None:
    train(store, [0.9], [1000.0])
    train(store, [0.6, 0.4, 0.1], [50.0, 100.0, 100.0])
    answer = run(store, PLAN)
    assert answer["contacts"] == 2
    assert answer["net_value"] == pytest.approx(15)  # 0.5 · (40 + 30) - 20


def test_a_customer_without_a_value_is_left_out_and_counted(store: Store) -> None:
    train(store, [0.6, 0.4], [50.0, None])
    scores = latest_scores(store)
    assert (scores.left_out, scores.customer_id.tolist()) == (1, ["c0"])


def test_scores_without_any_value_are_refused(store: Store) -> None:
    train(store, [0.6], [None])
    with pytest.raises(TooLittleDataError, match="lifetime value"):
        run(store, PLAN)


def test_twice_the_horizon_without_discount_is_twice_the_value(store: Store) -> None:
    store.state.change_settings(annual_discount_rate=0.0)
    train(store, [0.6, 0.4, 0.1], [50.0, 100.0, 100.0])
    once, twice = run(store, PLAN), run(store, PLAN, horizon_days=730)
    assert run(store, PLAN, horizon_days=365) == once
    assert twice["value_saved"] == pytest.approx(2 * once["value_saved"])
    assert twice["cost"] == once["cost"]


def test_discounting_makes_the_second_year_count_less() -> None:
    # At 10 %: (1 - 1/1.1) / ln 1.1 = 0.0909091 / 0.0953102; (1 - 1/1.21) / ln 1.1 = 0.1735537 / 0.0953102
    assert annuity_years(365.25, 0.1) == pytest.approx(0.953824, abs=1e-6)
    assert annuity_years(730.5, 0.1) == pytest.approx(1.820936, abs=1e-6)


def test_values_look_as_far_as_the_report_card_says(store: Store) -> None:
    store.state.change_settings(annual_discount_rate=0.0)
    train(store, [0.6], [50.0], card={"value_horizon_days": 730})
    assert latest_scores(store).over(365).value.tolist() == pytest.approx([25.0])


def test_another_margin_scales_values_from_the_one_they_rest_on(store: Store) -> None:
    store.state.change_settings(margin_rate=0.4)
    train(store, [0.6], [50.0])
    scores = latest_scores(store)
    assert scores.at_margin(0.2).value.tolist() == pytest.approx([25.0])
    assert scores.at_margin(0.2).at_margin(0.4).value.tolist() == pytest.approx([50.0])


def test_the_margin_is_that_of_the_training_also_when_the_setting_changed_since(store: Store) -> None:
    train(store, [0.6], [50.0], card={"margin_rate": 0.5})
    store.state.change_settings(margin_rate=0.25)
    assert latest_scores(store).at_margin(0.25).value.tolist() == pytest.approx([25.0])


def test_without_a_margin_values_are_revenue(store: Store) -> None:
    train(store, [0.6], [50.0])
    scores: Scores = latest_scores(store)
    assert scores.margin_rate is None
    assert scores.at_margin(0.3).value.tolist() == pytest.approx([15.0])


def test_a_horizon_of_nothing_is_refused(store: Store) -> None:
    train(store, [0.6], [50.0])
    with pytest.raises(RapportError, match="horizon"):
        run(store, PLAN, horizon_days=0)


def test_own_acquisition_cost_replaces_the_assumption(store: Store) -> None:
    train(store, [0.6, 0.4, 0.1], [50.0, 100.0, 100.0])
    beside = run(store, PLAN, acquisition_cost=40)["acquisition_alternative"]
    assert beside["customers_won"] == pytest.approx(0.5)
    assert beside["value_won"] == pytest.approx(0.5 * 250 / 3)
    assert beside["basis"] == "own acquisition cost"


def test_scores_older_than_the_rows_are_marked(store: Store) -> None:
    train(store, [0.6], [50.0])
    assert not latest_scores(store).is_stale
    store.state.change_settings(margin_rate=0.4)
    assert latest_scores(store).is_stale
