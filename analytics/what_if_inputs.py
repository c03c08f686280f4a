"""What the what-if starts from: the latest churn scores, the horizon of their values, the company's own costs."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analytics.what_if import Plan, Ranking, Vector, outcome
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
    annual_discount_rate, margin_rate
        What ``value`` rests on, as the report card says or the company's settings; without a margin it is revenue.
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

    def over(self, horizon_days: float) -> "Scores":
        """Return the same customers with their value over another horizon.

        The margin is taken to flow evenly, so that a value grows as the annuity does.
        """
        if horizon_days <= 0:
            raise RapportError(_("The horizon must be at least a day."))
        now = annuity_years(self.value_horizon_days, self.annual_discount_rate)
        then = annuity_years(horizon_days, self.annual_discount_rate)
        return replace(self, value=self.value * (then / now), value_horizon_days=horizon_days)

    def at_margin(self, margin_rate: float) -> "Scores":
        """Return the same customers with their value at another margin, a share of revenue."""
        return replace(self, value=self.value * (margin_rate / (self.margin_rate or 1.0)), margin_rate=margin_rate)


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
        annual_discount_rate=newest.card.get("annual_discount_rate", settings.annual_discount_rate),
        margin_rate=newest.card.get("margin_rate", settings.margin_rate),
        is_stale=newest.stale,
        scored_at=newest.created_at,
    )


def run(
    store: Store, plan: Plan, *, horizon_days: float | None = None, acquisition_cost: float | None = None
) -> dict[str, Any]:
    """Return the terminal's answer to a plan over the newest churn scores; undefined amounts are NaN.

    Parameters
    ----------
    horizon_days
        Over which a kept customer's margin counts; that of the lifetime values where None.
    acquisition_cost
        The company's own cost of winning a customer; None for the trade's assumption.
    """
    scores = latest_scores(store)
    if horizon_days is not None:
        scores = scores.over(horizon_days)
    found = outcome(Ranking.for_plan(scores.probability, scores.value, plan), plan)
    return as_contract(found, alternative(found, float(scores.value.mean()), acquisition_cost))


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
