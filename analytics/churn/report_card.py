"""How right the scores were, on customers and periods the model did not see."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

Floats = npt.NDArray[np.float64]
Outcome = npt.NDArray[np.bool_]

BINS = 10


def figures(left: Outcome, probability: Floats) -> dict[str, Any]:
    """Return the figures of the report card.

    Returns
    -------
    dict
        roc_auc (0.5 is chance, 1 perfect), average_precision, brier (0 is perfect), calibration_error (mean
        difference between foretold and actual share over ten bins of equal count), lift_at_10_percent (how
        many times as many leavers are in the tenth with the highest scores as in a tenth drawn at random).
    """
    return {
        "roc_auc": float(roc_auc_score(left, probability)),
        "average_precision": float(average_precision_score(left, probability)),
        "brier": float(brier_score_loss(left, probability)),
        "calibration_error": calibration_error(left, probability),
        "lift_at_10_percent": lift(left, probability, share=0.1),
    }


def calibration_table(left: Outcome, probability: Floats) -> pd.DataFrame:
    """Return per tenth of the customers, lowest scores first: customers, foretold and actual share leaving."""
    order = np.argsort(probability, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return pd.DataFrame(
        {
            "customers": [len(part) for part in parts],
            "foretold": [float(probability[part].mean()) for part in parts],
            "actual": [float(left[part].mean()) for part in parts],
        }
    )


def calibration_error(left: Outcome, probability: Floats) -> float:
    """Return the mean distance between foretold and actual share over ten bins, weighted by customers.

    Examples
    --------
    >>> left = np.array([False, True] * 10)
    >>> calibration_error(left, np.full(20, 0.5)), calibration_error(left, np.full(20, 0.75))
    (0.0, 0.25)
    """
    table = calibration_table(left, probability)
    distance = (table["foretold"] - table["actual"]).abs()
    return float((distance * table["customers"]).sum() / table["customers"].sum())


def lift(left: Outcome, probability: Floats, *, share: float) -> float:
    """Return the share of leavers among those named first, over that among all."""
    named = max(1, round(share * len(left)))
    first = np.argsort(-probability, kind="stable")[:named]
    return float(left[first].mean() / left.mean())


def caught(left: Outcome, score: Floats, *, points: int = 101) -> Floats:
    """Return the share of leavers among the first 0, 1, 2 … 100 % of customers by falling score."""
    found = np.concatenate([[0], np.cumsum(left[np.argsort(-score, kind="stable")])]) / left.sum()
    named = np.linspace(0, len(left), points).round().astype(int)
    return np.asarray(found[named], dtype=np.float64)


def curves(left: Outcome, probability: Floats, naive: Floats) -> dict[str, list[dict[str, Any]]]:
    """Return what the page draws, as lists of records.

    Returns
    -------
    dict
        ``calibration``: see ``calibration_table``. ``catch``: share_named, by_model and by_naive_rule, the
        share of leavers among those named first.
    """
    by_model, by_naive_rule = caught(left, probability), caught(left, naive)
    share_named = np.linspace(0, 1, len(by_model))
    catch = pd.DataFrame({"share_named": share_named, "by_model": by_model, "by_naive_rule": by_naive_rule})
    calibration = calibration_table(left, probability)
    return {"calibration": _records(calibration), "catch": _records(catch)}


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
