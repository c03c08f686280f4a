"""What a metric leaves out or counts in another way, to be said beside its value."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.metric import Aside, Metric
from analytics.trends import TOTAL, Sums


@dataclass(frozen=True, slots=True)
class Told:
    """An aside of one period: how many it is, and which share of the whole (NaN where it is a count alone)."""

    aside: Aside
    count: float
    share: float


def beside(sums: Sums, metric: Metric, start: pd.Timestamp) -> Told | None:
    """Return what has to be said beside a metric's total in a period; None where nothing has.

    Parameters
    ----------
    sums
        As `analytics.kpis.load` gives them for the metric.
    start
        The first day of the period.
    """
    aside = metric.aside
    if aside is None or (TOTAL, start) not in sums.total.index:
        return None
    known = sums.total.reindex(columns=list(aside.components)).xs((TOTAL, start)).to_dict()
    count, whole = _known(known[aside.part]), sum(_known(known[name]) for name in aside.whole)
    if count == 0:
        return None
    return Told(aside, count, count / whole if whole else np.nan)


def _known(value: float) -> float:
    return 0.0 if np.isnan(value) else float(value)
