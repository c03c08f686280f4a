"""A metric's change split by one dimension: exactly where that is possible, else side by side with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.drivers import chance
from analytics.drivers.against import Against, base_of
from analytics.drivers.cells import Cells
from analytics.drivers.exact import Numbers, Parts, Side, of_count, of_ratio
from analytics.formulas import Balance, Count, Median
from analytics.metrics import Metric
from data.components import COMPONENTS, source_of

MOST_OVERLAP = 0.01  # of the total: cases that several segments share, shown as a remainder
ADDS_UP = 1e-9  # sums that differ by less, as a share of the total, are equal
COLUMNS = [
    "segment",
    "base_numerator",
    "base_denominator",
    "base_value",
    "numerator",
    "denominator",
    "value",
    "base_weight",
    "weight",
    "mix",
    "rate",
    "alone",
    "part",
    "mix_stands_out",
    "rate_stands_out",
    "stands_out",
]


class Reason(StrEnum):
    """Why a change can't be split exactly."""

    MEDIAN = "median"  # the median of all doesn't follow from those of the segments
    APART = "apart"  # currencies and brands are never mixed: the total is of one of them
    OVERLAP = "overlap"  # a thing counts in several segments
    WHOLE_OF_TOTAL = "whole of total"  # each segment is compared with the same whole


@dataclass(frozen=True, slots=True)
class Split:
    """A change by the segments of one dimension.

    Attributes
    ----------
    segments
        A row per segment, the largest part first: its counts (base as mean per period), value and weight on both
        sides; ``mix``, ``rate`` and ``alone`` (see `exact.Parts`), their sum ``part``; and whether mix and rate
        stand out from chance (``stands_out``: one of them does). Without parts where there is a ``reason``.
    remainder
        What no segment has, or what several share.
    telling
        From 0 to 1: how much more of the change the segments that stand out bring than their size would.
    """

    dimension: str
    segments: pd.DataFrame
    remainder: float = 0.0
    telling: float = 0.0
    reason: Reason | None = None

    @property
    def is_exact(self) -> bool:
        """True where the parts add up to the change."""
        return self.reason is None

    @property
    def mix(self) -> float:
        """What all segments' mix makes up together."""
        return float(self.segments["mix"].sum())


def split(metric: Metric, dimension: str, cells: Cells, against: Against, grain: str) -> Split:
    """Return the change of the latest whole period by the segments of a dimension.

    Parameters
    ----------
    cells
        The metric by that dimension; its latest period has a base.
    """
    at = len(cells.starts) - 1
    base = base_of(cells.starts, at, against, grain)
    before, now = cells.side(base), cells.side([at])
    frame = _beside(metric, cells, base, at)
    reason = _never_exact(metric, dimension) or _overlapping(metric, dimension, before, now)
    if reason:
        return Split(
            dimension, frame.sort_values("weight", ascending=False)[COLUMNS].reset_index(drop=True), reason=reason
        )
    parts = parts_of(metric, before, now)
    frame = frame.assign(mix=parts.mix, rate=parts.rate, alone=parts.alone, part=parts.part)
    frame = frame.assign(**_standing_out(metric, cells, against, grain))
    order = frame["part"].abs().sort_values(ascending=False, kind="stable").index
    frame = frame.loc[order, COLUMNS].reset_index(drop=True)
    return Split(dimension, frame, _clean(parts, before, now), _telling(frame))


def parts_of(metric: Metric, before: Side, now: Side) -> Parts:
    """Return the change of a metric in parts."""
    if isinstance(metric.formula, Count):
        return of_count(before, now)
    return of_ratio(before, now, scale=scale_of(metric))


def scale_of(metric: Metric) -> float:
    """Return what a metric's ratio is multiplied with."""
    return metric.formula.scale if isinstance(metric.formula, Balance) else 1.0


def _never_exact(metric: Metric, dimension: str) -> Reason | None:
    """Return why a metric can't be split by a dimension, whatever its numbers are."""
    if isinstance(metric.formula, Median):
        return Reason.MEDIAN
    if metric.whole_of_total and metric.whole_of_total[0] == dimension:
        return Reason.WHOLE_OF_TOTAL
    if any(source_of(name).apart == dimension for name in metric.components):
        return Reason.APART
    return None


def _overlapping(metric: Metric, dimension: str, before: Side, now: Side) -> Reason | None:
    """Return whether segments share so many of the things counted that a split would mislead.

    Where each thing has one segment (a buyer one country), distinct counts add up as well.
    """
    counted = [name for name in metric.components if not COMPONENTS[name].additive]
    alike = {
        item.key: part.alike for name in counted for part in source_of(name).counted for item in part.components
    }
    if all(dimension in alike.get(name, ()) for name in counted):
        return None
    return Reason.OVERLAP if _most_apart(before, now) > MOST_OVERLAP else None


def _most_apart(before: Side, now: Side) -> float:
    """Return how far segments are from adding up to the total, at the worst."""
    sides = (before, now)
    counted = [_apart(side.numerator, side.total_numerator) for side in sides]
    return max(counted + [_apart(side.denominator, side.total_denominator) for side in sides])


def _apart(parts: Numbers, total: Numbers) -> float:
    """Return how far parts are from adding up to their total, as a share of it."""
    whole = float(total)
    return 0.0 if np.isnan(whole) else abs(float(parts.sum()) - whole) / (abs(whole) or 1.0)


def _clean(parts: Parts, before: Side, now: Side) -> float:
    """Return the remainder, without the crumbs that adding in another order leaves."""
    return float(parts.remainder) if _most_apart(before, now) > ADDS_UP else 0.0


def _beside(metric: Metric, cells: Cells, base: Sequence[int], at: int) -> pd.DataFrame:
    """Return the segments' counts and values on both sides, without parts."""
    before, now = cells.side(base), cells.side([at])
    nothing = np.full(len(cells.segments), np.nan)
    frame = pd.DataFrame(
        {
            "segment": cells.segments,
            "base_numerator": before.numerator,
            "base_denominator": before.denominator,
            "base_value": _values(metric, before, cells, base),
            "numerator": now.numerator,
            "denominator": now.denominator,
            "value": _values(metric, now, cells, [at]),
            "base_weight": _weights(metric, before),
            "weight": _weights(metric, now),
        }
    )
    flags = dict.fromkeys(("mix_stands_out", "rate_stands_out", "stands_out"), False)
    return frame.assign(**dict.fromkeys(("mix", "rate", "alone", "part"), nothing), **flags)


def _values(metric: Metric, side: Side, cells: Cells, places: Sequence[int]) -> Numbers:
    if isinstance(metric.formula, Count):
        return side.numerator
    if isinstance(metric.formula, Median):
        # The middle of the periods' medians; the median over all of their cases isn't known.
        return pd.DataFrame(cells.value[list(places)]).median().to_numpy()
    return scale_of(metric) * side.numerator / np.where(side.denominator != 0, side.denominator, np.nan)


def _weights(metric: Metric, side: Side) -> Numbers:
    """Return how large the segments are: their shares in the denominator, of a number in the number."""
    size = np.abs(side.numerator) if isinstance(metric.formula, Count) else side.denominator
    return np.asarray(size / (size.sum() or np.nan))


def _standing_out(metric: Metric, cells: Cells, against: Against, grain: str) -> dict[str, chance.Flags]:
    at = len(cells.starts) - 1
    now, history = _now_and_before(metric, cells, against, grain)
    enough = len(history) >= chance.FEWEST_CHANGES
    base = base_of(cells.starts, at, against, grain)
    tests = {"rate": chance.by_counts(metric, cells, base, at)}
    tests["mix"] = chance.weights_by_counts(metric, cells, base, at)
    flags = {}
    for name, counted in tests.items():
        own = [getattr(parts, name) for parts in history]
        usual = chance.beyond_usual(getattr(now, name), np.stack(own)) if enough else None
        flags[f"{name}_stands_out"] = _both(usual, counted, len(cells.segments)) & (getattr(now, name) != 0)
    return flags | {"stands_out": flags["mix_stands_out"] | flags["rate_stands_out"]}


def _both(usual: chance.Flags | None, counted: chance.Flags | None, segments: int) -> chance.Flags:
    """Return what both tests call real, where there are both; nothing where there is neither."""
    tests = [test for test in (usual, counted) if test is not None]
    return np.asarray(np.logical_and.reduce(tests)) if tests else np.zeros(segments, dtype=bool)


def _now_and_before(metric: Metric, cells: Cells, against: Against, grain: str) -> tuple[Parts, list[Parts]]:
    """Return the parts of the latest change, and those of the changes before it to bases of their own."""
    latest = len(cells.starts) - 1
    every = []
    for at in range(max(latest - chance.MOST_CHANGES, 1), latest + 1):
        base = base_of(cells.starts, at, against, grain)
        if base:
            every.append(parts_of(metric, cells.side(base), cells.side([at])))
    return every[-1], every[:-1]


def _telling(frame: pd.DataFrame) -> float:
    """Return how concentrated a change is: what the segments that stand out bring, less what their size would.

    Only those that moved as the whole did; each counts with its share of all moves in that direction.
    """
    if (frame["rate"] == 0).all():  # members by tier, positive mentions by tone: it only repeats the definition
        return 0.0
    towards = np.sign(frame["part"].sum())
    moved = (frame["part"] * towards).clip(lower=0)
    shares = moved / (moved.sum() or np.nan)
    more = (shares - frame["base_weight"].fillna(0.0)).clip(lower=0)
    return float(more[frame["stands_out"].astype(bool)].sum())
