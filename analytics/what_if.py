"""What spending on keeping customers brings, and how sure that is. Everything is incremental.

Of a customer who would leave with probability p and is worth V if kept, a contact that reaches with share q and
cuts leaving by the relative effect e keeps p·q·e on average. A contact can also provoke: a share s of those who
would have stayed leaves because of it ("sleeping dogs"). Hence

    value saved = q · (p · e - (1 - p) · s) · V        net value = value saved - cost

The cost is that of the contact and of the offer, which everyone who is reached takes, also those who would have
stayed: that part is the subsidy. Counting everyone who stays as saved would be wrong by the factor
(1 - p · (1 - e)) / (p · e): nine at a risk of 20 % and an effect of one half.

Customers are ranked once by the policy and summed up from the first to the last. Every further question, also
the curve over all budgets, is then a look-up or one pass over those sums, so that a slider stays quick.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from data.errors import RapportError, TooLittleDataError
from data.texts import _

Vector = NDArray[np.float64]


class Policy(StrEnum):
    """Whom to contact first."""

    VALUE = "value"  # those with the most value to save
    RISK = "risk"  # those likeliest to leave
    RANDOM = "random"  # anybody; the figures are the expectation over all choices


class Range(NamedTuple):
    """A figure at the expected, the low and the high effect."""

    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What a manager decides and assumes. Money is in the company's currency.

    Attributes
    ----------
    budget
        What may be spent; it is spent in full, in whole customers, or until everyone is contacted.
    cost_per_contact
        Of one contact, reached or not.
    effect, effect_low, effect_high
        Share of those who would leave that a contact keeps; low and high are the expected one unless given.
        Above 1 isn't possible in life but accepted, so that a break-even effect can be put in.
    offer_cost
        What one taken offer costs; everyone who is reached takes it.
    sleeping_dogs
        Share of those who would stay that a contact provokes to leave, 0 to 1.
    reach
        Share of the contacts that reach the customer, 0 to 1.
    policy
        Whom to contact first.
    """

    budget: float
    cost_per_contact: float
    effect: float
    effect_low: float | None = None
    effect_high: float | None = None
    offer_cost: float = 0.0
    sleeping_dogs: float = 0.0
    reach: float = 1.0
    policy: Policy = Policy.VALUE

    def __post_init__(self) -> None:
        """Refuse what can't be meant."""
        if not all(np.isfinite((*self.effects, self.budget, self.unit_cost, self.sleeping_dogs, self.reach))):
            raise RapportError(_("Every figure of the plan must be a number."))
        if min(self.budget, self.cost_per_contact, self.offer_cost) < 0:
            raise RapportError(_("Budget, cost per contact and offer can't be negative."))
        if not (0 <= self.sleeping_dogs <= 1 and 0 <= self.reach <= 1):
            raise RapportError(_("Sleeping dogs and reach are shares between 0 and 1."))
        if not self.effects.low <= self.effects.expected <= self.effects.high:
            text = _(
                "The low effect ({low}) can't lie above the expected ({effect}), nor that above the high ({high})."
            )
            raise RapportError(text.format(low=self.effects.low, effect=self.effect, high=self.effects.high))

    @property
    def effects(self) -> Range:
        """The effect as expected, low and high."""
        low = self.effect if self.effect_low is None else self.effect_low
        high = self.effect if self.effect_high is None else self.effect_high
        return Range(self.effect, low, high)

    @property
    def unit_cost(self) -> float:
        """What contacting one customer costs on average."""
        return self.cost_per_contact + self.reach * self.offer_cost


@dataclass(frozen=True, slots=True)
class Ranking:
    """Customers in the order in which a policy contacts them, summed up.

    Each array has one entry more than there are customers; entry k sums the first k of them.
    """

    at_risk: Vector  # customers who would leave: Σ p
    value_at_risk: Vector  # their value: Σ p · V
    value_staying: Vector  # value of those who would stay: Σ (1 - p) · V
    order: NDArray[np.intp]  # positions in the input, first to contact first; empty for the random policy

    @property
    def customers(self) -> int:
        """How many there are to contact."""
        return len(self.at_risk) - 1

    @classmethod
    def of(
        cls,
        probability: ArrayLike,
        value: ArrayLike,
        policy: Policy = Policy.VALUE,
        *,
        effect: float = 1.0,
        sleeping_dogs: float = 0.0,
    ) -> Self:
        """Rank customers once; the only step that sorts.

        Parameters
        ----------
        probability
            Of leaving, 0 to 1, per customer.
        value
            Of the customer if kept: margin over the horizon, per customer.
        effect, sleeping_dogs
            Used by the value policy alone and only where contact can provoke: then the value that can be saved
            isn't p · V any more.

        Raises
        ------
        RapportError
            If a probability isn't between 0 and 1, or a value isn't a number.
        """
        p, v = np.asarray(probability, dtype=float), np.asarray(value, dtype=float)
        if p.shape != v.shape or not (np.isfinite(v).all() and ((p >= 0) & (p <= 1)).all()):
            raise RapportError(_("Every customer needs a probability of leaving between 0 and 1 and a value."))
        if policy is Policy.RANDOM:
            steps = np.arange(len(p) + 1) / max(len(p), 1)
            return cls(
                p.sum() * steps, (p * v).sum() * steps, ((1 - p) * v).sum() * steps, np.array([], dtype=np.intp)
            )
        first = p if policy is Policy.RISK else _value_to_save(p, v, effect, sleeping_dogs)
        order = np.argsort(-first, kind="stable")
        p, v = p[order], v[order]
        return cls(_summed(p), _summed(p * v), _summed((1 - p) * v), order)

    def scaled(self, factor: float) -> "Ranking":
        """Return the ranking with every value times a factor, which changes no order."""
        return Ranking(self.at_risk, self.value_at_risk * factor, self.value_staying * factor, self.order)

    @classmethod
    def for_plan(cls, probability: ArrayLike, value: ArrayLike, plan: Plan) -> Self:
        """Rank customers as a plan's policy does."""
        return cls.of(probability, value, plan.policy, effect=plan.effect, sleeping_dogs=plan.sleeping_dogs)


def _value_to_save(p: Vector, v: Vector, effect: float, sleeping_dogs: float) -> Vector:
    return p * v if sleeping_dogs == 0 else (p * effect - (1 - p) * sleeping_dogs) * v


def _summed(values: Vector) -> Vector:
    return np.concatenate(([0.0], np.cumsum(values)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan brings.

    Attributes
    ----------
    contacts, cost, budget_left
        Whole customers contacted, what that costs, and what remains of the budget.
    subsidy
        The part of the cost that pays offers to customers who would have stayed.
    customers_saved, value_saved
        Kept because of the contact, less those provoked to leave.
    customers_provoked, value_provoked
        Those who leave because of the contact.
    net_value
        Value saved less cost.
    return_on_spend
        Value saved per unit of money spent; 1 breaks even, NaN where nothing is spent.
    break_even_effect
        The effect at which net value is zero; may lie above 1, and then nothing makes it pay. NaN without value.
    best_budget, best_net_value
        The budget with the highest net value, at each effect, and that value.
    """

    contacts: int
    cost: float
    budget_left: float
    subsidy: float
    customers_saved: Range
    value_saved: Range
    customers_provoked: float
    value_provoked: float
    net_value: Range
    return_on_spend: Range
    break_even_effect: float
    best_budget: Range
    best_net_value: Range


def outcome(ranking: Ranking, plan: Plan) -> Outcome:
    """Return what a plan brings over doing nothing.

    Examples
    --------
    Two customers, worth 100 each; the budget is for one contact at 5, which keeps half of those who would leave:

    >>> plan = Plan(budget=9, cost_per_contact=5, effect=0.5)
    >>> found = outcome(Ranking.of([0.4, 0.2], [100, 100]), plan)
    >>> found.contacts, found.value_saved.expected, found.net_value.expected, found.break_even_effect
    (1, 20.0, 15.0, 0.125)
    """
    if ranking.customers == 0:
        raise TooLittleDataError(_("There are no customers who could leave, so there is nothing to plan."))
    k = contacts_for(ranking, plan, plan.budget)
    cost = k * plan.unit_cost
    customers_provoked = plan.reach * plan.sleeping_dogs * (k - ranking.at_risk[k])
    value_provoked = plan.reach * plan.sleeping_dogs * ranking.value_staying[k]
    saved = [plan.reach * effect * ranking.at_risk[k] - customers_provoked for effect in plan.effects]
    value = [plan.reach * effect * ranking.value_at_risk[k] - value_provoked for effect in plan.effects]
    best = [_best(ranking, plan, effect) for effect in plan.effects]
    return Outcome(
        contacts=k,
        cost=cost,
        budget_left=plan.budget - cost,
        subsidy=float(plan.reach * plan.offer_cost * (k - ranking.at_risk[k])),
        customers_saved=Range(*map(float, saved)),
        value_saved=Range(*map(float, value)),
        customers_provoked=float(customers_provoked),
        value_provoked=float(value_provoked),
        net_value=Range(*(float(one - cost) for one in value)),
        return_on_spend=Range(*(_ratio(float(one), cost) for one in value)),
        break_even_effect=_ratio(cost + float(value_provoked), float(plan.reach * ranking.value_at_risk[k])),
        best_budget=Range(*(customers * plan.unit_cost for customers, _value in best)),
        best_net_value=Range(*(net for _customers, net in best)),
    )


def contacts_for(ranking: Ranking, plan: Plan, budget: float) -> int:
    """Return how many whole customers a budget contacts."""
    if plan.unit_cost == 0:
        return ranking.customers
    affordable = np.floor(budget / plan.unit_cost * (1 + 1e-12))  # 0.3 / 0.1 is 2.9999999999999996
    return int(min(affordable, ranking.customers))


def net_values(ranking: Ranking, plan: Plan, effect: float, contacts: NDArray[np.intp] | None = None) -> Vector:
    """Return the net value of contacting the first k customers, for the given k or for all from 0 on."""
    k = slice(None) if contacts is None else contacts
    count = np.arange(ranking.customers + 1) if contacts is None else contacts
    gained = effect * ranking.value_at_risk[k] - plan.sleeping_dogs * ranking.value_staying[k]
    net: Vector = plan.reach * gained - plan.unit_cost * count
    return net


def _best(ranking: Ranking, plan: Plan, effect: float) -> tuple[int, float]:
    """Return the number of contacts with the highest net value, and that value."""
    net = net_values(ranking, plan, effect)
    k = int(net.argmax())
    return k, float(net[k])


def curve(ranking: Ranking, plan: Plan, points: int = 200) -> pd.DataFrame:
    """Return net value over budget, thinned out for drawing.

    Returns
    -------
    pandas.DataFrame
        ``contacts``, ``budget``, ``net_value``, ``net_value_low``, ``net_value_high``, ascending from no contact
        to everyone; at most ``points`` rows spread evenly, and always the plan's own and the best point.
    """
    even = np.linspace(0, ranking.customers, points).astype(np.intp)
    own = contacts_for(ranking, plan, plan.budget)
    best, _value = _best(ranking, plan, plan.effect)
    contacts = np.unique(np.append(even, [own, best]))
    net = [net_values(ranking, plan, effect, contacts) for effect in plan.effects]
    return pd.DataFrame(
        {
            "contacts": contacts,
            "budget": contacts * plan.unit_cost,
            "net_value": net[0],
            "net_value_low": net[1],
            "net_value_high": net[2],
        }
    )


def _ratio(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator else float("nan")
