"""Retention what-if against closed forms: only what contact changes counts."""

import math

import numpy as np
import pytest

from analytics import what_if
from analytics.what_if import Outcome, Plan, Policy, Ranking, curve, outcome
from analytics.what_if_alternative import alternative, as_contract
from data.errors import RapportError, TooLittleDataError

# Three customers: p · V is 30, 40 and 10, so the value policy takes the second first, the risk policy the first.
RISKS = [0.6, 0.4, 0.1]
VALUES = [50.0, 100.0, 100.0]


def answer(plan: Plan, risks=RISKS, values=VALUES) -> Outcome:
    return outcome(Ranking.for_plan(risks, values, plan), plan)


@pytest.fixture(scope="module")
def customers():
    random = np.random.default_rng(7)
    return random.beta(1, 4, 500), random.gamma(2, 60, 500)


def test_three_customers_worked_by_hand():
    plan = Plan(budget=25, cost_per_contact=4, offer_cost=6, effect=0.5, effect_low=0.25, effect_high=0.75)
    found = answer(plan)
    assert found.contacts == 2  # 25 / (4 + 6), whole customers: the second and the first
    assert found.cost == 20
    assert found.budget_left == 5
    assert found.customers_saved == pytest.approx((0.5, 0.25, 0.75))  # (0.4 + 0.6) · e
    assert found.value_saved == pytest.approx((35, 17.5, 52.5))  # (40 + 30) · e
    assert found.net_value == pytest.approx((15, -2.5, 32.5))
    assert found.return_on_spend == pytest.approx((1.75, 0.875, 2.625))
    assert found.break_even_effect == pytest.approx(20 / 70)
    assert found.subsidy == pytest.approx(6)  # offers to 0.6 + 0.4 customers who would have stayed
    # Net value of one, two, three contacts: 10, 15, 10 at 0.5; 0, -2.5, -10 at 0.25; 20, 32.5, 30 at 0.75.
    assert found.best_budget == (20, 0, 20)
    assert found.best_net_value == pytest.approx((15, 0, 32.5))


def test_the_risk_policy_takes_the_likeliest_first():
    found = answer(Plan(budget=10, cost_per_contact=10, effect=0.5, policy=Policy.RISK))
    assert found.value_saved.expected == pytest.approx(15)  # 0.6 · 0.5 · 50


def test_the_random_policy_is_the_mean_over_all_choices():
    found = answer(Plan(budget=20, cost_per_contact=10, effect=0.5, policy=Policy.RANDOM))
    pairs = [(30 + 40) / 2, (30 + 10) / 2, (40 + 10) / 2]  # value saved by each of the three possible pairs
    assert found.contacts == 2
    assert found.value_saved.expected == pytest.approx(sum(pairs) / 3)


@pytest.mark.parametrize("policy", list(Policy))
def test_no_effect_loses_exactly_the_cost(customers, policy):
    found = answer(Plan(budget=900, cost_per_contact=3, offer_cost=4, effect=0, policy=policy), *customers)
    assert found.cost == 896  # 128 contacts at 7
    assert found.net_value.expected == -896
    assert found.value_saved.expected == 0
    assert found.best_budget.expected == 0


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("dogs", [0.0, 0.02])
def test_at_the_break_even_effect_net_value_is_zero(customers, policy, dogs):
    ranking = Ranking.of(*customers, policy)
    plan = Plan(budget=4000, cost_per_contact=30, effect=0.3, sleeping_dogs=dogs, policy=policy)
    effect = outcome(ranking, plan).break_even_effect
    again = Plan(budget=4000, cost_per_contact=30, effect=effect, sleeping_dogs=dogs, policy=policy)
    assert outcome(ranking, again).net_value.expected == pytest.approx(0, abs=1e-9)
    assert outcome(ranking, again).return_on_spend.expected == pytest.approx(1)


def test_a_break_even_effect_may_lie_above_one_and_is_accepted_as_input():
    found = answer(Plan(budget=300, cost_per_contact=100, effect=0.5))
    assert found.break_even_effect == pytest.approx(300 / 80)
    again = answer(Plan(budget=300, cost_per_contact=100, effect=300 / 80))
    assert again.net_value.expected == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("policy", list(Policy))
def test_doubling_values_and_costs_doubles_every_amount_and_changes_nothing_else(customers, policy):
    risks, values = customers
    once = answer(Plan(2000, 10, 0.2, 0.1, 0.3, offer_cost=5, sleeping_dogs=0.01, policy=policy), risks, values)
    twice = answer(
        Plan(4000, 20, 0.2, 0.1, 0.3, offer_cost=10, sleeping_dogs=0.01, policy=policy), risks, values * 2
    )
    for name in ("cost", "budget_left", "subsidy", "value_saved", "value_provoked", "net_value", "best_budget"):
        assert getattr(twice, name) == pytest.approx(np.multiply(getattr(once, name), 2)), name
    for name in ("contacts", "customers_saved", "customers_provoked", "return_on_spend", "break_even_effect"):
        assert getattr(twice, name) == pytest.approx(getattr(once, name)), name


@pytest.mark.parametrize("dogs", [0.0, 0.05, 0.2])
@pytest.mark.parametrize("budget", [10, 500, 3000, 5000])
def test_choosing_by_value_is_never_worse_than_choosing_at_random(customers, dogs, budget):
    by = {
        policy: answer(Plan(budget, 10, 0.3, sleeping_dogs=dogs, policy=policy), *customers).net_value.expected
        for policy in Policy
    }
    assert by[Policy.VALUE] >= by[Policy.RANDOM] - 1e-9
    assert by[Policy.VALUE] >= by[Policy.RISK] - 1e-9


def test_sleeping_dogs_cost_the_value_of_stayers_who_are_provoked():
    found = answer(Plan(budget=10, cost_per_contact=10, effect=0.5, sleeping_dogs=0.1))
    # By value that can be saved: 15 - 0.1 · 0.4 · 50 = 13; 20 - 0.1 · 0.6 · 100 = 14; 5 - 0.1 · 0.9 · 100 = -4.
    assert found.value_provoked == pytest.approx(6)
    assert found.customers_provoked == pytest.approx(0.06)
    assert found.value_saved.expected == pytest.approx(14)
    assert found.customers_saved.expected == pytest.approx(0.4 * 0.5 - 0.06)
    assert found.net_value.expected == pytest.approx(4)


def test_the_value_policy_leaves_for_last_whom_contact_would_rather_provoke():
    plan = Plan(budget=10, cost_per_contact=1, effect=0.5, sleeping_dogs=0.1)
    assert Ranking.for_plan(RISKS, VALUES, plan).order.tolist() == [1, 0, 2]
    assert answer(plan).best_budget.expected == 2


def test_who_is_not_reached_is_paid_for_but_takes_no_offer():
    found = answer(Plan(budget=1000, cost_per_contact=4, offer_cost=6, effect=0.5, reach=0.5))
    assert found.cost == pytest.approx(3 * (4 + 0.5 * 6))
    assert found.value_saved.expected == pytest.approx(0.5 * 0.5 * 80)


def test_a_budget_is_spent_in_whole_customers_and_never_beyond_the_last():
    assert answer(Plan(budget=29.99, cost_per_contact=10, effect=0.5)).contacts == 2
    assert answer(Plan(budget=0.3, cost_per_contact=0.1, effect=0.5)).contacts == 3
    everyone = answer(Plan(budget=1e9, cost_per_contact=10, effect=0.5))
    assert (everyone.contacts, everyone.cost, everyone.budget_left) == (3, 30, 1e9 - 30)


def test_contacts_that_cost_nothing_go_to_everyone_and_have_no_return_on_spend():
    found = answer(Plan(budget=0, cost_per_contact=0, effect=0.5))
    assert (found.contacts, found.cost) == (3, 0)
    assert math.isnan(found.return_on_spend.expected)
    assert found.net_value.expected == pytest.approx(40)


def test_nothing_to_spend_brings_nothing_and_has_no_break_even():
    found = answer(Plan(budget=0, cost_per_contact=10, effect=0.5))
    assert (found.contacts, found.net_value.expected) == (0, 0)
    assert math.isnan(found.break_even_effect)


def test_the_curve_runs_from_nothing_to_everyone_through_the_plan_and_the_best_point(customers):
    plan = Plan(budget=1234, cost_per_contact=10, effect=0.3, effect_low=0.1, effect_high=0.4)
    ranking = Ranking.for_plan(*customers, plan)
    drawn = curve(ranking, plan, points=50)
    found = outcome(ranking, plan)
    assert len(drawn) <= 52
    assert drawn.budget.iloc[[0, -1]].tolist() == [0, 5000]
    at_plan = drawn.set_index("contacts").loc[123]
    assert at_plan.net_value == pytest.approx(found.net_value.expected)
    assert at_plan.net_value_low == pytest.approx(found.net_value.low)
    assert at_plan.net_value_high == pytest.approx(found.net_value.high)
    assert drawn.net_value.max() == pytest.approx(found.best_net_value.expected)
    assert drawn.loc[drawn.net_value.idxmax(), "budget"] == found.best_budget.expected
    assert (drawn.net_value_low <= drawn.net_value).all()


def test_moving_a_slider_sorts_nothing_and_the_curve_looks_only_at_the_points_drawn(customers, monkeypatch):
    ranking = Ranking.of(*customers)

    def refuse(*_arguments, **_named):
        pytest.fail("customers were sorted again")

    monkeypatch.setattr(what_if.np, "argsort", refuse)
    monkeypatch.setattr(what_if.np, "cumsum", refuse)
    lengths = []
    real = what_if.net_values

    def counted(*arguments):
        values = real(*arguments)
        lengths.append(len(values))
        return values

    monkeypatch.setattr(what_if, "net_values", counted)
    for budget in (10, 100, 1000):
        plan = Plan(budget=budget, cost_per_contact=10, effect=0.3)
        outcome(ranking, plan)
        curve(ranking, plan, points=20)
    # Per move four passes over all customers (the best point, at three effects and for the curve), three over 22.
    assert sum(length == 501 for length in lengths) == 12
    assert all(length <= 22 for length in lengths if length != 501)


@pytest.mark.parametrize(
    "wrong",
    [
        {"budget": -1},
        {"cost_per_contact": -1},
        {"offer_cost": -1},
        {"effect": float("nan")},
        {"budget": float("inf")},
        {"sleeping_dogs": 1.1},
        {"reach": -0.1},
        {"effect_low": 0.6},
        {"effect_high": 0.4},
    ],
)
def test_a_plan_that_cannot_be_meant_is_refused(wrong):
    with pytest.raises(RapportError):
        Plan(**({"budget": 10, "cost_per_contact": 1, "effect": 0.5} | wrong))


@pytest.mark.parametrize(("risks", "values"), [([1.2], [1.0]), ([0.5], [float("nan")]), ([0.5], [1.0, 2.0])])
def test_customers_without_a_sound_risk_and_value_are_refused(risks, values):
    with pytest.raises(RapportError):
        Ranking.of(risks, values)


def test_without_customers_there_is_nothing_to_plan():
    with pytest.raises(TooLittleDataError):
        answer(Plan(budget=10, cost_per_contact=1, effect=0.5), [], [])


def test_the_companys_own_acquisition_cost_buys_customers_worth_the_mean():
    other = alternative(
        answer(Plan(budget=20, cost_per_contact=10, effect=0.5)), mean_value=80, acquisition_cost=40
    )
    assert other.is_measured
    assert other.customers_won == (0.5, 0.5, 0.5)
    assert other.value_won.expected == 40
    assert other.net_value.expected == 20


def test_without_it_winning_one_is_assumed_to_cost_five_times_keeping_one():
    plan = Plan(budget=20, cost_per_contact=10, effect=0.5, effect_low=0.0, effect_high=1.0)
    other = alternative(answer(plan), mean_value=80)
    assert not other.is_measured
    assert other.cost_per_customer.expected == pytest.approx(5 * 20 / 0.5)  # 20 keeps half a customer
    assert other.customers_won.expected == pytest.approx(0.1)
    assert other.customers_won.high == pytest.approx(0.2)
    assert math.isnan(other.customers_won.low)  # an effect of zero keeps nobody, so no cost per customer follows


def test_the_terminals_answer_has_every_amount_as_expected_low_and_high():
    plan = Plan(budget=20, cost_per_contact=10, effect=0.5, effect_low=0.25, effect_high=0.75)
    found = answer(plan)
    contract = as_contract(found, alternative(found, 80))
    names = ["contacts", "customers_saved", "value_saved", "cost", "net_value", "return_on_spend"]
    names += ["break_even_effect", "best_budget"]
    expected = {name + suffix for name in names for suffix in ("", "_low", "_high")} | {"acquisition_alternative"}
    assert set(contract) == expected
    assert contract["net_value_low"] == pytest.approx(-2.5)
    assert contract["acquisition_alternative"]["basis"].startswith("assumption")
