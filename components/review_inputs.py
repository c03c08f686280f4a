"""What the weekly review is made from, read from the open store."""

from datetime import date, timedelta

import pandas as pd

from analytics.review.decisions import Export
from analytics.review.risk import Risk
from analytics.review.voices import Tones
from components import loaders
from data import schemas
from data.store import Store
from data.texts import _

TONE_COMPONENTS = {f"mentions_{tone}": tone for tone in ("positive", "neutral", "negative", "not_scored")}


def last_whole_week(as_of: date) -> date:
    """Return the Monday of the last week that is over by the end of a day.

    Examples
    --------
    >>> last_whole_week(date(2026, 11, 22)), last_whole_week(date(2026, 11, 21))
    (datetime.date(2026, 11, 16), datetime.date(2026, 11, 9))
    """
    monday = as_of - timedelta(days=as_of.weekday())
    return monday if as_of.weekday() == 6 else monday - timedelta(weeks=1)


def currency() -> str | None:
    """Return the company's currency, where it is set."""
    return loaders.read(_currency)


def exports() -> list[Export]:
    """Return how far each export reaches."""
    return [Export(_(schemas.table(name).label), last) for name, last in loaders.read(_last_days)]


def tones(monday: date) -> Tones:
    """Return a week's mentions by tone."""
    return loaders.read(_tones, monday)


def risk() -> Risk | None:
    """Return the newest churn scores; None where nobody was scored yet."""
    return loaders.share(_risk)


def _currency(store: Store) -> str | None:
    return store.state.settings().currency


def _last_days(store: Store) -> list[tuple[str, date]]:
    with store.read() as facts:
        coverage = facts.frame(facts.derived("coverage")).dropna(subset=["last_day"])
    days = pd.to_datetime(coverage["last_day"]).dt.date
    return list(zip(coverage["table"], days, strict=True))


def _tones(store: Store, monday: date) -> Tones:
    with store.read() as facts:
        rows = facts.derived("rollups")
        week = rows.filter(
            rows.grain == "week",
            rows.dimension == "",
            rows.period_start == monday,
            rows.component.isin(list(TONE_COMPONENTS)),
        )
        found = facts.frame(week.select("component", "value"))
    counts = dict(zip(found["component"], found["value"], strict=True))
    return Tones(**{tone: int(counts.get(component, 0)) for component, tone in TONE_COMPONENTS.items()})


def _risk(store: Store) -> Risk | None:
    runs = store.state.churn_runs()
    if not runs:
        return None
    newest = max(runs, key=lambda run: run.run_id)
    with store.read() as facts:
        rows = facts.derived("churn_scores")
        scores = facts.frame(rows.filter(rows.run_id == newest.run_id).drop("run_id"))
    card = newest.card
    return Risk(scores, date.fromisoformat(card["as_of"]), int(card["horizon_days"]), is_stale=newest.stale)
