"""Roll-ups: components summed per grain, period and segment, refreshed by an import, read by the pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import coverage
from data.basis import basis_of
from data.components import SOURCES, UNKNOWN, Basis, Source, each_grain
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


def refresh(
    writer: Writer,
    settings: Settings,
    tables_touched: set[str] | None = None,
    progress: Progress | None = None,
) -> None:
    """Work out anew the roll-ups that depend on the tables touched (all of them without that).

    Parameters
    ----------
    progress
        Called with the share done (0 to 1) and a sentence on what is being done.
    """
    with _workbench(writer) as keep:
        tables = _Kept(writer, keep)
        known = coverage.spans(writer.frame(coverage.measure(tables)))
        basis = basis_of(tables, known, settings, writer.frame)
        stale = _stale(writer, tables_touched, basis)
        parts = [_basis_rows(basis)]
        for done, source in enumerate(stale):
            if progress:
                progress(done / len(stale), _("Adding up {source}.").format(source=source.key.replace("_", " ")))
            rows = keep(source.rows(tables, basis))
            largest = largest_segments(writer.frame(segment_sizes(source, rows)))
            parts.append(_long(writer.backend.to_pyarrow(summed(source, rows, largest)), source))
        changed = [WINDOW_KEY, CURRENCY_KEY, *(item.key for source in stale for item in source.components)]
        writer.replace("coverage", _coverage_frame(known))
        writer.replace("rollups", pa.concat_tables(parts), where={"component": changed})


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


def summed(source: Source, rows: ir.Table, largest: Mapping[str, list[str] | None]) -> ir.Table:
    """Return the components of a source: grain, period_start, dimension, part (the segment), a column each.

    Parameters
    ----------
    rows
        As the source's ``rows`` gives them.
    largest
        The dimensions to split by, with the values that aren't folded into "other" (None: all are kept).
        The total comes with them: its dimension and part are "".
    """
    spread = _each_dimension(source, rows, largest)
    if source.apart in largest:
        spread = spread.mutate(counts=spread.counts | (spread.dimension == source.apart))
    periods = spread if "grain" in spread.columns else each_grain(spread)
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


def _stale(writer: Writer, touched: set[str] | None, basis: Basis) -> list[Source]:
    """Return the sources to add up again; where "today" moved, also those that are cut at it."""
    if touched is None:
        return list(SOURCES)
    before = coverage.as_of(coverage.spans(writer.frame(writer.derived("coverage"))))
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
    """The tables by name, each resolved once and kept for the length of a refresh."""

    def __init__(self, facts: Facts, keep: Callable[[ir.Table], ir.Table]) -> None:
        self._facts = facts
        self._keep = keep
        self._kept: dict[str, ir.Table] = {}

    def __getitem__(self, name: str) -> ir.Table:
        if name not in self._kept:
            table = self._facts.derived(name) if name in DERIVED else self._facts.tables[name]
            self._kept[name] = self._keep(table) if name in USED_OFTEN else table
        return self._kept[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts.tables)

    def __len__(self) -> int:
        return len(self._facts.tables)


@contextmanager
def _workbench(writer: Writer) -> Iterator[Callable[[ir.Table], ir.Table]]:
    """Yield a function that works an expression out once, into a table that is gone afterwards."""
    names: list[str] = []
    numbers = count()

    def keep(expression: ir.Table) -> ir.Table:
        name = f"rollup_rows_{next(numbers)}"
        names.append(name)
        return writer.backend.create_table(name, expression, temp=True)

    try:
        yield keep
    finally:
        for name in names:
            writer.backend.drop_table(name, force=True)


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
