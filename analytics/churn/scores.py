"""The list: who may leave, what they are worth, and why."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

LOW, MEDIUM, HIGH = "low", "medium", "high"
# High: at least even odds, or twice as likely to leave as the average customer. Medium: at least the average.
EVEN_ODDS = 0.5
TIMES_AVERAGE = 2.0


def risk_bands(probability: Floats, average: float) -> npt.NDArray[np.object_]:
    """Return low, medium or high per customer.

    Parameters
    ----------
    probability
        Of leaving.
    average
        The share that leaves among the customers the model was trained on.

    Examples
    --------
    >>> risk_bands(np.array([0.05, 0.1, 0.19, 0.2]), average=0.1).tolist()
    ['low', 'medium', 'medium', 'high']
    """
    high = min(EVEN_ODDS, TIMES_AVERAGE * average)
    bands = np.where(probability >= high, HIGH, np.where(probability >= min(average, high), MEDIUM, LOW))
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
