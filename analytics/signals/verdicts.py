"""What the noise test says: verdict, what speaks for it, on which side, since when, and against what."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd


class Verdict(StrEnum):
    """What the noise test says of the latest whole period."""

    USUAL = "within the usual range"
    REAL = "a real change"
    TOO_FEW = "too few to judge"


class Sign(StrEnum):
    """What tells a real change: one period outside its limits, or several that lie off together."""

    POINT = "outside the limits"
    SHIFT = "a sustained shift"


class Lack(StrEnum):
    """Of what there are too few to judge."""

    PERIODS = "too few periods before it"
    COUNTED = "too few counted in it"


class Side(StrEnum):
    """Where a period with a real change lies."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Limits:
    """The usual range of a period: what was expected of it, and the limits around that."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The latest whole period of a metric, with what to compare it with.

    Attributes
    ----------
    value, numerator, denominator, low, high
        Of the latest whole period; NaN where not defined.
    before, year_ago
        The values one period and one year earlier (52 weeks, 12 months, 4 quarters, 364 days); NaN where that
        period has no data or isn't whole.
    limits
        The usual range, from the whole periods before, with season, level and trend in it; None where there are
        too few of them.
    verdict, side
        The side is None unless the change is real.
    sign, since
        What tells a real change, and the period with which it begins; None unless the change is real.
    lack
        Of what there are too few; None where it could be judged.
    evidence
        How far it lies from what was expected, in standard deviations of that: of the value, or of the smoothed
        companion where that is further off. The same measure for every KPI, at most 99; 0 where not judged.
        Limits lie at 3.
    """

    period_start: pd.Timestamp
    period_end: pd.Timestamp
    value: float
    numerator: float
    denominator: float
    low: float
    high: float
    before: float
    year_ago: float
    limits: Limits | None
    verdict: Verdict
    side: Side | None = None
    sign: Sign | None = None
    since: pd.Timestamp | None = None
    lack: Lack | None = None
    evidence: float = 0.0

    @property
    def expected(self) -> float:
        """The value that was expected after season, level and trend; NaN where there are too few periods."""
        return self.limits.mean if self.limits else float("nan")

    @property
    def change(self) -> float:
        """The difference to the period before; of rates in fractions, shown as percentage points."""
        return self.value - self.before

    @property
    def change_to_year_ago(self) -> float:
        """The difference to the same period a year ago."""
        return self.value - self.year_ago
