"""Reading the rows behind a number: the newest of them, how many there are, and what they add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
import pandas as pd

from data import coverage, rollups
from data.components import UNKNOWN, Basis
from data.components.base import Source
from data.rows_behind.asked import Asked
from data.rows_behind.kinds import KINDS, Kind
from data.settings import Settings
from data.store import Facts
from data.summing import OTHER

MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """Rows of one kind.

    Attributes
    ----------
    table
        The canonical table they come from.
    rows
        The newest, at most `MOST_ROWS`: what a reader sees, and a column for each component of ``sums`` with what
        a row adds to it.
    count
        How many there are.
    sums
        What all of them add up to, by component.
    """

    table: str
    rows: pd.DataFrame
    count: int
    sums: dict[str, float]


def read(facts: Facts, settings: Settings, asked: Asked) -> list[RowsBehind]:
    """Return the rows behind components in a period, one item per kind of rows that has any.

    It reads rows, so only when somebody wants to see them.
    """
    tables, basis = rollups.everything(facts), _basis(facts, settings)
    found = []
    for kind in KINDS:
        if set(asked.wanted) & {component.key for component in kind.of.components}:
            rows = _of_segment(_of_days(kind.rows(tables, basis, asked), asked), kind.of, asked, facts)
            adds = {key: value for key, value in kind.adds(rows).items() if key in asked.wanted}
            if adds:
                found.append(_read(facts, kind, rows.mutate(**adds), list(adds)))
    return [item for item in found if item.count]


def _read(facts: Facts, kind: Kind, rows: ir.Table, adds: list[str]) -> RowsBehind:
    """Return the rows that add something to one of the components; a share's whole is one of them."""
    known = [rows[name].notnull() & (rows[name] != 0) for name in adds]
    rows = rows.filter(ibis.or_(*known))
    sums = {name: rows[name].sum().cast("float64") for name in adds}
    totals = facts.frame(rows.aggregate(rows_in_all=rows.count(), **sums)).iloc[0]
    shown = [name for name in kind.shown if name in rows.columns]
    newest = [ibis.desc(name) for name in shown if name == "day"] or [ibis.asc(shown[0])]
    frame = facts.frame(rows.order_by(newest).limit(MOST_ROWS).select(*dict.fromkeys([*shown, *adds])))
    values = {name: 0.0 if pd.isna(totals[name]) else float(totals[name]) for name in adds}
    return RowsBehind(kind.table, frame, int(totals["rows_in_all"]), values)


def _of_days(rows: ir.Table, asked: Asked) -> ir.Table:
    if "day" not in rows.columns:
        return rows
    return rows.filter(rows.day.between(_literal(asked.first_day), _literal(asked.last_day)))


def _of_segment(rows: ir.Table, source: Source, asked: Asked, facts: Facts) -> ir.Table:
    """Return the rows of the segment; a dimension that is kept apart counts those that the total leaves out."""
    if not asked.dimension:
        return rows
    if source.apart == asked.dimension:
        rows = rows.mutate(counts=ibis.literal(value=True))
    if not asked.segment:
        return rows
    named = ibis.coalesce(rows[asked.dimension].cast("string"), UNKNOWN)
    if asked.segment == OTHER and (kept := _kept_apart(facts, source, asked.dimension)):
        return rows.filter(~named.isin(kept))
    return rows.filter(named == asked.segment)


def _kept_apart(facts: Facts, source: Source, dimension: str) -> list[str]:
    """Return the segments that aren't folded into "other"."""
    stored = facts.derived("rollups")
    own = stored.component.isin([component.key for component in source.components])
    names = facts.frame(stored.filter(own & (stored.dimension == dimension)).select("segment").distinct())
    return [str(name) for name in names["segment"] if name != OTHER]


def _basis(facts: Facts, settings: Settings) -> Basis:
    """Return what the stored roll-ups were worked out with."""
    known = coverage.spans(facts.frame(facts.derived("coverage")))
    last = coverage.as_of(known) or date.max
    active = coverage.activity_span(known)
    until: Mapping[str, date] = {name: span.until(last) for name, span in known.items()}
    return Basis(
        settings=settings,
        as_of=last,
        covered_until=dict(until) | ({coverage.ACTIVITY: active.last_day} if active else {}),
        currency=rollups.main_currency(facts),
        inactivity_window_days=rollups.inactivity_window_days(facts) or Basis().inactivity_window_days,
    )


def _literal(day: date) -> ir.DateScalar:
    return ibis.date(day.isoformat())
