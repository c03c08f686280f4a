"""Who is at risk: how many, what is at stake, and whether the scores still hold."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.review.statement import Kind, Quantity, Statement, Tone, count
from data.texts import _, _n

LISTED = 10  # names that a meeting can go through


@dataclass(frozen=True, slots=True)
class Risk:
    """What the last training of the churn model said.

    Attributes
    ----------
    scores
        A row per customer: customer_id, churn_probability, risk_band, value_at_risk, reason_1.
    as_of
        The day the scores look from.
    horizon_days
        How far ahead they look.
    is_stale
        True where rows came or went since.
    """

    scores: pd.DataFrame
    as_of: date
    horizon_days: int
    is_stale: bool = False

    @property
    def high(self) -> pd.DataFrame:
        """The customers at high risk, most at stake first."""
        at_risk = self.scores[self.scores["risk_band"] == "high"]
        return at_risk.sort_values(["value_at_risk", "churn_probability"], ascending=False)

    @property
    def listed(self) -> pd.DataFrame:
        """Those with the most value at risk, whatever their band."""
        order = ["value_at_risk", "churn_probability", "customer_id"]
        return self.scores.sort_values(order, ascending=[False, False, True]).head(LISTED)


def at_risk(risk: Risk | None) -> list[Statement]:
    """Return what the churn scores say, or that there are none."""
    if risk is None or risk.scores.empty:
        text = _(
            "Nobody has been scored yet. Training the churn model says who may leave and what they are worth."
        )
        return [Statement("not_scored", text)]
    statements = [_how_many(risk)]
    listed, total = risk.listed["value_at_risk"].sum(), risk.scores["value_at_risk"].sum()
    if total > 0 and len(risk.scores) > LISTED:
        text = _("The {listed} with the most at stake hold {share} of the value at risk.")
        quantities = {"listed": count(len(risk.listed)), "share": Quantity(listed / total, unit="rate")}
        statements.append(Statement("concentration", text, quantities))
    if risk.is_stale:
        text = _("The scores look from {day}; imports have come since. Train again before calling.")
        statements.append(Statement("stale", text, {"day": Quantity(risk.as_of, Kind.DAY)}, Tone.BAD))
    return statements


def _how_many(risk: Risk) -> Statement:
    high, scored = risk.high, len(risk.scores)
    if high.empty:
        text = _("None of the {scored} customers scored is at high risk of leaving within {days} days.")
        return Statement("high_risk", text, {"scored": count(scored), "days": count(risk.horizon_days)}, Tone.GOOD)
    text = _n(
        "{count} of {scored} customers is at high risk of leaving within {days} days, with {value} at stake.",
        "{count} of {scored} customers are at high risk of leaving within {days} days, with {value} at stake.",
        len(high),
    )
    quantities = {
        "count": count(len(high)),
        "scored": count(scored),
        "days": count(risk.horizon_days),
        "value": Quantity(float(high["value_at_risk"].sum()), unit="money"),
    }
    return Statement("high_risk", text, quantities, Tone.BAD)
