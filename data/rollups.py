"""Roll-ups: components summed per grain, period and segment, refreshed by an import, read by the pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import coverage
from data.basis import basis_of
from data.components import SOURCES, UNKNOWN, Basis, Source, Tables, each_grain
from data.coverage import ACTIVITY, Span
from data.facts import DERIVED
from data.settings import Settings
from data.store import Facts, Writer
from data.texts import _

LARGEST_SEGMENTS = 50
OTHER = "other"  # where the segments beyond the largest are folded
TOTAL = ""
USED_OFTEN = ("customers", "orders", "subscriptions", "loyalty_events", "mentions", "tickets", "tones")
BASIS_GRAIN = "basis"  # the grain of rows that keep what the numbers were worked out with
WINDOW_KEY, CURRENCY_KEY = "inactivity_window_days", "main_currency"

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be worked out.

    Attributes
    ----------
    touched
        Tables whose rows are others than when the stored roll-ups were made; None: all of them.
    grain
        Only this grain; None: all of them.
    split
        False for totals alone, without segments.
    """

    touched: set[str] | None = None
    grain: str | None = None
    split: bool = True


@dataclass(frozen=True, slots=True)
class Worked:
    """What was worked out.

    Attributes
    ----------
    coverage
        From when to when each table has data, as the table of that name holds it.
    rows
        Roll-ups, as the table of that name holds them.
    components
        Those that the rows stand in the place of: what there was of them before counts no longer.
    """

    coverage: pd.DataFrame
    rows: pa.Table
    components: list[str]


def refresh(
    writer: Writer,
    settings: Settings,
    tables_touched: set[str] | None = None,
    progress: Progress | None = None,
) -> None:
    """Work out anew the roll-ups that depend on the tables touched (all of them without that) and keep them.

    Parameters
    ----------
    progress
        Called with the share done (0 to 1) and a sentence on what is being done.
    """
    worked = work_out(writer, everything(writer), settings, Scope(tables_touched), progress)
    writer.replace("coverage", worked.coverage)
    writer.replace("rollups", worked.rows, where={"component": worked.components})


def work_out(
    facts: Facts, tables: Tables, settings: Settings, scope: Scope, progress: Progress | None = None
) -> Worked:
    """Return the roll-ups of some tables, and keep nothing.

    Parameters
    ----------
    facts
        Runs the expressions; what it has of coverage says how the stored roll-ups were made.
    tables
        Canonical tables, resolved, and those derived from them, by name: as they are, or as they would be.
    progress
        See `refresh`; raise in it to cancel.
    """
    with _workbench(facts) as keep:
        kept = _Kept(tables, keep)
        known = coverage.spans(facts.frame(coverage.measure(kept)))
        basis = basis_of(kept, known, settings, facts.frame)
        stale = _stale(facts, scope.touched, basis)
        parts = [_basis_rows(basis)]
        for done, source in enumerate(stale):
            if progress:
                progress(done / len(stale), _("Adding up {source}.").format(source=source.key.replace("_", " ")))
            rows = keep(source.rows(kept, basis))
            largest = largest_segments(facts.frame(segment_sizes(source, rows))) if scope.split else {}
            sums = summed(source, rows, largest, grain=scope.grain)
            parts.append(_long(facts.backend.to_pyarrow(sums), source))
        changed = [WINDOW_KEY, CURRENCY_KEY, *(item.key for source in stale for item in source.components)]
        return Worked(_coverage_frame(known), pa.concat_tables(parts), changed)


def everything(facts: Facts) -> dict[str, ir.Table]:
    """Return the canonical tables and those derived from them by name, as they stand in the store."""
    return {name: facts.derived(name) for name in DERIVED} | dict(facts.tables)


def segment_sizes(source: Source, rows: ir.Table) -> ir.Table:
    """Return how large the values of a source's dimensions are: dimension, segment, size."""
    spread = _each_dimension(source, rows)
    size = spread.weight.sum() if "weight" in rows.columns else spread.count()
    return spread.group_by("dimension", "part").aggregate(size=size).rename(segment="part")


def largest_segments(sizes: pd.DataFrame) -> dict[str, list[str] | None]:
    """Return the largest values of each dimension worth splitting by; None where all of them are kept.

    Dimensions on which no row says anything are left out.

    Examples
    --------
    >>> sizes = pd.DataFrame({"dimension": ["plan", "plan", "brand"], "segment": ["A", "B", "not known"],
    ...                       "size": [3, 4, 7]})
    >>> largest_segments(sizes)
    {'plan': None}
    """
    ordered = sizes.sort_values(["size", "segment"], ascending=[False, True])
    names = {str(name): list(group["segment"]) for name, group in ordered.groupby("dimension") if name != TOTAL}
    return {
        name: values[:LARGEST_SEGMENTS] if len(values) > LARGEST_SEGMENTS else None
        for name, values in names.items()
        if set(values) != {UNKNOWN}
    }


def summed(
    source: Source, rows: ir.Table, largest: Mapping[str, list[str] | None], *, grain: str | None = None
) -> ir.Table:
    """Return the components of a source: grain, period_start, dimension, part (the segment), a column each.

    Parameters
    ----------
    rows
        As the source's ``rows`` gives them.
    largest
        The dimensions to split by, with the values that aren't folded into "other" (None: all are kept).
        The total comes with them: its dimension and part are "".
    grain
        Only the periods of this grain; None: of all.
    """
    spread = _each_dimension(source, rows, largest)
    if source.apart in largest:
        spread = spread.mutate(counts=spread.counts | (spread.dimension == source.apart))
    periods = spread if "grain" in spread.columns else each_grain(spread)
    if grain is not None:
        periods = periods.filter(periods.grain == grain)
    sums = {item.key: item.expression(periods).cast("float64") for item in source.components}
    return periods.group_by("grain", "period_start", "dimension", "part").aggregate(**sums)


def _each_dimension(
    source: Source, rows: ir.Table, largest: Mapping[str, list[str] | None] | None = None
) -> ir.Table:
    """Return every row once for the total and once per dimension, with ``dimension`` and ``part``."""
    kept = dict.fromkeys(source.dimensions) if largest is None else largest
    total = ibis.struct({"dimension": ibis.literal(TOTAL), "part": ibis.literal(TOTAL)})
    parts = [
        ibis.struct({"dimension": ibis.literal(name), "part": _part(rows[name], kept[name])}) for name in kept
    ]
    spread = rows.mutate(split=ibis.array([total, *parts]).unnest())
    return spread.mutate(dimension=spread.split.dimension, part=spread.split.part).drop(
        "split", *source.dimensions
    )


def _part(value: ir.Value, largest: list[str] | None) -> ir.StringValue:
    named = ibis.coalesce(value.cast("string"), UNKNOWN)
    return named if largest is None else ibis.ifelse(named.isin(largest), named, OTHER)


def _long(wide: pa.Table, source: Source) -> pa.Table:
    """Return the components of a source under each other."""
    return pa.concat_tables([_one_component(wide, item.key) for item in source.components])


def _one_component(wide: pa.Table, key: str) -> pa.Table:
    known = wide.filter(wide[key].is_valid())
    columns = {
        "component": pa.array([key] * len(known), pa.string()),
        "grain": known["grain"].cast(pa.string()),
        "period_start": known["period_start"].cast(pa.date32()),
        "dimension": known["dimension"].cast(pa.string()),
        "segment": known["part"].cast(pa.string()),
        "value": known[key],
    }
    return pa.table(columns)


def _stale(facts: Facts, touched: set[str] | None, basis: Basis) -> list[Source]:
    """Return the sources to add up again; where "today" moved, also those that are cut at it."""
    if touched is None:
        return list(SOURCES)
    before = coverage.as_of(coverage.spans(facts.frame(facts.derived("coverage"))))
    moved = before != basis.as_of
    return [source for source in SOURCES if touched & set(source.tables) or (moved and source.cut_at_coverage)]


def _coverage_frame(known: Mapping[str, Span]) -> pd.DataFrame:
    active = coverage.activity_span(known)
    spans = dict(known) | ({ACTIVITY: active} if active else {})
    rows = [(name, span.first_day, span.last_day, span.usual_gap_days) for name, span in spans.items()]
    return pd.DataFrame(rows, columns=list(DERIVED["coverage"]))


def _basis_rows(basis: Basis) -> pa.Table:
    """Return what the numbers were worked out with, as rows beside them."""
    rows = [
        (WINDOW_KEY, BASIS_GRAIN, basis.as_of, TOTAL, TOTAL, float(basis.inactivity_window_days)),
        (CURRENCY_KEY, BASIS_GRAIN, basis.as_of, TOTAL, basis.currency or "", 1.0),
    ]
    return pa.table(
        {name: list(values) for name, values in zip(DERIVED["rollups"], zip(*rows, strict=True), strict=True)}
    )


class _Kept(Mapping[str, ir.Table]):
    """The tables by name, those used often worked out once and kept for as long as they are needed."""

    def __init__(self, tables: Tables, keep: Callable[[ir.Table], ir.Table]) -> None:
        self._tables = tables
        self._keep = keep
        self._kept: dict[str, ir.Table] = {}

    def __getitem__(self, name: str) -> ir.Table:
        if name not in self._kept:
            table = self._tables[name]
            self._kept[name] = self._keep(table) if name in USED_OFTEN else table
        return self._kept[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


@contextmanager
def _workbench(facts: Facts) -> Iterator[Callable[[ir.Table], ir.Table]]:
    """Yield a function that works an expression out once, into a table that is gone afterwards."""
    names: list[str] = []
    numbers = count()

    def keep(expression: ir.Table) -> ir.Table:
        name = f"rollup_rows_{next(numbers)}"
        names.append(name)
        return facts.backend.create_table(name, expression, temp=True)

    try:
        yield keep
    finally:
        for name in names:
            facts.backend.drop_table(name, force=True)


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
