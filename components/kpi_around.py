"""What a KPI's chart is drawn among: its targets, what is expected, notes, imports and occasions."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from analytics import notes, targets
from analytics.metrics import Metric
from components import dates, loaders
from components.charts import Around, Mark
from components.filters import Filters
from components.texts import _, _n
from data.store import Store


def around(metric: Metric, view: Filters, starts: pd.Series) -> Around:
    """Return what is drawn around a KPI's line.

    Parameters
    ----------
    starts
        The first days of the periods shown.
    """
    return loaders.read(_around, metric.key, view.grain, (view.first_day, view.last_day), tuple(starts))


def _around(
    store: Store, key: str, grain: str, days: tuple[date, date], starts: tuple[pd.Timestamp, ...]
) -> Around:
    lines = targets.lines(store, key, pd.DatetimeIndex(starts), grain) if starts else None
    return Around(targets=lines, marks=(*_notes(store, key, days), *_imports(store, days)))


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
