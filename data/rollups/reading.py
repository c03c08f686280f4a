"""Reading the roll-ups, and what they were worked out with."""

from collections.abc import Mapping, Sequence
from datetime import date

import ibis
import pandas as pd

from data import coverage
from data.basis import WINDOW_WITHOUT_REPEATS_DAYS, covered_until
from data.components import Basis
from data.coverage import Span
from data.rollups.rows import BASIS_GRAIN, CURRENCY_KEY, LINES_KEY, WEB_GRAIN_KEY, WINDOW_KEY
from data.settings import Settings
from data.store import Facts
from data.summing import TOTAL


def read(
    facts: Facts, grain: str, components: Sequence[str], dimension: str = TOTAL, *, until: date | None = None
) -> pd.DataFrame:
    """Return roll-ups: component, period_start, dimension, segment, value; with the total beside a dimension."""
    rows = facts.derived("rollups")
    wanted = rows.component.isin(list(components)) & (rows.grain == grain)
    wanted &= rows.dimension.isin([TOTAL, dimension])
    if until is not None:
        wanted &= rows.period_start <= ibis.date(until.isoformat())
    columns = ("component", "period_start", "dimension", "segment", "value")
    frame = facts.frame(rows.filter(wanted).select(*columns))
    return frame.assign(period_start=pd.to_datetime(frame["period_start"]))


def kept_basis(facts: Facts, settings: Settings, known: Mapping[str, Span]) -> Basis:
    """Return what the stored roll-ups were worked out with, without looking at the rows again."""
    rows = facts.derived("rollups")
    kept = facts.frame(rows.filter(rows.grain == BASIS_GRAIN)).set_index("component")
    values, names = kept["value"].to_dict(), kept["segment"].to_dict()
    return Basis(
        settings=settings,
        as_of=coverage.as_of(known) or date.max,
        covered_until=covered_until(known),
        currency=names.get(CURRENCY_KEY) or None,
        inactivity_window_days=int(values.get(WINDOW_KEY, WINDOW_WITHOUT_REPEATS_DAYS)),
        web_grain=names.get(WEB_GRAIN_KEY) or None,
        lines_are_orders=bool(values.get(LINES_KEY, 0)),
    )


def inactivity_window_days(facts: Facts) -> int | None:
    """Return the inactivity window that the roll-ups were worked out with; None before the first."""
    values = _kept(facts, WINDOW_KEY)["value"]
    return None if values.empty else int(values.iloc[0])


def main_currency(facts: Facts) -> str | None:
    """Return the currency that amounts were added up in; None where no export names one."""
    names = _kept(facts, CURRENCY_KEY)["segment"]
    return None if names.empty or not names.iloc[0] else str(names.iloc[0])


def _kept(facts: Facts, key: str) -> pd.DataFrame:
    rows = facts.derived("rollups")
    return facts.frame(rows.filter(rows.component == key).select("segment", "value"))
