"""The newest list with its report card, and what it comes to."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.churn import loading
from analytics.churn.scores import HIGH
from data.store import Store

FIRST_TENTH = 0.1


@dataclass(frozen=True, slots=True)
class ChurnList:
    """One list, as kept.

    Attributes
    ----------
    scores
        A row per customer who could leave, the highest value at risk first.
    card
        The report card, with ``curves``, ``naive_rule`` and ``margin_rate`` beside it.
    created_at, created_by
        When (ISO 8601) and by whom it was made.
    is_stale
        True where rows changed since.
    currency
        Of the values; None where none is set.
    """

    scores: pd.DataFrame
    card: dict[str, Any]
    created_at: str
    created_by: str
    is_stale: bool
    currency: str | None

    @property
    def has_values(self) -> bool:
        """True where at least one customer has a value."""
        return bool(self.scores["lifetime_value"].notna().any())


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list comes to.

    Attributes
    ----------
    customers, high
        All on the list, and those at high risk.
    expected_leavers
        The sum of probabilities.
    value_at_risk, value_at_risk_of_high
        Sums; NaN without values.
    """

    customers: int
    high: int
    expected_leavers: float
    value_at_risk: float
    value_at_risk_of_high: float


def latest(store: Store) -> ChurnList | None:
    """Return the newest list; None before the first training."""
    runs = store.state.churn_runs()
    if not runs:
        return None
    newest = runs[0]
    with store.read() as facts:
        rows = facts.derived("churn_scores")
        scores = facts.frame(rows.filter(rows.run_id == newest.run_id)).drop(columns="run_id")
    by = ["value_at_risk", "churn_probability", "customer_id"]
    scores = scores.sort_values(by, ascending=[False, False, True], ignore_index=True)
    currency = store.state.settings().currency
    return ChurnList(scores, newest.card, newest.created_at, newest.created_by, newest.stale, currency)


def summarise(scores: pd.DataFrame) -> Summary:
    """Return what a list comes to.

    Examples
    --------
    >>> scores = pd.DataFrame({"churn_probability": [0.5, 0.1], "risk_band": ["high", "low"],
    ...                        "value_at_risk": [50.0, 10.0]})
    >>> summarise(scores)
    Summary(customers=2, high=1, expected_leavers=0.6, value_at_risk=60.0, value_at_risk_of_high=50.0)
    """
    high = scores["risk_band"] == HIGH
    values = scores["value_at_risk"]
    return Summary(
        customers=len(scores),
        high=int(high.sum()),
        expected_leavers=float(scores["churn_probability"].sum()),
        value_at_risk=float(values.sum(min_count=1)),
        value_at_risk_of_high=float(values[high].sum(min_count=1)),
    )


def by_probability(scores: pd.DataFrame) -> pd.DataFrame:
    """Return per tenth of probability (0 to 10 %, 10 to 20 % …) and risk band: customers and value at risk.

    Returns
    -------
    DataFrame
        from_probability, risk_band, customers, value_at_risk.
    """
    tenth = (scores["churn_probability"] * 10).clip(upper=9.999).astype(int) / 10
    grouped = scores.assign(from_probability=tenth).groupby(["from_probability", "risk_band"])
    return grouped.agg(
        customers=("customer_id", "size"), value_at_risk=("value_at_risk", lambda part: part.sum(min_count=1))
    ).reset_index()


def chosen(scores: pd.DataFrame, *, bands: list[str], words: str) -> pd.DataFrame:
    """Return the customers in some risk bands (all where none is named) whose id or reasons hold the words."""
    shown = scores[scores["risk_band"].isin(bands)] if bands else scores
    if not words.strip():
        return shown
    texts = shown[["customer_id", "reason_1", "reason_2", "reason_3"]].fillna("").agg(" ".join, axis=1)
    return shown[texts.str.contains(words.strip(), case=False, regex=False)]


def share_caught(card: dict[str, Any], share_named: float, by: str) -> float:
    """Return the share of leavers among the first so many of the list, on the held-out customers.

    Parameters
    ----------
    by
        "by_model" or "by_naive_rule".
    """
    points = card["curves"]["catch"]
    return float(min(points, key=lambda point: abs(point["share_named"] - share_named))[by])


def customers_by_mode(store: Store) -> dict[str, int]:
    """Return how many customers each kind of data covers."""
    with store.read() as facts:
        return loading.customers_by_mode(facts)
