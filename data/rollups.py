"""Roll-ups: components summed per grain, period and segment, refreshed by an import, read by the pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import coverage, schemas
from data.basis import basis_of
from data.components import SOURCES, Basis, Source, Tables
from data.coverage import ACTIVITY, Span
from data.facts import DERIVED
from data.settings import Settings
from data.store import Facts, Writer
from data.summing import TOTAL, all_summed, splits_of
from data.texts import _
from data.workbench import Workbench, workbench

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
    writer.replace("rollups", worked.rows, where={"component": worked.components})
    writer.replace("coverage", worked.coverage)  # last: it says up to which day the roll-ups were made


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
    with workbench(facts, tables) as bench:
        before = coverage.spans(facts.frame(facts.derived("coverage")))
        known = _covered(bench, before, scope.touched)
        basis = basis_of(bench, known, settings, bench.frame)
        stale = _stale(scope.touched, moved=coverage.as_of(before) != basis.as_of)
        parts = [_basis_rows(basis)]
        for done, source in enumerate(source for source in stale if _has_rows(source, known)):
            if progress:
                progress(done / len(stale), _("Adding up {source}.").format(source=source.key.replace("_", " ")))
            parts.extend(_long_rows(source, bench, basis, scope))
        changed = [WINDOW_KEY, CURRENCY_KEY, *(item.key for source in stale for item in source.components)]
        return Worked(_coverage_frame(known), pa.concat_tables(parts), changed)


def _has_rows(source: Source, known: Mapping[str, Span]) -> bool:
    """Return whether a source can have rows: without a day in its tables it has none."""
    return any(name in known for name in source.dated_by or source.coverage)


def _covered(bench: Workbench, before: Mapping[str, Span], touched: set[str] | None) -> dict[str, Span]:
    """Return what each table covers; of those that weren't touched that is known from before."""
    names = set(schemas.TABLES) if touched is None else touched
    measured = coverage.spans(bench.frame(coverage.measure(bench, names))) if names else {}
    return {name: span for name, span in before.items() if name not in names} | measured


def _long_rows(source: Source, bench: Workbench, basis: Basis, scope: Scope) -> list[pa.Table]:
    """Return the roll-ups of a source, a table per component."""
    if scope.split and not source.read_again:  # without segments they are read only once
        rows = bench.keep(f"rows_of_{source.key}", lambda: source.rows(bench, basis))
    else:
        rows = source.rows(bench, basis)
    splits = splits_of(source, rows, bench.frame) if scope.split else {}
    grains = replace(basis.grains, names=(scope.grain,)) if scope.grain else basis.grains
    return _long(bench.arrow(all_summed(source, rows, splits, (bench, basis), grains)), source)


def everything(facts: Facts) -> dict[str, ir.Table]:
    """Return the canonical tables and those derived from them by name, as they stand in the store."""
    return {name: facts.derived(name) for name in DERIVED} | dict(facts.tables)


def _long(wide: pa.Table, source: Source) -> list[pa.Table]:
    """Return the components of a source one by one, to be put under each other."""
    return [_one_component(wide, item.key) for item in source.components]


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


def _stale(touched: set[str] | None, *, moved: bool) -> list[Source]:
    """Return the sources to add up again; where "today" moved, also those that are cut at it."""
    if touched is None:
        return list(SOURCES)
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
