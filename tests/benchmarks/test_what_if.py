"""Moving a slider over 100,000 customers, beside one NumPy evaluation of the closed form on the same arrays."""

import numpy as np
import pytest

from analytics.what_if import Plan, Ranking, curve, outcome

CUSTOMERS = 100_000
PLAN = Plan(budget=200_000, cost_per_contact=8, effect=0.25, effect_low=0.1, effect_high=0.4, offer_cost=5)


@pytest.fixture(scope="module")
def customers():
    random = np.random.default_rng(11)
    return random.beta(1, 4, CUSTOMERS), random.gamma(2, 60, CUSTOMERS)


def closed_form(p, v):
    """Net value over budget at the three effects, from unsorted customers."""
    order = np.argsort(-(p * v), kind="stable")
    summed = np.cumsum((p * v)[order])
    cost = PLAN.unit_cost * np.arange(1, len(p) + 1)
    return [effect * summed - cost for effect in PLAN.effects]


@pytest.mark.benchmark(group="what-if, a slider moved, 100,000 customers")
def test_baseline_one_evaluation_of_the_closed_form(benchmark, customers):
    benchmark(closed_form, *customers)


@pytest.mark.benchmark(group="what-if, a slider moved, 100,000 customers")
def test_outcome_and_curve_of_customers_ranked_once(benchmark, customers):
    ranking = Ranking.for_plan(*customers, PLAN)
    benchmark(lambda: (outcome(ranking, PLAN), curve(ranking, PLAN)))


@pytest.mark.benchmark(group="what-if, a slider moved, 100,000 customers")
def test_ranking_anew_with_outcome_and_curve(benchmark, customers):
    def all_of_it():
        ranking = Ranking.for_plan(*customers, PLAN)
        return outcome(ranking, PLAN), curve(ranking, PLAN)

    benchmark(all_of_it)
