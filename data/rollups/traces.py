"""Traces: a number per day and kind of rows of a source, by which it is seen on which days they are others now.

Whatever the reason (rows that came, were corrected or taken back, somebody who is another customer, a tone, a
setting, a later last day), what is added up are the rows of a source. Where their trace is what it was, so is
their sum.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pandas as pd
import pyarrow as pa

from data import calendars, components, purchases, summing
from data.calendars import GRAINS, Calendar
from data.components import Source
from data.facts import DERIVED
from data.store import Facts
from data.summing import Made, Splits
from data.workbench import Workbench

EVERY_GRAIN = "every grain"  # the grain of rows that lie on a day and count in each of its periods
SPLIT = "split"  # the grain of what says by which values of a dimension is split; the part is the dimension
DEFINITIONS = "definitions"  # the source of what says by which program all was made
_BITS = 2**40 - 1  # of a row's hash: eight million rows a day fit into a sum

Key = tuple[str, str, date | None]  # part, grain, start of the period
Traces = dict[Key, tuple[int, int]]  # how many rows, and their digest
Period = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Touched:
    """Where the rows of a source are others than when they were last added up.

    Attributes
    ----------
    periods
        Those with other rows than before: grain and start.
    days
        The days in them that have rows now.
    dimensions
        Those that are split by other values than before, in any period.
    """

    periods: frozenset[Period]
    days: frozenset[date]
    dimensions: frozenset[str]

    def periods_table(self) -> pa.Table:
        """Return grain and period_start of each period."""
        grains, starts = [grain for grain, _start in self.periods], [start for _grain, start in self.periods]
        return pa.table({"grain": pa.array(grains, pa.string()), "period_start": pa.array(starts, pa.date32())})

    def days_table(self) -> pa.Table:
        """Return the days."""
        return pa.table({"day": pa.array(sorted(self.days), pa.date32())})


def of(source: Source, rows: ir.Table, splits: Splits, made: Made, bench: Workbench) -> Traces:
    """Return the traces of a source's rows, of what is counted and beside them, and of how they are split."""
    parts = [_traced(part, str(number)) for number, part in enumerate(_telling(source, rows, made))]
    found = read(bench.frame(ibis.union(*parts) if len(parts) > 1 else parts[0]))
    return found | {
        (name, SPLIT, None): (0, _text_digest(largest and sorted(largest))) for name, largest in splits.items()
    }


def _telling(source: Source, rows: ir.Table, made: Made) -> Iterable[ir.Table]:
    if source.told_by is not None:
        return (made.of(source.told_by),)
    builds = [*(item.rows for item in source.counted), *(item.rows for item in source.beside)]
    return (rows, *(made.of(build) for build in builds))


def _traced(rows: ir.Table, part: str) -> ir.Table:
    said = ibis.struct({name: rows[name] for name in rows.columns}).hash() & _BITS
    if "day" in rows.columns:
        place: dict[str, ir.Value] = {"grain": ibis.literal(EVERY_GRAIN), "period_start": rows.day}
    else:
        place = {"grain": rows.grain, "period_start": rows.period_start}
    traced = rows.select(said=said, part=ibis.literal(part), **place)
    groups = traced.group_by("part", "grain", "period_start")
    counted: ir.Table = groups.aggregate(rows=traced.count(), digest=traced.said.sum())
    return counted


def read(frame: pd.DataFrame) -> Traces:
    """Return traces from a frame with part, grain, period_start, rows, digest."""
    starts = [None if pd.isna(start) else pd.Timestamp(start).date() for start in frame["period_start"]]
    keys = zip(frame["part"], frame["grain"], starts, strict=True)
    values = zip(frame["rows"].astype(int), frame["digest"].astype(int), strict=True)
    return dict(zip(keys, values, strict=True))


def kept(facts: Facts) -> dict[str, Traces]:
    """Return the traces that the stored roll-ups were made with, by source."""
    frame = facts.frame(facts.derived("rollup_traces"))
    return {str(source): read(rows) for source, rows in frame.groupby("source")}


def stored(source: str, traces: Traces) -> pa.Table:
    """Return traces as the table of that name holds them."""
    rows = [(source, *key, *value) for key, value in traces.items()]
    kinds = {"string": pa.string(), "date": pa.date32(), "int64": pa.int64()}
    columns = zip(*rows, strict=True) if rows else ([] for _name in DERIVED["rollup_traces"])
    return pa.table(
        {
            name: pa.array(list(values), kinds[kind])
            for (name, kind), values in zip(DERIVED["rollup_traces"].items(), columns, strict=True)
        }
    )


def touched(before: Traces, now: Traces, calendar: Calendar) -> Touched:
    """Return which periods and dimensions differ between two states of a source."""
    changed = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    periods: set[Period] = set()
    for _part, grain, start in changed:
        if start and grain == EVERY_GRAIN:
            periods |= _periods_of(start, calendar)
        elif start:
            periods.add((grain, start))
    days = {start for _part, grain, start in now if grain == EVERY_GRAIN and start}
    return Touched(
        periods=frozenset(periods),
        days=frozenset(day for day in days if not periods.isdisjoint(_periods_of(day, calendar))),
        dimensions=frozenset(part for part, grain, _start in changed if grain == SPLIT),
    )


def _periods_of(day: date, calendar: Calendar) -> set[Period]:
    return {(grain, calendar.start_of(day, grain)) for grain in GRAINS}


@cache
def definitions() -> Traces:
    """Return the trace of the program that says what is added up: with another one nothing is as before."""
    folder = Path(components.__file__).parent
    files = [
        *sorted(folder.glob("*.py")),
        *(Path(str(module.__file__)) for module in (calendars, purchases, summing)),
    ]
    return {("", DEFINITIONS, None): (0, zlib.crc32(b"".join(path.read_bytes() for path in files)))}


def _text_digest(value: object) -> int:
    return zlib.crc32(repr(value).encode())
