"""Cohorts: of the customers won in a period, how many are left at each age, and what they have brought.

A cohort is the customers who first became customers in a month or quarter, as ``customers_new`` counts them. Age k
ends with the k-th whole period after it. What isn't over yet isn't there: nothing is 0 since its time hasn't come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics import intervals, kpis
from analytics.cohort_measures import MEASURES, Measure
from data import cohorts as stored
from data import coverage, rollups
from data.components import UNKNOWN
from data.store import Store
from data.summing import OTHER

TOTAL = ""
MONTHS = stored.GRAINS
FEWEST = 20  # customers of a cohort, or in a comparison, below which a share says too little
SUMS = ("active_change", "bought", "revenue", "recurring_change")


@dataclass(frozen=True, slots=True)
class Cohorts:
    """The cohorts of one grain.

    Attributes
    ----------
    cells
        A row per segment ("" for the total), cohort_start and age that is over: ``customers`` of the cohort,
        ``active`` at the end of the age, who ``bought`` in it, ``revenue`` up to its end, ``recurring`` value per
        month at its end and ``recurring_at_first``; ``is_late``: the cohort's period began before the data.
    until
        The day up to which it is known who is active.
    mostly_contracts
        True where at least half of all customers are or were under contract.
    """

    cells: pd.DataFrame
    grain: str
    dimension: str
    dimensions: tuple[str, ...]
    until: date
    window_days: int
    currency: str | None
    mostly_contracts: bool

    @property
    def usual_measure(self) -> Measure:
        """What is shown unless somebody chooses: under contract who is active, in a shop who bought.

        In a shop everybody is active for a whole inactivity window by definition, which tells nothing.
        """
        return MEASURES["active" if self.mostly_contracts or not self.has("bought") else "bought"]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that the company's data fill, the usual one first."""
        filled = [item for item in MEASURES.values() if item.key == "active" or self.has(item.numerator)]
        return tuple(sorted(filled, key=lambda item: item != self.usual_measure))

    @property
    def segments(self) -> tuple[str, ...]:
        """The segments of the dimension, the largest first and those without a name of their own last."""
        first = self.cells[(self.cells["age"] == 0) & (self.cells["segment"] != TOTAL)]
        sizes = first.groupby("segment")["customers"].sum().sort_values(ascending=False, kind="stable")
        return tuple(sorted(map(str, sizes.index), key=lambda name: name in {UNKNOWN, OTHER}))

    def has(self, column: str) -> bool:
        """Tell whether anything was counted."""
        return bool(self.cells[column].any())


def load(store: Store, grain: str, dimension: str = TOTAL) -> Cohorts | None:
    """Return the cohorts of a grain, in total and by a dimension; None where no cohort is whole yet."""
    with store.read() as facts:
        until = stored.followed_until(facts)
        if until is None:
            return None
        dimensions = tuple(stored.dimensions(facts))
        rows = stored.read(facts, grain, dimension if dimension in dimensions else TOTAL)
        first = kpis.coverage_of(facts.frame(facts.derived("coverage"))).first((coverage.ACTIVITY,))
        cells = filled(rows, grain, until)
        if cells.empty:
            return None
        joined = rows[(rows["age"] == 0) & (rows["segment"] == TOTAL)]
        return Cohorts(
            cells=cells.assign(is_late=cells["cohort_start"] < first),
            grain=grain,
            dimension=dimension if dimension in dimensions else TOTAL,
            dimensions=dimensions,
            until=until,
            window_days=rollups.inactivity_window_days(facts) or 0,
            currency=rollups.main_currency(facts),
            mostly_contracts=bool(joined["under_contract"].sum() * 2 >= joined["customers"].sum()),
        )


def filled(rows: pd.DataFrame, grain: str, until: date) -> pd.DataFrame:
    """Return a row for every age of a cohort that is over by a day, with running totals where they mean a state.

    Parameters
    ----------
    rows
        Of the table ``cohorts``: segment, cohort_start, age, and its sums; ages without any are absent.

    Examples
    --------
    >>> rows = pd.DataFrame({"segment": "", "cohort_start": [pd.Timestamp("2026-01-01")] * 2, "age": [0, 2],
    ...                      "customers": [9, 0], "active_change": [9, -2], "bought": [9, 1], "revenue": [90, 10],
    ...                      "recurring_change": [0, 0]})
    >>> cells = filled(rows, "month", date(2026, 4, 29))  # April is not over
    >>> cells["age"].tolist(), cells["active"].tolist(), cells["bought"].tolist(), cells["revenue"].tolist()
    ([0, 1, 2], [9.0, 9.0, 7.0], [9.0, 0.0, 1.0], [90.0, 90.0, 100.0])
    """
    keys = ["segment", "cohort_start"]
    cohorts = rows.loc[rows["customers"] > 0, [*keys, "customers"]]
    whole = _periods_over(cohorts["cohort_start"], grain, until)
    cohorts = cohorts.loc[cohorts.index.repeat(whole.clip(lower=0))].reset_index(drop=True)
    cohorts = cohorts.assign(age=cohorts.groupby(keys).cumcount())
    cells = cohorts.merge(rows.drop(columns="customers"), on=[*keys, "age"], how="left").sort_values(
        [*keys, "age"]
    )
    sums = cells[list(SUMS)].fillna(0.0).astype(float)
    running = sums.groupby([cells[key] for key in keys])[["active_change", "revenue", "recurring_change"]].cumsum()
    cells = cells[[*keys, "age", "customers"]].assign(
        active=running["active_change"],
        bought=sums["bought"],
        revenue=running["revenue"],
        recurring=running["recurring_change"].round(6),  # adding and taking away money leaves crumbs
    )
    at_first = cells.groupby(keys)["recurring"].transform("first")
    return cells.assign(recurring_at_first=at_first).reset_index(drop=True)


def _periods_over(starts: pd.Series, grain: str, until: date) -> pd.Series:
    """Return how many periods from each start on are over by a day, its own included."""
    next_day = pd.Timestamp(until) + pd.Timedelta(days=1)
    months = (next_day.year - starts.dt.year) * 12 + next_day.month - starts.dt.month
    whole: pd.Series = months // MONTHS[grain]  # quarters begin where the company's do
    return whole


def triangle(cohorts: Cohorts, measure: Measure, segment: str = TOTAL) -> pd.DataFrame:
    """Return a measure per cohort and age, the newest cohort first.

    Returns
    -------
    DataFrame
        cohort_start, age, customers (of the cohort), numerator, denominator, value (NaN where undefined), low and
        high (95 %, of shares), too_few (bool), is_late (bool).
    """
    cells = cohorts.cells[cohorts.cells["segment"] == segment]
    frame = _figures(cells, measure).assign(too_few=cells["customers"] < FEWEST)
    columns = ["cohort_start", "age", "customers", *FIGURES, "too_few", "is_late"]
    return frame[columns].sort_values(["cohort_start", "age"], ascending=[False, True]).reset_index(drop=True)


def pooled(cohorts: Cohorts, measure: Measure, segments: Sequence[str] = (TOTAL,)) -> pd.DataFrame:
    """Return a measure by age over all cohorts together, weighted by their counts.

    At each age only the cohorts that have reached it count, above and below. Cohorts that began before the data
    are left out: who had left by then isn't known.

    Returns
    -------
    DataFrame
        segment, age, cohorts (how many), customers, numerator, denominator, value, low, high, too_few.
    """
    cells = cohorts.cells[cohorts.cells["segment"].isin(list(segments)) & ~cohorts.cells["is_late"]]
    columns = list(dict.fromkeys((measure.numerator, measure.denominator, "customers")))
    grouped = cells.groupby(["segment", "age"])
    sums = grouped[columns].sum().assign(cohorts=grouped.size()).reset_index()
    frame = _figures(sums, measure).assign(too_few=sums["customers"] < FEWEST)
    return frame[["segment", "age", "cohorts", "customers", *FIGURES, "too_few"]]


FIGURES = ("numerator", "denominator", "value", "low", "high")


def _figures(cells: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    part, whole = cells[measure.numerator].astype(float), cells[measure.denominator].astype(float)
    low, high = intervals.wilson(part, whole) if measure.is_share else (float("nan"), float("nan"))
    return cells.assign(numerator=part, denominator=whole, value=part / whole.where(whole > 0), low=low, high=high)
