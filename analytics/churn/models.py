"""The models: a logistic regression, boosted trees, and the blend of both.

They err differently: the regression sees straight trends from few rows, the trees see what features do
together. The blend is the mean of their log-odds.
"""

from contextlib import nullcontext
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from analytics.churn.encoding import Encoding

Floats = npt.NDArray[np.float64]
Outcome = npt.NDArray[np.bool_]

LOGISTIC = "logistic"
BOOSTING = "boosting"
BLEND = "blend"
CHOICES = (LOGISTIC, BOOSTING, BLEND)
SEED = 0
_ROWS_WORTH_THREADS = 20_000

_MOST_CERTAIN = 1e-4  # no model is surer than one in ten thousand


@dataclass(frozen=True, slots=True)
class Fitted:
    """Both models, fitted to the same rows."""

    encoding: Encoding
    logistic: LogisticRegression
    boosting: HistGradientBoostingClassifier

    def log_odds(self, rows: Floats) -> dict[str, Floats]:
        """Return the log-odds of leaving of every row (of the narrow matrix), by model."""
        linear, trees = self.log_odds_of(LOGISTIC, rows), self.log_odds_of(BOOSTING, rows)
        return {LOGISTIC: linear, BOOSTING: trees, BLEND: (linear + trees) / 2}

    def log_odds_of(self, model: str, rows: Floats) -> Floats:
        """Return the log-odds of one model, without working out those that it doesn't need."""
        if model == LOGISTIC:
            return _log_odds(self.logistic.predict_proba(self.encoding.wide(rows)))
        if model == BOOSTING:
            # A row's sum doesn't depend on threads; with few rows they only wait for each other.
            with _one_thread() if len(rows) < _ROWS_WORTH_THREADS else nullcontext():
                return _log_odds(self.boosting.predict_proba(rows))
        return self.log_odds(rows)[model]


def _log_odds(probabilities: Floats) -> Floats:
    return np.asarray(logit(np.clip(probabilities[:, 1], _MOST_CERTAIN, 1 - _MOST_CERTAIN)), dtype=np.float64)


def fit(encoding: Encoding, rows: Floats, left: Outcome) -> Fitted:
    """Fit both models; the same rows give the same models to the last digit.

    Parameters
    ----------
    encoding, rows
        The narrow matrix of the training rows, and what made it.
    left
        Who left; both outcomes must occur.
    """
    # Newton steps: few columns and many rows; lbfgs needed minutes where these need seconds.
    logistic = LogisticRegression(C=1.0, solver="newton-cholesky", max_iter=100).fit(encoding.wide(rows), left)
    # Many shallow trees with small steps: on tables of some thousand rows as good as early stopping, without
    # giving up rows to stop by.
    boosting = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=200,
        max_depth=3,
        min_samples_leaf=20,
        l2_regularization=1.0,
        categorical_features=encoding.is_category,
        early_stopping=False,
        random_state=SEED,
    )
    with _one_thread():
        boosting.fit(rows, left)
    return Fitted(encoding, logistic, boosting)


def _one_thread() -> threadpool_limits:
    """Keep the trees to one thread: their sums, and so the scores, are then the same on every machine.

    It is also the quicker way beside other work: on two busy cores threads waiting for each other took ten times
    as long.
    """
    return threadpool_limits(limits=1, user_api="openmp")


def probability(log_odds: Floats) -> Floats:
    """Return log-odds as probabilities."""
    return np.asarray(expit(log_odds), dtype=np.float64)
