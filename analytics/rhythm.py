"""How often each source comes, and which one is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from statistics import median

import pandas as pd

from data import coverage
from data.recognising import profiles
from data.recognising.recognise import OWN
from data.schemas import TABLES
from data.state import Batch
from data.store import Store
from data.texts import _, _n

FEWEST_ARRIVALS = 3  # different days with an import, before anything is called usual


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The rhythm of one source: the exports of a tool for one table.

    Attributes
    ----------
    usual_days
        Days between imports, as they usually are; None while fewer than three came.
    last_import, last_data_day
        The day of the last import, and the last day its rows reach to (None without dates).
    days_since
        Days since the last import.
    days_late
        Days by which the next one is overdue; 0 where it isn't, or the rhythm is unknown.
    sentence
        All of it in words.
    """

    source: str
    table: str
    label: str
    imports: int
    usual_days: int | None
    last_import: date
    last_data_day: date | None
    days_since: int
    days_late: int
    sentence: str

    @property
    def is_late(self) -> bool:
        """True where the source is overdue by its own rhythm."""
        return self.days_late > 0


def sources(store: Store, today: date) -> list[Rhythm]:
    """Return the rhythm of every source with an import in force, the latest first.

    Several imports of one day count as one arrival. What is usual is the median of the days between arrivals.
    """
    arrivals: dict[tuple[str, str], list[Batch]] = {}
    for batch in store.state.batches():
        if batch.in_force:
            arrivals.setdefault((batch.source, batch.table), []).append(batch)
    ends = _last_days(store, list(arrivals))
    found = [_rhythm(batches, ends[key], today) for key, batches in arrivals.items()]
    return sorted(found, key=lambda rhythm: (-rhythm.days_late, rhythm.last_import, rhythm.label))


def _rhythm(batches: Sequence[Batch], last_data_day: date | None, today: date) -> Rhythm:
    days = sorted({datetime.fromisoformat(batch.imported_at).date() for batch in batches})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    usual = round(median(gaps)) if len(days) >= FEWEST_ARRIVALS else None
    since = max(0, (today - days[-1]).days)
    source, table = batches[0].source, batches[0].table
    label = source_label(source, table)
    return Rhythm(
        source=source,
        table=table,
        label=label,
        imports=len(batches),
        usual_days=usual,
        last_import=days[-1],
        last_data_day=last_data_day,
        days_since=since,
        days_late=max(0, since - usual) if usual is not None else 0,
        sentence=_sentence(label, since, usual),
    )


def source_label(source: str, table: str) -> str:
    """Return what to call a source: the kind of rows, and the tool unless they are the company's own.

    Examples
    --------
    >>> source_label("hubspot", "tickets"), source_label("own", "orders")
    ('HubSpot: Support tickets', 'Orders')
    """
    rows = _(TABLES[table].label)
    return rows if source == OWN else f"{tool_label(source)}: {rows}"


def tool_label(source: str) -> str:
    """Return what to call a tool; tables of one's own come from none.

    Examples
    --------
    >>> tool_label("hubspot"), tool_label("own")
    ('HubSpot', 'Own tables')
    """
    return _("Own tables") if source == OWN else _tools().get(source, source)


@cache
def _tools() -> dict[str, str]:
    """Return the tools by the names that rows carry."""
    return {profile.source: profile.tool for profile in profiles()}


def _sentence(label: str, since: int, usual: int | None) -> str:
    came = _n("{label} last came {days} day ago", "{label} last came {days} days ago", since)
    came = came.format(label=label, days=since)
    if usual is None:
        return _("{came}; how often it comes is not known before three imports on different days.").format(
            came=came
        )
    if since > usual:
        text = _n(
            "{label} has not come for {days} days; it usually comes every day.",
            "{label} has not come for {days} days; it usually comes every {usual} days.",
            usual,
        )
        return text.format(label=label, days=since, usual=usual)
    text = _n("{came}; it usually comes every day.", "{came}; it usually comes every {usual} days.", usual)
    return text.format(came=came, usual=usual)


def _last_days(store: Store, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], date | None]:
    """Return the last day that the rows in force of each source reach to."""
    found: dict[tuple[str, str], date | None] = {}
    with store.read() as facts:
        for source, table in keys:
            rows = facts.tables[table]
            days = coverage.data_days(table, rows.filter(rows.tool == source))
            last = facts.frame(days.aggregate(last=days.day.max()))["last"].iloc[0]
            found[source, table] = None if pd.isna(last) else pd.Timestamp(last).date()
    return found
