"""The list: who may leave, what they are worth, and why."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

LOW, MEDIUM, HIGH = "low", "medium", "high"
# Odds, not probabilities: where three in four leave, twice as likely would be more than certain.
TIMES_AVERAGE_ODDS = 2.0


def risk_bands(probability: Floats, average: float) -> npt.NDArray[np.object_]:
    """Return low, medium or high per customer: high from twice the average odds, medium from the average.

    Parameters
    ----------
    probability
        Of leaving.
    average
        The share that leaves among the customers the model was trained on, between 0 and 1.

    Examples
    --------
    One in ten leaves: odds of 1 to 9. Twice that, 2 to 9, is a probability of 2/11 = 0.182.

    >>> risk_bands(np.array([0.05, 0.1, 0.18, 0.19]), average=0.1).tolist()
    ['low', 'medium', 'medium', 'high']
    """
    odds = TIMES_AVERAGE_ODDS * average / (1 - average)
    high = odds / (1 + odds)
    bands = np.where(probability >= high, HIGH, np.where(probability >= average, MEDIUM, LOW))
    return bands.astype(object)


def scores(
    customers: pd.Series, probability: Floats, lifetime_value: Floats, reasons: pd.DataFrame, *, average: float
) -> pd.DataFrame:
    """Return the list in the columns of the terminal's contract, the highest value at risk first."""
    listed = pd.DataFrame(
        {
            "customer_id": customers.to_numpy(),
            "churn_probability": probability,
            "risk_band": risk_bands(probability, average),
            "lifetime_value": lifetime_value,
            "value_at_risk": probability * lifetime_value,
        }
    )
    listed = pd.concat([listed, reasons.reset_index(drop=True)], axis=1)
    by = ["value_at_risk", "churn_probability", "customer_id"]
    return listed.sort_values(by, ascending=[False, False, True], kind="stable").reset_index(drop=True)
