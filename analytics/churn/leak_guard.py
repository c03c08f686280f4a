"""The leak guard: a column that knows the outcome is left out, and named with the reason.

A leak is a column filled in after the fact: a reason for leaving, a closing date, a survey sent to those who
left, a score worked out elsewhere from the outcome. A model fed with one looks brilliant and is useless.

Four rules, each by what the column does and not by its name alone:

1. It is filled for leavers and practically never for stayers.
2. Alone it separates leavers from stayers almost perfectly (cross-fitted area under the ROC curve), or one of
   its values does so for a large part of either.
3. It separates well, and its name speaks of leaving or of a score.
4. It is a date, and with a tenure beside it the two say when the tenure stopped growing.

The honest columns that separate best on the public tables known to us stay far below: the contract and the
tenure of telco 0.74, the age of bank 0.77, and bank's four products (all 60 of whose holders left) hold 3 % of
the leavers.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.metrics import roc_auc_score

from analytics.churn.columns import CATEGORY, NUMBER, Excluded, Features, words_of
from data.texts import _

Outcome = npt.NDArray[np.bool_]

ALMOST_PERFECT = 0.9
WELL = 0.78
FILLED_FOR_STAYERS = 0.01
FILLED_FOR_LEAVERS = 0.05
# One value: of those who have it practically all left, and that is a large part of all who left.
PURE = 0.98
LARGE_PART_OF_LEAVERS = 0.25
# The other way round a value that only stayers have must be shared by most of them to look made afterwards.
LARGE_PART_OF_STAYERS = 0.6
LEAVING_WORDS = frozenset(
    {
        "churn", "churned", "cancel", "canceled", "cancelled", "cancellation", "cancels", "left", "leave",
        "leaving", "leaver", "attrition", "attrited", "exit", "exited", "terminated", "termination", "closed",
        "closing", "closure", "deactivated", "deactivation", "lost", "ended", "end", "lapsed", "inactive",
        "unsubscribed", "winback", "retention", "score", "risk", "propensity", "probability", "prediction",
        "predicted", "likelihood", "status", "outcome", "label", "target",
    }
)  # fmt: skip
DAYS_PER_UNIT = (365.25 / 12, 1.0, 365.25)  # a tenure in months, days or years
_BINS = 24
_HALVES = 2


def leaks(features: Features, left: Outcome) -> list[Excluded]:
    """Return the columns that know the outcome, with the reason in words.

    Parameters
    ----------
    features
        Columns as they would be given to the model.
    left
        Who left, a value per row.
    """
    found = []
    for header, kind in features.kinds.items():
        reason = _reason(header, cells_of(features.frame[header], kind), features.frame[header].notna(), left)
        reason = reason or _together_with_tenure(header, features, left)
        if reason:
            found.append(Excluded(header, reason))
    return found


def _together_with_tenure(header: str, features: Features, left: Outcome) -> str | None:
    """Return why a date leaks beside a tenure: who signed up long ago with a short tenure has left."""
    tenures = [name for name in features.kinds if "tenure" in words_of(name) and name not in features.dates]
    if header not in features.dates:
        return None
    for tenure in tenures:
        for days in DAYS_PER_UNIT:
            stopped = features.frame[header] - features.frame[tenure] * days
            if separation(cells_of(stopped, NUMBER), left) >= ALMOST_PERFECT:
                return _("together with {tenure} it gives away when somebody left").format(tenure=tenure)
    return None


def cells_of(column: pd.Series, kind: str) -> pd.Series:
    """Return the column as at most a few dozen cells: its levels, or its quantiles; missing is a cell."""
    if kind == CATEGORY:
        return column.astype(object).where(column.notna(), "")
    if column.nunique() <= _BINS:
        return column.fillna(np.inf)
    ranks = column.rank(method="average", pct=True)
    return (ranks * _BINS).fillna(-1.0).apply(np.ceil)


def _reason(header: str, cells: pd.Series, filled: pd.Series, left: Outcome) -> str | None:
    for_leavers, for_stayers = filled[left].mean(), filled[~left].mean()
    if for_leavers >= FILLED_FOR_LEAVERS and for_stayers <= min(FILLED_FOR_STAYERS, for_leavers / 20):
        text = _("filled for {leavers:.0%} of those who left and for {stayers:.1%} of those who stayed")
        return text.format(leavers=for_leavers, stayers=for_stayers)
    alone = separation(cells, left)
    if alone >= ALMOST_PERFECT:
        return _("alone it tells leavers from stayers almost perfectly (AUC {auc:.2f})").format(auc=alone)
    if alone >= WELL and LEAVING_WORDS & set(words_of(header)):
        text = _("its name speaks of leaving or of a score, and it separates well alone (AUC {auc:.2f})")
        return text.format(auc=alone)
    return _pure_value(cells, left)


def separation(cells: pd.Series, left: Outcome) -> float:
    """Return how well the column alone tells leavers from stayers, 0.5 (not at all) to 1.

    The area under the ROC curve of each cell's share of leavers, that share taken from the other half of the
    rows, so that a column with a cell of its own for everyone gets no credit for it.
    """
    half = np.arange(len(cells)) % _HALVES
    share = np.zeros(len(cells))
    for here in range(_HALVES):
        others = pd.Series(left[half != here], index=cells.index[half != here])
        shares = others.groupby(cells[half != here]).agg(["sum", "count"])
        smoothed = (shares["sum"] + left.mean()) / (shares["count"] + 1)
        share[half == here] = cells[half == here].map(smoothed).fillna(left.mean())
    return float(max(roc_auc_score(left, share), 0.5))


def _pure_value(cells: pd.Series, left: Outcome) -> str | None:
    counts = pd.Series(left, index=cells.index).groupby(cells).agg(["sum", "count"])
    leavers, rows = counts["sum"], counts["count"]
    only_leavers = (leavers >= PURE * rows) & (leavers >= LARGE_PART_OF_LEAVERS * left.sum())
    if only_leavers.any():
        text = _("one value is had by {part:.0%} of those who left and by practically nobody else")
        return text.format(part=float(leavers[only_leavers].max() / left.sum()))
    stayers = rows - leavers
    only_stayers = (leavers <= (1 - PURE) / 4 * rows) & (stayers >= LARGE_PART_OF_STAYERS * (~left).sum())
    if only_stayers.any():
        text = _("one value is had by {part:.0%} of those who stayed and by practically nobody else")
        return text.format(part=float(stayers[only_stayers].max() / (~left).sum()))
    return None
