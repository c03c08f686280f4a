"""Cross-fitting: everybody is scored by a model that never saw their outcome."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from analytics.churn import models
from analytics.churn.encoding import Encoding

Floats = npt.NDArray[np.float64]
Outcome = npt.NDArray[np.bool_]
Progress = Callable[[float], None]

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Calibration:
    """A straight line through log-odds (Platt scaling); 0 and 1 leave them as they are."""

    intercept: float = 0.0
    slope: float = 1.0

    def straighten(self, log_odds: Floats) -> Floats:
        """Return log-odds moved onto the line."""
        return self.intercept + self.slope * log_odds


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores rows by fitted models together: the mean of their log-odds, straightened."""

    fitted: list[models.Fitted]
    model: str
    calibration: Calibration

    def __call__(self, rows: Floats) -> Floats:
        """Return log-odds of rows of the narrow matrix."""
        each = [one.log_odds_of(self.model, rows) for one in self.fitted]
        return self.calibration.straighten(np.mean(each, axis=0))


@dataclass(frozen=True, slots=True)
class CrossFit:
    """One fitted pair of models per fold, each blind to its fold.

    Attributes
    ----------
    fold
        The fold of every row; all rows of a customer share one.
    fitted
        By fold, the models fitted on the other folds.
    model
        The model with the least log loss on rows it did not see.
    raw
        Its log-odds per row, before calibration.
    log_odds
        After calibration by the other folds.
    calibration
        The line for customers outside these rows, from all folds.
    log_losses
        By model; how it was chosen.
    """

    fold: npt.NDArray[np.int64]
    fitted: list[models.Fitted]
    model: str
    raw: Floats
    log_odds: Floats
    calibration: Calibration
    log_losses: dict[str, float]

    def blind_to(self, number: int) -> Scorer:
        """Return the scorer that never saw the outcomes of a fold."""
        return Scorer([self.fitted[number]], self.model, self.calibration)

    @property
    def encoding(self) -> Encoding:
        """What all folds' models read rows by."""
        return self.fitted[0].encoding

    @property
    def of_others(self) -> Scorer:
        """The scorer for rows that were in no fold: all folds' models together."""
        return Scorer(self.fitted, self.model, self.calibration)


def folds_of(customers: pd.Series, folds: int = FOLDS) -> npt.NDArray[np.int64]:
    """Deal customers into folds: seeded, all rows of a customer into one, blind to the outcome."""
    names, position = np.unique(customers.astype(str).to_numpy(), return_inverse=True)
    dealt = np.random.default_rng(models.SEED).permutation(len(names)) % folds
    return np.asarray(dealt[position], dtype=np.int64)


def cross_fit(
    encoding: Encoding, rows: Floats, left: Outcome, fold: npt.NDArray[np.int64], progress: Progress
) -> CrossFit:
    """Fit on all folds but one, score that one, choose the best model, and calibrate it.

    Parameters
    ----------
    encoding, rows
        The narrow matrix and what made it.
    left
        Who left.
    fold
        The fold of every row, see ``folds_of``.
    progress
        Called with the share done.
    """
    numbers = range(int(fold.max()) + 1)
    held_out = {name: np.zeros(len(left)) for name in models.CHOICES}
    fitted = []
    for number in numbers:
        one = models.fit(encoding, rows[fold != number], left[fold != number])
        for name, log_odds in one.log_odds(rows[fold == number]).items():
            held_out[name][fold == number] = log_odds
        fitted.append(one)
        progress((number + 1) / len(numbers))
    losses = {name: _loss(left, log_odds) for name, log_odds in held_out.items()}
    model = min(losses, key=lambda name: losses[name])
    raw = held_out[model]
    calibrated, calibration = calibrate(raw, left, fold)
    return CrossFit(fold, fitted, model, raw, calibrated, calibration, losses)


def calibrate(raw: Floats, left: Outcome, fold: npt.NDArray[np.int64]) -> tuple[Floats, Calibration]:
    """Return log-odds straightened by a line from the other folds, and the line for rows in no fold.

    The line is used only where it lowers the log loss on rows it was not fitted to.
    """
    straight = raw.copy()
    for number in np.unique(fold):
        here = fold == number
        straight[here] = _line(raw[~here], left[~here]).straighten(raw[here])
    if _loss(left, straight) < _loss(left, raw):
        return straight, _line(raw, left)
    return raw, Calibration()


def _line(raw: Floats, left: Outcome) -> Calibration:
    fitted = LogisticRegression(C=1e6).fit(raw.reshape(-1, 1), left)
    return Calibration(float(fitted.intercept_[0]), float(fitted.coef_[0, 0]))


def _loss(left: Outcome, log_odds: Floats) -> float:
    return float(log_loss(left, models.probability(log_odds)))
