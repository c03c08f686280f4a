"""Adding up: the components of a source per grain and period, in total and by one dimension at a time.

Days are added up first, over every dimension at once, and the coarser grains from them: what has millions of rows
is read once. Medians, and rows that differ by grain, are worked out from the rows for each period.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce

import ibis
import ibis.expr.types as ir
import pandas as pd

from data.components import UNKNOWN, Basis, Component, Counted, Grains, Source, Tables, each_grain

LARGEST_SEGMENTS = 50
OTHER = "other"  # where the segments beyond the largest are folded
TOTAL = ""
EVERY_GRAIN = Grains()
KEYS = ("grain", "period_start", "dimension", "part")

Splits = Mapping[str, list[str] | None]


def filled(source: Source, rows: ir.Table) -> ir.Table:
    """Return one row: per dimension how many different values, and as ``…_empty`` how many rows have none."""
    values = {name: rows[name].nunique() for name in source.dimensions}
    empty = {f"{name}_empty": rows.count(where=~rows[name].notnull()) for name in source.dimensions}
    return rows.aggregate(**values, **empty)


def splits_of(source: Source, rows: ir.Table, frame: Callable[[ir.Table], pd.DataFrame]) -> Splits:
    """Return by which dimensions a source is split, with the values that aren't folded into "other".

    Dimensions on which no row says anything are left out. Only where there are more values than are kept apart
    is it looked at how large each is.
    """
    found = frame(filled(source, rows)).iloc[0]
    values = {name: int(found[name]) + bool(found[f"{name}_empty"]) for name in source.dimensions if found[name]}
    many = [name for name, number in values.items() if number > LARGEST_SEGMENTS]
    largest = largest_segments(frame(segment_sizes(rows, many))) if many else {}
    return {name: largest.get(name) for name in values}


def segment_sizes(rows: ir.Table, dimensions: Iterable[str]) -> ir.Table:
    """Return how large the values of some dimensions are: dimension, segment, size."""
    splits = dict.fromkeys(dimensions)
    named = _named(rows, splits)
    size = named.weight.sum() if "weight" in rows.columns else named.count()
    spread = _each_dimension(named.group_by(*splits).aggregate(size=size), splits, total=False)
    return spread.group_by("dimension", "part").aggregate(size=spread["size"].sum()).rename(segment="part")


def largest_segments(sizes: pd.DataFrame) -> dict[str, list[str]]:
    """Return the largest values of each dimension.

    Examples
    --------
    >>> sizes = pd.DataFrame({"dimension": "plan", "segment": ["A", "B", "not known"], "size": [3, 4, 7]})
    >>> largest_segments(sizes)
    {'plan': ['not known', 'B', 'A']}
    """
    ordered = sizes.sort_values(["size", "segment"], ascending=[False, True])
    by_dimension = ordered.groupby("dimension")
    return {str(name): list(group["segment"][:LARGEST_SEGMENTS]) for name, group in by_dimension}


def summed(source: Source, rows: ir.Table, splits: Splits, grains: Grains = EVERY_GRAIN) -> ir.Table:
    """Return a source's own components: grain, period_start, dimension, part (the segment), a column each.

    Parameters
    ----------
    rows
        As the source's ``rows`` gives them.
    splits
        The dimensions to split by, with the values that aren't folded into "other" (None: all are kept).
        The total comes with them: its dimension and part are "".
    grains
        Only the periods of these.
    """
    mixed = {name: largest for name, largest in splits.items() if name != source.apart}
    sums = _added(rows, source.own, mixed, grains, total=True)
    if source.apart is None or source.apart not in splits:
        return sums
    every = rows.mutate(counts=ibis.literal(value=True))
    return sums.union(_added(every, source.own, {source.apart: splits[source.apart]}, grains, total=False))


def all_summed(
    source: Source, rows: ir.Table, splits: Splits, made_of: tuple[Tables, Basis], grains: Grains = EVERY_GRAIN
) -> ir.Table:
    """Return all components of a source as `summed` does; ``made_of`` are the tables and basis of its rows."""
    sums = summed(source, rows, splits, grains)
    counted = [_counted(item, source, splits, made_of, grains) for item in source.counted]
    beside = [_added(item.rows(*made_of), item.components, splits, grains, total=True) for item in source.beside]
    return _side_by_side(sums, [*counted, *beside])


def _added(
    rows: ir.Table, components: Iterable[Component], splits: Splits, grains: Grains, *, total: bool
) -> ir.Table:
    named = _named(rows, splits)
    by_day = "day" in rows.columns and all(item.additive for item in components)
    if by_day:
        values = {item.key: item.expression(named) for item in components}
        named = named.group_by("day", *splits).aggregate(**values)
    spread = _each_dimension(named, splits, total=total)
    periods = (
        each_grain(spread, grains) if "day" in rows.columns else spread.filter(spread.grain.isin(list(grains)))
    )
    sums = {item.key: periods[item.key].sum() if by_day else item.expression(periods) for item in components}
    return periods.group_by(*KEYS).aggregate(**{key: value.cast("float64") for key, value in sums.items()})


def _counted(
    item: Counted, source: Source, splits: Splits, made_of: tuple[Tables, Basis], grains: Grains
) -> ir.Table:
    alike = {name: largest for name, largest in splits.items() if name in item.alike}
    days = item.days(*made_of) if item.days else _ours(item.rows(*made_of), source)
    alone = item.never_again(made_of[1])
    days = days if item.days else _with_before(days, item.of, alone=alone)
    parts = [_firsts_added(days, item, alike, grains, total=True)]
    for name, largest in splits.items():
        if name not in alike:
            rows = item.rows(*made_of)
            rows = _named(rows if name == source.apart else _ours(rows, source), {name: largest})
            days = _with_before(rows, (*item.of, name), alone=alone)
            parts.append(_firsts_added(days, item, {name: None}, grains, total=False))
    return reduce(lambda table, part: table.union(part), parts)


def _ours(rows: ir.Table, source: Source) -> ir.Table:
    return rows.filter(rows.counts) if source.apart and "counts" in rows.columns else rows


def _with_before(rows: ir.Table, thing: tuple[str, ...], *, alone: bool) -> ir.Table:
    """Return the rows with ``before``: the day of the row before it of the same thing, null for its first."""
    known = rows.filter([rows[name].notnull() for name in thing])
    if alone:
        return known.mutate(before=ibis.null("date"))
    return known.mutate(before=known.day.lag().over(ibis.window(group_by=list(thing), order_by="day")))


def _firsts_added(days: ir.Table, item: Counted, splits: Splits, grains: Grains, *, total: bool) -> ir.Table:
    """Return the components over the rows that are the first of their thing in a period."""
    named = _named(days, splits)
    values = {}
    for grain in grains:
        start = grains.start_of(named.day, grain)
        first = ~named.before.notnull() | (named.before < start)
        for one in item.components:
            values[f"{one.key}_{grain}"] = named.count(where=first & one.expression(named, start))
    cells = named.group_by("day", *splits).aggregate(**values)
    periods = each_grain(_each_dimension(cells, splits, total=total), grains)

    def of_grain(key: str) -> ir.NumericValue:
        return ibis.cases(*((periods.grain == grain, periods[f"{key}_{grain}"]) for grain in grains))

    sums = {one.key: of_grain(one.key).sum().cast("float64") for one in item.components}
    return periods.group_by(*KEYS).aggregate(**sums)


def _side_by_side(sums: ir.Table, others: list[ir.Table]) -> ir.Table:
    """Return the columns of several tables in one, those of the others 0 where only the first has a row."""
    if not others:
        return sums
    keys = [name for table in (sums, *others) for name in table.columns if name not in KEYS]
    own = set(sums.columns)
    zeros = {name: ibis.literal(0.0) for name in keys if name not in own}
    parts = [sums.mutate(**zeros)]
    for table in others:
        missing = {name: ibis.null("float64") for name in keys if name not in table.columns}
        parts.append(table.mutate(**missing).select(*parts[0].columns))
    every = reduce(lambda table, part: table.union(part), parts)
    return every.group_by(*KEYS).aggregate(**{name: every[name].sum() for name in keys})


def _named(rows: ir.Table, splits: Splits) -> ir.Table:
    """Return the rows with every dimension as the name of a segment."""
    return rows.mutate(**{name: _part(rows[name], largest) for name, largest in splits.items()})


def _part(value: ir.Value, largest: list[str] | None) -> ir.StringValue:
    named = ibis.coalesce(value.cast("string"), UNKNOWN)
    return named if largest is None else ibis.ifelse(named.isin(largest), named, OTHER)


def _each_dimension(named: ir.Table, splits: Splits, *, total: bool) -> ir.Table:
    """Return every row once per dimension, and for the total, with ``dimension`` and ``part``."""
    pairs = [(ibis.literal(name), named[name]) for name in splits]
    pairs = [*([(ibis.literal(TOTAL), ibis.literal(TOTAL))] if total else []), *pairs]
    if len(pairs) == 1:
        ((dimension, part),) = pairs
        return named.mutate(dimension=dimension, part=part)
    structs = [ibis.struct({"dimension": dimension, "part": part}) for dimension, part in pairs]
    spread = named.mutate(split=ibis.array(structs).unnest())
    return spread.mutate(dimension=spread.split.dimension, part=spread.split.part).drop("split")
