"""The naive rule that a model has to beat: what anybody would do with a spreadsheet."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.metrics import roc_auc_score

from analytics.churn.columns import CATEGORY, NUMBER, words_of
from data.texts import _

Floats = npt.NDArray[np.float64]

_MONTHLY = ("month-to-month", "monthly", "month to month", "per month")


@dataclass(frozen=True, slots=True)
class NaiveRule:
    """A score by which customers are ordered, and the rule in words."""

    score: Floats
    words: str

    def roc_auc(self, left: npt.NDArray[np.bool_]) -> float:
        """Return how well the rule orders customers, 0.5 (chance) to 1."""
        return float(roc_auc_score(left, self.score))


def from_attributes(frame: pd.DataFrame, kinds: dict[str, str], tenure: str | None) -> NaiveRule:
    """Return month-to-month first, then the shortest tenure first; without either, everyone alike.

    Parameters
    ----------
    frame, kinds
        As in ``Features``.
    tenure
        The column known to hold the tenure; None: one whose header says so, if any.
    """
    tenure = tenure or _tenure_column(kinds)
    monthly = _is_monthly(frame, kinds)
    short = np.zeros(len(frame))
    if tenure:
        short = np.asarray(-frame[tenure].rank(pct=True).fillna(0.5), dtype=np.float64)
    if monthly.any():
        return NaiveRule(monthly + short, _("month-to-month first, then the newest customers"))
    if tenure:
        return NaiveRule(short, _("the newest customers first"))
    return NaiveRule(short, _("no rule at hand: customers in any order"))


def _tenure_column(kinds: dict[str, str]) -> str | None:
    return next((name for name, kind in kinds.items() if kind == NUMBER and "tenure" in words_of(name)), None)


def _is_monthly(frame: pd.DataFrame, kinds: dict[str, str]) -> Floats:
    monthly = np.zeros(len(frame))
    for name, kind in kinds.items():
        if kind == CATEGORY:
            monthly = np.maximum(monthly, frame[name].str.casefold().isin(_MONTHLY))
    return np.asarray(monthly, dtype=np.float64)
