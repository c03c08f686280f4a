"""What the weekly review is made from, read from the open store."""

from datetime import date, timedelta

import pandas as pd

from analytics import wall as walls
from analytics.review.decisions import Export
from analytics.review.risk import Risk
from analytics.review.voices import Tones
from analytics.wall import Wall
from components import dates, loaders
from data import coverage, schemas
from data.store import Store
from data.texts import _

TONE_WEEKS = 13
TONE_COMPONENTS = {f"mentions_{tone}": tone for tone in ("positive", "neutral", "negative", "not_scored")}


def last_whole_week(as_of: date) -> date:
    """Return the first day of the company's last week that is over by the end of a day.

    Examples
    --------
    >>> last_whole_week(date(2026, 11, 22)), last_whole_week(date(2026, 11, 21))
    (datetime.date(2026, 11, 16), datetime.date(2026, 11, 9))
    """
    return dates.current_calendar().start_of(as_of + timedelta(days=1), "week") - timedelta(weeks=1)


def wall(monday: date) -> Wall:
    """Return where every KPI stands at the end of a week."""
    return loaders.read(walls.load, "week", dates.last_day(monday, "week"))


def exports() -> list[Export]:
    """Return how far each export reaches."""
    spans = loaders.read(_spans)
    return [
        Export(_(schemas.table(name).label), span.last_day, span.usual_gap_days)
        for name, span in spans.items()
        if name in schemas.TABLES
    ]


def tone_weeks(last: date) -> pd.DataFrame:
    """Return the mentions by tone of the weeks up to one, oldest first: ``period_start`` and a column per tone."""
    return loaders.read(_tone_weeks, last - timedelta(weeks=TONE_WEEKS - 1), last)


def tones(weeks: pd.DataFrame, monday: date) -> Tones:
    """Return one week's mentions by tone; zeros where the week has none.

    Examples
    --------
    >>> weeks = pd.DataFrame({"period_start": [pd.Timestamp(2026, 11, 16)], "positive": [3.0], "neutral": [0.0]})
    >>> tones(weeks, date(2026, 11, 16)).positive, tones(weeks, date(2026, 11, 9)).mentions
    (3, 0)
    """
    week = weeks[weeks["period_start"] == pd.Timestamp(monday)]
    return Tones(**{tone: int(week[tone].sum()) for tone in TONE_COMPONENTS.values() if tone in week})


def risk() -> Risk | None:
    """Return the newest churn scores; None where nobody was scored yet."""
    return loaders.share(_risk)


def _spans(store: Store) -> dict[str, coverage.Span]:
    with store.read() as facts:
        return coverage.spans(facts.frame(facts.derived("coverage")))


def _tone_weeks(store: Store, first: date, last: date) -> pd.DataFrame:
    with store.read() as facts:
        rows = facts.derived("rollups")
        weeks = rows.filter(
            rows.grain == "week",
            rows.dimension == "",
            rows.period_start.between(first, last),
            rows.component.isin(list(TONE_COMPONENTS)),
        )
        found = facts.frame(weeks.select("component", "period_start", "value"))
    found = found.assign(period_start=pd.to_datetime(found["period_start"]))
    wide = found.pivot_table(index="period_start", columns="component", values="value", aggfunc="sum")
    named = wide.reindex(columns=list(TONE_COMPONENTS), fill_value=0.0).fillna(0.0).rename(columns=TONE_COMPONENTS)
    return named.rename_axis(index="period_start", columns=None).reset_index()


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
