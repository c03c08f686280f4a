"""Cohorts and segments side by side at one age, and whether what parts them is more than chance."""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analytics import cohorts, intervals
from analytics.cohort_measures import Measure
from analytics.cohorts import Cohorts

HALF_A_YEAR_OR_LESS = {"month": (6, 3, 1), "quarter": (2, 1)}  # the ages a cohort is told of, the best first
A_YEAR_OR_LESS = {"month": (12, 6, 3, 1), "quarter": (4, 2, 1)}


class Standing(NamedTuple):
    """One side of a comparison: a share or amount of so many customers."""

    value: float
    numerator: float
    customers: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides at one age.

    Attributes
    ----------
    names
        What the sides are: segments, or the starts of cohorts.
    differ
        Whether they differ by more than chance gives (two-proportion test, 95 %); None where too few were counted,
        or where it is money, which isn't tested.
    """

    age: int
    names: tuple[str, str]
    sides: tuple[Standing, Standing]
    differ: bool | None

    @property
    def too_few(self) -> bool:
        """True where a side has too few customers for an answer."""
        return min(side.customers for side in self.sides) < cohorts.FEWEST


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest cohort that has reached an age, beside the one a year before.

    ``beside`` is None where that cohort isn't there, or one of them is too small.
    """

    cohort_start: pd.Timestamp
    age: int
    standing: Standing
    year_before: pd.Timestamp
    beside: Comparison | None


def latest(made: Cohorts, measure: Measure) -> Latest | None:
    """Return the latest cohort at half a year, or the most that one has reached with another a year before it.

    Cohorts of fewer than 20 customers, and those that began before the data, are passed over.
    """
    frame = cohorts.triangle(made, measure)
    frame = frame[~frame["too_few"] & ~frame["is_late"] & frame["value"].notna()]
    found = [_latest_at(frame, measure, age) for age in HALF_A_YEAR_OR_LESS[made.grain]]
    known = [item for item in found if item is not None]
    return next((item for item in known if item.beside), known[0] if known else None)


def _latest_at(frame: pd.DataFrame, measure: Measure, age: int) -> Latest | None:
    reached = frame[frame["age"] == age].set_index("cohort_start")
    if reached.empty:
        return None
    start = reached.index.max()
    before = start - pd.DateOffset(years=1)
    now = _standing(reached, start)
    beside = None
    if before in reached.index:
        names = (f"{start:%Y-%m-%d}", f"{before:%Y-%m-%d}")
        beside = _compared(measure, age, names, (now, _standing(reached, before)))
    return Latest(start, age, now, before, beside)


def compare(made: Cohorts, measure: Measure, names: tuple[str, str]) -> Comparison | None:
    """Compare two segments over all cohorts, at a year or the most that both have reached with enough customers.

    Where neither age has enough customers on both sides, the lowest age that both have reached is told as too few;
    None where they have no age in common.
    """
    frame = cohorts.pooled(made, measure, names)
    frame = frame[frame["value"].notna()]
    sides = [frame[frame["segment"] == name].set_index("age") for name in names]
    found = [
        _compared(measure, age, names, (_standing(sides[0], age), _standing(sides[1], age)))
        for age in A_YEAR_OR_LESS[made.grain]
        if all(age in side.index for side in sides)
    ]
    return next((item for item in found if not item.too_few), found[-1] if found else None)


def _standing(rows: pd.DataFrame, at: object) -> Standing:
    row = rows.loc[[at]].iloc[0]
    return Standing(float(row["value"]), float(row["numerator"]), int(row["customers"]))


def _compared(measure: Measure, age: int, names: tuple[str, str], sides: tuple[Standing, Standing]) -> Comparison:
    enough = min(side.customers for side in sides) >= cohorts.FEWEST
    differ = None
    if measure.is_share and enough:
        counted = (sides[0].numerator, sides[1].numerator)
        differ = intervals.differ(counted, (sides[0].customers, sides[1].customers))
    return Comparison(age, names, sides, differ)
