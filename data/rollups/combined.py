"""Filters that combine dimensions: components added up from the rows that meet all conditions, and kept nowhere.

Roll-ups are split by one dimension at a time; what lies in two at once is only in the rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import coverage
from data.components import UNKNOWN, Basis, Build, Counted, Source, Tables, source_of
from data.components.programmes import with_standing
from data.rollups import rows as rows_
from data.rollups.reading import kept_basis
from data.rollups.working import everything
from data.settings import Settings
from data.store import Facts
from data.summing import OTHER, TOTAL, Made, Splits, all_summed
from data.workbench import Workbench, workbench

Where = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Combination:
    """What is asked of the rows.

    Attributes
    ----------
    grain
        "day", "week", "month" or "quarter".
    where
        Dimension to the segments that count, named as roll-ups name them ("not known" and "other" too).
    dimension
        By what it is split beside; "" for not at all.
    until
        Only periods that start by this day.
    """

    grain: str
    where: Where = field(default_factory=dict)
    dimension: str = TOTAL
    until: date | None = None


def combined(facts: Facts, settings: Settings, components: Sequence[str], asked: Combination) -> pd.DataFrame:
    """Return components as `read` does, added up from the rows that meet all conditions.

    Components that aren't split by one of the dimensions of the conditions are left out. "Not known" counts rows
    that say nothing on a dimension, so that all segments of a dimension together are the total.
    """
    sources = dict.fromkeys(source_of(name) for name in components)
    answering = [source for source in sources if set(asked.where) <= set(source.dimensions)]
    with workbench(facts, everything(facts)) as bench:
        basis = kept_basis(facts, settings, coverage.spans(facts.frame(facts.derived("coverage"))))
        parts = [part for source in answering for part in _added(source, bench, basis, asked, facts)]
    frame = rows_.together(parts).to_pandas()
    wanted = frame["component"].isin(list(components)) & (frame["grain"] == asked.grain)
    starts = pd.to_datetime(frame["period_start"])
    if asked.until is not None:
        wanted &= starts <= pd.Timestamp(asked.until)
    columns = ["component", "period_start", "dimension", "segment", "value"]
    found: pd.DataFrame = frame.assign(period_start=starts).loc[wanted, columns].reset_index(drop=True)
    return found


def _added(source: Source, bench: Workbench, basis: Basis, asked: Combination, facts: Facts) -> list[pa.Table]:
    splits = _kept_apart(facts, source, {*asked.where, asked.dimension} - {TOTAL})
    if not set(asked.where) <= set(splits):
        return []
    meeting = _meeting(source, asked.where, splits)
    told = replace(source, counted=tuple(_by_rows(item, source) for item in source.counted))
    made = Made(bench, basis, meeting)
    by = {asked.dimension: splits[asked.dimension]} if asked.dimension in splits else {}
    grains = replace(basis.grains, names=(asked.grain,))
    sums = all_summed(told, made.of(source.rows), by, made, grains)
    return rows_.long(bench.arrow(sums), source)


def _kept_apart(facts: Facts, source: Source, dimensions: set[str]) -> Splits:
    """Return by which values the roll-ups are split; None for all of them, where none are folded.

    A dimension on which no row of the source says anything is not among them.
    """
    rollups = facts.derived("rollups")
    rows = rollups.filter(rollups.component.isin([item.key for item in source.components]))
    found = facts.frame(
        rows.filter(rows.dimension.isin(sorted(dimensions))).select("dimension", "segment").distinct()
    )
    named = {str(name): sorted(segments) for name, segments in found.groupby("dimension")["segment"]}
    return {
        name: [one for one in segments if one != OTHER] if OTHER in segments else None
        for name, segments in named.items()
    }


def _meeting(source: Source, where: Where, splits: Splits) -> Callable[[Build, ir.Table], ir.Table]:
    """Return what keeps the rows that meet the conditions."""

    def meeting(_build: Build, rows: ir.Table) -> ir.Table:
        for name, segments in where.items():
            named = ibis.coalesce(rows[name].cast("string"), UNKNOWN)
            largest = splits[name]
            part = named if largest is None else ibis.ifelse(named.isin(largest), named, OTHER)
            rows = rows.filter(part.isin(list(segments)))
        if source.apart in where and "counts" in rows.columns:  # whose values are chosen, and so not mixed unasked
            rows = rows.mutate(counts=ibis.literal(value=True))
        return rows

    return meeting


def _by_rows(item: Counted, source: Source) -> Counted:
    """Return the same counted over rows that carry every dimension, so that conditions can be put to them."""

    def described(tables: Tables, basis: Basis) -> ir.Table:
        rows = item.rows(tables, basis)
        lacking = tuple(name for name in source.dimensions if name not in rows.columns)
        return with_standing(rows, tables, lacking) if lacking else rows

    return replace(item, rows=described, days=None, alike=())
