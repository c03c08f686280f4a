"""What the what-if starts from: the latest churn scores, the horizon of their values, the company's own costs."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.what_if import Plan, Policy, Ranking, Vector, outcome
from analytics.what_if_alternative import alternative, as_contract
from data.errors import RapportError, TooLittleDataError
from data.store import Store
from data.texts import _

VALUE_HORIZON_DAYS = 365  # over which lifetime values are worked out unless the report card says otherwise
_DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Scores:
    """The customers who could leave, of the newest churn scores.

    Attributes
    ----------
    customer_id, probability, value
        Per customer: who, the chance of leaving within the scores' horizon, and the discounted margin if kept.
    left_out
        How many were scored but have no lifetime value, so that nothing can be said of them.
    value_horizon_days
        How far ahead ``value`` looks.
    annual_discount_rate
        By which money a year away counts less.
    margin_rate
        The mean margin that ``value`` rests on, as a share of revenue; None where it is revenue.
    is_stale
        True where rows changed since the scores were made.
    scored_at
        When that was, ISO 8601.
    """

    customer_id: np.ndarray[Any, np.dtype[np.object_]]
    probability: Vector
    value: Vector
    left_out: int
    value_horizon_days: float
    annual_discount_rate: float
    margin_rate: float | None
    is_stale: bool
    scored_at: str

    @property
    def mean_value(self) -> float:
        """What a customer is worth on average."""
        return float(self.value.mean())

    def factor(self, *, horizon_days: float | None = None, margin_rate: float | None = None) -> float:
        """Return by what every value changes at another horizon and margin.

        The margin is taken to flow evenly, so that a value grows as the annuity does.

        Raises
        ------
        RapportError
            If the horizon is shorter than a day.
        """
        days = self.value_horizon_days if horizon_days is None else horizon_days
        if days < 1:
            raise RapportError(_("The horizon must be at least a day."))
        now = annuity_years(self.value_horizon_days, self.annual_discount_rate)
        margin = 1.0 if margin_rate is None else margin_rate / (self.margin_rate or 1.0)
        return annuity_years(days, self.annual_discount_rate) / now * margin


@dataclass(frozen=True, slots=True)
class Costs:
    """What the company's own data say of costs; None where they say nothing.

    Attributes
    ----------
    acquisition_cost
        Spend on acquisition per new customer, over the newest twelve months with such spend.
    action_cost, actions
        Mean cost of a retention action, and of how many it is the mean.
    """

    acquisition_cost: float | None
    action_cost: float | None
    actions: int


def has_scores(store: Store) -> bool:
    """Return whether a churn model was ever trained on this store."""
    return bool(store.state.churn_runs())


def latest_scores(store: Store) -> Scores:
    """Return the newest churn scores of a store.

    Raises
    ------
    TooLittleDataError
        If no churn model was trained yet, or none of those scored has a value.
    """
    runs = store.state.churn_runs()
    if not runs:
        text = _(
            "There are no churn scores yet, so nothing can be said about keeping customers. Train the churn model "
            "first: on the page Churn risk, or with python cli.py churn."
        )
        raise TooLittleDataError(text)
    newest = runs[0]
    with store.read() as facts:
        scores = facts.derived("churn_scores")
        frame = facts.frame(scores.filter(scores.run_id == newest.run_id).order_by("customer_id"))
        customers = facts.tables["customers"]
        margins = facts.frame(customers.aggregate(mean=customers.margin_rate.mean()))
    sound = frame.dropna(subset=["churn_probability", "lifetime_value"])
    if sound.empty:
        text = _(
            "None of the customers scored for churn has a lifetime value. Import orders or contracts with amounts."
        )
        raise TooLittleDataError(text)
    settings = store.state.settings()
    return Scores(
        customer_id=sound["customer_id"].to_numpy(dtype=object),
        probability=sound["churn_probability"].to_numpy(dtype=float),
        value=sound["lifetime_value"].to_numpy(dtype=float),
        left_out=len(frame) - len(sound),
        value_horizon_days=float(newest.card.get("value_horizon_days", VALUE_HORIZON_DAYS)),
        annual_discount_rate=settings.annual_discount_rate,
        # Worked out here only for runs whose report card doesn't say it.
        margin_rate=newest.card.get("margin_rate", _number(margins["mean"]) or settings.margin_rate),
        is_stale=newest.stale,
        scored_at=newest.created_at,
    )


def ranking(store: Store, policy: Policy) -> Ranking:
    """Return the newest scores ranked by a policy, for plans without sleeping dogs."""
    scores = latest_scores(store)
    return Ranking.of(scores.probability, scores.value, policy)


def costs(store: Store) -> Costs:
    """Return what the store says of the company's own costs."""
    with store.read() as facts:
        rollups = facts.derived("rollups")
        wanted = rollups.component.isin(["acquisition_spend", "customers_new"])
        monthly = facts.frame(rollups.filter(wanted & (rollups.grain == "month") & (rollups.dimension == "")))
        actions = facts.tables["retention_actions"]
        paid = actions.filter(actions.cost > 0)
        spent = facts.frame(paid.aggregate(mean=paid.cost.mean(), actions=paid.count()))
    return Costs(
        acquisition_cost=_acquisition_cost(monthly),
        action_cost=_number(spent["mean"]),
        actions=int(spent["actions"].sum()),
    )


def _acquisition_cost(monthly: pd.DataFrame) -> float | None:
    """Return spend over new customers, summed over the newest twelve months with spend."""
    sums = monthly.pivot_table(index="period_start", columns="component", values="value", aggfunc="sum")
    if not {"acquisition_spend", "customers_new"} <= set(sums.columns):
        return None
    spent = sums[sums["acquisition_spend"] > 0].sort_index().tail(12)
    won = float(spent["customers_new"].sum())
    return float(spent["acquisition_spend"].sum()) / won if won > 0 else None


def _number(column: pd.Series) -> float | None:
    """Return the one number of an aggregate, None where there were no rows."""
    known = column.dropna()
    return float(known.iloc[0]) if len(known) else None


def run(store: Store, plan: Plan, *, horizon_days: float | None = None) -> dict[str, Any]:
    """Return the terminal's answer to a plan over the newest churn scores; undefined amounts are NaN.

    Parameters
    ----------
    horizon_days
        Over which a kept customer's margin counts; that of the lifetime values where None.
    """
    scores = latest_scores(store)
    factor = scores.factor(horizon_days=horizon_days)
    found = outcome(Ranking.for_plan(scores.probability, scores.value * factor, plan), plan)
    return as_contract(found, alternative(found, scores.mean_value * factor, costs(store).acquisition_cost))


def annuity_years(horizon_days: float, annual_discount_rate: float) -> float:
    """Return how many undiscounted years of margin a steady margin over the horizon is worth today.

    The margin flows evenly: ∫ (1 + r)^-t dt from 0 to T years is (1 - (1 + r)^-T) / ln(1 + r), or T at r = 0.

    Examples
    --------
    >>> annuity_years(365.25, 0.0)
    1.0
    >>> round(annuity_years(365.25, 0.1), 4)  # 0.0909091 / 0.0953102
    0.9538
    """
    years = horizon_days / _DAYS_PER_YEAR
    if annual_discount_rate == 0:
        return years
    return float(-np.expm1(-years * np.log1p(annual_discount_rate)) / np.log1p(annual_discount_rate))
