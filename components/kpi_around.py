"""What a KPI's chart is drawn among: its targets, what is expected, notes, imports and occasions."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from analytics import notes, occasions, targets
from analytics.metrics import Metric
from components import dates, loaders
from components.charts import Around, Mark
from components.filters import Filters
from components.texts import _, _n
from data.store import Store


def around(metric: Metric, view: Filters, starts: pd.Series, ahead: pd.DataFrame | None) -> Around:
    """Return what is drawn around the line of a KPI's total.

    Parameters
    ----------
    starts
        The first days of the periods shown.
    ahead
        What is expected of the next periods; None where nothing can be said.
    """
    further = [] if ahead is None else list(ahead["period_start"])
    lines = None  # targets are set for all rows
    if not view.where:
        lines = loaders.read(_targets, metric.key, view.grain, (*starts, *further))
    return Around(lines, ahead, loaders.read(_marks, metric.key, (view.first_day, view.last_day)))


def _targets(store: Store, key: str, grain: str, starts: tuple[pd.Timestamp, ...]) -> pd.DataFrame:
    return targets.lines(store, key, pd.DatetimeIndex(starts), grain)


def _marks(store: Store, key: str, days: tuple[date, date]) -> tuple[Mark, ...]:
    moving = _occasions(days, store.state.settings().occasions)
    return (*_notes(store, key, days), *_imports(store, days), *moving)


def _occasions(days: tuple[date, date], keys: tuple[str, ...]) -> Iterable[Mark]:
    for occasion in occasions.between(*days, keys):
        yield Mark(
            max(occasion.first_day, days[0]),
            f"{occasion.label}: {dates.span(occasion.first_day, occasion.last_day)}",
            "occasion",
        )


def _notes(store: Store, key: str, days: tuple[date, date]) -> Iterable[Mark]:
    for note in notes.of(store, key, *days):
        text = _("{day}: {text} ({author})") if note.author else _("{day}: {text}")
        yield Mark(note.day, text.format(day=dates.day(note.day), text=note.text, author=note.author), "note")


def _imports(store: Store, days: tuple[date, date]) -> Iterable[Mark]:
    """Return a mark for each day of imports in force."""
    of_day: dict[date, list[str]] = {}
    for batch in store.state.batches():
        day = date.fromisoformat(batch.imported_at[:10])
        if batch.in_force and days[0] <= day <= days[1]:
            of_day.setdefault(day, []).append(batch.file)
    for day, files in of_day.items():
        text = _n("{day}: {count} file imported", "{day}: {count} files imported", len(files))
        yield Mark(day, text.format(day=dates.day(day), count=len(files)), "import")
