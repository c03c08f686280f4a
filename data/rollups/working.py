"""Working roll-ups out: what is known before a source is added up, and adding it up."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import coverage, schemas
from data.basis import basis_of
from data.components import SOURCES, Basis, Source, Tables
from data.coverage import ACTIVITY, Span
from data.facts import DERIVED
from data.rollups import rows as rows_
from data.settings import Settings
from data.store import Facts
from data.summing import Made, all_summed, splits_of
from data.texts import _
from data.workbench import Workbench, workbench

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


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known before a source is added up.

    Attributes
    ----------
    known
        What each table covers.
    stale
        The sources to add up again.
    """

    bench: Workbench
    known: Mapping[str, Span]
    basis: Basis
    stale: list[Source]

    @property
    def coverage(self) -> pd.DataFrame:
        """What each table covers, as the table of that name holds it."""
        active = coverage.activity_span(self.known)
        spans = dict(self.known) | ({ACTIVITY: active} if active else {})
        rows = [(name, span.first_day, span.last_day, span.usual_gap_days) for name, span in spans.items()]
        return pd.DataFrame(rows, columns=list(DERIVED["coverage"]))

    def has_rows(self, source: Source) -> bool:
        """Return whether a source can have rows: without a day in its tables it has none."""
        return any(name in self.known for name in source.dated_by or source.coverage)

    def rows(self, source: Source) -> ir.Table:
        """Return the rows of a source, to be read several times."""
        if source.read_again:
            return source.rows(self.bench, self.basis)
        return self.bench.keep(f"rows_of_{source.key}", lambda: source.rows(self.bench, self.basis))

    def told(self, progress: Progress | None) -> Iterator[Source]:
        """Yield the stale sources, saying before each how far it has got."""
        for done, source in enumerate(self.stale):
            if progress:
                text = _("Adding up {source}.").format(source=source.key.replace("_", " "))
                progress(done / len(self.stale), text)
            yield source


def prepared(facts: Facts, bench: Workbench, settings: Settings, touched: set[str] | None) -> Prepared:
    """Return what the tables on a workbench cover, what the numbers depend on, and which sources are stale."""
    before = coverage.spans(facts.frame(facts.derived("coverage")))
    known = _covered(bench, before, touched)
    basis = basis_of(bench, known, settings, bench.frame)
    return Prepared(bench, known, basis, _stale(touched, moved=coverage.as_of(before) != basis.as_of))


def work_out(
    facts: Facts, tables: Tables, settings: Settings, scope: Scope, progress: Progress | None = None
) -> Worked:
    """Return the roll-ups of some tables in all periods, and keep nothing.

    Parameters
    ----------
    facts
        Runs the expressions; what it has of coverage says how the stored roll-ups were made.
    tables
        Canonical tables, resolved, and those derived from them, by name: as they are, or as they would be.
    progress
        Called with the share done (0 to 1) and a sentence on what is being done; raise in it to cancel.
    """
    with workbench(facts, tables) as bench:
        ready = prepared(facts, bench, settings, scope.touched)
        parts = [rows_.of_basis(ready.basis)]
        for source in ready.told(progress):
            if ready.has_rows(source):
                parts.extend(_added_up(source, ready, scope))
        components = [item.key for source in ready.stale for item in source.components]
        changed = [*rows_.BASIS_KEYS, *components]
        return Worked(ready.coverage, rows_.together(parts), changed)


def everything(facts: Facts) -> dict[str, ir.Table]:
    """Return the canonical tables and those derived from them by name, as they stand in the store."""
    return {name: facts.derived(name) for name in DERIVED} | dict(facts.tables)


def _added_up(source: Source, ready: Prepared, scope: Scope) -> list[pa.Table]:
    bench, basis = ready.bench, ready.basis
    # Without segments the rows are read only once.
    rows = ready.rows(source) if scope.split else source.rows(bench, basis)
    splits = splits_of(source, rows, bench.frame) if scope.split else {}
    grains = replace(basis.grains, names=(scope.grain,)) if scope.grain else basis.grains
    return rows_.long(bench.arrow(all_summed(source, rows, splits, Made(bench, basis), grains)), source)


def _covered(bench: Workbench, before: Mapping[str, Span], touched: set[str] | None) -> dict[str, Span]:
    """Return what each table covers; of those that weren't touched that is known from before."""
    names = set(schemas.TABLES) if touched is None else touched
    measured = coverage.spans(bench.frame(coverage.measure(bench, names))) if names else {}
    return {name: span for name, span in before.items() if name not in names} | measured


def _stale(touched: set[str] | None, *, moved: bool) -> list[Source]:
    """Return the sources to add up again; where "today" moved, also those that are cut at it."""
    if touched is None:
        return list(SOURCES)
    return [source for source in SOURCES if touched & set(source.tables) or (moved and source.cut_at_coverage)]
