"""Churn from dated rows, contracts or orders: trained on the past, tested on what came after.

The latest day that has an outcome is kept for the test; training sees earlier snapshots only, whose outcomes
end before that day. Where the history is too short for that, all snapshots are tested on customers that
training did not see, and the card says so. The list comes from models trained on all snapshots.
"""

from dataclasses import asdict, dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.churn import baseline, models, reasons, report_card
from analytics.churn.attributes import Attributes, beside, kinds_of
from analytics.churn.columns import CATEGORY, NUMBER
from analytics.churn.cross_fitting import Calibration, Progress, Scorer, cross_fit, folds_of
from analytics.churn.encoding import Encoding
from analytics.churn.protected import protected_among
from analytics.churn.result import ORDERS, ChurnResult, doubts, refuse_too_few, share_of
from analytics.churn.result import Progress as Spoken
from analytics.churn.scores import scores
from analytics.churn.snapshots import Question
from analytics.churn.value import Worth
from analytics.churn.wordings import reasons_of
from data.texts import _

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FEWEST_LEAVERS_IN_A_PART = 50  # below, neither the training nor the test part of a split by time says anything
_NOT_FEATURES = {"customer_id", "left", "cut_off"}


@dataclass(frozen=True, slots=True)
class Past:
    """Snapshots with outcomes (``left``, ``cut_off``), today's without, and what today's customers are worth."""

    periods: pd.DataFrame
    now: pd.DataFrame
    attributes: Attributes
    question: Question
    as_of: date
    worth: Worth


@dataclass(frozen=True, slots=True)
class Tested:
    """Probabilities for rows that training did not see, and the model and calibration that did best."""

    rows: pd.DataFrame
    probability: Floats
    model: str
    calibration: Calibration
    warnings: list[str]


def train(past: Past, *, progress: Spoken) -> ChurnResult:
    """Train on past snapshots, test on the latest, and score today's customers.

    Raises
    ------
    TooLittleDataError
        With fewer than 100 leavers or 100 stayers in the snapshots.
    """
    left = past.periods["left"].to_numpy(dtype=bool)
    refuse_too_few(int(left.sum()), int((~left).sum()), past.question.horizon_days)
    periods, now = beside(past.periods, past.attributes), beside(past.now, past.attributes)
    kinds = kinds_of(periods, _NOT_FEATURES)
    tested = _test(periods, kinds, share_of(progress, 0.2, 0.6, _("Testing on the latest outcomes")))
    progress(0.6, _("Training on all outcomes"))
    encoding = Encoding.learn(periods, kinds)
    scorer = Scorer([models.fit(encoding, encoding.narrow(periods), left)], tested.model, tested.calibration)
    progress(0.7, _("Finding reasons"))
    listed = _list(now, periods, scorer, past.worth.amounts)
    rule = _naive(tested.rows, kinds, past.question.mode)
    test_left = tested.rows["left"].to_numpy(dtype=bool)
    progress(1.0, _("Done"))
    figures = report_card.figures(test_left, tested.probability)
    card = {
        "mode": past.question.mode,
        "model": tested.model,
        "as_of": past.as_of.isoformat(),
        "horizon_days": past.question.horizon_days,
        "customers_trained": int(periods["customer_id"].nunique()),
        "customers_churned": int(periods.loc[left, "customer_id"].nunique()),
        **figures,
        "baseline_roc_auc": rule.roc_auc(test_left),
        "excluded": [asdict(one) for one in past.attributes.excluded],
        "protected": protected_among(past.attributes.frame.columns),
        "warnings": [
            *tested.warnings,
            *doubts(int(test_left.sum()), figures["calibration_error"]),
            *past.worth.warnings,
        ],
    }
    curves = report_card.curves(test_left, tested.probability, rule.score)
    return ChurnResult(card, listed, curves, rule.words, past.worth.margin_rate)


def _test(periods: pd.DataFrame, kinds: dict[str, str], progress: Progress) -> Tested:
    latest = (periods["cut_off"] == periods["cut_off"].max()).to_numpy()
    left = periods["left"].to_numpy(dtype=bool)
    sizes = [count for part in (latest, ~latest) for count in (left[part].sum(), (~left[part]).sum())]
    by_time = min(sizes) >= FEWEST_LEAVERS_IN_A_PART
    training = periods[~latest] if by_time else periods
    encoding = Encoding.learn(training, kinds)
    matrix = encoding.narrow(training)
    fold = folds_of(training["customer_id"])
    fitted = cross_fit(encoding, matrix, training["left"].to_numpy(dtype=bool), fold, progress)
    if by_time:
        rows = periods[latest]
        probability = models.probability(fitted.of_others(encoding.narrow(rows)))
        return Tested(rows, probability, fitted.model, fitted.calibration, [])
    text = _(
        "The history is too short to test on a later period than the model was trained on: the figures are for "
        "customers it did not see, over the same periods."
    )
    probability = models.probability(fitted.log_odds)
    return Tested(periods, probability, fitted.model, fitted.calibration, [text])


def _naive(rows: pd.DataFrame, kinds: dict[str, str], mode: str) -> baseline.NaiveRule:
    if mode == ORDERS:
        silence = rows["days_since_order"].fillna(rows["days_since_order"].max())
        return baseline.NaiveRule(silence.to_numpy(np.float64), _("the longest silent first"))
    return baseline.from_attributes(rows, kinds, "tenure_days" if "tenure_days" in kinds else None)


def _list(now: pd.DataFrame, periods: pd.DataFrame, scorer: Scorer, worth: Floats) -> pd.DataFrame:
    encoding = scorer.fitted[0].encoding
    kinds = dict.fromkeys(encoding.numbers, NUMBER) | dict.fromkeys(encoding.levels, CATEGORY)
    rows, usual = encoding.narrow(now), encoding.narrow(periods)
    wordings = reasons.telling(scorer, rows, encoding, reasons_of(kinds), usual)
    lifted = reasons.contributions(scorer, rows, encoding, wordings, usual)
    said = reasons.in_words(lifted, now, wordings, reasons.usual_row(periods, kinds))
    probability = models.probability(scorer(rows))
    return scores(now["customer_id"], probability, worth, said, average=float(periods["left"].mean()))
