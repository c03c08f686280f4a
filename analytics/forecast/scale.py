"""The scale on which a metric is forecast, so that no forecast leaves the values that it can have."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import expit, logit

from analytics.formulas import Balance, Share
from analytics.metrics import Metric

Real = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scale:
    """How values of a metric are written for the model, and read back.

    A share is the log of its odds, with half a case added on either side, so that 0 of 20 has odds as well;
    what can't be negative (counts, money, hours) is the log of one more; a balance is taken as it is. Reading
    back keeps a share in [0, 1], amounts at 0 or more, a net promoter score within ±100.
    """

    metric: Metric

    def write(self, known: pd.DataFrame) -> Real:
        """Return the values on the scale; NaN stays NaN.

        Parameters
        ----------
        known
            With value, numerator and denominator, as `analytics.trends.series` gives them.
        """
        if isinstance(self.metric.formula, Share):
            cases = known["denominator"]
            share = (known["numerator"].clip(0, cases) + 0.5) / (cases + 1)
            return np.asarray(logit(share.where(known["value"].notna())), dtype=float)
        values = known["value"].to_numpy(dtype=float)
        return values if isinstance(self.metric.formula, Balance) else np.log1p(np.maximum(values, 0.0))

    def read(self, scaled: Real) -> Real:
        """Return what is on the scale as values of the metric."""
        formula = self.metric.formula
        if isinstance(formula, Share):
            return np.asarray(expit(scaled), dtype=float)
        if isinstance(formula, Balance):
            return np.clip(scaled, -formula.scale, formula.scale)
        return np.maximum(np.expm1(scaled), 0.0)
