"""Which KPIs of which weeks an import will change, and by how much, before anything is stored."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics import jobs, kpis, sentiment, trends
from analytics.metrics import CATALOGUE, Good, Metric, Unit
from analytics.trends import Sums
from data import foresight, rollups
from data.importing.plans import Plan
from data.settings import Settings
from data.store import Store
from data.texts import _

GRAIN = "week"
SHOWN = 40
MOST_ROWS = 100_000  # of the plans; more takes as long as importing them
MOST_STORED_ROWS = 3_000_000  # in force in the tables that the plans touch: all of them are added up again
TONE_SHARE = 0.3  # of the progress
CRUMBS = 1e-9  # a sum of money taken in another order differs by less than this share

_FIGURES = ["value", "numerator", "denominator"]

Counts = tuple[float | None, float | None]


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
    counts_before: Counts
    counts_after: Counts
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
    first_week, last_week
        The Mondays of the first and the last of these weeks; None where nothing changes.
    currency
        Of money, as it would be added up; None where no export names one.
    problem
        Why nothing could be foretold, in a sentence; None where it was.
    """

    shown: tuple[Effect, ...] = ()
    left_out: int = 0
    kpis: int = 0
    weeks: int = 0
    first_week: date | None = None
    last_week: date | None = None
    currency: str | None = None
    problem: str | None = None


def effects(
    store: Store, plans: Sequence[Plan], *, shown: int = SHOWN, progress: jobs.Progress = jobs.no_progress
) -> Effects:
    """Return what storing some plans together would do to the weekly KPIs; nothing is stored.

    How important an effect is, is measured by the usual step of its KPI from week to week: a value that moves by
    ten usual steps comes before one that moves by half of one. A week without a value so far is held against the
    last one that has one.

    Parameters
    ----------
    progress
        Called with the share done and a sentence; raise in it to cancel.
    """
    clear = [plan for plan in plans if plan.is_clear]
    if problem := _too_large(store, clear):
        return Effects(problem=problem)
    if not clear:
        return Effects()
    before = kpis.load(store, grain=GRAIN)
    worked = _foreseen(store, clear, before.settings, progress)
    after = _with_worked(before, worked)
    changes = changed(before, after, _made_of(worked.components))
    return Effects() if changes.empty else _told(changes, after.currency, shown=shown)


def _told(changes: pd.DataFrame, currency: str | None, *, shown: int) -> Effects:
    ordered = changes.sort_values(["importance", "period_start"], ascending=False, kind="stable")
    weeks = ordered["period_start"]
    return Effects(
        shown=tuple(_effect(row) for row in ordered.head(shown).to_dict("records")),
        left_out=max(0, len(ordered) - shown),
        kpis=int(ordered["metric"].nunique()),
        weeks=int(weeks.nunique()),
        first_week=weeks.min().date(),
        last_week=weeks.max().date(),
        currency=currency,
    )


def changed(before: Sums, after: Sums, metrics: Sequence[Metric]) -> pd.DataFrame:
    """Return the values of some metrics that differ between two states of the roll-ups.

    Returns
    -------
    DataFrame
        metric, period_start, partial (in the later state), value, numerator and denominator, each also as it
        was before with the ending ``_before`` (NaN where there was none), and importance.
    """
    old, new = (trends.table(sums, metrics) for sums in (before, after))
    keys = ["metric", "period_start"]
    both = new[[*keys, "partial", *_FIGURES]].merge(
        old[[*keys, *_FIGURES]], on=keys, how="outer", suffixes=("", "_before")
    )
    differs = np.zeros(len(both), dtype=bool)
    for name in _FIGURES:
        now, then = both[name].astype(float), both[f"{name}_before"].astype(float)
        differs |= ~np.isclose(now, then, rtol=CRUMBS, atol=CRUMBS, equal_nan=True)
    both = both.assign(partial=both["partial"].eq(other=True))  # a week that goes has no later state
    return _with_importance(both[differs].reset_index(drop=True), old)


def _too_large(store: Store, plans: Sequence[Plan]) -> str | None:
    """Return why the effects can't be foretold in a moment, in a sentence; None where they can."""
    rows = sum(plan.checked.rows.num_rows for plan in plans if plan.checked)
    tables = {plan.checked.meaning.table for plan in plans if plan.checked}
    batches = [batch for batch in store.state.batches() if batch.in_force and batch.table in tables]
    stored = sum(batch.rows_accepted + batch.rows_duplicate for batch in batches)
    if rows <= MOST_ROWS and stored <= MOST_STORED_ROWS:
        return None
    text = _(
        "Too large to foresee in a moment: {rows:,} rows come in beside {stored:,} that are there. Once they are "
        "imported, the KPI pages show what changed; taking the import back makes every KPI what it is now."
    )
    return text.format(rows=rows, stored=stored)


def _made_of(components: Collection[str]) -> list[Metric]:
    """Return the metrics that are made of any of some components; the others can't have changed."""
    return [metric for metric in CATALOGUE.values() if not set(components).isdisjoint(metric.components)]


def _foreseen(store: Store, plans: Sequence[Plan], settings: Settings, progress: jobs.Progress) -> rollups.Worked:
    """Return the roll-ups that would be others with the plans stored."""
    progress(0.0, _("Finding out who is who"))
    with foresight.looking_ahead(store, plans) as ahead:
        heard = ahead.with_tones(_read_tones(ahead, progress)) if ahead.changes("mentions") else ahead
        scope = rollups.Scope(ahead.touched, grain=GRAIN, split=False)
        rest = jobs.part_of(progress, TONE_SHARE, 1.0)
        return rollups.work_out(ahead.facts, heard.tables, settings, scope, rest)


def _read_tones(ahead: foresight.Ahead, progress: jobs.Progress) -> pd.DataFrame:
    mentions = ahead.without_tone(sentiment.MODEL)
    reading = _("Reading the tone of mentions")
    tones = sentiment.score(
        mentions["text"], mentions["language"], lambda done, total: progress(TONE_SHARE * done / total, reading)
    )
    return tones.assign(mention_key=mentions["mention_key"], row_hash=mentions["row_hash"], model=sentiment.MODEL)


def _with_worked(before: Sums, worked: rollups.Worked) -> Sums:
    rows = worked.rows.to_pandas()
    weekly = rows[rows["grain"] == GRAIN]
    new = trends.wide(weekly.assign(period_start=pd.to_datetime(weekly["period_start"])))
    kept = before.total.drop(columns=worked.components, errors="ignore")
    basis = rows[rows["grain"] == rollups.BASIS_GRAIN].set_index("component")
    return replace(
        before,
        total=kept.join(new, how="outer"),
        coverage=kpis.coverage_of(worked.coverage),
        inactivity_window_days=int(basis.loc[rollups.WINDOW_KEY, "value"]),
        currency=basis.loc[rollups.CURRENCY_KEY, "segment"] or None,
    )


def _with_importance(changes: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    """Add how many usual steps from week to week each change is."""
    known = old[~old["partial"].astype(bool)].dropna(subset="value").sort_values("period_start")
    steps = known.groupby("metric")["value"].agg(lambda values: values.diff().abs().mean())
    latest = changes["metric"].map(known.groupby("metric")["value"].last()).astype(float)
    reference = changes["value_before"].astype(float).fillna(latest)
    moved = (changes["value"].fillna(0.0) - reference.fillna(0.0)).abs()
    usual = changes["metric"].map(steps).astype(float)
    usual = usual.where(usual > 0).fillna(reference.abs().where(reference != 0))
    return changes.assign(importance=(moved / usual.fillna(moved)).fillna(0.0))


def _effect(row: Mapping[Any, Any]) -> Effect:
    metric: Metric = CATALOGUE[row["metric"]]
    return Effect(
        metric=metric.key,
        label=_(metric.label),
        unit=metric.unit,
        good=metric.good,
        week_start=row["period_start"].date(),
        before=_known(row["value_before"]),
        after=_known(row["value"]),
        counts_before=(_known(row["numerator_before"]), _known(row["denominator_before"])),
        counts_after=(_known(row["numerator"]), _known(row["denominator"])),
        partial=bool(row["partial"]),
    )


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
