"""Keeping roll-ups fresh: of a stale source only the periods are added up whose rows are others than before."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import pyarrow as pa

from data.components import Basis, Build, Source
from data.rollups import rows as rows_
from data.rollups import traces
from data.rollups.traces import Touched, Traces
from data.rollups.working import Prepared, Progress, everything, prepared
from data.settings import Settings
from data.store import Writer
from data.summing import TOTAL, Made, Splits, all_summed, splits_of
from data.workbench import Workbench, workbench

Where = Mapping[str, Sequence[object]]
Kept = Callable[[ir.Table], ir.Table]  # of the sums, those that are wanted


@dataclass(frozen=True, slots=True)
class _Adding:
    """A source about to be added up: its rows, by what they are split, and what they are made of."""

    source: Source
    rows: ir.Table
    splits: Splits
    bench: Workbench
    basis: Basis

    def everywhere(self) -> list[pa.Table]:
        """Return the roll-ups of all periods, in total and by every dimension."""
        return self._added(self.rows, self.splits, Made(self.bench, self.basis), lambda sums: sums)

    def in_periods(self, touched: Touched) -> list[pa.Table]:
        """Return the roll-ups of the periods touched, in total and by the dimensions split as before."""
        if not touched.periods:
            return []
        periods = self.bench.put("periods_touched", touched.periods_table())
        days = self.bench.put("days_touched", touched.days_table())

        def only(rows: ir.Table) -> ir.Table:
            if "day" in rows.columns:
                return rows.semi_join(days, "day")
            return rows.semi_join(periods, ["grain", "period_start"])

        def kept(build: Build, rows: ir.Table) -> ir.Table:
            return self.bench.keep(f"touched_{self.source.key}_{build.__name__}", lambda: only(rows))

        same = {name: largest for name, largest in self.splits.items() if name not in touched.dimensions}
        made = Made(self.bench, self.basis, kept)
        rows = kept(self.source.rows, self.rows)
        return self._added(rows, same, made, lambda sums: sums.semi_join(periods, ["grain", "period_start"]))

    def by_dimensions(self, touched: Touched) -> list[pa.Table]:
        """Return the roll-ups of all periods by the dimensions that are split otherwise than before."""
        others = {name: largest for name, largest in self.splits.items() if name in touched.dimensions}
        if not others:
            return []
        made = Made(self.bench, self.basis)
        return self._added(self.rows, others, made, lambda sums: sums.filter(sums.dimension != TOTAL))

    def _added(self, rows: ir.Table, splits: Splits, made: Made, kept: Kept) -> list[pa.Table]:
        sums = all_summed(self.source, rows, splits, made, self.basis.grains)
        return rows_.long(self.bench.arrow(kept(sums)), self.source)


def refresh(
    writer: Writer,
    settings: Settings,
    tables_touched: set[str] | None = None,
    progress: Progress | None = None,
) -> None:
    """Work out anew what of the roll-ups depends on the tables touched (all of it without that) and keep it.

    What is kept of a source and the traces of the rows that it was made of change together or not at all. So
    whoever is killed leaves sources of which each says truly what it was made of.

    Parameters
    ----------
    progress
        Called with the share done (0 to 1) and a sentence on what is being done.
    """
    before = {} if tables_touched is None else traces.kept(writer)
    if before.get(traces.DEFINITIONS) != traces.definitions():
        before, tables_touched = {}, None
        writer.remove("rollup_traces", where=None)
    with workbench(writer, everything(writer)) as bench:
        ready = prepared(writer, bench, settings, tables_touched)
        for source in ready.told(progress):
            _refresh(writer, source, ready, before.get(source.key))
        of_basis = rows_.of_basis(ready.basis)
        writer.replace("rollups", of_basis, where={"component": rows_.BASIS_KEYS})
        writer.replace("coverage", ready.coverage)  # it says up to which day the roll-ups were made
        if not before:  # last: without it everything is made anew
            writer.append("rollup_traces", traces.stored(traces.DEFINITIONS, traces.definitions()))


def _refresh(writer: Writer, source: Source, ready: Prepared, before: Traces | None) -> None:
    if not ready.has_rows(source):
        _keep(writer, source, [], {}, [{}])
        return
    rows = ready.rows(source)
    adding = _Adding(source, rows, splits_of(source, rows, ready.bench.frame), ready.bench, ready.basis)
    now = traces.of(source, rows, adding.splits, Made(ready.bench, ready.basis), ready.bench)
    if before is None:
        _keep(writer, source, adding.everywhere(), now, [{}])
        return
    touched = traces.touched(before, now, ready.basis.settings.calendar)
    worked = [*adding.in_periods(touched), *adding.by_dimensions(touched)]
    _keep(writer, source, worked, now, list(_replaced(touched)))


def _replaced(touched: Touched) -> Iterator[Where]:
    """Yield which roll-ups of a source give way to those worked out."""
    for grain in {grain for grain, _start in touched.periods}:
        starts = [start for of_grain, start in touched.periods if of_grain == grain]
        if starts:
            yield {"grain": [grain], "period_start": starts}
    if touched.dimensions:
        yield {"dimension": sorted(touched.dimensions)}


def _keep(writer: Writer, source: Source, worked: list[pa.Table], now: Traces, replaced: Sequence[Where]) -> None:
    components = [item.key for item in source.components]
    with writer.together():
        for where in replaced:
            writer.remove("rollups", {"component": components, **where})
        if worked:
            writer.append("rollups", rows_.together(worked))
        writer.replace("rollup_traces", traces.stored(source.key, now), where={"source": [source.key]})
