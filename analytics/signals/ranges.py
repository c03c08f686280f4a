"""The usual range of each period, as values."""

import numpy as np

from analytics.metrics import Metric
from analytics.signals import scales
from analytics.signals.judging import Block
from analytics.signals.known import Known, Real
from analytics.signals.xmr import POINT_LIMIT


def as_judged(block: Block, known: Known, metric: Metric) -> Real:
    """Return a row per period of a walk: expected, low and high limit; NaN where it wasn't judged."""
    judged = block.walk.judged
    expected = np.array([np.nan if item is None else item.expected for item in judged])
    return around(expected, block, known, metric)


def around(expected: Real, block: Block, known: Known, metric: Metric) -> Real:
    """Return the same around other readings expected of the periods.

    Of a level: what the usual changes make of the last one.
    """
    until = known.until(block.last)
    reach = np.array([np.nan if item is None else POINT_LIMIT * item.spread for item in block.walk.judged])
    readings = (expected + 0 * reach, expected - reach, expected + reach)
    values = np.column_stack([block.values(of, until) for of in readings])
    if scales.is_judged_by_changes(metric):
        values += np.concatenate([[np.nan], until.value[:-1]])[:, None]
    return values
