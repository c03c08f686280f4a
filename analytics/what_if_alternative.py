"""The same money spent on winning new customers, beside what it does for keeping them."""

from dataclasses import dataclass
from typing import Any

from analytics.what_if import Outcome, Range

# "Winning a customer costs about five times what keeping one costs": a claim of the trade, nobody's measurement.
# It is an assumption here, shown as one, and used only where the company's own cost isn't known.
TRADE_FACTOR = 5.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the plan's cost would bring if spent on winning customers.

    Attributes
    ----------
    is_measured
        True where the company's own acquisition cost was used, False for the trade's assumption.
    cost_per_customer
        Of winning one.
    customers_won, value_won, net_value
        How many, their value over the same horizon if they are worth what a customer is on average, and that less
        the cost. NaN where nothing is spent or kept, so that no cost per customer follows.
    """

    is_measured: bool
    cost_per_customer: Range
    customers_won: Range
    value_won: Range
    net_value: Range


def alternative(found: Outcome, mean_value: float, acquisition_cost: float | None = None) -> Alternative:
    """Return what the same money brings when spent on winning customers.

    Parameters
    ----------
    mean_value
        What a customer is worth on average over the plan's horizon.
    acquisition_cost
        The company's own cost of winning one; None where its spend is not known. Then winning one is assumed to
        cost five times what this plan pays for each customer it keeps, so that the answer has the plan's range.

    Examples
    --------
    >>> from analytics.what_if import Plan, Ranking, outcome
    >>> found = outcome(Ranking.of([0.4, 0.2], [100, 100]), Plan(budget=10, cost_per_contact=5, effect=0.5))
    >>> alternative(found, mean_value=100, acquisition_cost=20).customers_won.expected
    0.5
    """
    if acquisition_cost is not None and acquisition_cost > 0:
        cost = Range(acquisition_cost, acquisition_cost, acquisition_cost)
    else:
        cost = Range(*(TRADE_FACTOR * _per(found.cost, saved) for saved in found.customers_saved))
    won = Range(*(_per(found.cost, one) for one in cost))
    return Alternative(
        is_measured=acquisition_cost is not None and acquisition_cost > 0,
        cost_per_customer=cost,
        customers_won=won,
        value_won=Range(*(customers * mean_value for customers in won)),
        net_value=Range(*(customers * mean_value - found.cost for customers in won)),
    )


def _per(amount: float, count: float) -> float:
    return amount / count if count > 0 else float("nan")


def as_contract(found: Outcome, other: Alternative) -> dict[str, Any]:
    """Return the answer as the terminal prints it: each amount as expected, and as ``_low`` and ``_high``."""
    fixed = {"contacts": found.contacts, "cost": found.cost, "break_even_effect": found.break_even_effect}
    ranges = {name: Range(amount, amount, amount) for name, amount in fixed.items()}
    for name in ("customers_saved", "value_saved", "net_value", "return_on_spend", "best_budget"):
        ranges[name] = getattr(found, name)
    names = (
        *(
            "contacts",
            "customers_saved",
            "value_saved",
            "cost",
            "net_value",
            "return_on_spend",
            "break_even_effect",
        ),
        "best_budget",
    )
    won = ("customers_won", "value_won", "net_value", "cost_per_customer")
    answer: dict[str, Any] = _spread({name: ranges[name] for name in names})
    beside: dict[str, Any] = _spread({name: getattr(other, name) for name in won})
    basis = (
        "own acquisition cost" if other.is_measured else "assumption of the trade: five times the cost of keeping"
    )
    return answer | {"acquisition_alternative": {**beside, "basis": basis}}


def _spread(ranges: dict[str, Range]) -> dict[str, float]:
    suffixes = ("", "_low", "_high")
    return {
        f"{name}{suffix}": one
        for name, range_ in ranges.items()
        for suffix, one in zip(suffixes, range_, strict=True)
    }
