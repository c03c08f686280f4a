"""What the what-if reads from a store: the newest scores, their horizon, and a kind refusal without them."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.what_if import Plan, Policy
from analytics.what_if_inputs import Costs, annuity_years, costs, has_scores, latest_scores, ranking, run
from data.errors import RapportError, TooLittleDataError
from data.store import Store
from tests.batches import a_batch

PLAN = Plan(budget=20, cost_per_contact=10, effect=0.5)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def train(
    store: Store, risks: list[float], values: list[float | None], card: dict[str, float | None] | None = None
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


def put(store: Store, table: str, columns: dict[str, list[object]]) -> None:
    batch = a_batch(table)
    batch_id = store.state.begin_batch(batch)
    with store.write() as writer:
        writer.replace(table, pd.DataFrame(columns).assign(batch_id=batch_id), where={"batch_id": []})
    store.state.commit_batch(batch_id, rows_accepted=1, rows_duplicate=0)


def roll_up(store: Store, **monthly: list[float]) -> None:
    rows = [
        (name, "month", date(2025 + month // 12, month % 12 + 1, 1), "", "", float(value))
        for name, values in monthly.items()
        for month, value in enumerate(values)
    ]
    frame = pd.DataFrame(rows, columns=["component", "grain", "period_start", "dimension", "segment", "value"])
    with store.write() as writer:
        writer.replace("rollups", frame)


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
    assert latest_scores(store).factor(horizon_days=365) == pytest.approx(0.5)


def test_another_margin_scales_values_from_the_one_they_rest_on(store: Store) -> None:
    store.state.change_settings(margin_rate=0.4)
    train(store, [0.6], [50.0])
    assert latest_scores(store).factor(margin_rate=0.2) == pytest.approx(0.5)
    assert latest_scores(store).factor() == 1


def test_customers_own_margins_come_before_the_companys(store: Store) -> None:
    store.state.change_settings(margin_rate=0.4)
    put(store, "customers", {"customer_id": ["c0", "c1", "c2"], "margin_rate": [0.2, 0.3, None]})
    train(store, [0.6], [50.0])
    assert latest_scores(store).margin_rate == pytest.approx(0.25)


def test_the_margin_that_the_report_card_says_counts_also_where_the_setting_changed_since(store: Store) -> None:
    store.state.change_settings(margin_rate=0.4)
    train(store, [0.6], [50.0], card={"margin_rate": 0.5})
    assert latest_scores(store).factor(margin_rate=0.25) == pytest.approx(0.5)
    train(store, [0.6], [50.0], card={"margin_rate": None})
    assert latest_scores(store).margin_rate is None


def test_without_a_margin_values_are_revenue(store: Store) -> None:
    train(store, [0.6], [50.0])
    scores = latest_scores(store)
    assert scores.margin_rate is None
    assert scores.factor(margin_rate=0.3) == pytest.approx(0.3)


def test_a_horizon_of_nothing_is_refused(store: Store) -> None:
    train(store, [0.6], [50.0])
    with pytest.raises(RapportError, match="horizon"):
        run(store, PLAN, horizon_days=0)


def test_own_acquisition_cost_replaces_the_assumption(store: Store) -> None:
    train(store, [0.6, 0.4, 0.1], [50.0, 100.0, 100.0])
    assert run(store, PLAN)["acquisition_alternative"]["basis"].startswith("assumption")
    roll_up(store, acquisition_spend=[0, 300, 100], customers_new=[50, 5, 5])
    beside = run(store, PLAN)["acquisition_alternative"]
    assert beside["cost_per_customer"] == 40  # 400 / 10: the month without spend doesn't count
    assert beside["customers_won"] == pytest.approx(0.5)
    assert beside["value_won"] == pytest.approx(0.5 * 250 / 3)
    assert beside["basis"] == "own acquisition cost"


def test_acquisition_cost_is_that_of_the_newest_twelve_months(store: Store) -> None:
    roll_up(store, acquisition_spend=[9999] + [10] * 12, customers_new=[1] + [1] * 12)
    assert costs(store).acquisition_cost == 10


def test_costs_nobody_recorded_are_not_known(store: Store) -> None:
    assert costs(store) == Costs(acquisition_cost=None, action_cost=None, actions=0)
    roll_up(store, acquisition_spend=[100], customers_new=[0])
    assert costs(store).acquisition_cost is None


def test_the_cost_of_an_action_is_the_mean_of_those_that_cost_something(store: Store) -> None:
    put(store, "retention_actions", {"row_key": ["a", "b", "c"], "cost": [4.0, 8.0, 0.0]})
    assert costs(store) == Costs(acquisition_cost=None, action_cost=6.0, actions=2)


def test_the_ranking_of_a_policy_is_that_of_a_plan_without_sleeping_dogs(store: Store) -> None:
    train(store, [0.6, 0.4, 0.1], [50.0, 100.0, 100.0])
    assert ranking(store, Policy.VALUE).order.tolist() == [1, 0, 2]
    assert ranking(store, Policy.RISK).order.tolist() == [0, 1, 2]
    assert ranking(store, Policy.VALUE).scaled(2).value_at_risk.tolist() == pytest.approx([0, 80, 140, 160])


def test_whether_there_are_scores_can_be_asked_without_an_error(store: Store) -> None:
    assert not has_scores(store)
    train(store, [0.6], [50.0])
    assert has_scores(store)


def test_scores_older_than_the_rows_are_marked(store: Store) -> None:
    train(store, [0.6], [50.0])
    assert not latest_scores(store).is_stale
    store.state.change_settings(margin_rate=0.4)
    assert latest_scores(store).is_stale
