"""Every whole period as it was judged in its own time, with its usual range and the shifts between them."""

import numpy as np
import pandas as pd

from analytics.metrics import Metric
from analytics.signals import judging, ranges
from analytics.signals.comparing import lack_of
from analytics.signals.judging import Block
from analytics.signals.known import Known, whole_periods
from analytics.signals.known import known as arrays

LIMITS = ("expected", "usual_low", "usual_high")


def history(series: pd.DataFrame, metric: Metric, grain: str, *, segment: str | None = None) -> pd.DataFrame:
    """Return a row per whole period with its usual range, whether it was a signal, and in which regime it lies.

    The signal is what was said in that period, without hindsight. Expected and range are those of that period
    too, but for the few periods between the beginning of a shift and its confirmation: these show the new
    regime, so that the range steps where the shift began.

    Parameters
    ----------
    series, segment
        As for `compare`.

    Returns
    -------
    DataFrame
        period_start, expected, usual_low, usual_high (NaN where there were too few to judge), signal, shift
        (0 up to the first confirmed shift, then counting up).
    """
    whole = whole_periods(series, segment)
    known = arrays(whole, grain)
    limits = np.full((len(known), len(LIMITS)), np.nan)
    signal, shift = np.zeros(len(known), dtype=bool), np.zeros(len(known))
    for block in judging.blocks(known, metric, grain):
        inside = slice(block.first, block.last)
        limits[inside] = ranges.as_judged(block, known, metric)[inside]
        signal[inside] = _signals(block, known, metric)
        for found in block.walk.shifts:
            if block.first <= found.confirmed < block.last:
                shift[found.first :] += 1
                since = slice(found.first, found.confirmed + 1)
                limits[since] = ranges.around(np.full(block.last, found.level), block, known, metric)[since]
    columns = dict(zip(LIMITS, limits.T, strict=True))
    return whole[["period_start"]].assign(**columns, signal=signal, shift=shift.astype(int))


def _signals(block: Block, known: Known, metric: Metric) -> list[bool]:
    judged = enumerate(block.walk.judged[block.first : block.last], block.first)
    return [
        item is not None and item.sign is not None and lack_of(item, metric, known.denominator[index]) is None
        for index, item in judged
    ]
