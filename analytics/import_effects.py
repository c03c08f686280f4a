"""Which KPIs of which weeks an import will change, and by how much, before anything is stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.metric import Good, Unit
from data.importing.planning import Plan
from data.store import Store

SHOWN = 40
MOST_ROWS = 200_000

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Effect:
    """One KPI of one week that will be another.

    Attributes
    ----------
    week_start
        The Monday of the week.
    before, after
        The value; None where it isn't known. Rates are fractions.
    counts_before, counts_after
        Numerator and denominator behind the value; None where the metric has none.
    partial
        True where the week will not be whole yet.
    """

    metric: str
    label: str
    unit: Unit
    good: Good
    week_start: date
    before: float | None
    after: float | None
    counts_before: tuple[float | None, float | None]
    counts_after: tuple[float | None, float | None]
    partial: bool

    @property
    def is_new(self) -> bool:
        """True for a week that had no value yet."""
        return self.before is None


@dataclass(frozen=True, slots=True)
class Effects:
    """What will change, the most important first.

    Attributes
    ----------
    shown
        At most as many as asked for.
    left_out
        How many more there are.
    kpis, weeks
        How many different ones change, those left out included.
    problem
        Why nothing could be foretold, in a sentence; None where it was.
    """

    shown: tuple[Effect, ...] = ()
    left_out: int = 0
    kpis: int = 0
    weeks: int = 0
    problem: str | None = None


def effects(
    store: Store, plans: Sequence[Plan], *, shown: int = SHOWN, progress: Progress | None = None
) -> Effects:
    """Return what storing some plans together would do to the weekly KPIs; nothing is stored.

    Parameters
    ----------
    progress
        Called with the share done and a sentence; raise in it to cancel.
    """
    del store, plans, shown, progress
    return Effects()
