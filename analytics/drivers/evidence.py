"""What lies behind a change of a metric: the rows of its period, and the imports near it."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.formulas import Balance, Count, Median, Sum
from analytics.metrics import END, START, Metric, Unit, metric
from data import rows_behind as rows_of
from data.components import COMPONENTS, source_of
from data.rows_behind.batches import rows_per_batch
from data.store import Store

ABOVE = "counts_above_the_line"  # a column: what a row adds to the numerator


@dataclass(frozen=True, slots=True)
class Behind:
    """Rows of one table behind a metric.

    Attributes
    ----------
    rows
        The newest of them, with a column `ABOVE` where rows differ in what they add to the numerator.
    count
        How many there are.
    above
        What all of them add to the numerator; None where they have no part in it.
    is_money
        Whether that is an amount of money.
    """

    table: str
    rows: pd.DataFrame
    count: int
    above: float | None
    is_money: bool


@dataclass(frozen=True, slots=True)
class Import:
    """A batch in force with rows of a period, or that came in within it."""

    file: str
    table: str
    imported_on: date
    imported_by: str
    rows: int


def rows_behind(
    store: Store, key: str, grain: str, days: tuple[date, date], segment_of: tuple[str, str] = ("", "")
) -> list[Behind]:
    """Return the rows behind a metric in a period, of a segment where one is named.

    Parameters
    ----------
    days
        The first and the last day of the period.
    segment_of
        A dimension and one of its segments; empty for all rows.
    """
    chosen = metric(key)
    asked = rows_of.Asked(_with_counts(chosen), grain, *days, *segment_of)
    with store.read() as facts:
        found = rows_of.read(facts, store.state.settings(), asked)
    return [_told(chosen, item) for item in found]


def imports_near(store: Store, key: str, first: date, last: date) -> list[Import]:
    """Return the imports with rows of a metric's tables in a period, and those that came in within it.

    Those with the most rows come first.
    """
    known = [name for name in _with_counts(metric(key)) if name in COMPONENTS]
    tables = sorted({table for name in known for table in source_of(name).tables})
    with store.read() as facts:
        rows = rows_per_batch(facts, tables, first, last)
    found = []
    for batch in store.state.batches():
        day = date.fromisoformat(batch.imported_at[:10])
        count = rows.get((batch.table, batch.batch_id or 0), 0)
        if batch.in_force and batch.table in tables and (count or first <= day <= last):
            found.append(Import(batch.file, batch.table, day, batch.imported_by, count))
    return sorted(found, key=lambda item: -item.rows)


def _with_counts(chosen: Metric) -> tuple[str, ...]:
    """Return the metric's components, of a median the count of what it is taken over."""
    return (chosen.formula.count,) if isinstance(chosen.formula, Median) else chosen.components


def _told(chosen: Metric, item: rows_of.RowsBehind) -> Behind:
    """Return rows with one column for what they add to the numerator, in place of those of all components."""
    plus, minus = _numerator(chosen)
    signs = {name: 1 for name in plus if name in item.sums} | {name: -1 for name in minus if name in item.sums}
    rows = item.rows.drop(columns=list(item.sums))
    if not signs:
        return Behind(item.table, rows, item.count, None, is_money=False)
    adds = pd.Series(0.0, index=rows.index)
    for name, sign in signs.items():
        adds = adds + item.rows[name].fillna(0).astype("float64") * sign
    above = sum(item.sums[name] * sign for name, sign in signs.items())
    told = rows.assign(**{ABOVE: adds}) if len(set(adds)) > 1 and not _repeats(rows, adds) else rows
    return Behind(item.table, told, item.count, above, is_money=_is_money(chosen))


def _numerator(chosen: Metric) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which components are added to the numerator and which are taken away, as they are stored."""
    formula = chosen.formula
    if isinstance(formula, Balance):
        return (formula.plus,), (formula.minus,)
    if isinstance(formula, Median):
        return (), ()
    part: Sum = formula.counted if isinstance(formula, Count) else formula.part
    # Running totals at the start have no rows in the period.
    plus, minus = (
        [_stored(name) for name in names if not name.endswith(START)] for names in (part.plus, part.minus)
    )
    return tuple(plus), tuple(minus)


def _stored(name: str) -> str:
    return name.removesuffix(START).removesuffix(END)


def _repeats(rows: pd.DataFrame, adds: pd.Series) -> bool:
    """Tell whether a column that is shown says the same already."""
    return any(rows[name].dtype.kind in "if" and rows[name].equals(adds.astype(rows[name].dtype)) for name in rows)


def _is_money(chosen: Metric) -> bool:
    return chosen.unit is Unit.MONEY or "recurring" in " ".join(chosen.components)
