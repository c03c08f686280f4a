"""Both sides of every figure of one source, and what each reason comes to; added up in the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandas as pd

from data import schemas
from data.components import Basis
from data.reconciling.aside import UNREAD
from data.reconciling.figure import COUNTS, UNDATED, Figure, Part, Period
from data.workbench import Workbench

SAME = "same_customer"  # several names of a tool that mean one customer


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows (or things), what they come to, and of how many of them that can't be told."""

    count: int = 0
    amount: float = 0.0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """One figure on both sides.

    Attributes
    ----------
    tool
        What came to it in all, as far as it can be read.
    product
        What counts, as the KPIs have it.
    reasons
        What each reason keeps out, by its key; those that change nothing aren't there.
    """

    figure: Figure
    tool: float
    product: float
    reasons: Mapping[str, Sum]


@dataclass(frozen=True, slots=True)
class Made:
    """What figures are worked out from.

    Attributes
    ----------
    bench
        The canonical tables in force, the one compared with this source's rows alone.
    table
        Which one is compared.
    rows
        As `staging.all_rows` gives them.
    """

    bench: Workbench
    table: str
    rows: ir.Table
    basis: Basis


def added_up(made: Made, figures: Sequence[Figure], period: Period) -> list[Sums]:
    """Return the sums of some figures over a period."""
    figures = [figure for figure in figures if period.is_whole or not figure.whole_only]
    kept_out = _by_figure(made, [(figure.key, _by_stage(made, figure, period)) for figure in figures])
    products = _products(made, figures, period)
    return [_sums(made, figure, kept_out[figure.key], products[figure.key], period) for figure in figures]


def _sums(made: Made, figure: Figure, stages: pd.DataFrame, product: float, period: Period) -> Sums:
    reasons = {
        str(row["reason"]): Sum(int(row["count"]), float(row["amount"]), int(row["unread"]))
        for row in stages.to_dict("records")
    }
    tool = float(stages["amount"].sum())
    reasons.pop(COUNTS, None)
    for key, build in figure.further:
        (row,) = made.bench.frame(build(made.rows, made.bench, made.basis, period)).to_dict("records")
        reasons[key] = Sum(int(row["count"]), 0.0 if pd.isna(row["amount"]) else float(row["amount"]))
    if figure.merged:
        reasons[SAME] = _merged(made, figure, period)
    return Sums(figure, tool, product, {key: each for key, each in reasons.items() if each.amount or each.unread})


def _by_figure(made: Made, parts: Sequence[tuple[str, ir.Table]]) -> dict[str, pd.DataFrame]:
    every = [part.mutate(figure=ibis.literal(key)) for key, part in parts]
    frame = made.bench.frame(ibis.union(*every) if len(every) > 1 else every[0])
    return {key: frame[frame["figure"] == key] for key, _part in parts}


def _by_stage(made: Made, figure: Figure, period: Period) -> ir.Table:
    """Return what a figure comes to by the ``reason`` that keeps it out: count, amount, unread."""
    if figure.thing:
        return _things(made, figure, period)
    parts = [_valued(made, figure, place, period) for place in range(len(figure.parts))]
    rows = ibis.union(*parts) if len(parts) > 1 else parts[0]
    return rows.group_by("reason").aggregate(
        count=rows.count(where=rows.is_first),
        amount=ibis.coalesce(rows.amount.sum(), 0.0),
        unread=rows.unread.cast("int64").sum(),
    )


def _valued(made: Made, figure: Figure, place: int, period: Period) -> ir.Table:
    """Return reason, amount, whether it can't be read, and whether no part before it has the row as well."""
    part, earlier = figure.parts[place], figure.parts[:place]
    value = _value(made, part)
    unread = _is_unread(made, part, value)
    taken = [_is_in(made, other, period) for other in earlier]
    valued = made.rows.select(
        reason=_reason(made, figure, _day(made, part)),
        amount=ibis.ifelse(unread, None, value),
        unread=unread,
        is_first=~ibis.or_(*taken) if taken else ibis.literal(value=True),
        inside=_is_in(made, part, period),
    )
    return valued.filter(valued.inside).drop("inside")


def _value(made: Made, part: Part) -> ir.FloatingValue:
    return part.value(made.rows, made.basis).cast("float64")


def _is_in(made: Made, part: Part, period: Period) -> ir.BooleanValue:
    """Return the rows that say something to a part in a period."""
    value = _value(made, part)
    return period.holds(_day(made, part)) & (value.notnull() | _is_unread(made, part, value))


def _is_unread(made: Made, part: Part, value: ir.FloatingValue) -> ir.BooleanValue:
    """Return the rows whose value can't be told, because of what stands in one of the cells it is made of."""

    def any_of(names: tuple[str, ...]) -> ir.BooleanValue:
        found = [made.rows[UNREAD].contains(f",{name},").fill_null(False) for name in names]
        return ibis.or_(*found) if found else ibis.literal(value=False)

    unread = any_of(part.reads) | (~value.notnull() & any_of(part.or_else))
    return unread & part.applies(made.rows, made.basis) if part.applies else unread


def _things(made: Made, figure: Figure, period: Period) -> ir.Table:
    """Return how many things are kept out by each reason: by that of the row which gets furthest."""
    rows = made.rows
    day = _day(made, None)
    order = (*figure.reasons, COUNTS)
    reason = _reason(made, figure, day)
    place = ibis.cases(*((reason == key, number) for number, key in enumerate(order)))
    named = rows.filter(period.holds(day) & rows[str(figure.thing)].notnull())
    furthest = named.group_by(thing=named[str(figure.thing)]).aggregate(place=place.max())
    names = ibis.cases(*((furthest.place == number, key) for number, key in enumerate(order)))
    each = furthest.select(reason=names)
    return each.group_by("reason").aggregate(
        count=each.count(), amount=each.count().cast("float64"), unread=each.count(where=~each.reason.notnull())
    )


def _merged(made: Made, figure: Figure, period: Period) -> Sum:
    """Return by how many the names that a tool has are more than the customers whom they mean."""
    rows = made.rows
    day = _day(made, None)
    counts = rows.filter(period.holds(day) & (_reason(made, figure, day) == COUNTS))
    asked = counts.aggregate(names=counts[str(figure.thing)].nunique(), meant=counts[str(figure.merged)].nunique())
    (found,) = made.bench.frame(asked).to_dict("records")
    more = int(found["names"]) - int(found["meant"])
    return Sum(more, float(more))


def _reason(made: Made, figure: Figure, day: ir.DateValue) -> ir.StringValue:
    """Return what keeps a row out of a figure, or that it counts."""
    rows = made.rows
    own = [(condition(rows, made.basis).fill_null(False), key) for key, condition in figure.why_not]
    return ibis.cases((rows.fate != COUNTS, rows.fate), (~day.notnull(), UNDATED), *own, else_=COUNTS)


def _day(made: Made, part: Part | None) -> ir.DateValue:
    if part is not None and part.day is not None:
        return part.day(made.rows, made.basis).cast("date")
    moment = schemas.table(made.table).moment
    # Customers have no moment: no day of theirs can be missing.
    return made.rows[moment].cast("date") if moment else ibis.date("1970-01-01")


def _products(made: Made, figures: Sequence[Figure], period: Period) -> dict[str, float]:
    """Return what the product counts of each figure."""
    built = {figure.key: figure.counted(made.bench, made.basis, period) for figure in figures}
    parts = [table.mutate(figure=ibis.literal(key)) for key, tables in built.items() for table in tables]
    if not parts:
        return dict.fromkeys(built, 0.0)
    every = ibis.union(*parts) if len(parts) > 1 else parts[0]
    sums = made.bench.frame(every).groupby("figure")["value"].sum()
    return {key: float(sums.get(key, 0.0)) for key in built}
