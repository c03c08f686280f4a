"""Features as matrices: a wide one for the logistic regression, a narrow one for the trees."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.churn.columns import CATEGORY, NUMBER

Floats = npt.NDArray[np.float64]

_KNOTS = (0.1, 0.3, 0.5, 0.7, 0.9)  # quantiles at which a number's effect may bend


@dataclass(frozen=True, slots=True)
class _Number:
    low: float
    high: float
    middle: float
    knots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Encoding:
    """What was learned from rows, blind to their outcome: ranges and knots of numbers, levels of categories."""

    numbers: dict[str, _Number]
    levels: dict[str, list[str]]

    @classmethod
    def learn(cls, frame: pd.DataFrame, kinds: dict[str, str]) -> Self:
        """Learn from the rows a model is trained on."""
        numbers = {name: _number(frame[name]) for name, kind in kinds.items() if kind == NUMBER}
        categories = (name for name, kind in kinds.items() if kind == CATEGORY)
        return cls(numbers, {name: sorted(frame[name].dropna().unique()) for name in categories})

    @property
    def names(self) -> list[str]:
        """The features in the order of the narrow matrix's columns."""
        return [*self.numbers, *self.levels]

    @property
    def is_category(self) -> list[bool]:
        """Which columns of the narrow matrix are categories."""
        return [False] * len(self.numbers) + [True] * len(self.levels)

    def narrow(self, frame: pd.DataFrame) -> Floats:
        """Return a column per feature: numbers as they are, levels as codes, NaN for missing and unseen."""
        columns = [frame[name].to_numpy(np.float64) for name in self.numbers]
        for name, levels in self.levels.items():
            codes = {level: float(code) for code, level in enumerate(levels)}
            columns.append(np.asarray(frame[name].map(codes), dtype=np.float64))
        return np.column_stack(columns) if columns else np.empty((len(frame), 0))

    def wide(self, narrow: Floats) -> Floats:
        """Return numbers with hinges at their knots and a flag for missing, and a column per level."""
        columns: list[Floats] = []
        for position, number in enumerate(self.numbers.values()):
            columns += _hinges(number, narrow[:, position])
        for position, levels in enumerate(self.levels.values(), start=len(self.numbers)):
            columns += [(narrow[:, position] == code).astype(np.float64) for code in range(len(levels))]
        return np.column_stack(columns) if columns else np.empty((len(narrow), 0))


def _hinges(number: _Number, values: Floats) -> list[Floats]:
    missing = np.isnan(values)
    # Clipped: a straight line carried beyond what training saw promises too much.
    values = np.clip(np.where(missing, number.middle, values), number.low, number.high)
    span = number.high - number.low or 1.0
    bends = [np.maximum(values - knot, 0) / span for knot in number.knots]
    return [(values - number.low) / span, *bends, missing.astype(np.float64)]


def _number(column: pd.Series) -> _Number:
    known = column.dropna().to_numpy(np.float64)
    if len(known) == 0:
        return _Number(0.0, 0.0, 0.0, ())
    low, high = float(known.min()), float(known.max())
    knots = {float(knot) for knot in np.quantile(known, _KNOTS)} - {low, high}
    return _Number(low, high, float(np.median(known)), tuple(sorted(knots)))
