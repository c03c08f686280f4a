"""What each tool's own report would show beside what the product counts, every difference explained."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.reconciliation.reasons import REPEATED, SENTENCES
from analytics.rhythm import source_label
from data import reconciling
from data.reconciling import ROWS, Compared, Period, Sums, zone
from data.schemas import TABLES
from data.state import Batch
from data.store import Store
from data.texts import _, _n

WHOLE = Period()
_CLOSE = 1e-9  # sums of floats in another order differ by so much of themselves


@dataclass(frozen=True, slots=True)
class Source:
    """The exports of one tool for one table."""

    source: str
    table: str
    label: str
    files: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One reason why the product counts something else than the tool shows.

    Attributes
    ----------
    key
        Such as "tests", "refunds", "replaced".
    sentence
        The reason in words.
    count
        Rows (orders, customers) that it is about.
    amount
        What the tool shows of them and the product doesn't count; as far as it can be read.
    unread
        Rows of which that can't be told; the tool's figure is without them.
    """

    key: str
    sentence: str
    count: int
    amount: float
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure on both sides. ``tool`` less all differences is ``product``, exactly.

    Attributes
    ----------
    unit
        "money" or "count".
    currency
        Of money; None where no export names one.
    """

    key: str
    label: str
    unit: str
    currency: str | None
    tool: float
    product: float
    differences: tuple[Difference, ...]

    @property
    def unexplained(self) -> float:
        """What the differences don't explain; 0 unless something is wrong."""
        left = self.tool - sum(each.amount for each in self.differences) - self.product
        largest = max(abs(self.tool), *(abs(each.amount) for each in self.differences), 1.0)
        return 0.0 if abs(left) <= _CLOSE * largest else left

    @property
    def unread(self) -> int:
        """How many rows came of which nobody can tell what they add to the figure."""
        return sum(each.unread for each in self.differences)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One source on both sides over a period.

    Attributes
    ----------
    figures
        Rows first.
    first_day, last_day
        Of the rows that count, by the company's time zone; None without dates.
    months
        The first days of the months that it can be compared for.
    remarks
        What shifts days without changing a sum.
    """

    source: Source
    figures: tuple[Figure, ...]
    first_day: date | None
    last_day: date | None
    months: tuple[date, ...]
    remarks: tuple[str, ...] = ()


def sources(store: Store) -> list[Source]:
    """Return every source that files in force came from, those with the most rows first."""
    rows: dict[tuple[str, str], list[int]] = {}
    for batch in store.state.batches():
        if batch.in_force:
            rows.setdefault((batch.source, batch.table), []).append(batch.rows_read)
    ordered = sorted(rows.items(), key=lambda item: -sum(item[1]))
    return [Source(*key, source_label(*key), len(counts)) for key, counts in ordered]


def reconciled(store: Store, source: str, table: str, month: date | None = None) -> Reconciled | None:
    """Return one source on both sides; None where none of its files is in force any longer.

    Parameters
    ----------
    month
        The first day of a month; None for everything that came. What has no dates is always compared whole.
    """
    batches = [
        batch
        for batch in store.state.batches()
        if batch.in_force and (batch.source, batch.table) == (source, table)
    ]
    if not batches:
        return None
    period = WHOLE if month is None or TABLES[table].moment is None else _month(month)
    found = reconciling.compared(store, batches, period)
    return Reconciled(
        source=Source(source, table, source_label(source, table), len(batches)),
        figures=tuple(_figures(found, batches, period)),
        first_day=found.first_day,
        last_day=found.last_day,
        months=tuple(_months(found.first_day, found.last_day)),
        remarks=tuple(_remarks(found, batches, period, store.state.settings().time_zone)),
    )


def _figures(found: Compared, batches: Sequence[Batch], period: Period) -> Iterator[Figure]:
    aside = sum(batch.rows_rejected for batch in batches)
    repeated = sum(batch.rows_read for batch in batches) - aside - found.stored if period == WHOLE else 0
    for sums in found.sums:
        differences = [
            Difference(key, _(SENTENCES[key]), each.count, each.amount, each.unread)
            for key, each in sums.reasons.items()
        ]
        if repeated and not sums.figure.thing:  # a customer named twice in a file is one customer
            differences.append(_repeated(sums, repeated))
        currency = sums.figure.currency or found.currency
        label = _(sums.figure.label)
        yield Figure(
            key=sums.figure.key,
            label=label,
            unit="money" if sums.figure.is_money else "count",
            currency=currency if sums.figure.is_money else None,
            # Of rows that repeat another one of their file only the number is kept.
            tool=sums.tool + (repeated if sums.figure.key == ROWS else 0),
            product=sums.product,
            differences=tuple(sorted(differences, key=lambda each: list(SENTENCES).index(each.key))),
        )


def _repeated(sums: Sums, repeated: int) -> Difference:
    """Return the rows that repeat another one of their file: what they said isn't kept."""
    is_known = sums.figure.key == ROWS
    amount, unread = (float(repeated), 0) if is_known else (0.0, repeated)
    return Difference(REPEATED, _(SENTENCES[REPEATED]), repeated, amount, unread)


def _month(first: date) -> Period:
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Period(first, following - timedelta(days=1))


def _months(first: date | None, last: date | None) -> Iterator[date]:
    if first is None or last is None:
        return
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _remarks(found: Compared, batches: Sequence[Batch], period: Period, time_zone: str) -> Iterator[str]:
    moved = zone.moved(batches)
    rows = sum(each.rows for each in moved)
    if rows and period == WHOLE:
        days = [(each.first_day, each.last_day) for each in moved]
        if len(moved) < len(batches) and found.first_day and found.last_day:  # files whose times have no zone
            days.append((found.first_day, found.last_day))
        text = _n(
            "{count:,} row lies on another day in {zone} than in the tool, whose days go from {first} to {last}.",
            "{count:,} rows lie on another day in {zone} than in the tool, whose days go from {first} to {last}.",
            rows,
        )
        first, last = min(first for first, _last in days), max(last for _first, last in days)
        yield text.format(count=rows, zone=time_zone, first=first, last=last)
    if found.held:
        parts = ", ".join(f"{header} {amount:,.2f}" for header, amount in found.held.items())
        text = _(
            "Of what counts the tool tells apart: {parts}. Tax and shipping are in the amounts, discount is not."
        )
        yield text.format(parts=parts)
    outside = sum(found.outside_weeks)
    if outside:
        text = _n(
            "{count:,} row lies in a week at the edge that isn't whole: it is in no weekly comparison.",
            "{count:,} rows lie in weeks at the edges that aren't whole: they are in no weekly comparison.",
            outside,
        )
        yield text.format(count=outside)
