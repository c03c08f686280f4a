"""Churn from a label: customers whose outcome is known train, the others are scored.

Nothing here looks ahead: label and columns come from one export, so behaviour recorded since (orders, tickets)
is not read; somebody who left orders no more, and that would be the outcome in other words.
"""

from dataclasses import asdict, dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.churn import baseline, models, reasons, report_card, value
from analytics.churn.columns import Excluded, Features, features_of
from analytics.churn.cross_fitting import CrossFit, cross_fit, folds_of
from analytics.churn.encoding import Encoding
from analytics.churn.leak_guard import leaks
from analytics.churn.protected import protected_among
from analytics.churn.result import (
    LABEL,
    ChurnResult,
    Progress,
    doubts,
    refuse_too_few,
    share_of,
)
from analytics.churn.scores import scores
from analytics.churn.value import Worth
from data.features import crm
from data.settings import Settings
from data.texts import _

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_NOT_FEATURES = ("customer_id", "tool", "churned")
_UNSEEN = -1  # the fold of those no model has seen
_NOT_LISTED = -2


@dataclass(frozen=True, slots=True)
class _Labelled:
    """The customers of an export, which of them have a known outcome, and who of these left."""

    customers: pd.DataFrame
    known: Flags
    left: Flags

    @property
    def can_leave(self) -> Flags:
        """Stayers and those whose outcome isn't known."""
        return np.asarray(~self.known | ~self.customers["churned"].eq(other=True).to_numpy(dtype=bool))


def train(
    customers: pd.DataFrame, headers: dict[str, str], *, as_of: date | None, settings: Settings, progress: Progress
) -> ChurnResult:
    """Train on the customers with an outcome and score those who can still leave.

    Parameters
    ----------
    customers
        customer_id, churned (True, False or missing), margin_rate, recurring_value, tenure_months, and every
        other column of the export under its canonical name or header.
    headers
        Canonical column → header in the file.
    as_of
        The day from which dates count; None where nothing is dated.

    Raises
    ------
    TooLittleDataError
        With fewer than 100 leavers or 100 stayers.
    """
    rows = _labelled(customers)
    refuse_too_few(int(rows.left.sum()), int((~rows.left).sum()), None)
    progress(0.05, _("Reading the columns"))
    features = _features(rows, headers, as_of)
    encoding = Encoding.learn(features.frame, features.kinds)
    matrix = encoding.narrow(features.frame)
    fold = folds_of(rows.customers.loc[rows.known, "customer_id"])
    fitting = share_of(progress, 0.1, 0.6, _("Training and testing"))
    fitted = cross_fit(encoding, matrix[rows.known], rows.left, fold, fitting)
    tenure = headers.get("tenure_months")
    rule = baseline.from_attributes(
        features.frame[rows.known], features.kinds, tenure if tenure in features.kinds else None
    )
    progress(0.65, _("Finding reasons"))
    worth = _worth(rows, settings)
    listed = _list(rows, features, matrix, fitted, worth)
    figures = report_card.figures(rows.left, models.probability(fitted.log_odds))
    card = {
        "mode": LABEL,
        "model": fitted.model,
        "as_of": as_of.isoformat() if as_of else None,
        "horizon_days": None,
        "customers_trained": int(rows.known.sum()),
        "customers_churned": int(rows.left.sum()),
        **figures,
        "baseline_roc_auc": rule.roc_auc(rows.left),
        "excluded": [asdict(one) for one in features.excluded],
        "protected": protected_among(features.kinds),
        "warnings": [*doubts(int(rows.left.sum()), figures["calibration_error"]), *worth.warnings],
    }
    progress(1.0, _("Done"))
    curves = report_card.curves(rows.left, models.probability(fitted.log_odds), rule.score)
    return ChurnResult(card, listed, curves, rule.words, worth.margin_rate)


def _labelled(customers: pd.DataFrame) -> _Labelled:
    customers = customers.sort_values("customer_id", kind="stable").reset_index(drop=True)
    known = customers["churned"].notna().to_numpy(dtype=bool)
    return _Labelled(customers, known, customers.loc[known, "churned"].astype(bool).to_numpy())


def _features(rows: _Labelled, headers: dict[str, str], as_of: date | None) -> Features:
    named = [Excluded(headers[name], _("says who the customer is")) for name in crm.IDENTIFYING if name in headers]
    not_in_the_file = [name for name in crm.DESCRIBING if name not in headers]
    raw = rows.customers.drop(columns=[*_NOT_FEATURES, *crm.IDENTIFYING, *not_in_the_file], errors="ignore")
    features = features_of(raw.rename(columns=headers), as_of=as_of).without(named)
    trained = Features(features.frame[rows.known], features.kinds, [], features.dates)
    return features.without(leaks(trained, rows.left))


def _list(rows: _Labelled, features: Features, matrix: Floats, fitted: CrossFit, worth: Worth) -> pd.DataFrame:
    """Return the list of those who can still leave: the stayers and the unknown."""
    fold = np.full(len(rows.customers), _UNSEEN)
    fold[rows.known] = fitted.fold
    log_odds = np.zeros(len(rows.customers))
    log_odds[rows.known] = fitted.log_odds
    if (~rows.known).any():
        log_odds[~rows.known] = fitted.of_others(matrix[~rows.known])
    here = rows.can_leave
    return scores(
        rows.customers.loc[here, "customer_id"],
        models.probability(log_odds[here]),
        worth.amounts[here],
        _reasons(features, matrix, fitted, np.where(here, fold, _NOT_LISTED)),
        average=float(rows.left.mean()),
    )


def _reasons(features: Features, matrix: Floats, fitted: CrossFit, fold: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Return each listed customer's reasons, from the models that scored them."""
    encoding = fitted.encoding
    every = reasons.plain_reasons(features.kinds, features.dates)
    wordings = reasons.telling(fitted.blind_to(0), matrix, encoding, every, matrix)
    usual = reasons.usual_row(features.frame, features.kinds)
    parts = []
    for number in sorted(set(fold) - {_NOT_LISTED}):
        here = fold == number
        score = fitted.of_others if number == _UNSEEN else fitted.blind_to(int(number))
        lifted = reasons.contributions(score, matrix[here], encoding, wordings, matrix)
        parts.append(reasons.in_words(lifted, features.frame[here], wordings, usual))
    return pd.concat(parts).sort_index()


def _worth(rows: _Labelled, settings: Settings) -> Worth:
    customers = rows.customers
    hazard = value.hazard_of_tenures(int(rows.left.sum()), customers["tenure_months"])
    return value.of_contracts(customers["recurring_value"], customers["margin_rate"], hazard, settings)
